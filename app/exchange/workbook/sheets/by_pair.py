"""The sheet “Agreement by pair”: for each two coders and each code, how far they agree, or why not."""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from operator import attrgetter

from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.agreement import Frame, by_code, code_columns, code_id
from app.exchange.workbook.sheets.counting import Counting, is_live, live
from app.exchange.workbook.writing.formulas import OF_TWO
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.report.summed_up import ALL_CODES

TITLE = "Agreement by pair"
ABOUT = "For each two coders and each code, how far they agree in the unit that was chosen, or why not."
FRAME = Frame(OF_TWO, intervals=False)


def columns(_export: Export) -> list[Column]:
    """The code, the two coders, and what there is to know about their agreement."""
    return [
        code_id(),
        Column("first coder", "One of the two.", 16, holds="name"),
        Column("second coder", "The other.", 16, holds="name"),
        *code_columns(),
        Column("unit", "What is compared.", 11, holds="word"),
        *FRAME.columns(),
    ]


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """For each pair, all codes, then all together; one row with the reason where they share no document."""
    material, counting = export.material(), Counting(export, export.unit)
    pairs = list(combinations(range(len(material.coders)), 2))
    shown = is_live(export, export.unit, len(pairs) * (len(material.codes) + 1), len(OF_TWO))
    by_pair = groupby(export.of_pairs(), key=attrgetter("coders"))
    for pair, documents, (names, of_pair) in zip(pairs, counting.pairs(), by_pair, strict=True):
        values, counted = by_code(of_pair), documents.sum(axis=0)
        for index, code in enumerate(material.codes):
            if code.name in values:
                formulas = live(export, OF_TWO, [("code id", "{code id}")], pair) if shown else None
                cells = FRAME.cells(values[code.name], counted[index].tolist(), formulas)
                yield [code.guid, *names, Filled(code.name, code.colour), code.path, export.unit, *cells]
        cells = FRAME.cells(values[None], counting.together(counted, pair=pair).tolist(), None)
        yield [None, *names, ALL_CODES, None, export.unit, *cells]
