"""The trail of actions, newest first, without what whoever looks may not see."""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from app.models import (
    Action,
    AnswerPassage,
    Assignment,
    Change,
    Code,
    Coder,
    Coding,
    CodingSheet,
    ConsensusCoding,
    Decision,
    DiscussionNote,
    Document,
    Memo,
    Proposal,
    Quote,
    RecodeCheck,
    Round,
    Setting,
    SheetAnswer,
    TextCheck,
    ValueDecision,
    ValueVote,
    Vote,
)
from app.models.journal import COMMAND_LINE
from app.names import key
from app.store.sight import may_be_told, may_see, unseen_codings
from app.store.unseen_answers import as_written, marked_sheets, unseen_answers, unseen_settling

# what an action that is about codings only touches: its label would tell of them
OF_CODINGS = tuple(model.__tablename__ for model in (Coding, ConsensusCoding, RecodeCheck, TextCheck))
OF_SHEETS = tuple(model.__tablename__ for model in (CodingSheet, SheetAnswer, AnswerPassage))

# what tells of a coding, and of a passage
ABOUT_A_CODING = (ConsensusCoding.__tablename__, RecodeCheck.__tablename__)
WRITTEN = tuple(model.__tablename__ for model in (Proposal, Memo, Quote))
OF_A_PASSAGE = (*(model.__tablename__ for model in (Decision, DiscussionNote, Vote)), *WRITTEN)
OF_VALUES = tuple(model.__tablename__ for model in (ValueDecision, ValueVote))
OF_WORK = (*OF_CODINGS, *OF_A_PASSAGE, Assignment.__tablename__, *OF_SHEETS, *OF_VALUES)
ADDED_ON_THE_WAY = (Code.__tablename__, Coder.__tablename__, Setting.__tablename__)

# what an action was about: the tables that it touched
ABOUT = {
    "codings": OF_CODINGS,
    "documents": ("document", "document_text", "document_property", "document_group", "region"),
    "codebook": ("code", "variable", "codebook_version", "code_succession", "proposal"),
    "coders": ("coder",),
    "rounds": ("round", "assignment", "snapshot", "snapshot_document", "snapshot_sheet"),
    "decisions": ("decision", "discussion_note", "vote", *OF_VALUES),
    "cases": ("study_case", "case_link", "attribute", "attribute_value", "case_summary"),
    "memos": ("memo", "quote", "saved_query"),
    "sheets": ("sheet", "answer", "answer_passage"),
}
TAKEN_BACK = "undo"  # undone or done again, whatever it was about
MOST_NAMED = 500  # ids in a statement
PAGE = 2_000  # looked through at once for some words


@dataclass(frozen=True)
class ActionFilter:
    """Which actions: of a coder or COMMAND_LINE, about one of ABOUT or TAKEN_BACK, with words in it."""

    coder_id: int | None = None
    about: str | None = None
    words: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One action: when (UTC), who, what; `kind` is begin, do, undo or redo; `rows` it touched.

    `id` and `undoes_id` count the actions that whoever looks may see, from 1, so that no gap tells of others.
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
    session: Session,
    *,
    limit: int | None = None,
    before: int | None = None,
    wanted: ActionFilter | None = None,
) -> list[HistoryRow]:
    """Actions, newest first; with `before`, those older than the action of that `id`.

    What was done to codings that whoever looks may not see now is left out.
    """
    chosen = wanted or ActionFilter()
    numbers = _Numbers(session)
    before = None if before is None else numbers.stored(before)
    size = limit if limit is None or not chosen.words else max(limit, PAGE)
    shown: list[HistoryRow] = []
    while limit is None or len(shown) < limit:
        ids, before = _page(session, chosen, size, before)
        shown += map(numbers.renumbered, _shown(session, _rows(session, ids), chosen))
        if before is None:
            break
    return shown[:limit]


def newest(session: Session) -> int:
    """The `id` in history() of the newest action that whoever looks may see; 0 where there is none."""
    numbers = _Numbers(session)
    return numbers.of(numbers.latest)


# by database and viewer: the newest action when it was looked up, and the ids of those that are secret
_SECRET: WeakKeyDictionary[Any, dict[int | None, tuple[int, list[int]]]] = WeakKeyDictionary()


class _Numbers:
    """Numbers actions without those that whoever looks may not see, whose ids are `secret`."""

    def __init__(self, session: Session) -> None:
        self.latest = session.scalar(select(func.max(Action.id))) or 0
        secrets = _SECRET.setdefault(session.get_bind(), {})
        viewer = session.info.get("coder_id")
        if secrets.get(viewer, (0, []))[0] != self.latest:  # what is hidden changes by actions alone
            secrets[viewer] = (self.latest, _secret(session, self.latest))
        self.secret = secrets[viewer][1]

    def of(self, action_id: int) -> int:
        """The number of an action; of one that is secret that of the one before it."""
        return action_id - bisect_right(self.secret, action_id)

    def stored(self, number: int) -> int:
        """The id of the action of this number."""
        for action_id in self.secret:
            if action_id > number:
                break
            number += 1
        return number

    def renumbered(self, row: HistoryRow) -> HistoryRow:
        """A row with numbers in place of the ids that are stored."""
        undone = row.undoes_id
        if undone is not None:
            index = bisect_right(self.secret, undone)
            undone = None if index and self.secret[index - 1] == undone else self.of(undone)
        return replace(row, id=self.of(row.id), undoes_id=undone)


def _secret(session: Session, latest: int) -> list[int]:
    """The ids of all actions that are no lines of the history now."""
    every_action = (1, latest)
    secret = unseen_actions(session, every_action)
    if unseen_codings(session) is not None:
        secret |= unseen_marks(session, every_action, of_repeats=True)
    return sorted(secret)


def actors(session: Session) -> list[int]:
    """Who did something, as ids of coders, who may be gone, and COMMAND_LINE; of what may be seen or not."""
    ids = session.scalars(select(Action.coder_id).where(Action.coder_id.is_not(None)).distinct())
    return sorted(coder_id for coder_id in ids if coder_id is not None)


def _page(
    session: Session, wanted: ActionFilter, size: int | None, before: int | None
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


def _conditions(wanted: ActionFilter) -> Iterator[ColumnElement[bool]]:
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
    is_named = Action.id.in_(ids) if len(ids) <= MOST_NAMED else Action.id.between(ids[-1], ids[0])
    mine = set(ids)
    return [HistoryRow(*row) for row in session.execute(statement.where(is_named)) if row[0] in mine]


def _shown(session: Session, page: Sequence[HistoryRow], wanted: ActionFilter) -> Iterator[HistoryRow]:
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
    """Those about work alone, some of which whoever looks may not see: their labels would tell.

    What such an action adds on the way, a code or the coder of the consensus, makes it about nothing else,
    and neither does taking that away in taking it back.
    """
    unseen = unseen_changes(session, action_ids)
    if not unseen:
        return set()
    added = or_(Change.before.is_(None), and_(Change.after.is_(None), Action.kind.in_(("undo", "redo"))))
    on_the_way = and_(Change.table_name.in_(ADDED_ON_THE_WAY), added)
    more = (
        select(Change.action_id)
        .join(Action, Action.id == Change.action_id)
        .where(Change.action_id.between(min(unseen), max(unseen)))
        .where(Change.table_name.not_in(OF_WORK), not_(on_the_way))
    )
    return set(unseen) - set(session.scalars(more.distinct()))


def unseen_marks(session: Session, action_ids: Sequence[int], *, of_repeats: bool) -> set[int]:
    """Those about assignments, sheets and codings alone that touched another's work in an open blind round.

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
    marks = set(session.scalars(touched.distinct())) | marked_sheets(
        session, action_ids, of_repeats=of_repeats
    )
    work = (Assignment.__tablename__, *OF_CODINGS, *OF_SHEETS)
    more = select(Change.action_id).where(Change.action_id.in_(marks), Change.table_name.not_in(work))
    return marks - set(session.scalars(more.distinct())) if marks else marks


def unseen_changes(session: Session, action_ids: Sequence[int]) -> Counter[int]:
    """How many changes of codings, and of what tells of them, whoever looks may not see, by action."""
    if not action_ids:
        return Counter()
    among = Change.action_id.between(min(action_ids), max(action_ids))
    hidden = unseen_codings(session)
    if hidden is None:  # nothing is coded blind: private memos alone are secret
        return _unseen_words(session, among, (Memo.__tablename__,))
    changed = select(Change.action_id, Change.row_id).where(among).execution_options(everything=True)
    of_codings = changed.where(Change.table_name == Coding.__tablename__)
    existing = of_codings.join(Coding, Coding.id == Change.row_id).where(hidden)
    gone = of_codings.where(~exists().where(Coding.id == Change.row_id))
    about = changed.where(Change.table_name.in_(ABOUT_A_CODING)).add_columns(
        func.coalesce(Change.after, Change.before)
    )
    named = [(action, json.loads(stored).get("coding_id", 0)) for action, _, stored in session.execute(about)]
    doubtful = [(action, coding) for action, coding in session.execute(gone)] + named
    secret = _unseen(session, {coding for _, coding in doubtful})
    return (
        Counter([action for action, _ in session.execute(existing)])
        + Counter([action for action, coding in doubtful if coding in secret])
        + unseen_answers(session, among)
        + unseen_settling(session, among)
        + _unseen_words(session, among, OF_A_PASSAGE)
        + _unseen_checks(session, among)
    )


def _unseen_words(session: Session, among: ColumnElement[bool], tables: Sequence[str]) -> Counter[int]:
    """How many changes of what was settled, said and written whoever looks may not see, by action."""
    rows = session.execute(
        select(Change.action_id, Change.table_name, Change.row_id).where(among, Change.table_name.in_(tables))
    ).all()
    if not rows:
        return Counter()
    tells = may_be_told(session)
    secret: set[tuple[str, int]] = set()
    for table in tables:
        for row_id, row in as_written(session, table, {row[2] for row in rows if row[1] == table}):
            coder_id = row["coder_id"] if table in WRITTEN else None
            is_private = row.get("private") and coder_id != session.info.get("coder_id")
            if is_private or not tells(row["document_id"], row.get("round_id"), coder_id):
                secret.add((table, row_id))
    return Counter([action for action, table, row_id in rows if (table, row_id) in secret])


def _unseen_checks(session: Session, among: ColumnElement[bool]) -> Counter[int]:
    """How many changes of what became of codings in another version of their text may not be seen."""
    rows = session.execute(
        select(Change.action_id, Change.row_id).where(among, Change.table_name == TextCheck.__tablename__)
    ).all()
    if not rows:
        return Counter()
    sees = may_see(session)
    written = as_written(session, TextCheck.__tablename__, {row_id for _, row_id in rows})
    secret = {row_id for row_id, row in written if not sees(row["document_id"], row["coder_id"])}
    return Counter([action for action, row_id in rows if row_id in secret])


def unseen_of(session: Session, coding_ids: Collection[int]) -> set[int]:
    """Which of these codings whoever looks may not see, there or gone."""
    return _unseen(session, coding_ids) if coding_ids and unseen_codings(session) is not None else set()


def _unseen(session: Session, coding_ids: Collection[int]) -> set[int]:
    """Which of these codings may not be seen, there or gone: the journal tells whose they were."""
    sees = may_see(session)
    return {
        coding_id
        for coding_id, row in as_written(session, Coding.__tablename__, coding_ids)
        if not sees(row["document_id"], row["coder_id"])
    }
