"""Whether a project is sound: the file itself, its references, the journal and every offset."""

import heapq
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy import String, and_, func, or_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.counting import counted
from app.models import (
    Action,
    AnswerPassage,
    AttributeValue,
    CaseLink,
    Change,
    Code,
    Coding,
    CodingSheet,
    Document,
    Memo,
    Quote,
    Region,
    ValueDecision,
    ValueVote,
)
from app.store import chain
from app.store import engine as engines
from app.store.check_texts import earlier_texts, text_checks, texts
from app.store.journal import TABLES, Row
from app.store.project import Project
from app.store.sight import see_everything
from app.store.withdrawn import rests

JOURNALED = [name for name in TABLES if name not in ("action", "change")]
ACTION = TABLES["action"]
Check = Callable[[Session], Iterator[str]]
PORTION = 2_000  # rows read at once


def problems(project: Project) -> list[str]:
    """Everything that is wrong with a project, as sentences; empty when it is sound."""
    lacks = project.lacks()
    with project.read() as session:
        see_everything(session)
        sentences = [problem for check in CHECKS for problem in _sentences(session, check)]
    return list(dict.fromkeys([lacks, *sentences] if lacks else sentences))


def first_problem(project: Project, checks: Sequence[Check]) -> str | None:
    """What some checks find first, as a sentence."""
    with project.read() as session:
        see_everything(session)
        return next((problem for check in checks for problem in _sentences(session, check)), None)


def _sentences(session: Session, check: Check) -> Iterator[str]:
    """What one check finds; where damage stops it, that is what it found."""
    try:
        yield from check(session)
    except (DBAPIError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        if session.get_bind().dialect.name != "sqlite":
            raise
        yield "A part of the file is damaged, so not all of it could be checked. Go back to a backup."


def _values(session: Session) -> Iterator[str]:
    """A file of SQLite takes any value in any column: those that no program of ours wrote."""
    if session.get_bind().dialect.name != "sqlite":
        return
    for name, table in TABLES.items():
        for column in table.columns:
            kinds = ["text" if isinstance(column.type, String) else "integer"]
            wrong = func.typeof(column).not_in(kinds + ["null"] * bool(column.nullable))
            count = session.execute(select(func.count()).select_from(table).where(wrong)).scalar_one()
            if count:
                what = counted(count, f"row of “{name}” holds", f"rows of “{name}” hold")
                yield f"{what} something else than {kinds[0]} as “{column.name}”."


def _file(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name == "sqlite":
        # of locked files only: behind one such page nothing more can be read
        pages = engines.driver_of(session.connection()).execute("PRAGMA cipher_integrity_check").fetchall()
        if pages:
            yield f"The file is damaged: {'; '.join(page for (page,) in pages[:20])}. Go back to a backup."
            return
        for line in session.execute(text("PRAGMA integrity_check(20)")).scalars():
            if line != "ok":
                yield f"The file is damaged: {line}. Go back to a backup."


def _references(session: Session) -> Iterator[str]:
    for name, table in TABLES.items():
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column
                lost = session.execute(
                    select(func.count())
                    .select_from(table)
                    .where(column.is_not(None), column.not_in(select(target)))
                ).scalar_one()
                if lost:
                    what = counted(lost, f"row of “{name}” names", f"rows of “{name}” name")
                    yield f"{what} a “{target.table.name}” that doesn't exist."


def _journal(session: Session) -> Iterator[str]:
    """Replays every change, row by row, and compares the outcome with the tables."""
    without = select(Action.id).where(Action.id.not_in(select(Change.action_id)))
    empty = len(set(session.scalars(without)) - rests(session).keys())
    if empty:
        what = counted(empty, "action of the journal has", "actions of the journal have")
        yield f"{what} no changes."
    for name in session.scalars(select(Change.table_name).distinct().order_by(Change.table_name)):
        if name not in JOURNALED:
            yield f"The journal tells of “{name}”, which no project has."
    for name in JOURNALED:
        try:
            differing = _differing(session, name)
        except ValueError:
            yield f"What the journal says of “{name}” is damaged. Go back to a backup."
            continue
        if differing:
            what = counted(differing, f"row of “{name}” differs", f"rows of “{name}” differ")
            yield f"{what} from what the journal says."


def _differing(session: Session, name: str) -> int:
    table = TABLES[name]
    columns = [column for column in table.columns if not column.info.get("big")]
    stored = (
        (row.id, dict(row._mapping))
        for row in session.execute(select(*columns).order_by(table.c.id).execution_options(yield_per=PORTION))
    )
    names = {column.name for column in columns}
    replayed = ((row_id, row) for row_id, row in _replayed(session, name) if row is not None)
    differing, both = 0, heapq.merge(stored, replayed, key=itemgetter(0))
    for _, same in groupby(both, key=itemgetter(0)):
        rows = [{key: value for key, value in row.items() if key in names} for _, row in same]
        # a column that a later version added is not in the journal of older rows
        differing += len(rows) != 2 or not rows[1].items() <= rows[0].items()
    return differing


def _replayed(session: Session, name: str) -> Iterator[tuple[int, Row | None]]:
    """Each row of a table that the journal tells of, as its changes leave it; None where it is gone."""
    changes = session.execute(
        select(Change.row_id, Change.before, Change.after)
        .where(Change.table_name == name)
        .order_by(Change.row_id, Change.action_id, Change.id)
        .execution_options(yield_per=PORTION)
    )
    for row_id, steps in groupby(changes, key=itemgetter(0)):
        row: Row | None = None
        for _, before, after in steps:
            after_fields = None if after is None else json.loads(after)
            row = after_fields if before is None or after_fields is None else (row or {}) | after_fields
        yield row_id, row


def _chain(session: Session) -> Iterator[str]:
    """Whether each action, and the chain of all, is what was written."""
    actions = session.execute(
        select(ACTION).order_by(ACTION.c.id).execution_options(yield_per=PORTION)
    ).mappings()
    effects = _effects(session)
    waiting, previous, changed, broken = next(effects, None), "", [], []
    left = rests(session)  # of actions whose content was withdrawn
    for row in actions:
        action, mine = dict(row), []
        while waiting is not None and waiting[0] <= action["id"]:
            mine = waiting[1] if waiting[0] == action["id"] else []
            waiting = next(effects, None)
        label, stored = action.pop("label"), action.pop("hash")
        if chain.content_of_action(label, mine) != left.get(action["id"], action["content_hash"]):
            changed.append(action["id"])
        if chain.link(previous, **action) != stored:
            broken.append(action["id"])
        previous = stored
    if changed:
        those = counted(len(changed), "action of the history is", "actions of the history are")
        yield f"{those} not what was written, first number {changed[0]}."
    if broken:
        yield (
            f"The chain of the history is broken in {counted(len(broken), 'place')}, first at action "
            f"{broken[0]}: something was changed or removed there, or before it."
        )


def _effects(session: Session) -> Iterator[tuple[int, list[chain.Effect]]]:
    """The changes of each action that has any, by the ids of both."""
    columns = Change.action_id, Change.table_name, Change.row_id, Change.before, Change.after
    changes = session.execute(
        select(*columns).order_by(Change.action_id, Change.id).execution_options(yield_per=PORTION)
    )
    for action_id, rows in groupby(changes, key=itemgetter(0)):
        yield action_id, [(table, row_id, before, after) for _, table, row_id, before, after in rows]


def _kept_for_ever(session: Session) -> Iterator[str]:
    """Whether what closed rounds and codebook versions left is what was written."""
    for name in chain.SEALED:
        rows = session.execute(select(TABLES[name]).execution_options(yield_per=PORTION)).mappings()
        wrong = sum(not chain.is_intact(name, row) for row in rows)
        if wrong:
            what = counted(wrong, f"row of “{name}” is", f"rows of “{name}” are")
            yield f"{what} not what was written. Go back to a backup."


def _ids(session: Session) -> Iterator[str]:
    """Whether an id could be given a second time: the journal names rows by their ids for ever."""
    if session.get_bind().dialect.name != "sqlite":
        return
    given = {row[0]: row[1] for row in session.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    newest = select(Change.table_name, func.max(Change.row_id)).group_by(Change.table_name)
    highest = {row[0]: row[1] for row in session.execute(newest)}
    for name, table in TABLES.items():
        used = max(session.scalar(select(func.max(table.c.id))) or 0, highest.get(name, 0))
        if not isinstance(given.get(name, 0), int) or given.get(name, 0) < used:
            yield f"Ids of “{name}” would be given a second time. Go back to a backup."


def _circles(session: Session) -> Iterator[str]:
    above = {row[0]: row[1] for row in session.execute(select(Code.id, Code.parent_id))}
    below = len(above)
    rooted = {code for code, parent in above.items() if parent is None}
    while len(rooted) < below:
        more = {code for code, parent in above.items() if parent in rooted} - rooted
        if not more:
            what = counted(below - len(rooted), "code lies under itself", "codes lie under themselves")
            yield f"{what} in the codebook. Move them elsewhere."
            return
        rooted |= more


def _codings(session: Session) -> Iterator[str]:
    for name, count in session.execute(
        select(Document.name, func.count(Coding.id))
        .join(Coding, Coding.document_id == Document.id)
        .where((Coding.start < 0) | (Coding.start >= Coding.end) | (Coding.end > Document.length))
        .group_by(Document.id, Document.name)
    ):
        what = counted(count, f"coding of “{name}” lies", f"codings of “{name}” lie")
        yield f"{what} outside its text."


def _regions(session: Session) -> Iterator[str]:
    for name, count in session.execute(
        select(Document.name, func.count(Region.id))
        .join(Region, Region.document_id == Document.id)
        .where((Region.start < 0) | (Region.start > Region.end) | (Region.end > Document.length))
        .group_by(Document.id, Document.name)
    ):
        one, many = f"turn or paragraph of “{name}” lies", f"turns or paragraphs of “{name}” lie"
        yield f"{counted(count, one, many)} outside its text."


def _cases(session: Session) -> Iterator[str]:
    outside = (CaseLink.start < 0) | (CaseLink.start >= CaseLink.end) | (CaseLink.end > Document.length)
    for name, count in session.execute(
        select(Document.name, func.count(CaseLink.id))
        .join(CaseLink, CaseLink.document_id == Document.id)
        .where(outside, (CaseLink.start != 0) | (CaseLink.end != 0))
        .group_by(Document.id, Document.name)
    ):
        what = counted(
            count, f"stretch of “{name}” that belongs to a case lies", f"stretches of “{name}” lie"
        )
        yield f"{what} outside its text."
    start, end = AttributeValue.start, AttributeValue.end
    for name, count in session.execute(
        select(Document.name, func.count(AttributeValue.id))
        .join(AttributeValue, AttributeValue.document_id == Document.id)
        .where((start < 0) | (start >= end) | (end > Document.length))
        .group_by(Document.id, Document.name)
    ):
        what = counted(count, f"value's passage in “{name}” lies", f"values' passages in “{name}” lie")
        yield f"{what} outside its text."
    cell = (AttributeValue.case_id, AttributeValue.attribute_id)
    twice = select(*cell).where(AttributeValue.used).group_by(*cell).having(func.count() > 1).subquery()
    count = session.scalar(select(func.count()).select_from(twice)) or 0
    if count:
        yield f"{counted(count, 'case has', 'cases have')} two values in use for one attribute. Choose one."


def _written(session: Session) -> Iterator[str]:
    written: tuple[tuple[type[Memo | Quote], str, str], ...] = (
        (Memo, "memo on a passage of “{name}” lies", "memos on passages of “{name}” lie"),
        (Quote, "quote of “{name}” lies", "quotes of “{name}” lie"),
    )
    for model, singular, plural in written:
        for name, count in session.execute(
            select(Document.name, func.count(model.id))
            .join(model, model.document_id == Document.id)
            .where((model.start < 0) | (model.start >= model.end) | (model.end > Document.length))
            .group_by(Document.id, Document.name)
        ):
            what = counted(count, singular.format(name=name), plural.format(name=name))
            yield f"{what} outside its text."


def _sheets(session: Session) -> Iterator[str]:
    for model, what in ((CodingSheet, "sheet"), (ValueDecision, "decision"), (ValueVote, "vote")):
        is_both = and_(model.case_id.is_not(None), model.document_id.is_not(None))
        is_neither = and_(model.case_id.is_(None), model.document_id.is_(None))
        count = session.scalar(select(func.count(model.id)).where(or_(is_both, is_neither))) or 0
        if count:
            one, many = (f"{what} is", f"{what}s are")
            yield f"{counted(count, one, many)} about no case and no document, or both. Go back to a backup."
    start, end = AnswerPassage.start, AnswerPassage.end
    for name, count in session.execute(
        select(Document.name, func.count(AnswerPassage.id))
        .join(AnswerPassage, AnswerPassage.document_id == Document.id)
        .where((start < 0) | (start >= end) | (end > Document.length))
        .group_by(Document.id, Document.name)
    ):
        what = counted(count, f"answer's passage in “{name}” lies", f"answers' passages in “{name}” lie")
        yield f"{what} outside its text."


CHECKS: tuple[Check, ...] = (
    _file,
    _values,
    _references,
    _journal,
    _chain,
    _kept_for_ever,
    _ids,
    _circles,
    texts,
    earlier_texts,
    text_checks,
    _codings,
    _regions,
    _cases,
    _written,
    _sheets,
)
FIRST_CHECKS = (_values, _kept_for_ever, _file)
