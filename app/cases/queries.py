"""What there is to know about cases, attributes and their values."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.cases.values import KNOWN, AttributeType, CellEntry
from app.errors import UserError
from app.models import Attribute, AttributeValue, Case, CaseLink, Change, Coder, Document
from app.names import keys
from app.store import engine as engines


@dataclass(frozen=True)
class CaseRow:
    """One case; `documents` counts those that belong to it, whole or in part."""

    id: int
    guid: str
    name: str
    kind: str
    note: str
    position: int
    documents: int


@dataclass(frozen=True)
class CaseLinkRow:
    """What belongs to a case: a stretch where `end` isn't 0, what `speaker` says, or the whole document."""

    id: int
    case_id: int
    document_id: int
    document: str
    speaker: str
    start: int
    end: int


@dataclass(frozen=True)
class AttributeRow:
    """One attribute; `kind` is one of values.KINDS."""

    id: int
    guid: str
    name: str
    kind: str
    unit: str
    options: tuple[str, ...]
    definition: str
    position: int

    @property
    def type(self) -> AttributeType:
        """What its values look like."""
        return AttributeType(self.kind, self.unit, self.options)


@dataclass(frozen=True, slots=True)
class AttributeCell:
    """What is known of a case by one attribute: the entry in use, and how many other values there are.

    `differs` says that one of those says otherwise, `has_passage` that a passage shows the one in use.
    """

    entry: CellEntry
    others: int = 0
    differs: bool = False
    has_passage: bool = False


@dataclass(frozen=True)
class ValueRow:
    """One value of a cell: its passage, if it has one that may be seen, who entered it, and when (UTC)."""

    id: int
    entry: CellEntry
    used: bool
    document_id: int | None
    document: str
    start: int | None
    end: int | None
    coder: str
    at: str


@dataclass(frozen=True)
class CaseFacts:
    """A case of a document, with what is known of it as pairs of attribute and cell."""

    case: CaseRow
    links: tuple[CaseLinkRow, ...]
    facts: tuple[tuple[AttributeRow, AttributeCell], ...] = field(default=())


def cases(session: Session) -> list[CaseRow]:
    """All cases in their order."""
    counted = session.execute(
        select(CaseLink.case_id, func.count(CaseLink.document_id.distinct()))
        .join(Document, Document.id == CaseLink.document_id)
        .group_by(CaseLink.case_id)
    )
    counts: dict[int, int] = {row[0]: row[1] for row in counted}
    columns = (Case.id, Case.guid, Case.name, Case.kind, Case.note, Case.position)
    rows = session.execute(select(*columns).order_by(Case.position, Case.id))
    return [CaseRow(*row, documents=counts.get(row[0], 0)) for row in rows]


def has_case_texts(session: Session) -> bool:
    """Whether any document belongs to a case."""
    return bool(session.scalar(select(select(CaseLink.id).exists())))


def case_named(session: Session, name: str) -> int | None:
    """The id of the case of this name, whatever its case."""
    return session.scalar(select(Case.id).where(Case.name_key.in_(keys(name))))


def links(session: Session, case_ids: Collection[int] | None = None) -> list[CaseLinkRow]:
    """What belongs to some cases or to all, by case and then as the documents stand."""
    return _links(session, None if case_ids is None else (CaseLink.case_id, case_ids))


def links_of_document(session: Session, document_id: int) -> list[CaseLinkRow]:
    """What of a document belongs to cases, by case."""
    return _links(session, (CaseLink.document_id, [document_id]))


def _links(session: Session, which: tuple[object, Collection[int]] | None) -> list[CaseLinkRow]:
    statement = (
        select(
            CaseLink.id,
            CaseLink.case_id,
            CaseLink.document_id,
            Document.name,
            CaseLink.speaker,
            CaseLink.start,
            CaseLink.end,
        )
        .join(Document, Document.id == CaseLink.document_id)
        .join(Case, Case.id == CaseLink.case_id)
        .order_by(Case.position, Case.id, Document.position, Document.id, CaseLink.start, CaseLink.id)
    )
    if which is not None:
        statement = statement.where(engines.among(session.connection(), *which))
    return [CaseLinkRow(*row) for row in session.execute(statement)]


def attributes(session: Session) -> list[AttributeRow]:
    """All attributes in their order."""
    rows = session.scalars(select(Attribute).order_by(Attribute.position, Attribute.id))
    return [attribute_row(row) for row in rows]


def attribute(session: Session, attribute_id: int) -> AttributeRow:
    """One attribute; UserError where it is gone."""
    row = session.get(Attribute, attribute_id)
    if row is None:
        raise UserError("This attribute is no longer in the project. Choose another one.")
    return attribute_row(row)


def attribute_row(row: Attribute) -> AttributeRow:
    """A row of the table as plain values."""
    options = tuple(json.loads(row.options))
    return AttributeRow(row.id, row.guid, row.name, row.kind, row.unit, options, row.definition, row.position)


Cells = Mapping[tuple[int, int], AttributeCell]


def cells(session: Session, case_ids: Collection[int] | None = None) -> dict[tuple[int, int], AttributeCell]:
    """What is known of some cases or of all, by (case id, attribute id); without what nobody has entered."""
    statement = select(
        AttributeValue.case_id,
        AttributeValue.attribute_id,
        AttributeValue.state,
        AttributeValue.value,
        AttributeValue.used,
        AttributeValue.document_id.is_not(None),
    ).order_by(AttributeValue.id)
    if case_ids is not None:
        statement = statement.where(engines.among(session.connection(), AttributeValue.case_id, case_ids))
    plain: dict[tuple[str, str, bool], AttributeCell] = {}
    used: dict[tuple[int, int], AttributeCell] = {}
    rest: dict[tuple[int, int], list[AttributeCell]] = {}
    for case_id, attribute_id, state, value, is_used, has_passage in session.execute(statement):
        shown = plain.get((state, value, has_passage))
        if shown is None:  # most cells say the same as others
            shown = AttributeCell(CellEntry(state, value), has_passage=has_passage)
            plain[state, value, has_passage] = shown
        if is_used:
            used[case_id, attribute_id] = shown
        else:
            rest.setdefault((case_id, attribute_id), []).append(shown)
    by_cell = {cell: shown for cell, shown in used.items() if cell not in rest}
    for cell, others in rest.items():
        shown = used.get(cell, others[-1])
        count = len(others) - (cell not in used)
        differs = any(other.entry != shown.entry for other in others)
        by_cell[cell] = replace(shown, others=count, differs=differs)
    return by_cell


def values(session: Session, case_id: int, attribute_id: int) -> list[ValueRow]:
    """All values of one cell, the one in use first."""
    rows = session.execute(
        select(
            AttributeValue.id,
            AttributeValue.state,
            AttributeValue.value,
            AttributeValue.used,
            Document.id,
            Document.name,
            case((Document.id.is_not(None), AttributeValue.start)),
            case((Document.id.is_not(None), AttributeValue.end)),
            Coder.name,
            AttributeValue.at,
        )
        .outerjoin(Document, Document.id == AttributeValue.document_id)
        .outerjoin(Coder, Coder.id == AttributeValue.coder_id)
        .where(AttributeValue.case_id == case_id, AttributeValue.attribute_id == attribute_id)
        .order_by(AttributeValue.used.desc(), AttributeValue.id)
    )
    return [
        ValueRow(
            id=row[0],
            entry=CellEntry(row[1], row[2]),
            used=row[3],
            document_id=row[4],
            document=row[5] or "",
            start=row[6],
            end=row[7],
            coder=row[8] or "",
            at=row[9],
        )
        for row in rows
    ]


def facts_of_document(session: Session, document_id: int) -> list[CaseFacts]:
    """The cases that a document belongs to, whole or in part, each with what is known of it."""
    linked: dict[int, list[CaseLinkRow]] = {}
    for link in links_of_document(session, document_id):
        linked.setdefault(link.case_id, []).append(link)
    if not linked:
        return []
    facts, columns = cells(session, list(linked)), attributes(session)
    return [
        CaseFacts(
            case=row,
            links=tuple(linked[row.id]),
            facts=tuple(
                (column, facts[row.id, column.id]) for column in columns if (row.id, column.id) in facts
            ),
        )
        for row in cases(session)
        if row.id in linked
    ]


@dataclass(frozen=True)
class AttributeUse:
    """How many cases have each state of an attribute, and how many have values that differ."""

    known: int
    unknown: int
    not_asked: int
    not_applicable: int
    differing: int


def attribute_use(session: Session) -> dict[int, AttributeUse]:
    """How far each attribute is filled, by its id."""
    counts: dict[int, dict[str, int]] = {}
    for (_, attribute_id), cell in cells(session).items():
        by_state = counts.setdefault(attribute_id, {})
        by_state[cell.entry.state] = by_state.get(cell.entry.state, 0) + 1
        by_state["differing"] = by_state.get("differing", 0) + cell.differs
    states = (KNOWN, "unknown", "not_asked", "not_applicable", "differing")
    return {
        row.id: AttributeUse(*(counts.get(row.id, {}).get(state, 0) for state in states))
        for row in attributes(session)
    }


def cases_of_values(session: Session, value_ids: Collection[int]) -> set[int]:
    """The cases that some values are of, also of values that are gone: the journal knows."""
    connection = session.connection()
    rows = session.execute(
        select(AttributeValue.id, AttributeValue.case_id).where(
            engines.among(connection, AttributeValue.id, value_ids)
        )
    )
    by_value = {row[0]: row[1] for row in rows}
    gone = [value_id for value_id in value_ids if value_id not in by_value]
    deleted = session.scalars(
        select(Change.before).where(
            Change.table_name == AttributeValue.__tablename__,
            engines.among(connection, Change.row_id, gone),
            Change.after.is_(None),
        )
    )
    return {*by_value.values(), *(json.loads(before or "{}").get("case_id", 0) for before in deleted)} - {0}
