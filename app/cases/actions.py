"""What can be done to cases, and what belongs to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sqlalchemy import func, select

from app.cases.blind import refuse_coding_blind
from app.cases.values import CASE_KINDS
from app.errors import UserError
from app.models import AttributeValue, Case, CaseLink, Document, Memo, Region
from app.names import key, keys, tidy
from app.store import engine as engines
from app.store.journal import WriteSession, add_many, batches, delete_many, set_many
from app.store.meanwhile import refuse_overwriting
from app.store.sheets import delete_sheets_of_cases, move_sheets
from app.store.summaries import delete_summaries, move_summaries

GONE = "This case is no longer in the project. Choose another one."


@dataclass(frozen=True)
class NewCase:
    """A case to be added; `kind` is one of CASE_KINDS."""

    name: str
    kind: str = "person"
    note: str = ""


def add_case(session: WriteSession, *, name: str, kind: str = "person", note: str = "") -> int:
    """Add one case, as `add_cases` does."""
    return add_cases(session, cases=[NewCase(name, kind, note)])[0]


def add_cases(session: WriteSession, *, cases: Sequence[NewCase]) -> list[int]:
    """Add cases behind those that are there, all or none; returns their ids in order."""
    last = session.scalar(select(func.max(Case.position))) or 0
    rows = []
    names: dict[str, str] = {}
    for position, case in enumerate(cases, start=last + 1):
        name = tidy(case.name, "case")
        if key(name) in names:
            raise _is_taken(name)
        names[key(name)] = name
        rows.append(
            {
                "name": name,
                "name_key": key(name),
                "kind": _kind(case.kind),
                "note": case.note,
                "position": position,
            }
        )
    for batch in batches([spelling for name in names.values() for spelling in sorted(keys(name))]):
        stored = session.scalar(select(Case.name).where(Case.name_key.in_(batch)).limit(1))
        if stored is not None:
            raise _is_taken(stored)
    return add_many(session, Case, rows)


def change_case(
    session: WriteSession,
    *,
    case_id: int,
    name: str | None = None,
    kind: str | None = None,
    note: str | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Change what is given of a case; Conflict where that is no longer as it was `seen`."""
    case = existing(session, case_id)
    fields = (("name", name), ("kind", kind), ("note", note))
    given = {field: value for field, value in fields if value is not None}
    refuse_overwriting(case, given, seen, f"“{case.name}”")
    if name is not None:
        name = tidy(name, "case")
        other = session.scalar(select(Case.id).where(Case.name_key.in_(keys(name)), Case.id != case_id))
        if other is not None:
            raise _is_taken(name)
        case.name, case.name_key = name, key(name)
    if kind is not None:
        case.kind = _kind(kind)
    if note is not None:
        case.note = note


def merge_cases(session: WriteSession, *, source_ids: Sequence[int], target_id: int) -> None:
    """Give what belongs to some cases, and what is known of them, to another one, and remove them.

    Where both had a value, that of the target stays in use, and the other one beside it.
    """
    target = existing(session, target_id)
    doomed = [existing(session, case_id) for case_id in dict.fromkeys(source_ids) if case_id != target_id]
    if not doomed:
        raise UserError("Two cases are needed to make one of them. Choose another one, too.")
    ids = [case.id for case in doomed]
    refuse_coding_blind(session, case_ids=[target_id, *ids])
    notes = [case.note for case in (target, *doomed) if case.note.strip()]
    target.note = "\n".join(dict.fromkeys(notes))
    linked = {_link_key(row) for row in _links(session, [target_id])}
    moved, twice = {}, []
    for row in _links(session, ids):
        if _link_key(row) in linked:
            twice.append(row.id)
        else:
            linked.add(_link_key(row))
            moved[row.id] = {"case_id": target_id}
    delete_many(session, CaseLink, twice)
    set_many(session, CaseLink, moved)
    _move_values(session, ids, target_id)
    memos = session.scalars(select(Memo.id).where(Memo.case_id.in_(ids))).all()
    set_many(session, Memo, {memo_id: {"case_id": target_id} for memo_id in memos})
    move_summaries(session, "case_id", ids, target_id)
    move_sheets(session, ids, target_id)
    delete_many(session, Case, ids)


def _move_values(session: WriteSession, source_ids: Sequence[int], target_id: int) -> None:
    in_use = set(
        session.scalars(
            select(AttributeValue.attribute_id).where(
                AttributeValue.case_id == target_id, AttributeValue.used
            )
        )
    )
    moved: dict[int, dict[str, object]] = {}
    for source_id in source_ids:
        rows = select(AttributeValue.id, AttributeValue.attribute_id, AttributeValue.used)
        for row in session.execute(rows.where(AttributeValue.case_id == source_id)).all():
            is_used = row.used and row.attribute_id not in in_use
            moved[row.id] = {"case_id": target_id, "used": is_used}
            if is_used:
                in_use.add(row.attribute_id)
    set_many(session, AttributeValue, moved)


def delete_cases(session: WriteSession, *, case_ids: Collection[int]) -> None:
    """Delete cases with what is known of them, their sheets and the memos on them; their documents stay."""
    delete_sheets_of_cases(session, case_ids)
    connection = session.connection()
    for model in (AttributeValue, CaseLink, Memo):
        among = engines.among(connection, model.case_id, case_ids)
        delete_many(session, model, session.scalars(select(model.id).where(among)).all())
    delete_summaries(session, "case_id", case_ids)
    delete_many(session, Case, case_ids)


def link_documents(
    session: WriteSession, *, case_ids: Sequence[int], document_ids: Sequence[int]
) -> list[int]:
    """Say that whole documents belong to cases, each to all; returns the ids of what is new."""
    return _link(session, case_ids, [(document_id, "", 0, 0) for document_id in document_ids])


def link_stretch(
    session: WriteSession, *, case_ids: Sequence[int], document_id: int, start: int, end: int
) -> list[int]:
    """Say that a stretch [start, end) of a document belongs to cases, as one article has several people."""
    refuse_coding_blind(session, document_ids=[document_id])
    length = _document(session, document_id).length
    if not 0 <= start < end <= length:
        raise UserError("Nothing is selected that could belong to a case. Select a stretch of the text.")
    return _link(session, case_ids, [(document_id, "", start, end)])


def link_speaker(
    session: WriteSession, *, case_ids: Sequence[int], document_id: int, speaker: str
) -> list[int]:
    """Say that what one speaker says in a document belongs to cases, as in a focus group."""
    names = session.scalars(select(Region.speaker).where(Region.document_id == document_id).distinct())
    if speaker not in [name for name in names if name]:
        raise UserError(f"Nobody called “{speaker}” speaks in this document. Choose one of its speakers.")
    return _link(session, case_ids, [(document_id, speaker, 0, 0)])


def link_places(session: WriteSession, *, places: Sequence[tuple[int, int, str]]) -> list[int]:
    """Say what belongs to which case: (case id, document id, speaker, "" for all of it); for very many."""
    linked = {(row.case_id, *_link_key(row)) for row in _links(session, {place[0] for place in places})}
    new = [
        {"case_id": case_id, "document_id": document_id, "speaker": speaker, "start": 0, "end": 0}
        for case_id, document_id, speaker in dict.fromkeys(places)
        if (case_id, document_id, speaker, 0, 0) not in linked
    ]
    return add_many(session, CaseLink, new)


def unlink(session: WriteSession, *, link_ids: Collection[int]) -> None:
    """Say that something belongs to a case no longer."""
    delete_many(session, CaseLink, link_ids)


Place = tuple[int, str, int, int]  # document id, speaker, start, end


def _link(session: WriteSession, case_ids: Sequence[int], places: Sequence[Place]) -> list[int]:
    for case_id in case_ids:
        existing(session, case_id)
    for document_id in {place[0] for place in places}:
        _document(session, document_id)
    linked = {(row.case_id, *_link_key(row)) for row in _links(session, case_ids)}
    new = [
        {"case_id": case_id, "document_id": place[0], "speaker": place[1], "start": place[2], "end": place[3]}
        for case_id, place in product(dict.fromkeys(case_ids), dict.fromkeys(places))
        if (case_id, *place) not in linked
    ]
    return add_many(session, CaseLink, new)


def _links(session: WriteSession, case_ids: Collection[int]) -> Sequence[CaseLink]:
    among = engines.among(session.connection(), CaseLink.case_id, case_ids)
    return session.scalars(select(CaseLink).where(among).order_by(CaseLink.id)).all()


def _link_key(row: CaseLink) -> Place:
    return (row.document_id, row.speaker, row.start, row.end)


def existing(session: WriteSession, case_id: int) -> Case:
    """A case by id; UserError where a colleague removed it meanwhile."""
    case = session.get(Case, case_id)
    if case is None:
        raise UserError(GONE)
    return case


def _document(session: WriteSession, document_id: int) -> Document:
    document = session.get(Document, document_id)
    if document is None:
        raise UserError("This document is no longer in the project. Choose another one.")
    return document


def _kind(kind: str) -> str:
    if kind not in CASE_KINDS:
        raise UserError(f"“{kind}” is no kind of case. There are: {', '.join(CASE_KINDS)}.")
    return kind


def _is_taken(name: str) -> UserError:
    return UserError(
        f"There is a case “{name}” already, so nothing was changed. Choose another name; two cases can be "
        "made one."
    )
