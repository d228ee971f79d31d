"""Cases as a grid: a row for each, a column for each attribute, as the window shows and copies them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.cases.queries import AttributeCell, AttributeRow, CaseRow, ValueRow
from app.cases.values import KNOWN, sort_key
from app.local_times import local_time
from app.report.cases import KIND_NAMES, cell_in_full, cell_in_words, entry_in_words
from app.report.tables import ReportTable, TableColumn, Value
from app.translation import tr, translated

DIFFERS = "≠"  # beside a value where sources differ


@dataclass(frozen=True)
class CaseEntry:
    """One case with what is known of it, by the attributes' ids."""

    case: CaseRow
    cells: Mapping[int, AttributeCell]


def grid(attributes: Sequence[AttributeRow], rows: Sequence[CaseEntry]) -> ReportTable[CaseEntry]:
    """The table; the names of the cases stand beside its rows."""
    documents = TableColumn[CaseEntry](
        tr("Documents"),
        lambda entry: entry.case.documents,
        "count",
        meaning=tr("How many documents belong to the case, whole or in part."),
        key="documents",
    )
    columns = [documents, *map(_column, attributes)]
    return ReportTable(columns, rows, row_name=lambda entry: entry.case.name)


def _column(attribute: AttributeRow) -> TableColumn[CaseEntry]:
    return TableColumn(
        f"{attribute.name} ({attribute.unit})" if attribute.unit else attribute.name,
        partial(_value, attribute),
        "count" if attribute.kind == "number" else "name",
        meaning="\n".join(filter(None, [translated(KIND_NAMES[attribute.kind]), attribute.definition])),
        key=str(attribute.id),
        words=partial(_words, attribute),
        tip=partial(_in_full, attribute),
        spoken=partial(_in_full, attribute),
        order=partial(_order, attribute),
        is_named=True,
    )


def _value(attribute: AttributeRow, entry: CaseEntry) -> Value:
    cell = entry.cells.get(attribute.id)
    if cell is None:
        return None
    text = cell.entry.in_a_table
    return float(text) if attribute.kind == "number" and cell.entry.state == KNOWN else text


def _words(attribute: AttributeRow, entry: CaseEntry) -> str:
    cell = entry.cells.get(attribute.id)
    words = cell_in_words(attribute, cell)
    return f"{words} {DIFFERS}" if cell is not None and cell.differs else words


def _in_full(attribute: AttributeRow, entry: CaseEntry) -> str:
    return cell_in_full(attribute, entry.cells.get(attribute.id))


def _order(attribute: AttributeRow, entry: CaseEntry) -> Any:
    cell = entry.cells.get(attribute.id)
    return sort_key(cell.entry, attribute.type) if cell and cell.entry.state == KNOWN else None


def value_columns(attribute: AttributeRow) -> list[TableColumn[ValueRow]]:
    """The values of one cell: which is used, where it stands, who entered it and when."""
    return [
        TableColumn(tr("Used"), lambda row: tr("✓ used") if row.used else "", key="used"),
        TableColumn(tr("Value"), lambda row: entry_in_words(attribute, row.entry), key="value"),
        TableColumn(tr("Passage in"), lambda row: row.document, key="document"),
        TableColumn(tr("Entered by"), lambda row: row.coder, key="coder"),
        TableColumn(tr("When"), lambda row: local_time(row.at), key="at"),
    ]


def facts_in_words(case_name: str, facts: Sequence[tuple[AttributeRow, AttributeCell]]) -> str:
    """A case with what is known of it in one line: “Omar: age 40 years, origin Homs”."""
    if not facts:
        return case_name
    parts = [f"{attribute.name} {cell_in_full(attribute, cell)}" for attribute, cell in facts]
    return tr("{case}: {facts}", case=case_name, facts=", ".join(parts))
