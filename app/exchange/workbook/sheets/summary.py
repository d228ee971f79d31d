"""The sheet “Summary”: agreement, kinds of disagreement and uses of every code, as tables beside charts."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from app.agreement.coefficients.values import TOO_FEW_USES, WITHOUT_INTERVAL, Value
from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kinds import KINDS
from app.agreement.study.statistic_names import NAMED
from app.counting import counted
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.agreement import of_codes
from app.exchange.workbook.writing.charts import FEW, ChartTable, bars, dots, lines_of
from app.exchange.workbook.writing.laid_out import SheetLayout
from app.exchange.workbook.writing.pages import Page
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.exchange.workbook.writing.text import told_apart
from app.report.words import KINDS as KIND_WORDS
from app.report.words import Word

TITLE = "Summary"
ABOUT = (
    "Every code's agreement with its interval, how coders differ, and how often each uses it, with charts."
)
USES = "uses: "
PARTS = ("agreement", "disagreement", "use")  # the first columns of the three parts
NUMBER_WIDTH = 10
SORTED_FROM = 9  # the place of the first column on how coders differ
LONGEST = 36  # characters of a name, as many as the column shows
BESIDE = {"x_offset": 20, "y_offset": 4, "object_position": 2}  # a chart, clear of the page above

DISAGREEMENT = (
    "How often two coders differ about a code, over all pairs of coders; "
    + "; ".join(f"{KIND_WORDS[kind].name}: {KIND_WORDS[kind].meaning}" for kind in KINDS)
    + "."
)


def columns(export: Export) -> list[Column]:
    """The columns of all parts, as a CSV file has them in one table."""
    pairs = "Over all pairs of coders, how often they differ since "
    return [
        Column("code id", "Identifies the code.", 12, holds="id"),
        Column("code", "The code's name.", 28, holds="name"),
        Column(
            "agreement",
            "Whether it reaches the threshold, or why that can't be said.",
            40,
            "text",
            holds="word",
        ),
        Column("value", "The statistic that was chosen; empty where it is undefined.", 9, "decimal"),
        Column("low", "Lower end of the 95 % interval.", 9, "decimal"),
        Column("high", "Upper end of the 95 % interval.", 9, "decimal"),
        Column("below", "How far the interval reaches below the value.", 9, "decimal"),
        Column("above", "How far the interval reaches above the value.", 9, "decimal"),
        Column("threshold", "What the value should reach, as the line in the chart.", 10, "decimal"),
        Column("disagreement", "The most frequent kind of disagreement.", 40, "text", holds="word"),
        *(Column(word.name, f"{pairs}{word.meaning}.", 10, "count") for word in _words_of_kinds()),
        Column("use", "How many of the coders use the code.", 40, "text", holds="word"),
        *(
            Column(f"{USES}{coder.name}", f"Codings of {coder.name} in the documents compared.", 10, "count")
            for coder in export.material().coders
        ),
    ]


def _words_of_kinds() -> list[Word]:
    return [KIND_WORDS[kind] for kind in KINDS]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each code that is compared."""
    for index, row in enumerate(early(export)):
        of_code = export.diagnosis.codes[index]
        yield [
            *row[:SORTED_FROM],
            most_frequent(of_code),
            *(of_code.counts[kind] for kind in KINDS),
            *row[SORTED_FROM + 1 + len(KINDS) :],
        ]


def early(export: Export) -> Iterator[Sequence[Cell]]:
    """The same without how coders differ, which takes longest."""
    material, threshold = export.material(), export.choices.threshold
    values = _values(export)
    for index, code in enumerate(material.codes):
        value = values[code.name]
        uses = material.uses[index].tolist()
        yield [
            code.guid,
            Filled(code.name, code.colour),
            in_words(value, threshold),
            value.value,
            value.low,
            value.high,
            _apart(value.low, value.value),
            _apart(value.value, value.high),
            threshold,
            *[None] * (1 + len(KINDS)),
            _users(uses),
            *uses,
        ]


def _values(export: Export) -> dict[str | None, Value]:
    """The values of the chosen statistic by code, of all codes together under None."""
    statistic = export.choices.statistic
    return {row.code: row.value for row in export.result().rows if row.statistic == statistic}


def _apart(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low


def in_words(value: Value, threshold: float) -> str:
    """Whether a value reaches the threshold, and its interval with it; or why that can't be said."""
    if value.value is None:
        return value.reason or ""
    if value.low is None:  # a value alone shows neither
        why = [flag for flag in value.flags if flag in WITHOUT_INTERVAL]
        return f"not judged: {why[0] if why else 'no interval'}"
    reaches = value.value >= threshold
    sentence = f"{'reaches' if reaches else 'below'} {threshold:.2f}"
    end = value.low if reaches else value.high
    if end is not None and (end >= threshold) != reaches:
        sentence += ", but may lie below" if reaches else ", but may reach it"
    return f"{sentence}; {TOO_FEW_USES}" if TOO_FEW_USES in value.flags else sentence


def most_frequent(disagreement: Disagreement) -> str:
    """The kind that occurs most, with its number."""
    total = sum(disagreement.counts.values())
    if not total:
        return "none"
    kind = max(KINDS, key=lambda name: disagreement.counts[name])
    return f"mostly {kind}: {disagreement.counts[kind]:,} of {total:,}"


def _users(uses: Sequence[int]) -> str:
    using = int(np.count_nonzero(uses))
    return f"used by {using} of {counted(len(uses), 'coder')}" if using else "not used"


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
    compared = int((material.continuum.coders_per_document > 1).sum())
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
    flags = "".join(f" {_capital(flag)}." for flag in [*of_codes(value), *value.flags])
    return (
        f"All codes together: {value.value:.2f}{interval}. {sentence} "
        f"A code without a dot has no value; the table says why.{flags}"
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
