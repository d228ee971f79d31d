"""The sheet “Summary”: agreement, kinds of disagreement and uses of every code, as tables beside charts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.agreement.coefficients.values import Value
from app.agreement.study.kind_names import KINDS
from app.agreement.study.statistic_names import NAMED
from app.counting import counted
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.charts import FEW, ChartTable, bars, dots, lines_of
from app.exchange.workbook.writing.laid_out import SheetLayout
from app.exchange.workbook.writing.pages import Page
from app.exchange.workbook.writing.report_columns import cells_of, sheet_column, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.exchange.workbook.writing.text import told_apart
from app.report.summed_up import SUMMARY, USES, SummaryLine, spread, used_by
from app.report.words import KINDS as KIND_WORDS

TITLE = "Summary"
ABOUT = (
    "Every code's agreement with its interval, how coders differ, and how often each uses it, with charts."
)
PARTS = ("agreement", "disagreement", "use")  # the first columns of the three parts
NUMBER_WIDTH = 10
LONGEST = 36  # characters of a name, as many as the column shows
BESIDE = {"x_offset": 20, "y_offset": 4, "object_position": 2}  # a chart, clear of the page above

DISAGREEMENT = (
    "How often two coders differ about a code, over all pairs of coders; "
    + "; ".join(f"{KIND_WORDS[kind].name}: {KIND_WORDS[kind].meaning}" for kind in KINDS)
    + "."
)


WIDTHS = {
    "code id": 12,
    "code": 28,
    "agreement": 40,
    "value": 9,
    "low": 9,
    "high": 9,
    "below": 9,
    "above": 9,
    "threshold": 10,
    "disagreement": 40,
    **dict.fromkeys((KIND_WORDS[kind].name for kind in KINDS), NUMBER_WIDTH),
    "use": 40,
}


def columns(export: Export) -> list[Column]:
    """The columns of all parts, as a CSV file has them in one table."""
    coders = enumerate(export.material().coders)
    of_coders = (sheet_column(used_by(coder, index), NUMBER_WIDTH) for index, coder in coders)
    return [*sheet_columns(SUMMARY, WIDTHS), *of_coders]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each code that is compared."""
    of_codes = export.diagnosis.codes
    lines = zip(_lines(export), of_codes, strict=False)  # domains come behind the codes
    return cells_of(columns(export), (replace(line, disagreement=of_code) for line, of_code in lines))


def early(export: Export) -> Iterator[Sequence[Cell]]:
    """The same without how coders differ, which takes longest."""
    return cells_of(columns(export), _lines(export))


def _lines(export: Export) -> Iterator[SummaryLine]:
    material, values = export.material(), _values(export)
    for index, code in enumerate(material.codes):
        uses = material.uses[index].tolist()
        yield SummaryLine(code, values[code.name], export.choices.threshold, uses)


def _values(export: Export) -> dict[str | None, Value]:
    """The values of the chosen statistic by code, of all codes together under None."""
    statistic = export.choices.statistic
    return {row.code: row.value for row in export.result().rows if row.statistic == statistic}


def lay_out(book: Any, worksheet: Any, page: Page, export: Export) -> int:
    """Write three tables below one another, a chart beside each; how many codes they have."""
    rows = _with_short_names(page, export)
    coders = sum(column.name.startswith(USES) for column in page.columns)
    layout = SheetLayout(book, worksheet, [36, 40, *[NUMBER_WIDTH] * max(coders, 6)], export.safe)
    layout.line([TITLE], "title")
    layout.paragraph(_about(export))
    name = NAMED[export.choices.statistic].name
    parts = (
        ("agreement", f"{_capital(name)} of each code", _agreement(export, name)),
        ("disagreement", "How two coders differ", DISAGREEMENT),
        ("use", "How often each coder uses the codes", "Codings in the documents compared."),
    )
    tops = []
    for first, heading, text in parts:
        layout.gap()
        top = layout.row
        tops.append(top)
        layout.line([heading], "heading")
        layout.paragraph(text)
        block = _table(layout, worksheet.get_name(), page, rows, first)
        if rows and len(block.headers) > 2:
            chart = _chart(book, block, first, export.safe(heading))
            worksheet.insert_chart(top, len(layout.widths), chart, BESIDE)
            layout.gap(top + lines_of(chart))
    if len(rows) <= FEW:
        worksheet.fit_to_pages(1, 1)
    else:
        worksheet.set_h_pagebreaks(tops[1:])
    layout.end()
    return len(rows)


def _with_short_names(page: Page, export: Export) -> list[list[Cell]]:
    """The rows with names that a table and a chart can hold; the whole ones stand in the Codebook."""
    code_column = [column.name for column in page.columns].index("code")
    rows = [list(row) for row in page.rows()]
    code_cells = [row[code_column] for row in rows]
    names = told_apart(
        [export.safe(cell.text) if isinstance(cell, Filled) else str(cell) for cell in code_cells], LONGEST
    )
    for row, cell, name in zip(rows, code_cells, names, strict=True):
        row[code_column] = Filled(name, cell.colour) if isinstance(cell, Filled) else name
    return rows


def _table(
    layout: SheetLayout, sheet: str, page: Page, page_rows: Sequence[Sequence[Cell]], first: str
) -> ChartTable:
    """Write the columns of one part, which begin with `first` and end before the next one's."""
    names = [column.name for column in page.columns]
    begin = names.index(first)
    ends = [names.index(part) for part in PARTS if names.index(part) > begin]
    places = [names.index("code"), *range(begin, min(ends, default=len(names)))]
    rows = [[row[column] for column in places] for row in page_rows]
    block = ChartTable(sheet, layout.row, [names[column] for column in places], rows)
    layout.table([page.columns[column] for column in places], rows)
    return block


def _chart(book: Any, block: ChartTable, part: str, title: str) -> Any:
    if part == "agreement":
        value, low, limit = (block.headers.index(name) for name in ("value", "low", "threshold"))
        return dots(book, block, title, value=value, low=low, limit=limit)
    return bars(book, block, title, range(2, len(block.headers)), stacked=part == "disagreement")


def _about(export: Export) -> str:
    material = export.material()
    compared = int((material.coders_per_document > 1).sum())
    coders = ", ".join(coder.name for coder in material.coders)
    return (
        f"{export.title}: {coders or 'nobody'}, on {counted(compared, 'document')} that two or more have "
        f"completed. Round: {export.round_in_words}."
    )


def _agreement(export: Export, name: str) -> str:
    value = _values(export).get(None)
    sentence = f"Dots are {name} by {export.unit}, bars the 95 % interval, the broken line the threshold."
    if value is None or value.value is None:
        return f"{sentence} A code without a dot has no value; the table says why."
    interval = "" if value.low is None else f" [{value.low:.2f}, {value.high:.2f}]"
    flags = "".join(f" {_capital(flag)}." for flag in [*spread(value), *value.flags])
    return (
        f"All codes together: {value.value:.2f}{interval}. {sentence} "
        f"A code without a dot has no value; the table says why.{flags}"
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
