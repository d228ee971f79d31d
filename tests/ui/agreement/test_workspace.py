"""The Agreement workspace, driven by mouse and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, move_code
from app.coders.actions import add_coder
from app.documents.actions import remove_document
from app.report.agreement_table import NAME, NOTES
from app.report.statistics import ALPHA
from app.rounds.actions import complete_document, reopen_document
from app.ui import jobs
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.session import ProjectSession
from tests.study import BAKER, Study
from tests.ui.agreement.conftest import complete


@pytest.fixture
def computed(workspace: AgreementWorkspace, study: Study, qtbot: QtBot) -> AgreementWorkspace:
    """The workspace after both have completed both documents and Compute was pressed."""
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    press_compute(workspace, qtbot)
    return workspace


def press_compute(workspace: AgreementWorkspace, qtbot: QtBot) -> None:
    again = workspace.scope.compute.isVisible()
    button = workspace.scope.compute if again else workspace.first
    before = dict(workspace._compared)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(workspace._compared) and workspace._compared != before, timeout=20_000)


def column(workspace: AgreementWorkspace, kind: str) -> list[str]:
    model = workspace.table.model
    number = model.column(kind)
    return [model.index(row, number).data() for row in range(model.rowCount())]


def click_line(workspace: AgreementWorkspace, qtbot: QtBot, name: str) -> None:
    row = column(workspace, NAME).index(name)
    pooled = row == workspace.table.model.pooled_row()
    view = workspace.table.pooled if pooled else workspace.table.lines
    index = view.part.mapFromSource(workspace.table.model.index(row, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    waiting = "Looking"
    qtbot.waitUntil(lambda: waiting not in workspace.passages.count.text(), timeout=20_000)


def passages(workspace: AgreementWorkspace) -> list[str]:
    model = workspace.passages.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_while_no_document_is_completed_by_two_it_says_who_has_completed_how_many(
    workspace: AgreementWorkspace, session: ProjectSession, study: Study
) -> None:
    session.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    assert workspace.hint.text() == (
        "Two coders must complete the same document. Ana Yilmaz has completed 1, Murat Kaya 0."
    )
    assert not workspace.first.isVisible()


def test_as_soon_as_two_have_completed_a_document_it_offers_to_compute(
    workspace: AgreementWorkspace, session: ProjectSession, study: Study
) -> None:
    complete(study, study.baker)
    session.look()
    assert workspace.first.isVisible()
    assert "Ana Yilmaz and Murat Kaya have completed 1 document in common" in workspace.hint.text()


def test_each_code_has_its_counts_and_coefficients_and_all_are_pooled_below(
    computed: AgreementWorkspace,
) -> None:
    assert column(computed, NAME) == ["Corruption", "Hard life", "Boredom", "All codes together"]
    model = computed.table.model
    assert [model.index(0, number).data() for number in (1, 2)] == ["2", "2"]
    assert [model.index(3, number).data() for number in (1, 2)] == ["3", "2"]
    assert column(computed, ALPHA)[0] == "1.000"
    assert computed.table.pooled.model().rowCount() == 1


def test_a_code_without_a_number_says_why(computed: AgreementWorkspace) -> None:
    assert column(computed, ALPHA)[2] == column(computed, "cohen_kappa")[2] == "–"
    assert column(computed, NOTES)[2] == "not used"
    tip = computed.table.model.index(2, computed.table.model.column(ALPHA)).data(Qt.ItemDataRole.ToolTipRole)
    assert "nothing to judge" in tip
    assert column(computed, NOTES)[0].startswith("too few uses to judge")


def test_a_click_on_a_head_sorts_and_lines_without_a_number_stay_behind(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    head = computed.table.lines.horizontalHeader()
    place = QPoint(head.sectionPosition(computed.table.model.column(ALPHA)) + 20, 8)
    orders = []
    for _ in range(2):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append(column(computed, NAME))
    assert sorted(orders) == [
        ["Corruption", "Hard life", "Boredom", "All codes together"],
        ["Hard life", "Corruption", "Boredom", "All codes together"],
    ]


def test_a_sorted_table_keeps_the_chosen_line(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    click_line(computed, qtbot, "Corruption")
    computed.table.lines.sortByColumn(computed.table.model.column(ALPHA), Qt.SortOrder.AscendingOrder)
    current = computed.table.current()
    assert current is not None
    assert current.title == "Corruption"


def test_choosing_a_code_shows_where_the_coders_differ_in_it(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    click_line(computed, qtbot, "Corruption")
    assert computed.passages.count.text().startswith(
        "1 of 2 passages differs: boundary 1. By turn they agree"
    )
    assert "They took the flour for themselves" in passages(computed)[0]
    assert ": boundary. " in passages(computed)[0]
    click_line(computed, qtbot, "Hard life")
    assert computed.passages.count.text() == "The one passage differs: missed 1"
    assert "missed by MK" in passages(computed)[0]


def test_the_arrow_keys_walk_through_the_lines(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    click_line(computed, qtbot, "Corruption")
    qtbot.keyClick(computed.table.lines, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "missed" in computed.passages.count.text(), timeout=20_000)
    assert computed.passages.title.text() == "Hard life: where they differ"


def test_the_pooled_line_shows_the_passages_of_all_codes(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    click_line(computed, qtbot, "All codes together")
    assert computed.passages.count.text() == "2 of 3 passages differ: boundary 1, missed 1"
    assert not computed.table.lines.selectionModel().hasSelection()


def test_a_click_and_the_enter_key_open_a_passage(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    click_line(computed, qtbot, "Corruption")
    start = BAKER.index("They took")
    expected = [1, start, start + len("They took the flour for themselves")]
    view = computed.passages.view
    place = view.visualRect(computed.passages.model.index(0, 0)).center()
    with qtbot.waitSignal(computed.passage_opened) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(computed.passage_opened) as pressed:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == pressed.args == expected


def test_a_line_is_explained_by_its_table_and_its_formulas(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    click_line(computed, qtbot, "Hard life")
    table, words = computed.detail.table.text(), computed.detail.words.text()
    assert "only AY <b>1</b>" in table
    assert "both <b>0</b>" in table
    assert "Krippendorff" in words
    assert "Cohen" in words


def test_after_a_coding_the_numbers_are_said_to_be_out_of_date_until_computed_again(
    computed: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    assert computed.scope.notice.text() == ""
    study.code("He stayed", code_id=study.hard_life)
    computed.session.look()
    assert computed.scope.notice.text() == "Out of date: the project changed"
    assert column(computed, "count")[1] == "1"
    press_compute(computed, qtbot)
    assert computed.scope.notice.text() == ""
    assert column(computed, "count")[1] == "2"


def test_another_choice_needs_computing_again_but_a_threshold_does_not(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    assert computed.table.lines.delegate.threshold == 0.8
    computed.scope.threshold.selectAll()
    qtbot.keyClicks(computed.scope.threshold, ",667")
    assert computed.table.lines.delegate.threshold == 0.667
    assert computed.scope.notice.text() == ""
    qtbot.mouseClick(computed.scope.trim, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert computed.scope.notice.text() == "Out of date: other choices"


def test_the_units_below_show_alpha_at_every_unit_and_choose_one(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    buttons = computed.units.buttons
    offered = [button for button in buttons.values() if not button.isHidden()]
    assert len(offered) == 5
    qtbot.waitUntil(lambda: all("…" not in button.text() for button in offered), timeout=30_000)
    pooled = column(computed, ALPHA)[-1]
    assert buttons["turn"].text() == f"turn  {pooled}"
    before = dict(computed._compared)
    qtbot.mouseClick(buttons["document"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: computed._compared != before, timeout=20_000)
    assert computed.scope.choices().unit == "document"
    assert buttons["document"].isChecked()


def test_the_same_is_shown_by_pair_and_by_document(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    computed.levels.setFocus()
    qtbot.keyClick(computed.levels, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: column(computed, NAME)[0] == "AY – MK", timeout=20_000)
    qtbot.keyClick(computed.levels, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: column(computed, NAME)[:2] == ["Baker", "Driver"], timeout=20_000)
    click_line(computed, qtbot, "Driver")
    assert computed.passages.count.text() == "The one passage agrees to the character."


def test_lines_are_copied_as_cells_with_reasons_where_there_is_no_number(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    computed.table.lines.setFocus()
    qtbot.keyClick(computed.table.lines, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(computed.table.lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, *rows = (line.split("\t") for line in QApplication.clipboard().text().splitlines())
    assert head[:5] == ["Code", "Group", "Codings: AY", "Codings: MK", "Percent agreement"]
    assert [row[0] for row in rows] == ["Corruption", "Hard life", "Boredom"]
    assert rows[0][6] == "1"
    assert rows[2][6] == "not used"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of codes opens
def test_codes_are_chosen_from_a_list_by_the_keyboard(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    qtbot.mouseClick(computed.scope.codes, Qt.MouseButton.LeftButton)
    qtbot.keyClick(computed.scope.codes.list.view, Qt.Key.Key_Space)
    qtbot.keyClick(computed.scope.codes.list.view, Qt.Key.Key_Escape)
    assert computed.scope.codes.text().startswith("2 of 3 codes")
    press_compute(computed, qtbot)
    assert column(computed, NAME) == ["Hard life", "Boredom", "All codes together"]


def test_choices_are_remembered_for_the_next_time(computed: AgreementWorkspace, qtbot: QtBot) -> None:
    qtbot.mouseClick(computed.scope.trim, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    computed.scope.unit.setCurrentIndex(computed.scope.unit.findData("sentence"))
    other = AgreementWorkspace(computed.session)
    qtbot.addWidget(other)
    other.show()
    assert other.scope.choices() == computed.scope.choices()
    assert (other.scope.choices().unit, other.scope.choices().trim) == ("sentence", False)


def test_somebody_who_has_completed_nothing_takes_no_part(
    computed: AgreementWorkspace, session: ProjectSession, qtbot: QtBot
) -> None:
    session.do("Add", add_coder, name="Carla Diaz")
    assert computed.scope.coders.text().startswith("coders AY and MK")
    press_compute(computed, qtbot)
    assert computed.table.model.lines is not None
    assert computed.table.model.lines.people == ("AY", "MK")


def test_reopening_the_documents_leaves_nothing_to_compare(
    computed: AgreementWorkspace, session: ProjectSession, study: Study
) -> None:
    for document in (1, 2):
        session.do("Reopen", reopen_document, document_id=document, coder_id=study.murat)
    assert computed.scope.notice.text() == "Nothing to compare now"
    assert not computed.scope.compute.isEnabled()


def test_passages_of_a_document_that_was_removed_since_are_counted_and_said_to_be_gone(
    computed: AgreementWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    session.do("Remove", remove_document, document_id=study.baker)
    click_line(computed, qtbot, "Hard life")
    assert passages(computed) == []
    assert "One of them isn’t shown: its document was removed since." in computed.passages.count.text()
    assert computed.scope.notice.text() == "Out of date: the project changed"


def test_a_cancelled_computation_leaves_everything_as_it_was(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    before = computed._compared["code"]
    computed.scope.unit.setCurrentIndex(computed.scope.unit.findData("sentence"))
    computed.compute()
    computed._jobs["table"].cancel()
    jobs.cancel_all(computed)
    assert computed._compared["code"] is before
    assert computed.scope.notice.text() == "Out of date: other choices"


def test_the_enter_key_computes_and_the_first_line_with_a_number_is_chosen(
    workspace: AgreementWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    for document in (1, 2):
        complete(study, document)
    study.project.do("Move", move_code, code_id=3, parent_id=None, position=0)
    session.look()
    assert workspace.first.hasFocus()
    qtbot.keyClick(workspace.first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(workspace._compared), timeout=20_000)
    assert column(workspace, NAME)[0] == "Boredom"
    current = workspace.table.current()
    assert current is not None
    assert current.title == "Corruption"


def test_passages_that_differ_under_full_agreement_by_turn_are_explained(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    computed.scope.unit.setCurrentIndex(computed.scope.unit.findData("document"))
    press_compute(computed, qtbot)
    click_line(computed, qtbot, "Corruption")
    told = computed.passages.count.text()
    assert "By document they agree in full" in told
    assert "1 of 2 passages differ" in told
    click_line(computed, qtbot, "Hard life")
    assert "agree in full" not in computed.passages.count.text()


def test_an_empty_choice_of_documents_or_coders_says_what_to_choose(computed: AgreementWorkspace) -> None:
    computed.scope.documents.list.none.click()
    assert computed.scope.notice.toolTip() == (
        "No document is chosen. Choose the documents to compare above."
    )
    computed.scope.documents.list.all.click()
    computed.scope.coders.list.none.click()
    assert "Choose at least two above" in computed.scope.notice.toolTip()
    assert not computed.scope.compute.isEnabled()


def test_who_asks_is_left_out_at_first_and_said_to_count_where_that_was_chosen(
    computed: AgreementWorkspace, qtbot: QtBot
) -> None:
    assert computed.scope.speakers.text().startswith("without INTERVIEWER")
    assert "without the turns of INTERVIEWER" in computed.notes.text()
    choices = replace(computed.scope.choices(), without_speakers=())
    assert computed._options is not None
    computed.scope.show_choices(computed._options, choices)
    computed.scope.changed.emit()
    press_compute(computed, qtbot)
    qtbot.waitUntil(lambda: "the turns of INTERVIEWER, who ask, count" in computed.notes.text())


def test_the_chosen_line_stays_chosen_after_other_views_and_after_f5(
    computed: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    workspace, lines = computed, computed.table.lines
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_Down)
    chosen = workspace.table.current()
    assert chosen is not None
    assert chosen.title == "Hard life"
    for number in (1, 2, 3, 4, 5, 6, 0):
        workspace.levels.setFocus()
        workspace.levels.setCurrentIndex(number)
        qtbot.waitUntil(lambda: not jobs.running(workspace), timeout=20_000)
    assert title_of(workspace) == "Hard life"
    assert workspace.passages.title.text().startswith("Hard life")
    zeal = study.project.do("Add", add_code, name="Zeal")
    study.project.do("Move", move_code, code_id=zeal, parent_id=None, position=0)
    workspace.session.look()
    workspace.levels.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not jobs.running(workspace), timeout=20_000)
    QTest.keyClick(workspace.levels, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not jobs.running(workspace), timeout=20_000)
    workspace.levels.setCurrentIndex(0)
    qtbot.waitUntil(lambda: not jobs.running(workspace), timeout=20_000)
    assert workspace.scope.notice.text() == ""
    assert title_of(workspace) == "Hard life"


def title_of(workspace: AgreementWorkspace) -> str:
    line = workspace.table.current()
    return "" if line is None else line.title
