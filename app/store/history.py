"""The trail of actions, newest first, without what whoever looks may not see."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from app.models import (
    Action,
    Assignment,
    Change,
    Coder,
    Coding,
    ConsensusCoding,
    Document,
    RecodeCheck,
    Round,
)
from app.models.journal import COMMAND_LINE
from app.models.names import key
from app.store.journal import batches
from app.store.sight import may_see, unseen_codings

# what an action that is about codings only touches: its label would tell of them
OF_CODINGS = (Coding.__tablename__, ConsensusCoding.__tablename__, RecodeCheck.__tablename__)

# what an action was about: the tables that it touched
ABOUT = {
    "codings": OF_CODINGS,
    "documents": ("document", "document_text", "document_property", "region"),
    "codebook": ("code", "codebook_version", "code_succession", "proposal"),
    "coders": ("coder",),
    "rounds": ("round", "assignment", "snapshot", "snapshot_document"),
    "decisions": ("decision", "discussion_note", "vote"),
}
TAKEN_BACK = "undo"  # undone or done again, whatever it was about
MOST_NAMED = 500  # ids in a statement
PAGE = 2_000  # looked through at once for some words


@dataclass(frozen=True)
class Wanted:
    """Which actions: of a coder or COMMAND_LINE, about one of ABOUT or TAKEN_BACK, with words in it."""

    coder_id: int | None = None
    about: str | None = None
    words: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One action: when (UTC), who, what; `kind` is begin, do, undo or redo; `rows` it touched.

    Codings that whoever looks may not see aren't among `rows`. `coder` is "" where nobody is named, and
    `by_command` says that a command did it.
    """

    id: int
    at: str
    coder: str
    kind: str
    label: str
    undoes_id: int | None
    rows: int
    by_command: bool = False


def history(
    session: Session, *, limit: int | None = None, before: int | None = None, wanted: Wanted | None = None
) -> list[HistoryRow]:
    """Actions, newest first; with `before`, those older than that action.

    What was done to codings that whoever looks may not see now is left out.
    """
    chosen = wanted or Wanted()
    size = limit if limit is None or not chosen.words else max(limit, PAGE)
    found: list[HistoryRow] = []
    while limit is None or len(found) < limit:
        ids, before = _page(session, chosen, size, before)
        found += _shown(session, _rows(session, ids), chosen)
        if before is None:
            break
    return found[:limit]


def actors(session: Session) -> list[int]:
    """Who did something, as ids of coders, who may be gone, and COMMAND_LINE; of what may be seen or not."""
    found = session.scalars(select(Action.coder_id).where(Action.coder_id.is_not(None)).distinct())
    return sorted(coder_id for coder_id in found if coder_id is not None)


def _page(
    session: Session, wanted: Wanted, size: int | None, before: int | None
) -> tuple[list[int], int | None]:
    """Ids of the next `size` actions as far as they have the words, and where to go on (None: all seen)."""
    newest = select(Action.id, Action.label).order_by(Action.id.desc()).limit(size)
    statement = newest.where(*_conditions(wanted))
    if before is not None:
        statement = statement.where(Action.id < before)
    rows = session.execute(statement).all()
    words = key(wanted.words) if wanted.words.strip() else ""
    ids = [row[0] for row in rows if words in row[1].casefold()] if words else [row[0] for row in rows]
    return ids, rows[-1][0] if size is not None and len(rows) == size else None


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.coder_id is not None:
        yield Action.coder_id == wanted.coder_id
    if wanted.about == TAKEN_BACK:
        yield Action.kind.in_(("undo", "redo"))
    elif wanted.about is not None:
        yield _touched(ABOUT[wanted.about])
    if wanted.about == "codings":  # a decision makes codings, too, but it is a decision
        yield not_(_touched(ABOUT["decisions"]))


def _touched(tables: Collection[str]) -> ColumnElement[bool]:
    return exists().where(Change.action_id == Action.id, Change.table_name.in_(tables))


def _rows(session: Session, ids: Sequence[int]) -> list[HistoryRow]:
    """These actions, newest first."""
    if not ids:
        return []
    statement = (
        select(
            Action.id,
            Action.at,
            func.coalesce(Coder.name, ""),
            Action.kind,
            Action.label,
            Action.undoes_id,
            select(func.count()).where(Change.action_id == Action.id).scalar_subquery(),
            func.coalesce(Action.coder_id, -1) == COMMAND_LINE,
        )
        .outerjoin(Coder, Coder.id == Action.coder_id)
        .order_by(Action.id.desc())
    )
    few = Action.id.in_(ids) if len(ids) <= MOST_NAMED else Action.id.between(ids[-1], ids[0])
    mine = set(ids)
    return [HistoryRow(*row) for row in session.execute(statement.where(few)) if row[0] in mine]


def _shown(session: Session, page: Sequence[HistoryRow], wanted: Wanted) -> Iterator[HistoryRow]:
    ids = [row.id for row in page]
    unseen = unseen_changes(session, ids)
    secret = unseen_actions(session, ids) | unseen_marks(session, ids, of_repeats=True)
    if wanted.about == "codings":  # an action with other rows mustn't tell that it had codings, too
        secret |= set(unseen) - _with_seen_codings(session, unseen)
    for row in page:
        if row.id not in secret:
            yield replace(row, rows=row.rows - unseen.get(row.id, 0))


def _with_seen_codings(session: Session, unseen: Counter[int]) -> set[int]:
    """Those of some actions that touched more codings, or checks of them, than whoever looks may not see."""
    if not unseen:
        return set()
    touched = (
        select(Change.action_id, func.count())
        .where(Change.action_id.between(min(unseen), max(unseen)), Change.table_name.in_(OF_CODINGS))
        .group_by(Change.action_id)
    )
    return {row[0] for row in session.execute(touched) if row[1] > unseen.get(row[0], 0)}


def unseen_actions(session: Session, action_ids: Sequence[int]) -> set[int]:
    """Those about codings alone, some of which whoever looks may not see: their labels would tell."""
    unseen = unseen_changes(session, action_ids)
    if not unseen:
        return set()
    more = select(Change.action_id).where(
        Change.action_id.between(min(unseen), max(unseen)), Change.table_name.not_in(OF_CODINGS)
    )
    return set(unseen) - set(session.scalars(more.distinct()))


def unseen_marks(session: Session, action_ids: Sequence[int], *, of_repeats: bool) -> set[int]:
    """Those about assignments and codings alone that touched somebody else's work in an open blind round.

    With `of_repeats`, only work on hidden repeats, in whatever open round: nobody else knows of those.
    """
    if not action_ids:
        return set()
    repeated = Document.repeat_of_id.is_not(None)
    viewer = session.info.get("coder_id")
    touched = (
        select(Change.action_id)
        .join(Assignment, Assignment.id == Change.row_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Document, Document.id == Assignment.document_id)
        .where(
            Change.action_id.between(min(action_ids), max(action_ids)),
            Change.table_name == Assignment.__tablename__,
            Round.closed_at.is_(None),
            repeated if of_repeats else or_(repeated, Round.blind),
        )
        .execution_options(everything=True)
    )
    if viewer is not None:
        touched = touched.where(Assignment.coder_id != viewer)
    marks = set(session.scalars(touched.distinct()))
    more = select(Change.action_id).where(
        Change.action_id.in_(marks), Change.table_name.not_in((Assignment.__tablename__, *OF_CODINGS))
    )
    return marks - set(session.scalars(more.distinct())) if marks else marks


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


def unseen_of(session: Session, coding_ids: Collection[int]) -> set[int]:
    """Which of these codings whoever looks may not see, there or gone."""
    return _unseen(session, coding_ids) if coding_ids and unseen_codings(session) is not None else set()


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
