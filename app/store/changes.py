"""What happened since a moment: which rows of which tables, in which documents."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.models import Assignment, Change, CodingSheet, Round, Setting, TextCheck
from app.store import journal
from app.store.history import unseen_of
from app.store.withdrawn import KEY

MOST_ROWS_TOLD = 20_000  # a statement of SQLite takes no more than 32,766 ids
CHANGED = (
    select(Change.table_name, Change.row_id, Change.before, Change.after)
    .where(Change.action_id > bindparam("after"), Change.action_id <= bindparam("until"))
    .limit(MOST_ROWS_TOLD + 1)
)


@dataclass(frozen=True)
class Changes:
    """What happened since the last poll: row ids by table; `everything` when it was too much to list.

    `codes` are those that gained or lost a coding that may be seen: what counts codings counts these anew.
    `sight` says that rounds are others, or who codes in them: other codings may be seen than before.
    """

    latest_action: int
    rows: Mapping[str, frozenset[int]]
    documents: frozenset[int]
    codes: frozenset[int] = frozenset()
    everything: bool = False
    sight: bool = False

    def touch(self, *tables: str) -> bool:
        """Whether a row of one of these tables was added, changed or removed."""
        return self.everything or any(table in self.rows for table in tables)

    def touch_document(self, document_id: int) -> bool:
        """Whether a document, its regions, codings or assignments changed."""
        return self.everything or document_id in self.documents


def changes_between(session: Session, after: int, until: int) -> Changes:
    """What the actions behind `after` until `until` touched."""
    changes = session.execute(CHANGED, {"after": after, "until": until}).all()
    if len(changes) > MOST_ROWS_TOLD:
        return Changes(until, {}, frozenset(), everything=True)
    rows: dict[str, set[int]] = {}
    documents: set[int] = set()
    codes: dict[tuple[str, int], set[int]] = {}
    sight = False
    unplaced: dict[str, set[int]] = {}  # updates: their journal doesn't name the document
    for table, row_id, before, after_ in changes:
        rows.setdefault(table, set()).add(row_id)
        if before and after_:
            unplaced.setdefault(table, set()).add(row_id)
        sight = sight or _is_of_sight(table, before, after_)
        if table == Setting.__tablename__ and after_ and KEY in after_:  # its history tells of no row
            return Changes(until, {}, frozenset(), everything=True, sight=True)
        for state in (before, after_):
            fields = json.loads(state) if state else {}
            documents |= {fields["document_id"]} if "document_id" in fields else set()
            if "code_id" in fields and table != TextCheck.__tablename__:
                codes.setdefault((table, row_id), set()).add(fields["code_id"])
    secret = unseen_of(session, rows.get("coding", set()))
    documents |= rows.get("document", set()) | _documents_of(session, unplaced)
    return Changes(
        until,
        {table: frozenset(ids) for table, ids in rows.items()},
        frozenset(documents),
        frozenset(
            code
            for at, code_ids in codes.items()
            if at[0] != "coding" or at[1] not in secret
            for code in code_ids
        ),
        sight=sight,
    )


def _is_of_sight(table: str, before: str | None, after: str | None) -> bool:
    """Whether a change is of a round, or of who codes what in one; a completed mark is neither."""
    if table not in (Assignment.__tablename__, CodingSheet.__tablename__):
        return table == Round.__tablename__
    states = [json.loads(state) for state in (before, after) if state]
    return any(state.get("round_id") is not None for state in states)


def _documents_of(session: Session, rows: Mapping[str, set[int]]) -> set[int]:
    """The documents that rows belong to."""
    document_ids: set[int] = set()
    for name, ids in rows.items():
        table = journal.TABLES[name]
        if "document_id" in table.columns:
            for batch in journal.batches(list(ids)):
                document_ids.update(
                    session.scalars(select(table.c.document_id).where(table.c.id.in_(batch)).distinct())
                )
    return document_ids
