"""The trail of actions, newest first, without what whoever looks may not see."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from app.models import Action, Change, Coder, Coding, ConsensusCoding, RecodeCheck
from app.store.journal import batches
from app.store.sight import may_see, unseen_codings

# what an action that is about codings only touches: its label would tell of them
OF_CODINGS = (Coding.__tablename__, ConsensusCoding.__tablename__, RecodeCheck.__tablename__)


@dataclass(frozen=True)
class HistoryRow:
    """One action: when (UTC), who, what; `kind` is begin, do, undo or redo; `rows` it touched.

    Codings that whoever looks may not see aren't among `rows`.
    """

    id: int
    at: str
    coder: str
    kind: str
    label: str
    undoes_id: int | None
    rows: int


def history(session: Session, *, limit: int | None = None, before: int | None = None) -> list[HistoryRow]:
    """Actions, newest first; with `before`, those older than that action.

    What was done to codings that whoever looks may not see now is left out.
    """
    found: list[HistoryRow] = []
    while limit is None or len(found) < limit:
        page = _page(session, limit, before)
        found += _shown(session, page)
        if limit is None or len(page) < limit:
            break
        before = page[-1].id
    return found[:limit]


def _page(session: Session, limit: int | None, before: int | None) -> list[HistoryRow]:
    statement = (
        select(
            Action.id,
            Action.at,
            func.coalesce(Coder.name, ""),
            Action.kind,
            Action.label,
            Action.undoes_id,
            select(func.count()).where(Change.action_id == Action.id).scalar_subquery(),
        )
        .outerjoin(Coder, Coder.id == Action.coder_id)
        .order_by(Action.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(Action.id < before)
    return [HistoryRow(*row) for row in session.execute(statement)]


def _shown(session: Session, page: Sequence[HistoryRow]) -> Iterator[HistoryRow]:
    ids = [row.id for row in page]
    unseen = unseen_changes(session, ids)
    secret = unseen_actions(session, ids)
    for row in page:
        if row.id not in secret:
            yield replace(row, rows=row.rows - unseen.get(row.id, 0))


def unseen_actions(session: Session, action_ids: Sequence[int]) -> set[int]:
    """Those about codings alone, some of which whoever looks may not see: their labels would tell."""
    unseen = unseen_changes(session, action_ids)
    if not unseen:
        return set()
    more = select(Change.action_id).where(
        Change.action_id.between(min(unseen), max(unseen)), Change.table_name.not_in(OF_CODINGS)
    )
    return set(unseen) - set(session.scalars(more.distinct()))


def unseen_changes(session: Session, action_ids: Sequence[int]) -> Counter[int]:
    """How many changes of codings and their checks whoever looks may not see, by action."""
    hidden = unseen_codings(session) if action_ids else None
    if hidden is None:
        return Counter()
    changed = (
        select(Change.action_id, Change.row_id)
        .where(Change.action_id.between(min(action_ids), max(action_ids)))
        .execution_options(everything=True)
    )
    of_codings = changed.where(Change.table_name == Coding.__tablename__)
    there = of_codings.join(Coding, Coding.id == Change.row_id).where(hidden)
    gone = of_codings.where(~exists().where(Coding.id == Change.row_id))
    checks = changed.where(Change.table_name == RecodeCheck.__tablename__).add_columns(
        func.coalesce(Change.after, Change.before)
    )
    checked = [(action, json.loads(told)["coding_id"]) for action, _, told in session.execute(checks)]
    doubtful = [(action, coding) for action, coding in session.execute(gone)] + checked
    secret = _unseen(session, {coding for _, coding in doubtful})
    return Counter([action for action, _ in session.execute(there)]) + Counter(
        [action for action, coding in doubtful if coding in secret]
    )


def _unseen(session: Session, coding_ids: Collection[int]) -> set[int]:
    """Which of these codings may not be seen, there or gone: the journal tells whose they were."""
    sees = may_see(session)
    found: set[int] = set()
    for some in batches(sorted(coding_ids)):
        whole = select(Change.row_id, func.coalesce(Change.after, Change.before)).where(
            Change.table_name == Coding.__tablename__,
            Change.row_id.in_(some),
            or_(Change.before.is_(None), Change.after.is_(None)),
        )
        for coding_id, told in session.execute(whole):
            row = json.loads(told)
            if not sees(row["document_id"], row["coder_id"]):
                found.add(coding_id)
    return found
