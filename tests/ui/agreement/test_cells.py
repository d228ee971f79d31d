"""What is copied of the agreement table."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.agreement.coefficients.values import NOT_USED, Value, defined, undefined
from app.report.agreement_lines import AgreementLine, Lines
from app.report.agreement_table import NOTES
from app.report.statistics import ALPHA, common
from app.ui.agreement.table.delegate import EDGE, STEP, SWATCH
from app.ui.agreement.table.view import LinesView
from app.ui.kit.elided import cut

SHOWN = common("cohen_kappa")


def line(title: str, alpha: Value | None = None, *, pooled: bool = False) -> AgreementLine:
    """A code with one coding of each coder."""
    half = defined(0.5)
    values = dict.fromkeys(SHOWN, half) | {ALPHA: alpha or half}
    return AgreementLine(title, "", "#aa0000", 0, None, None, (1, 1), values, alpha or half, (), pooled)


def copied(qtbot: QtBot, *lines: AgreementLine) -> list[list[str]]:
    view = LinesView()
    qtbot.addWidget(view)
    pooled = line("All codes", pooled=True)
    view.show_lines(Lines("code", ("AY", "MK"), ("AY", "MK"), SHOWN, ALPHA, lines, pooled, ()))
    view.copying.copy()
    return [row.split("\t") for row in QGuiApplication.clipboard().text().splitlines()]


def test_a_name_never_becomes_a_formula_and_the_pooled_line_comes_last(qtbot: QtBot) -> None:
    rows = copied(qtbot, line("=HYPERLINK(1)"), line("Plain"))
    assert [row[0] for row in rows] == ["Code", "'=HYPERLINK(1)", "Plain", "All codes"]
    assert rows[0][2:5] == ["Codings: AY", "Codings: MK", "Percent agreement"]
    assert rows[0][5:7] == ["Cohen’s kappa", "Krippendorff’s alpha"]
    assert rows[0][11:] == ["Krippendorff’s alpha low", "Krippendorff’s alpha high", "To know"]
    assert {len(row) for row in rows} == {14}


def test_a_number_is_copied_in_full_and_a_reason_stands_where_there_is_none(qtbot: QtBot) -> None:
    unused = replace(line("Boredom", undefined(NOT_USED)), notes=(NOT_USED,))
    rows = copied(qtbot, line("Faith", Value(0.123456, None, low=-0.5, high=0.75)), unused)
    assert rows[1][6:] == ["0.123456", "", "", "", "", "-0.5", "0.75", ""]
    assert rows[2][6:] == ["not used", "", "", "", "", "", "", "not used"]


@pytest.mark.parametrize("width", [820, 880, 1300])
def test_what_is_to_know_is_never_cut(qtbot: QtBot, width: int) -> None:
    view = LinesView()
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show()
    known = ("too few uses to judge", "no interval")
    lines = [replace(line("Brutality against their own"), depth=1, notes=known), line("Faith")]
    pooled = replace(line("All codes", pooled=True), notes=("median .76, lowest .43 of 19 codes",))
    view.show_lines(Lines("code", ("AY", "MK"), ("AY", "MK"), SHOWN, ALPHA, lines, pooled, ()))
    for part in (view.lines, view.pooled):
        section = view.model.column(NOTES)
        words = part.model().index(0, section).data()
        room = part.columnWidth(section) - 2 * EDGE
        assert cut(part.fontMetrics(), words, room) == words
    head = view.lines.horizontalHeader()
    if width >= 880:
        assert head.length() <= view.lines.viewport().width()
        name = part.fontMetrics().horizontalAdvance("Brutality against their own")
        assert view.lines.columnWidth(0) >= name + STEP + SWATCH + 8 + 2 * EDGE
