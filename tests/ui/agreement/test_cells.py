"""Lines as spreadsheet cells."""

from dataclasses import replace

from app.agreement.values import NOT_USED, defined, undefined
from app.ui.agreement.cells import as_cells
from app.ui.agreement.lines import Line, Lines


def line(title: str) -> Line:
    """A code with one coding of each coder."""
    half = defined(0.5)
    return Line(title, "", "#aa0000", 0, None, None, (1, 1), half, half, half, ())


def cells(*lines: Line) -> list[list[str]]:
    table = Lines("code", ("AY", "MK"), ("AY", "MK"), "cohen_kappa", lines, line("all"), ())
    return [row.split("\t") for row in as_cells(table, lines).split("\n")]


def test_a_name_never_becomes_a_formula_and_never_breaks_the_grid() -> None:
    rows = cells(line("=HYPERLINK(1)"), line("two\twords\nhere"))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[2][0] == "two words here"
    assert {len(row) for row in rows} == {10}


def test_a_reason_stands_where_there_is_no_number() -> None:
    unused = replace(line("Boredom"), alpha=undefined(NOT_USED), notes=(NOT_USED,))
    assert cells(unused)[1][4:] == ["0.5000", "0.5000", "not used", "", "", "not used"]
