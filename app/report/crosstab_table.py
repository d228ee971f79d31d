"""A table of counts as columns and rows, and what stands behind one of its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from app.cases.queries import attributes, cases
from app.coders.queries import coders
from app.crosstabs.choices import CASES, CODES, DOCUMENTS, OF_CASES, OF_DOCUMENTS, TableChoice
from app.crosstabs.table import Crosstab, PassageBehind, TableCell, crosstab
from app.documents.actions import PROVENANCE
from app.documents.queries import documents, properties, texts
from app.jobs import Job
from app.report.crosstab_words import cell_words, test_words
from app.report.tables import ReportTable, TableColumn
from app.store import Project
from app.translation import tr

TOTAL = -1  # the row of totals, and the column of them


@dataclass(frozen=True)
class CountedRow:
    """One row of a table: its number, what it is called, its cells by column, and its total."""

    index: int
    label: str
    cells: Mapping[int, TableCell]
    total: int


@dataclass(frozen=True, eq=False)
class CountedTable:
    """A table as it is shown: what was counted, its rows, and what must be known of it."""

    table: Crosstab
    report: ReportTable[CountedRow]
    about: str
    notes: Sequence[str]


@dataclass(frozen=True)
class TableOptions:
    """What may stand in rows and columns, as (key, words), and whose codings may count."""

    dimensions: Sequence[tuple[str, str]]
    layers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class QuotedPassage:
    """A passage behind a cell, with its words."""

    passage: PassageBehind
    words: str


def table_options(session: Session) -> TableOptions:
    """What this project can be counted by."""
    named = {name for values in properties(session).values() for name in values}
    rows = documents(session)
    filled = [name for name in PROVENANCE if any(getattr(row, name, "") for row in rows)]
    dimensions = [(CODES, tr("codes")), (CASES, tr("cases")), (DOCUMENTS, tr("documents"))]
    dimensions += [(OF_CASES + row.name, row.name) for row in attributes(session)]
    dimensions += [
        (OF_DOCUMENTS + name, tr("{property} of documents", property=name))
        for name in (*filled, *sorted(named))
    ]
    people = [(row.name, row.name) for row in coders(session)]
    layers = [("any", tr("any coder")), ("all", tr("all who saw the whole")), *people]
    return TableOptions(dimensions, layers)


def first_choice(session: Session) -> TableChoice:
    """Codes by cases, or by documents where there are no cases."""
    return TableChoice(columns=CASES if cases(session) else DOCUMENTS)


def counted_table(project: Project, choice: TableChoice, job: Job) -> CountedTable:
    """Count a table, to be shown."""
    with project.read() as session:
        table = crosstab(session, choice, job)
    by_row: dict[int, dict[int, TableCell]] = {}
    for cell in table.cells():
        by_row.setdefault(cell.row, {})[cell.column] = cell
    rows = [
        CountedRow(index, label, by_row.get(index, {}), int(table.row_totals[index]))
        for index, label in enumerate(table.rows.labels)
    ]
    whole = CountedRow(TOTAL, _total(bool(table.rows.unknown.any())), {}, table.total)
    tests = [test_words(name, test) for name, test in table.tests()]
    return CountedTable(
        table,
        ReportTable(_columns(table), rows, [] if table.columns.kind == "wholes" else [whole]),
        _about(table),
        [*(words for words in tests if words), *table.notes()],
    )


def quoted_passages(
    project: Project, table: Crosstab, row: int, column: int, _job: Job
) -> list[QuotedPassage]:
    """The passages behind a cell, with their words."""
    passages = table.passages_in(row, column)
    with project.read() as session:
        words = texts(session, sorted({passage.document_id for passage in passages}))
    return [
        QuotedPassage(passage, words[passage.document_id][passage.start : passage.end])
        for passage in passages
    ]


def passage_columns(unit: str) -> list[TableColumn[QuotedPassage]]:
    """Where each passage is and who gave it which code."""
    whole = [TableColumn[QuotedPassage](tr("Case"), lambda row: row.passage.whole)] if unit == "case" else []
    return [
        *whole,
        TableColumn(tr("Document"), lambda row: row.passage.document),
        TableColumn(tr("Code"), lambda row: row.passage.code),
        TableColumn(tr("Coder"), lambda row: row.passage.coder),
        TableColumn(tr("Words"), lambda row: " ".join(row.words.split()), "text", holds="quote"),
    ]


def _columns(table: Crosstab) -> list[TableColumn[CountedRow]]:
    name = tr("{rows} by {columns}", rows=table.rows.what, columns=table.columns.what)
    columns = [TableColumn[CountedRow](name, lambda row: row.label, tip=lambda row: row.label)]
    for index, label in enumerate(table.columns.labels):
        columns.append(
            TableColumn(
                label,
                partial(_number, table, index),
                "count",
                words=partial(_words, table, index),
                spoken=partial(_words, table, index),
                is_named=True,
            )
        )
    if table.rows.kind == "wholes":
        return columns
    return [*columns, TableColumn(_total(bool(table.columns.unknown.any())), lambda row: row.total, "count")]


def _number(table: Crosstab, column: int, row: CountedRow) -> int | None:
    if row.index == TOTAL:
        return int(table.column_totals[column])
    cell = row.cells[column]
    return cell.codings if table.is_of_each else cell.n


def _words(table: Crosstab, column: int, row: CountedRow) -> str:
    if row.index == TOTAL:
        return f"{int(table.column_totals[column]):,}"
    return cell_words(table, row.cells[column])


def _total(some_unknown: bool) -> str:
    return tr("all known") if some_unknown else tr("all")


def _about(table: Crosstab) -> str:
    counted = tr("counted: {cases}", cases=table.denominator)
    percent = (
        tr("codings, and their share of the text")
        if table.is_of_each
        else tr("percent {base}; * fewer than 5", base=table.percent_of)
    )
    layer = [tr("codings of {coders}", coders=table.layer)] if table.is_about_codes else []
    return " · ".join([*layer, counted, percent])
