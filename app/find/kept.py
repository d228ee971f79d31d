"""A search as it is saved, and which of its places in texts are new since somebody looked."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.alignment import Alignment
from app.documents.version_alignment import between
from app.errors import UserError
from app.find.narrowing import Narrowing
from app.find.places import WHERE
from app.find.queries import Found, Holding, Search
from app.models import Code, Coder, Document, DocumentText
from app.sought import Query
from app.store.stored.queries import definition_written

NAMED: Mapping[str, type[Document | Code | Coder]] = {
    "document_ids": Document,
    "code_ids": Code,
    "coder_ids": Coder,
}
WORDS = ("languages", "speakers")


def search_definition(session: Session, search: Search) -> str:
    """What is kept of a search: documents, codes and coders by their guids."""
    narrowing: dict[str, Any] = {
        "properties": [list(pair) for pair in search.narrowing.properties],
        "coded": search.narrowing.coded,
        "codable_only": search.narrowing.codable_only,
    }
    for name in WORDS:
        chosen: Collection[str] | None = getattr(search.narrowing, name)
        narrowing[name] = None if chosen is None else sorted(chosen)
    for name, model in NAMED.items():
        ids: Collection[int] | None = getattr(search.narrowing, name)
        if ids is not None:
            guids = {row.id: row.guid for row in session.execute(select(model.id, model.guid))}
            narrowing[name] = sorted(guids[row_id] for row_id in ids if row_id in guids)
    query = asdict(search.query)
    return definition_written({"query": query, "where": list(search.where), "narrowing": narrowing})


def search_of(session: Session, asked: Mapping[str, Any]) -> Search:
    """The search that was kept; UserError where all that it was narrowed to is gone."""
    stored = dict(asked["narrowing"])
    narrowing: dict[str, Any] = {
        "properties": tuple((str(name), str(value)) for name, value in stored.get("properties", ())),
        "coded": stored.get("coded", ""),
        "codable_only": bool(stored.get("codable_only", False)),
    }
    for name in WORDS:
        narrowing[name] = None if stored.get(name) is None else frozenset(stored[name])
    for name, model in NAMED.items():
        guids = stored.get(name)
        if guids is None:
            continue
        ids = {row.guid: row.id for row in session.execute(select(model.id, model.guid))}
        left = frozenset(ids[guid] for guid in guids if guid in ids)
        if guids and not left:
            what = name.removesuffix("_ids")
            raise UserError(
                f"Every {what} that this search is narrowed to was removed since, so nothing was looked for. "
                "Look for the words anew, and save that."
            )
        narrowing[name] = left
    where = tuple(kind for kind in WHERE if kind in asked.get("where", WHERE))
    return Search(Query(**asked["query"]), where, Narrowing(**narrowing))


def texts_now(session: Session) -> dict[str, str]:
    """The hashes of all texts as they are now, by the guids of documents: what is seen once one looked."""
    rows = session.execute(select(Document.guid, Document.text_hash))
    return {row.guid: row.text_hash for row in rows}


def new_since(session: Session, found: Found, seen: Mapping[str, str] | None) -> Found:
    """Of what was found in texts, what came since: in new documents, and in words that a text gained.

    `seen` are hashes of texts by the guids of documents; None where nobody ever looked: all of it is new.
    """
    if seen is None:
        return found
    documents = {
        row.id: (row.guid, row.text_hash, row.text_version)
        for row in session.execute(
            select(Document.id, Document.guid, Document.text_hash, Document.text_version)
        )
    }
    holdings = []
    for holding in found.holdings:
        document_id = holding.piece.document_id
        if holding.piece.where != "texts" or document_id not in documents:
            continue
        guid, now, version = documents[document_id]
        if seen.get(guid) == now:
            continue
        places = holding.places
        if guid in seen:
            earlier = _since(session, document_id, seen[guid], version)
            places = [span for span in places if earlier is None or earlier.moved(*span).outcome != "moved"]
        if places:
            holdings.append(Holding(holding.piece, holding.text, places, holding.document))
    return Found(holdings, found.complete, found.stopped, found.given_up)


def _since(session: Session, document_id: int, digest: str, version: int) -> Alignment | None:
    """The text now beside the one that was looked at; None where that is no longer there."""
    looked_at = session.scalar(
        select(DocumentText.version)
        .where(DocumentText.document_id == document_id, DocumentText.text_hash == digest)
        .order_by(DocumentText.version.desc())
        .limit(1)
    )
    return None if looked_at is None else between(session, document_id, version, looked_at)
