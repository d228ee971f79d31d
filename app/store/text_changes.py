"""When a change of a text can't be taken back: something that counts in the new text was made since."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.models import Action, Change, Document, DocumentText
from app.store.chain import Effect
from app.store.closing import StillNeeded
from app.store.journal import TABLES, WriteSession
from app.store.steps import stands

COUNTING = (
    "coding",
    "region",
    "decision",
    "discussion_note",
    "proposal",
    "memo",
    "quote",
    "snapshot_document",
    "text_check",
)


def refuse_stranding(session: WriteSession, action_id: int, effects: Sequence[Effect]) -> None:
    """StillNeeded where taking back an action gives a document another text than the one in which something
    counts that came since, or was moved since by hand."""
    for document_id in _changed_texts(effects):
        for later_id in sorted(set(_later(session, action_id, document_id))):
            if _counts(session, action_id, later_id):
                document = session.get(Document, document_id)
                name = document.name if document else ""
                raise StillNeeded(
                    f"something was done since in the text of “{name}” as it is now. Restore its earlier "
                    "version instead, with which everything moves along"
                )


def _counts(session: WriteSession, action_id: int, later_id: int) -> bool:
    """Whether what a later action did is so: undo and redo of actions since are told of by these."""
    action = session.get_one(Action, later_id)
    done = action
    while done.undoes_id is not None:
        done = session.get_one(Action, done.undoes_id)
    return (done is action or done.id < action_id) and stands(session, later_id)


def _changed_texts(effects: Sequence[Effect]) -> set[int]:
    """The documents that have another text before and behind an action."""
    return {
        row_id
        for table, row_id, before, after in effects
        if table == Document.__tablename__ and before and after and "text_version" in json.loads(after)
    }


def _later(session: WriteSession, action_id: int, document_id: int) -> Iterator[int]:
    """Later actions that placed something in the text, those that were taken back among them."""
    for name in COUNTING:
        table = TABLES[name]
        there = select(table.c.id).where(table.c.document_id == document_id)
        rows = session.execute(
            select(Change.action_id, Change.before, Change.after)
            .where(Change.action_id > action_id, Change.table_name == name, Change.row_id.in_(there))
            .order_by(Change.action_id)
        )
        for later_id, before, after in rows:
            if after is not None and (before is None or "start" in json.loads(after)):
                yield later_id
    texts = DocumentText.__table__
    yield from session.scalars(
        select(Change.action_id)
        .join(texts, texts.c.id == Change.row_id)
        .where(
            Change.action_id > action_id,
            Change.table_name == DocumentText.__tablename__,
            texts.c.document_id == document_id,
            Change.before.is_(None),
        )
    )
