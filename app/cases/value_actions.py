"""What can be done to values: typed, pasted and filled into cells, given by several sources, chosen."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.cases.actions import existing as existing_case
from app.cases.attribute_actions import delete_values
from app.cases.attribute_actions import existing as existing_attribute
from app.cases.blind import refuse_coding_blind
from app.cases.queries import AttributeRow, attribute_row
from app.cases.values import CellEntry, read_entry
from app.errors import UserError
from app.models import Attribute, AttributeValue, Case, Document, now
from app.store import engine as engines
from app.store.journal import WriteSession, add_many, set_many
from app.store.leading import acting

MOST_TOLD = 5
MOST_CELLS = 1_000_000


class CellText(NamedTuple):
    """What is typed into a cell: a value, a state such as “(unknown)”, or nothing to empty it."""

    case_id: int
    attribute_id: int
    text: str


def set_values(session: WriteSession, *, cells: Sequence[CellText]) -> int:
    """Set cells as they are typed, pasted or filled; returns how many changed.

    The value in use is replaced; where it has a passage it stays beside the new one. UserError lists cells
    whose text doesn't fit; then nothing is changed.
    """
    entries = _entries(session, cells)
    refuse_coding_blind(session, case_ids={case_id for case_id, _ in entries})
    stored = _used_values(session, entries)
    doomed: list[int] = []
    changed: dict[int, dict[str, object]] = {}
    added: list[dict[str, object]] = []
    who = {"coder_id": acting(session), "at": now()}
    for cell, entry in entries.items():
        value_id, before, has_passage = stored.get(cell, (0, None, False))
        if entry == before:
            continue
        if entry is None:
            doomed.append(value_id)
        elif value_id and not has_passage:
            changed[value_id] = {"state": entry.state, "value": entry.value, **who}
        else:
            if value_id:
                changed[value_id] = {"used": False}
            added.append(_row(cell, entry, who))
    delete_values(session, doomed)
    set_many(session, AttributeValue, changed)
    add_many(session, AttributeValue, added)
    return len(doomed) + len(added) + len(changed) - sum("used" in row for row in changed.values())


def add_value(
    session: WriteSession,
    *,
    case_id: int,
    attribute_id: int,
    text: str,
    document_id: int | None = None,
    start: int | None = None,
    end: int | None = None,
    use: bool = False,
) -> int:
    """Say what one source says of a case, with its passage; the first value of a cell is used at once."""
    cell = CellText(case_id, attribute_id, text)
    entry = _entries(session, [cell])[case_id, attribute_id]
    if entry is None:
        raise UserError("A value needs something in it. Type one, or that it is unknown.")
    passage = {"document_id": document_id, "start": start, "end": end}
    if document_id is not None:
        _refuse_outside(session, document_id, start, end)
    refuse_coding_blind(
        session, case_ids=[case_id], document_ids=[] if document_id is None else [document_id]
    )
    stored = _used_values(session, {(case_id, attribute_id): entry})
    is_used = use or not stored
    if is_used:
        set_many(session, AttributeValue, {value[0]: {"used": False} for value in stored.values()})
    who = {"coder_id": acting(session), "at": now()}
    row = _row((case_id, attribute_id), entry, who) | passage | {"used": is_used}
    return add_many(session, AttributeValue, [row])[0]


def use_value(session: WriteSession, *, value_id: int) -> None:
    """Choose which of several values of a cell is used."""
    value = _existing(session, value_id)
    refuse_coding_blind(session, case_ids=[value.case_id])
    others = session.scalars(
        select(AttributeValue.id).where(
            AttributeValue.case_id == value.case_id,
            AttributeValue.attribute_id == value.attribute_id,
            AttributeValue.used,
        )
    ).all()
    set_many(session, AttributeValue, {key: {"used": False} for key in others} | {value_id: {"used": True}})


def remove_value(session: WriteSession, *, value_id: int) -> None:
    """Take back what one source says; where it was used, the newest other value of the cell is."""
    refuse_coding_blind(session, case_ids=[_existing(session, value_id).case_id])
    delete_values(session, [value_id])


Place = tuple[int, int]  # case id, attribute id


def _row(cell: Place, entry: CellEntry, who: Mapping[str, object]) -> dict[str, object]:
    return {
        "case_id": cell[0],
        "attribute_id": cell[1],
        "state": entry.state,
        "value": entry.value,
        "used": True,
        **who,
    }


def _entries(session: WriteSession, cells: Sequence[CellText]) -> dict[Place, CellEntry | None]:
    """What is typed as entries by cell; UserError tells which aren't any."""
    if len(cells) > MOST_CELLS:
        raise UserError(f"More than {MOST_CELLS:,} cells at once are too many. Take them in parts.")
    columns: dict[int, AttributeRow] = {
        row.id: attribute_row(row) for row in session.scalars(select(Attribute))
    }
    all_case_ids = set(session.scalars(select(Case.id)))
    entries: dict[Place, CellEntry | None] = {}
    read: dict[tuple[int, str], CellEntry | None] = {}
    problems: list[str] = []
    for case_id, attribute_id, text in cells:
        if case_id not in all_case_ids:
            existing_case(session, case_id)
        if attribute_id not in columns:
            existing_attribute(session, attribute_id)
        if (attribute_id, text) not in read:
            try:
                read[attribute_id, text] = read_entry(text, columns[attribute_id].type)
            except UserError as error:
                problems.append(f"“{columns[attribute_id].name}”: {error}")
                read[attribute_id, text] = None
        entries[case_id, attribute_id] = read[attribute_id, text]
    if problems:
        more = len(problems) - MOST_TOLD
        sentences = problems[:MOST_TOLD] + ([f"And {more:,} more."] if more > 0 else [])
        raise UserError("\n".join(["Nothing was changed, because not everything fits.", *sentences]))
    return entries


def _used_values(
    session: WriteSession, cells: Mapping[Place, CellEntry | None]
) -> dict[Place, tuple[int, CellEntry, bool]]:
    """(id, entry, whether it has a passage) of the values that are used in some cells."""
    connection = session.connection()
    rows = session.execute(
        select(
            AttributeValue.id,
            AttributeValue.case_id,
            AttributeValue.attribute_id,
            AttributeValue.state,
            AttributeValue.value,
            AttributeValue.document_id,
        ).where(
            engines.among(connection, AttributeValue.case_id, sorted({case for case, _ in cells})),
            engines.among(connection, AttributeValue.attribute_id, sorted({column for _, column in cells})),
            AttributeValue.used,
        )
    )
    return {
        (row[1], row[2]): (row[0], CellEntry(row[3], row[4]), row[5] is not None)
        for row in rows
        if (row[1], row[2]) in cells
    }


def _refuse_outside(session: WriteSession, document_id: int, start: int | None, end: int | None) -> None:
    document = session.get(Document, document_id)
    if document is None:
        raise UserError("This document is no longer in the project. Choose another one.")
    if start is None or end is None or not 0 <= start < end <= document.length:
        raise UserError("The passage lies outside its text. Select it anew.")


def _existing(session: WriteSession, value_id: int) -> AttributeValue:
    value = session.get(AttributeValue, value_id)
    if value is None:
        raise UserError("This value is no longer there. Look at the case again.")
    return value
