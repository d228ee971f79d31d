"""What a coder who codes a text blind writes and quotes of it."""

from typing import Any

from app.memos.actions import write_memo
from app.quotes.actions import add_quote
from app.saved_queries.actions import save_query
from app.store import Project
from tests.test_blindness import BAKER, MURAT

ASKED = '{"format": 1, "sentence": "Bribe"}'
OF_A_MEMO = ("change_memo", "delete_memos")
OF_A_QUOTE = ("change_quote", "move_quote", "remove_quotes")
OF_A_QUERY = ("rename_query", "delete_query", "mark_seen")
NOT_THERE_YET = {*OF_A_MEMO, *OF_A_QUOTE, *OF_A_QUERY}  # made where a test needs one
OF_HIS_WORK = {
    "app.memos.actions.write_memo",
    *(f"app.memos.actions.{name}" for name in OF_A_MEMO),
    "app.quotes.actions.add_quote",
    "app.quotes.actions.add_quotes",
    *(f"app.quotes.actions.{name}" for name in OF_A_QUOTE),
}


def given_to_writing() -> dict[str, dict[str, Any]]:
    """All about the baker, whom Murat codes blind."""
    passage = {"start": 39, "end": 51}
    return {
        "write_memo": passage | {"about": "passage", "about_id": BAKER, "text": "They took it."},
        "change_memo": {"memo_id": 1, "text": "They took all of it."},
        "delete_memos": {"memo_ids": [1]},
        "add_quote": passage | {"document_id": BAKER, "wording": "They took it."},
        "add_quotes": {"places": [(BAKER, 39, 51, None), (BAKER, 45, 51, 2)]},
        "change_quote": {"quote_id": 1, "wording": "They took all of it."},
        "move_quote": {"quote_id": 2, "position": 0},
        "remove_quotes": {"quote_ids": [1, 2]},
        "save_query": {"name": "Bribes", "kind": "retrieve", "definition": ASKED},
        "rename_query": {"query_id": 1, "name": "Others"},
        "delete_query": {"query_id": 1},
        "mark_seen": {"query_id": 1, "texts": {"0" * 32: "a" * 64}},
    }


def write_first(project: Project, what: str) -> None:
    """What an action needs that changes what is written."""
    project.coder_id = MURAT
    if what in OF_A_MEMO:
        project.do("Memo", write_memo, about="document", about_id=BAKER, text="secret")
    if what in OF_A_QUOTE:
        for start in (39, 45):
            project.do("Quote", add_quote, document_id=BAKER, start=start, end=51)
    if what in OF_A_QUERY:
        project.do("Save", save_query, name="Bribes", kind="retrieve", definition=ASKED)


def write_in_secret(project: Project, index: int) -> None:
    """A memo and a quote of what Murat codes blind."""
    project.coder_id = MURAT
    project.do("Memo", write_memo, about="passage", about_id=BAKER, text="secret", start=5, end=11)
    project.do("Quote", add_quote, document_id=BAKER, start=5 + index, end=12, wording="secret")
    project.coder_id = None
