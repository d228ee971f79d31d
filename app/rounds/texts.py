"""The texts in which a round counts: of a closed one the versions that were coded in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.coding.queries import Places, TurnOfText
from app.documents.queries import texts
from app.documents.versions import text_in_version
from app.models import Document, Snapshot, SnapshotDocument
from app.store.journal import TABLES, batches
from app.store.stored.rounds import StoredRoundDocument, document_read

if TYPE_CHECKING:
    from app.documents.alignment import Alignment

WHAT = "What a closed round left"


def texts_then(session: Session, round_id: int | None, document_ids: Sequence[int]) -> dict[int, str]:
    """The texts of documents as a round has them, by id: the current ones of an open round, or of none."""
    changed = {row.document.id: row.document.text_version for row in _changed(session, round_id)}
    now = texts(session, [document_id for document_id in document_ids if document_id not in changed])
    then = {
        document_id: text_in_version(session, document_id, changed[document_id])
        for document_id in document_ids
        if document_id in changed
    }
    return now | then


class PlacesThen(Places):
    """Texts and turns as a round has them."""

    def __init__(self, session: Session, round_id: int | None) -> None:
        super().__init__(session)
        self._then = {row.document.id: row for row in _changed(session, round_id)}

    def _read(self, ids: Sequence[int]) -> Iterator[tuple[int, str, Sequence[TurnOfText]]]:
        yield from super()._read([document_id for document_id in ids if document_id not in self._then])
        for document_id in ids:
            row = self._then.get(document_id)
            if row is not None:
                text = text_in_version(self._session, document_id, row.document.text_version)
                turns = [part for part in row.regions if part.kind == "turn"]
                yield document_id, text, [(turn.start, turn.end, turn.speaker) for turn in turns]


def stored_then(session: Session, round_id: int | None, document_id: int) -> StoredRoundDocument | None:
    """What a closed round has of a document whose text is another now; None where it is the same."""
    rows = _changed(session, round_id, [document_id])
    return next(rows, None)


def to_today(
    session: Session, document_ids: Collection[int] | None = None, round_id: int | None = None
) -> Mapping[tuple[int, int], Alignment]:
    """The texts of closed rounds, or of one, beside the current ones where these are others, by (round id,
    document id)."""
    from app.documents.version_alignment import between  # numpy: a third of a second

    return {
        (of_round, row.document.id): between(session, row.document.id, row.document.text_version, version)
        for of_round, version, row in _rows(session, round_id, document_ids)
    }


def _changed(
    session: Session, round_id: int | None, document_ids: Collection[int] | None = None
) -> Iterator[StoredRoundDocument]:
    if round_id is not None:
        yield from (row for _, _, row in _rows(session, round_id, document_ids))


def _rows(
    session: Session, round_id: int | None, document_ids: Collection[int] | None
) -> Iterator[tuple[int, int, StoredRoundDocument]]:
    """(round id, current version, what was stored) of documents whose text is not what a round has."""
    later = dict[int, int]()
    for row in session.execute(select(Document.id, Document.text_version).where(Document.text_version > 1)):
        if document_ids is None or row.id in document_ids:
            later[row.id] = row.text_version
    table = TABLES[SnapshotDocument.__tablename__]
    for batch in batches(sorted(later)):
        statement = (
            select(Snapshot.round_id, *table.c)
            .join(Snapshot, Snapshot.id == table.c.snapshot_id)
            .where(table.c.document_id.in_(batch))
        )
        if round_id is not None:
            statement = statement.where(Snapshot.round_id == round_id)
        for content in session.execute(statement).mappings():
            stored = document_read(content, WHAT)
            if stored.document.text_version != later[content["document_id"]]:
                stored = stored._replace(document=stored.document._replace(id=content["document_id"]))
                yield content["round_id"], later[content["document_id"]], stored
