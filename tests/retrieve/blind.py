"""What is asked of retrieval, memos and quotes that could tell of what is coded blind."""

from typing import Any

from app.find.queries import Found
from app.retrieve.cooccurrence import Together
from app.retrieve.sentence import parsed

QUERIES = (
    "anything",
    "anything by Murat",
    "Bribe overlapping Hunger",
    "Hunger by all coders",
    "anything in round “Blind”",
    "anything in the same document as “Hunger”",
    "anything with memo",
)


def asked_of_retrieval() -> dict[str, list[Any]]:
    """Arguments of queries."""
    return {
        "query": [parsed(query) for query in QUERIES],
        "asked": [{"sentence": "Bribe", "codes": {}}],
        "text": ["See [[Baker: the flour]]."],
        "together": [Together(), Together(unit="document"), Together(within=3)],
        "kind": ["retrieve", "search"],
        "found": [Found(())],
        "seen": [None, {"0" * 32: "a" * 64}],
    }


def commands_of_retrieval(project: str) -> dict[str, list[str]]:
    """Command lines."""
    return {
        "retrieve": [project, "anything"],
        "retrieve together": [project, "Bribe overlapping Hunger", "--by", "all"],
        "retrieve in the round": [project, "anything", "--round", "Blind"],
        "cooccurrence": [project],
        "cooccurrence in documents": [project, "--unit", "document"],
        "memos": [project],
        "quotes": [project],
    }
