"""Cases of a foreign project: added to those of a project, whose own values stay as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.cases.actions import NewCase, add_cases, link_places, link_stretch
from app.cases.attribute_actions import NewAttribute, add_attributes
from app.cases.queries import attributes, cases
from app.cases.value_actions import CellText, set_values
from app.cases.values import RESERVED, AttributeType, read_entry
from app.counting import counted
from app.errors import UserError
from app.exchange.foreign.naming import FreeNames, short_name
from app.exchange.foreign.project import ForeignProject
from app.models import AttributeValue
from app.names import key
from app.store.journal import WriteSession


@dataclass(frozen=True)
class CasesTaken:
    """How many cases and values came in, and sentences on those that didn't."""

    cases: int
    values: int
    notes: tuple[str, ...]


def take_cases(session: WriteSession, foreign: ForeignProject, documents: Mapping[str, int]) -> CasesTaken:
    """Add cases with their values and what belongs to them; `documents` are ids by key."""
    free = FreeNames("case")
    names = {case.key: free.name(case.name) for case in foreign.cases}
    stored = {key(case.name): case.id for case in cases(session)}
    new = [case for case in foreign.cases if key(names[case.key]) not in stored]
    add_cases(session, cases=[NewCase(names[case.key], note=case.note) for case in new])
    session.flush()
    stored = {key(case.name): case.id for case in cases(session)}
    ids = {case.key: stored[key(names[case.key])] for case in foreign.cases}
    columns = _columns(session, foreign)
    values, notes = _take_values(session, foreign, ids, columns)
    whole = [
        (ids[case.key], documents[link.document], "")
        for case in foreign.cases
        for link in case.links
        if not link.end
    ]
    link_places(session, places=whole)
    for case in foreign.cases:
        for link in case.links:
            if link.end:
                document_id = documents[link.document]
                span = {"start": link.start, "end": link.end}
                link_stretch(session, case_ids=[ids[case.key]], document_id=document_id, **span)
    return CasesTaken(len(new), values, tuple(notes))


def attribute_name(name: str) -> str:
    """The name of an attribute, which is none of those that tables of cases have for other columns."""
    plain = short_name(name, "attribute")
    return f"{plain} (attribute)" if key(plain) in RESERVED else plain


def _columns(session: WriteSession, foreign: ForeignProject) -> dict[str, int]:
    """The ids of attributes by the names that the file has for them; new ones are added."""
    stored = {key(attribute.name): attribute.id for attribute in attributes(session)}
    new: dict[str, NewAttribute] = {}
    for attribute in foreign.attributes:
        name = attribute_name(attribute.name)
        if key(name) not in stored:
            cells = [case.values[attribute.name] for case in foreign.cases if attribute.name in case.values]
            kind = attribute.kind if all(_fits(cell, attribute.kind) for cell in cells) else "text"
            new.setdefault(key(name), NewAttribute(name, kind, definition=attribute.definition))
    add_attributes(session, attributes=list(new.values()))
    session.flush()
    stored = {key(attribute.name): attribute.id for attribute in attributes(session)}
    return {attribute.name: stored[key(attribute_name(attribute.name))] for attribute in foreign.attributes}


def _fits(cell: str, kind: str) -> bool:
    try:
        read_entry(cell, AttributeType(kind))
    except UserError:
        return False
    return True


def _take_values(
    session: WriteSession, foreign: ForeignProject, ids: Mapping[str, int], columns: Mapping[str, int]
) -> tuple[int, list[str]]:
    types = {row.id: AttributeType(row.kind, row.unit, tuple(row.options)) for row in attributes(session)}
    used = select(AttributeValue.case_id, AttributeValue.attribute_id).where(AttributeValue.used)
    filled = {(row[0], row[1]) for row in session.execute(used)}
    cells: list[CellText] = []
    unfit = left = 0
    for case_id, attribute_id, text in _cells(foreign, ids, columns):
        try:
            entry = read_entry(text, types[attribute_id])
        except UserError:
            unfit += 1
            continue
        if (case_id, attribute_id) in filled:
            left += 1
        elif entry is not None:
            filled.add((case_id, attribute_id))
            cells.append(CellText(case_id, attribute_id, text))
    notes = []
    if unfit:
        notes.append(
            f"{counted(unfit, 'value of a case fits', 'values of cases fit')} no attribute here: left."
        )
    if left:
        notes.append(
            f"{counted(left, 'value is', 'values are')} in the project already and stay as they are."
        )
    return set_values(session, cells=cells), notes


def _cells(
    foreign: ForeignProject, ids: Mapping[str, int], columns: Mapping[str, int]
) -> Iterator[tuple[int, int, str]]:
    for case in foreign.cases:
        for name, text in case.values.items():
            if name in columns:
                yield ids[case.key], columns[name], text
