"""The sheet “Code matrix”: passages of each code in each document, shaded, with a chart of all together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.charts import FILLS, finished
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.report_columns import sheet_column
from app.exchange.workbook.writing.rows import column_letters
from app.exchange.workbook.writing.sheet import Cell, Column
from app.report.document_list import DOCUMENT

TITLE = "Code matrix"
ABOUT = "How many passages of each code each document has, of any coder, those of a code that overlap as one."
ALL = "all documents"
WIDTH = 10
SHADE = "#56B4E9"
FAINT = "#A0A0A0"
AROUND, THICK = 140, 18  # pixels of the chart, and of each code in it
ABOUT_THE_ROW = 2  # columns before the codes


def columns(export: Export) -> list[Column]:
    """The document, a column for each code, and all codes together."""
    return [
        sheet_column(DOCUMENT["document id"], 12),
        Column("document", "The document’s name; the last row is all of them together.", 28, holds="title"),
        *(
            Column(code.name, f"Passages that have the code {code.path}.", WIDTH, "count")
            for code in export.passages.codes
        ),
        Column("all codes", "Passages of all these codes.", WIDTH, "count"),
    ]


def is_sensible(export: Export) -> bool:
    """Where anything is coded."""
    return bool(export.passages.passages)


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each document, in their order, and one for all."""
    material = export.passages
    counts = Counter((passage.document_id, passage.code_id) for passage in material.passages)
    whole = [0] * (len(material.codes) + 1)
    for document in material.documents:
        cells = [counts[document.id, code.id] for code in material.codes]
        cells.append(sum(cells))
        whole = [before + count for before, count in zip(whole, cells, strict=True)]
        yield [document.guid, document.name, *cells]
    yield [None, ALL, *whole]


def shade_and_chart(book: Any, worksheet: Any, export: Export) -> None:
    """Shade what is much, step back where there is nothing, and draw the last row as bars."""
    material = export.passages
    codes, documents = len(material.codes), len(material.documents)
    if not codes or not documents:
        return
    first = sum(is_kept(column, export.choices) for column in columns(export)[:ABOUT_THE_ROW])
    worksheet.freeze_panes(1, first)
    matrix = (1, first, documents, first + codes - 1)
    nothing = book.add_format({"font_color": FAINT})
    worksheet.conditional_format(*matrix, {"type": "cell", "criteria": "==", "value": 0, "format": nothing})
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": SHADE}
    worksheet.conditional_format(*matrix, scale | {"min_type": "num", "min_value": 0, "max_type": "max"})
    counts = Counter(passage.code_id for passage in material.passages)
    name = worksheet.get_name().replace("'", "''")
    left, right = column_letters(first), column_letters(first + codes - 1)
    colour, _ = FILLS[0]
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": ALL,
            "categories": f"='{name}'!${left}$1:${right}$1",
            "categories_data": [export.safe(code.name) for code in material.codes],
            "values": f"='{name}'!${left}${documents + 2}:${right}${documents + 2}",
            "values_data": [counts[code.id] for code in material.codes],
            "fill": {"color": colour},
            "gap": 40,
        }
    )
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_format": "#,##0"})
    title = "Passages of each code"
    worksheet.insert_chart(documents + 4, first, finished(chart, title, 0, AROUND + THICK * codes))
