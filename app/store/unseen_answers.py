"""Which changes of sheets and their answers whoever looks may not see, there or gone."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.models import (
    AnswerPassage,
    Change,
    CodingSheet,
    Document,
    Round,
    SheetAnswer,
    ValueDecision,
    ValueVote,
)
from app.store.journal import batches
from app.store.sight import subjects_answered_blind, unseen_sheets

ANSWER, PASSAGE, SHEET = (model.__tablename__ for model in (SheetAnswer, AnswerPassage, CodingSheet))


def as_written(
    session: Session, table: str, row_ids: Collection[int]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows of a table, there or gone, as the journal has them whole."""
    for batch in batches(sorted(row_ids)):
        whole = select(Change.row_id, func.coalesce(Change.after, Change.before)).where(
            Change.table_name == table,
            Change.row_id.in_(batch),
            or_(Change.before.is_(None), Change.after.is_(None)),
        )
        for row_id, stored in session.execute(whole):
            yield row_id, json.loads(stored)


def unseen_answers(session: Session, among: ColumnElement[bool]) -> Counter[int]:
    """How many changes of answers and their passages whoever looks may not see, by action."""
    rows = session.execute(
        select(Change.action_id, Change.table_name, Change.row_id).where(
            among, Change.table_name.in_((ANSWER, PASSAGE))
        )
    ).all()
    if not rows:
        return Counter()
    passages = {
        row_id: row["answer_id"]
        for row_id, row in as_written(session, PASSAGE, {row[2] for row in rows if row[1] == PASSAGE})
    }
    answer_ids = {row[2] for row in rows if row[1] == ANSWER} | set(passages.values())
    sheets = {answer_id: row["sheet_id"] for answer_id, row in as_written(session, ANSWER, answer_ids)}
    hidden = _hidden(session, set(sheets.values()))
    counts: Counter[int] = Counter()
    for action, table, row_id in rows:
        answer_id = passages.get(row_id, 0) if table == PASSAGE else row_id
        counts[action] += sheets.get(answer_id, 0) in hidden
    return +counts


def _hidden(session: Session, sheet_ids: set[int]) -> set[int]:
    """Which of some sheets are hidden, also of those that are gone."""
    hidden = unseen_sheets(session) & sheet_ids
    there: set[int] = set()
    for batch in batches(sorted(sheet_ids)):
        statement = select(CodingSheet.id).where(CodingSheet.id.in_(batch))
        there.update(session.scalars(statement.execution_options(everything=True)))
    blind, viewer = subjects_answered_blind(session), session.info.get("coder_id")
    for sheet_id, row in as_written(session, SHEET, sheet_ids - there):
        subjects = {(row["case_id"], None), (None, row["document_id"])} - {(None, None)}
        if subjects & blind and (viewer is None or row["coder_id"] != viewer):
            hidden.add(sheet_id)
    return hidden


def marked_sheets(session: Session, action_ids: Sequence[int], *, of_repeats: bool) -> set[int]:
    """The actions that touched somebody else's sheets in an open blind round.

    With `of_repeats`, only sheets of hidden repeats, in whatever open round.
    """
    repeated = CodingSheet.document_id.in_(select(Document.id).where(Document.repeat_of_id.is_not(None)))
    viewer = session.info.get("coder_id")
    touched = (
        select(Change.action_id)
        .join(CodingSheet, CodingSheet.id == Change.row_id)
        .join(Round, Round.id == CodingSheet.round_id)
        .where(
            Change.action_id.between(min(action_ids), max(action_ids)),
            Change.table_name == SHEET,
            Round.closed_at.is_(None),
            repeated if of_repeats else or_(repeated, Round.blind),
        )
        .execution_options(everything=True)
    )
    if viewer is not None:
        touched = touched.where(CodingSheet.coder_id != viewer)
    return set(session.scalars(touched.distinct()))


def unseen_settling(session: Session, among: ColumnElement[bool]) -> Counter[int]:
    """How many changes of decisions and votes on answers whoever looks may not see, by action."""
    tables = [model.__tablename__ for model in (ValueDecision, ValueVote)]
    changed = select(Change.action_id, Change.table_name, Change.row_id)
    rows = session.execute(changed.where(among, Change.table_name.in_(tables))).all()
    if not rows:
        return Counter()
    viewer = session.info.get("coder_id")
    blind = subjects_answered_blind(session)
    mine = set() if viewer is None else subjects_answered_blind(session, viewer)
    closed = set(session.scalars(select(Round.id).where(Round.closed_at.is_not(None))))
    secret: set[tuple[str, int]] = set()
    for table in tables:
        for row_id, row in as_written(session, table, {row[2] for row in rows if row[1] == table}):
            subjects = {(row["case_id"], None), (None, row["document_id"])} - {(None, None)}
            if subjects & mine or (subjects & blind and row["round_id"] not in closed):
                secret.add((table, row_id))
    return Counter([action for action, table, row_id in rows if (table, row_id) in secret])
