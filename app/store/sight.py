"""What the person who looks may see: in an open blind round nobody sees another's codings of it.

It is held here, under every query: a read session narrows each ORM select by who is looking. Statements with
the execution option `everything` are not narrowed; they may only ask for what tells nothing of a coding.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Dialect,
    and_,
    event,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from app.models import (
    AnswerPassage,
    Base,
    CaseSummary,
    Coding,
    CodingSheet,
    Decision,
    DiscussionNote,
    Document,
    Memo,
    Proposal,
    Quote,
    SheetAnswer,
    TextCheck,
    ValueDecision,
    ValueVote,
    Vote,
)
from app.store.blind import (
    ASSIGNMENT,
    CASE_LINK,
    DOCUMENT,
    ROUND,
    SHEET,
    blind_pairs,
    blind_sheets,
    own_documents,
    packed,
    sheet_lists,
)

WHAT_SOMEBODY_WROTE = Proposal | Memo | Quote  # of a passage, by a coder


class ReadSession(Session):
    """A session to look with, for the coder `info["coder_id"]`, or for nobody in particular (None)."""


def is_coded_blind(session: Session, document_id: int) -> bool:
    """Whether an open blind round holds a document, or a hidden repeat of it."""
    copies = select(DOCUMENT.c.id).where(DOCUMENT.c.repeat_of_id == document_id)
    blind = blind_pairs().where(
        or_(ASSIGNMENT.c.document_id == document_id, ASSIGNMENT.c.document_id.in_(copies))
    )
    return bool(session.connection().execute(select(exists(blind))).scalar())


WHAT_IS_HIDDEN = select(exists(blind_sheets()), exists(select(1).where(DOCUMENT.c.repeat_of_id.is_not(None))))


@event.listens_for(ReadSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if not state.is_select or state.execution_options.get("everything"):
        return
    blind, repeats = _what_is_hidden(state.session)
    private = _has_private_memos(state.session)
    if blind or repeats or private:
        criteria = _criteria(*_looking(state.session), blind, repeats, private)
        state.statement = state.statement.options(*criteria)


@lru_cache(maxsize=64)
def _criteria(
    viewer: int | None, dialect: Dialect, blind: bool, repeats: bool, private: bool
) -> tuple[ExecutableOption, ...]:
    """What narrows every statement: made once, because making it takes longer than most statements."""
    lists = _lists(viewer, dialect)
    criteria: dict[type[Base], ColumnElement[bool]] = {}
    if blind or repeats:
        criteria = {model: _visible(model, viewer, dialect, blind, repeats) for model in (Coding, TextCheck)}
        criteria |= _of_sheets(lists)
    if repeats:
        is_own = _in(Document.id, lists.own_documents)
        criteria[Document] = or_(Document.repeat_of_id.is_(None), is_own)
    if blind:
        criteria |= {model: _about_items(model, lists) for model in (Decision, DiscussionNote, Vote)}
        criteria |= {model: _about_values(model, lists) for model in (ValueDecision, ValueVote)}
        criteria[Proposal] = _written(Proposal, viewer, lists)
        criteria[CaseSummary] = _summed_up(viewer, lists)
    written: tuple[type[Memo | Quote], ...] = (Memo, Quote)
    for model in written:
        parts = [_written(model, viewer, lists)] if blind else []
        if repeats:
            parts.append(or_(model.document_id.is_(None), not_(_in(model.document_id, lists.copies))))
        if private and model is Memo:
            parts.append(or_(Memo.private.is_(False), Memo.coder_id == viewer))
        if parts:
            criteria[model] = and_(*parts)
    return tuple(
        with_loader_criteria(model, which, include_aliases=True) for model, which in criteria.items()
    )


def _has_private_memos(session: Session) -> bool:
    """Whether any memo is its writer's alone; asked once in a session."""
    if "private" not in session.info:
        memos = Memo.__table__
        session.info["private"] = (
            session.connection().execute(select(exists().where(memos.c.private))).scalar()
        )
    return bool(session.info["private"])


def _looking(session: Session) -> tuple[int | None, Dialect]:
    return session.info.get("coder_id"), session.get_bind().dialect


def _what_is_hidden(session: Session) -> tuple[bool, bool]:
    """Whether there are open blind rounds, and repeats; asked once in a session."""
    if "hidden" not in session.info:
        session.info["hidden"] = tuple(session.connection().execute(WHAT_IS_HIDDEN).one())
    hidden: tuple[bool, bool] = session.info["hidden"]
    return hidden


def see_everything(session: Session) -> None:
    """Don't narrow this session: for what looks after rows and tells nothing of them."""
    session.info["hidden"], session.info["private"] = (False, False), False


def unseen_codings(session: Session) -> ColumnElement[bool] | None:
    """Which codings whoever looks may not see, for a statement on `everything`; None where there are none."""
    blind, repeats = _what_is_hidden(session)
    return not_(_visible(Coding, *_looking(session), blind, repeats)) if blind or repeats else None


def may_see(session: Session) -> Callable[[int, int], bool]:
    """Whether whoever looks may see a coder's codings of a document, also where they are rows no more."""
    viewer = session.info.get("coder_id")
    connection = session.connection()
    pairs = {(row[0], row[1]) for row in connection.execute(blind_pairs())}
    mine = {document for document, coder in pairs if coder == viewer}
    own_ids = {row[0] for row in connection.execute(own_documents(viewer))}
    copies = connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.repeat_of_id.is_not(None)))
    hidden = {row[0] for row in copies} - own_ids

    def sees(document_id: int, coder_id: int) -> bool:
        if document_id in hidden:
            return False
        apart = (document_id, coder_id) not in pairs and document_id not in mine
        return apart or (viewer is not None and coder_id == viewer)

    return sees


def may_be_told(session: Session) -> Callable[[int | None, int | None, int | None], bool]:
    """Whether whoever looks may know of what was settled, said or written: its document, round and coder.

    The coder is that of a proposal, memo or quote, who is told of the own ones; what was settled and said has
    none here.
    """
    viewer = session.info.get("coder_id")
    connection = session.connection()
    pairs = {(row[0], row[1]) for row in connection.execute(blind_pairs())}
    blind = {document for document, _ in pairs}
    mine = {document for document, coder in pairs if coder == viewer}
    closed = {row[0] for row in connection.execute(select(ROUND.c.id).where(ROUND.c.closed_at.is_not(None)))}

    def tells(document_id: int | None, round_id: int | None, coder_id: int | None) -> bool:
        if document_id is None or (coder_id is not None and coder_id == viewer):
            return True
        if document_id in mine:
            return False
        if coder_id is not None:
            return (document_id, coder_id) not in pairs
        return document_id not in blind or round_id in closed

    return tells


def at_work_blind(session: Session) -> set[int]:
    """The coders who code something in an open blind round."""
    return set(session.connection().execute(blind_pairs().with_only_columns(ASSIGNMENT.c.coder_id)).scalars())


def unseen_sheets(session: Session) -> set[int]:
    """The sheets whose answers whoever looks may not see."""
    if not any(_what_is_hidden(session)):
        return set()
    viewer, dialect = _looking(session)
    which = _in(SHEET.c.id, _lists(viewer, dialect).hidden_sheets)
    return set(session.connection().execute(select(SHEET.c.id).where(which)).scalars())


def subjects_answered_blind(
    session: Session, coder_id: int | None = None
) -> set[tuple[int | None, int | None]]:
    """(case id, document id) of what is answered blind, by anybody or one coder; one of the two is None."""
    rows = session.connection().execute(blind_sheets())
    return {(row[0], row[1]) for row in rows if coder_id is None or row[2] == coder_id}


def others_code_blind(session: Session) -> bool:
    """Whether somebody else than whoever looks codes in an open blind round: counts lack those codings."""
    blind = blind_sheets().subquery()
    others = blind.c.coder_id.is_distinct_from(session.info.get("coder_id"))
    return bool(session.connection().execute(select(exists(select(1).where(others)))).scalar())


class _Lists(NamedTuple):
    """Finished SQL of ids, because SQLAlchemy takes ten times as long to look at selects in every statement.

    `pairs` are coded blind, in the texts `blind`, `mine` are those that the viewer codes blind,
    `own_documents` those assigned to the viewer in open rounds, `copies` the repeats that others code,
    `originals` what the repeats among `blind` repeat, `closed` the closed rounds. The answers of
    `hidden_sheets` are not shown; `blind_cases` and `blind_sheet_documents` are answered blind by somebody,
    `my_cases` and `my_sheet_documents` by the viewer.
    """

    pairs: str
    blind: str
    mine: str
    own_documents: str
    copies: str
    originals: str
    closed: str
    hidden_sheets: str
    blind_cases: str
    blind_sheet_documents: str
    my_cases: str
    my_sheet_documents: str


def _visible(
    model: type[Coding | TextCheck], viewer: int | None, dialect: Dialect, blind: bool, repeats: bool
) -> ColumnElement[bool]:
    """One's own codings, and what became of them; others' that are neither coded blind nor of such a text."""
    lists = _lists(viewer, dialect)
    parts: list[ColumnElement[bool]] = []
    if blind:
        pair = packed(model.document_id, model.coder_id)
        apart = and_(not_(_in(pair, lists.pairs)), not_(_in(model.document_id, lists.mine)))
        parts.append(apart if viewer is None else or_(model.coder_id == viewer, apart))
    if repeats:
        parts.append(not_(_in(model.document_id, lists.copies)))
    return and_(*parts)


def _about_items(model: type[Decision | DiscussionNote | Vote], lists: _Lists) -> ColumnElement[bool]:
    """What was settled and said tells of codings, too: of a text that one codes blind; of live codings."""
    return and_(
        not_(_in(model.document_id, lists.mine)),
        or_(not_(_in(model.document_id, lists.blind)), _in(model.round_id, lists.closed)),
    )


def _of_sheets(lists: _Lists) -> dict[type[Base], ColumnElement[bool]]:
    """The answers of sheets that may be seen, with their passages; and sheets, where a round plans them."""
    hidden = f"SELECT id FROM answer WHERE sheet_id IN ({lists.hidden_sheets})"  # noqa: S608  # our own
    unplanned = and_(CodingSheet.round_id.is_(None), _in(CodingSheet.id, lists.hidden_sheets))
    return {
        CodingSheet: not_(or_(unplanned, _in(_or_none(CodingSheet.document_id), lists.copies))),
        SheetAnswer: not_(_in(SheetAnswer.sheet_id, lists.hidden_sheets)),
        AnswerPassage: not_(_in(AnswerPassage.answer_id, hidden)),
    }


def _about_values(model: type[ValueDecision | ValueVote], lists: _Lists) -> ColumnElement[bool]:
    """What was settled and said of answers, as `_about_items` has it for codings."""
    case_id, document_id = _or_none(model.case_id), _or_none(model.document_id)
    blind = or_(_in(case_id, lists.blind_cases), _in(document_id, lists.blind_sheet_documents))
    return and_(
        not_(_in(case_id, lists.my_cases)),
        not_(_in(document_id, lists.my_sheet_documents)),
        or_(not_(blind), _in(_or_none(model.round_id), lists.closed)),
    )


def _or_none(column: Any) -> ColumnElement[int]:
    """An id that may be missing as one that nothing has, because NULL is neither in a list nor not in it."""
    return func.coalesce(column, 0)


def _written(model: type[WHAT_SOMEBODY_WROTE], viewer: int | None, lists: _Lists) -> ColumnElement[bool]:
    """One's own, and what is about no text; others' like their codings of it."""
    pair = packed(model.document_id, model.coder_id)
    coded = and_(model.coder_id.is_not(None), _in(pair, lists.pairs))
    seen = or_(model.document_id.is_(None), not_(or_(coded, _in(model.document_id, lists.mine))))
    return seen if viewer is None else or_(model.coder_id == viewer, seen)


def _summed_up(viewer: int | None, lists: _Lists) -> ColumnElement[bool]:
    """One's own summaries; others' of cases no document of which is coded blind, for they tell of codings."""
    inside = or_(*(_in(CASE_LINK.c.document_id, listed) for listed in (lists.blind, lists.originals)))
    apart = CaseSummary.case_id.not_in(select(CASE_LINK.c.case_id).where(inside))
    return apart if viewer is None else or_(CaseSummary.coder_id == viewer, apart)


@lru_cache(maxsize=64)
def _lists(viewer: int | None, dialect: Dialect) -> _Lists:
    texts = blind_pairs().with_only_columns(ASSIGNMENT.c.document_id)
    own_ids = own_documents(viewer)
    selects = (
        blind_pairs().with_only_columns(packed(ASSIGNMENT.c.document_id, ASSIGNMENT.c.coder_id)),
        texts,
        texts.where(ASSIGNMENT.c.coder_id == viewer),
        own_ids,
        select(DOCUMENT.c.id).where(DOCUMENT.c.repeat_of_id.is_not(None), DOCUMENT.c.id.not_in(own_ids)),
        select(DOCUMENT.c.repeat_of_id).where(DOCUMENT.c.id.in_(texts), DOCUMENT.c.repeat_of_id.is_not(None)),
        select(ROUND.c.id).where(ROUND.c.closed_at.is_not(None)),
        *sheet_lists(viewer),
    )
    finished = {"literal_binds": True}
    return _Lists(
        *(str(statement.compile(dialect=dialect, compile_kwargs=finished)) for statement in selects)
    )


def _in(column: Any, listed: str) -> ColumnElement[bool]:
    criterion: ColumnElement[bool] = column.op("IN", is_comparison=True)(literal_column(f"({listed})"))
    return criterion
