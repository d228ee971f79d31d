"""Choosing statistics and leaving out speakers, in the scope bar and what follows from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from app.agreement.study.statistics import STATISTICS
from app.report.agreement_table import NAME
from app.report.statistics import ALPHA, PERCENT, common, head, shown_of, statistic_name, with_interval
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.kit.checklist import ID, Checklist
from tests.study import Study
from tests.ui.agreement.conftest import complete
from tests.ui.agreement.test_workspace import click_line, column, press_compute

AC1 = "gwet_ac1"


@pytest.fixture
def computed(workspace: AgreementWorkspace, study: Study, qtbot: QtBot) -> AgreementWorkspace:
    """Both have completed both documents, and Compute was pressed."""
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    press_compute(workspace, qtbot)
    return workspace


def check(checklist: Checklist, number: int) -> None:
    """Check or uncheck an entry, as a click on its box does."""
    model = checklist.list._model
    item = next(model.item(row) for row in range(model.rowCount()) if model.item(row).data(ID) == number)
    item.setCheckState(
        Qt.CheckState.Unchecked if item.checkState() == Qt.CheckState.Checked else Qt.CheckState.Checked
    )


def heads(workspace: AgreementWorkspace) -> list[str]:
    model = workspace.table.model
    return [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]


def test_the_common_statistics_are_shown_until_others_are_chosen(computed: AgreementWorkspace) -> None:
    assert heads(computed) == ["Code", "AY", "MK", "agree %", "κ", "α", "95 % interval", "To know"]
    assert computed.scope.statistics.text().startswith("3 statistics")
    assert computed.scope.choices().statistics is None


def test_a_chosen_statistic_gets_a_column_its_formula_and_is_remembered(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    check(computed.scope.statistics, STATISTICS.index(AC1))
    assert computed.scope.notice.text() == "Out of date: other choices"
    press_compute(computed, qtbot)
    assert heads(computed)[3:7] == ["agree %", "κ", "AC1", "α"]
    assert column(computed, AC1)[0] == "1.000"
    assert column(computed, AC1)[2] == "–"
    click_line(computed, qtbot, "Corruption")
    assert "Gwet’s AC1" in computed.detail.words.text()
    other = AgreementWorkspace(computed.session)
    qtbot.addWidget(other)
    other.show()
    assert other.scope.choices().statistics == (PERCENT, "cohen_kappa", AC1, ALPHA)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_all_twenty_three_statistics_can_be_shown_at_every_level(
    computed: AgreementWorkspace, qtbot: QtBot, level: int
) -> None:
    computed.scope.statistics.list.all.click()
    press_compute(computed, qtbot)
    rows = computed.table.model.rowCount()
    computed.levels.setCurrentIndex(level)
    wanted = ("code", "pair", "document")[level]
    qtbot.waitUntil(lambda: computed.table.model.lines.level == wanted, timeout=20_000)
    assert computed.table.model.rowCount() >= min(rows, 2)
    for key in STATISTICS:
        assert all(cell for cell in column(computed, key))
        tips = [
            computed.table.model.index(row, computed.table.model.column(key)).data(
                Qt.ItemDataRole.ToolTipRole
            )
            for row in range(computed.table.model.rowCount())
        ]
        assert all(tips)


def test_without_any_statistic_it_says_to_choose_one(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    computed.scope.statistics.list.none.click()
    assert computed.scope.notice.toolTip() == "No statistic is chosen. Choose at least one above."
    assert not computed.scope.compute.isEnabled()
    computed.scope.statistics.list.usual.click()
    assert computed.scope.choices().statistics is None
    assert computed.scope.compute.isEnabled()


def test_the_methods_text_names_only_what_the_table_shows(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    check(computed.scope.statistics, STATISTICS.index("cohen_kappa"))
    press_compute(computed, qtbot)
    computed.reports.methods.click()
    browser = computed.findChild(QTextBrowser)
    assert browser is not None
    assert "Krippendorff's alpha" in browser.toPlainText()
    assert "Cohen" not in browser.toPlainText()


def test_a_speaker_is_left_out_and_the_notes_and_the_methods_text_say_so(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    speakers = computed.scope.speakers
    speakers.list.all.click()
    assert speakers.text().startswith("all speakers")
    model = speakers.list._model
    names = [model.item(row).text() for row in range(model.rowCount())]
    check(speakers, names.index("INTERVIEWER"))
    assert speakers.text().startswith("without INTERVIEWER")
    before = computed.detail
    press_compute(computed, qtbot)
    assert before is computed.detail
    assert "without the turns of INTERVIEWER" in computed.notes.text()
    assert computed._compared["code"].result.material.scope.without_speakers == ("INTERVIEWER",)
    computed.reports.methods.click()
    browser = computed.findChild(QTextBrowser)
    assert browser is not None
    assert "INTERVIEWER" in browser.toPlainText()


def test_with_all_speakers_left_out_there_is_nothing_to_compare(computed: AgreementWorkspace) -> None:
    computed.scope.speakers.list.none.click()
    assert "All speakers are left out" in computed.scope.notice.toolTip()
    assert not computed.scope.compute.isEnabled()
    assert column(computed, NAME)


def test_kappa_is_named_when_another_kappa_stands_beside_it() -> None:
    assert head("cohen_kappa", ("cohen_kappa", ALPHA)) == "κ"
    assert head("cohen_kappa", ("cohen_kappa", "fleiss_kappa")) == "Cohen’s κ"


def test_intervals_are_those_of_alpha_or_else_of_the_first_coefficient() -> None:
    assert with_interval(common("cohen_kappa")) == ALPHA
    assert with_interval((PERCENT, AC1)) == AC1
    assert with_interval((PERCENT,)) == PERCENT


def test_statistics_stand_in_the_order_of_the_manual() -> None:
    assert shown_of((ALPHA, PERCENT), "cohen_kappa") == (PERCENT, ALPHA)
    assert (
        len({statistic_name(key) for key in STATISTICS})
        == len({head(key, STATISTICS) for key in STATISTICS})
        == 23
    )
