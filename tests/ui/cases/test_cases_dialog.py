"""The grid of cases: typed into, pasted, filled, marked by keys, filtered, and each of these one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.cases.actions import NewCase, add_cases, link_documents
from app.cases.attribute_actions import add_attribute
from app.cases.value_actions import CellText, add_value, set_values
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.exchange.case_table import plan_case_import
from app.store import Project
from app.ui.cases import gestures
from app.ui.cases.belonging import BelongsDialog, EvidenceDialog
from app.ui.cases.dialog import CasesDialog
from app.ui.cases.facts import FactsLine
from app.ui.cases.files import CasePlanDialog
from app.ui.cases.forms import AttributeForm, CaseForm
from app.ui.cases.grid import pasted_block
from app.ui.session import ProjectSession

AGE, ORIGIN, FOUGHT = 1, 2, 3  # columns, behind that of documents
TEXT = "INTERVIEWER: Why?\nBAKER: They took the flour. I was nine.\n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ProjectSession]:
    with Project.create(str(tmp_path / "study.intercoder"), station="here") as project:
        project.do("Add", add_coder, name="Ana")
        project.coder_id = 1
        project.do("Import", add_document, name="Baker", text=TEXT)
        project.do("Cases", add_cases, cases=[NewCase("Omar"), NewCase("ليلى"), NewCase("Yusuf")])
        project.do("Attribute", add_attribute, name="Age", kind="number", unit="years")
        project.do("Attribute", add_attribute, name="Origin", kind="choice", options=["Homs", "Hama"])
        project.do("Attribute", add_attribute, name="Fought", kind="yes_no")
        session = ProjectSession(project)
        yield session
        session.deleteLater()


@pytest.fixture
def dialog(qtbot: QtBot, session: ProjectSession) -> CasesDialog:
    dialog = CasesDialog(None, session)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    return dialog


def shown(dialog: CasesDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data() or "") for column in (AGE, ORIGIN, FOUGHT)]
        for row in range(model.rowCount())
    ]


def at(dialog: CasesDialog, row: int, column: int) -> None:
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    dialog.grid.setFocus()
    index = dialog.model.index(row, column)
    dialog.grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def select(dialog: CasesDialog, *cells: tuple[int, int]) -> None:
    at(dialog, *cells[0])
    for cell in cells:
        dialog.grid.selectionModel().select(
            dialog.model.index(*cell), QItemSelectionModel.SelectionFlag.Select
        )


def type_into(dialog: CasesDialog, row: int, column: int, text: str) -> None:
    at(dialog, row, column)
    QTest.keyClicks(dialog.grid, text[0])
    editor = dialog.grid.findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(1)  # Qt takes what was typed when it comes back to its events


def test_a_value_is_typed_into_a_cell_and_undone(dialog: CasesDialog, session: ProjectSession) -> None:
    type_into(dialog, 0, AGE, "40,5")
    assert shown(dialog)[0] == ["40.5", "", ""]
    session.undo()
    assert shown(dialog)[0] == ["", "", ""]


def test_a_block_of_a_spreadsheet_is_pasted_as_one_step(dialog: CasesDialog, session: ProjectSession) -> None:
    at(dialog, 0, AGE)
    QGuiApplication.clipboard().setText("40\tHoms\tja\n35\thama\t\n(unknown)\t\tno\n")
    QTest.keyClick(dialog.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown(dialog) == [["40", "Homs", "yes"], ["35", "Hama", ""], ["(unknown)", "", "no"]]
    session.undo()
    assert shown(dialog) == [["", "", ""]] * 3


def test_a_block_that_does_not_fit_is_refused_and_nothing_changes(dialog: CasesDialog, qtbot: QtBot) -> None:
    at(dialog, 2, FOUGHT)
    QGuiApplication.clipboard().setText("ja\tnein\n")
    with pytest.raises(UserError, match=r"copied block \(1 × 2\) is larger"):
        dialog.grid.paste()
    at(dialog, 0, AGE)
    QGuiApplication.clipboard().setText("40\tHoms\nold\tParis\n")
    with qtbot.capture_exceptions() as refused:
        dialog.grid.paste()
    assert "“old” is no number" in str(refused[0][1])
    assert shown(dialog) == [["", "", ""]] * 3


def test_a_cell_is_filled_down_and_marked_by_keys(dialog: CasesDialog, session: ProjectSession) -> None:
    session.do("Set", set_values, cells=[CellText(1, 2, "Homs")])
    select(dialog, (0, ORIGIN), (1, ORIGIN), (2, ORIGIN))
    QTest.keyClick(dialog.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [row[1] for row in shown(dialog)] == ["Homs", "Homs", "Homs"]
    session.undo()
    assert [row[1] for row in shown(dialog)] == ["Homs", "", ""]
    for key, words in (
        (Qt.Key.Key_U, "unknown"),
        (Qt.Key.Key_J, "not asked"),
        (Qt.Key.Key_L, "not applicable"),
    ):
        at(dialog, 1, AGE)
        QTest.keyClick(dialog.grid, key, Qt.KeyboardModifier.ControlModifier)
        assert shown(dialog)[1][0] == f"({words})"
    QTest.keyClick(dialog.grid, Qt.Key.Key_Delete)
    assert shown(dialog)[1][0] == ""


def test_a_copied_block_pastes_as_it_was(dialog: CasesDialog, session: ProjectSession) -> None:
    cells = [CellText(1, 1, "40"), CellText(1, 2, "Homs"), CellText(1, 3, "no")]
    session.do("Set", set_values, cells=cells)
    select(dialog, (0, AGE), (0, ORIGIN), (0, FOUGHT))
    dialog.grid.copying.copy()
    at(dialog, 2, AGE)
    dialog.grid.paste()
    assert shown(dialog)[2] == shown(dialog)[0] == ["40", "Homs", "no"]


def test_a_spreadsheets_block_is_read_with_its_quotes_and_line_breaks() -> None:
    assert pasted_block('a\t"b\n""c"""\n\t\n') == [["a", 'b\n"c"']]
    assert pasted_block("'=x\tb\r\n") == [["=x", "b"]]


def test_sources_that_differ_are_shown_and_another_one_is_chosen(
    dialog: CasesDialog, session: ProjectSession
) -> None:
    session.do("Set", set_values, cells=[CellText(1, 1, "40")])
    passage = {"document_id": 1, "start": 25, "end": 44}
    session.do("Value", add_value, case_id=1, attribute_id=1, text="9", **passage)
    at(dialog, 0, AGE)
    assert shown(dialog)[0][0] == "40 ≠"
    assert [row.entry.value for row in dialog.values.model.rows()] == ["40", "9"]
    dialog.values.table.setCurrentIndex(dialog.values.model.index(1, 0))
    opened: list[tuple[int, int, int]] = []
    dialog.passage_opened.connect(lambda *place: opened.append(place))
    dialog.values.open.click()
    assert opened == [(1, 25, 44)]
    dialog.values.use.click()
    assert shown(dialog)[0][0] == "9 ≠"
    dialog.values.table.setCurrentIndex(dialog.values.model.index(1, 0))
    dialog.values.remove.click()
    assert shown(dialog)[0][0] == "9"


def test_columns_sort_by_what_values_mean_and_words_narrow_the_rows(
    dialog: CasesDialog, session: ProjectSession
) -> None:
    texts = [CellText(1, 1, "10"), CellText(2, 1, "9"), CellText(3, 2, "Homs")]
    session.do("Set", set_values, cells=texts)
    dialog.grid.sortByColumn(AGE, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in shown(dialog)] == ["9", "10", ""]
    dialog.filter.setText("hOMS")
    assert [entry.case.name for entry in dialog.model.rows()] == ["Yusuf"]
    dialog.filter.setText("ليلى")
    assert [entry.case.name for entry in dialog.model.rows()] == ["ليلى"]


def test_cases_and_attributes_are_made_in_forms(
    dialog: CasesDialog, session: ProjectSession, qtbot: QtBot
) -> None:
    gestures.ask_for_cases(dialog, session)
    (form,) = dialog.findChildren(CaseForm)
    form.names.setPlainText("Zoe\n\nMaryam\n")
    form.save()
    assert [entry.case.name for entry in dialog.model.rows()][-2:] == ["Zoe", "Maryam"]
    asked: list[object] = []
    new = AttributeForm(dialog, lambda *what: asked.append(what))
    qtbot.addWidget(new)
    new.name.setText("Came by")
    new.kind.setCurrentIndex(new.kind.findData("choices"))
    new.options.setPlainText("sea\nland")
    new.save()
    assert repr(asked).count("sea") == 1


def test_an_import_is_shown_before_it_is_done(
    dialog: CasesDialog, session: ProjectSession, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("case,Age,Origin\nOmar,41,Homs\nZoe,20,Hama\n", encoding="utf-8")
    plan = CasePlanDialog(dialog, session, plan_case_import(session.project, table))
    qtbot.addWidget(plan)
    assert plan.ok.isEnabled()
    plan.save()
    assert [entry.case.name for entry in dialog.model.rows()][-1] == "Zoe"
    assert shown(dialog)[0][:2] == ["41", "Homs"]
    table.write_text("case,Age\nOmar,old\n", encoding="utf-8")
    wrong = CasePlanDialog(dialog, session, plan_case_import(session.project, table))
    qtbot.addWidget(wrong)
    assert not wrong.ok.isEnabled()
    assert "1 thing is wrong" in wrong.words.text()


def test_a_document_belongs_to_cases_old_and_new_and_is_taken_out_again(
    session: ProjectSession, qtbot: QtBot
) -> None:
    facts = FactsLine(session, lambda: 1)
    qtbot.addWidget(facts)
    assert facts.isHidden()
    for name, what in (("omar", "the whole document"), ("Zoe", "what BAKER says")):
        belongs = BelongsDialog(None, session, 1, (25, 44))
        qtbot.addWidget(belongs)
        belongs.case.setText(name)
        belongs.what.setCurrentIndex(belongs.what.findText(what))
        belongs.save()
    session.do("Set", set_values, cells=[CellText(1, 1, "40"), CellText(1, 2, "Homs")])
    assert facts.words.text() == "Omar: Age 40 years, Origin Homs   |   Zoe"
    belongs = BelongsDialog(None, session, 1, None)
    qtbot.addWidget(belongs)
    belongs.table.setCurrentIndex(belongs.model.index(0, 0))
    belongs.take_out.click()
    assert facts.words.text() == "Zoe"


def test_selected_words_become_a_value_with_its_passage(
    dialog: CasesDialog, session: ProjectSession, qtbot: QtBot
) -> None:
    session.do("Link", link_documents, case_ids=[2], document_ids=[1])
    evidence = EvidenceDialog(None, session, 1, (45, 55), "I was nine")
    qtbot.addWidget(evidence)
    assert evidence.case.currentText() == "ليلى"
    evidence.value.setText("nine")
    evidence.save()
    assert "“nine” is no number" in evidence.problem.text()
    evidence.value.setText("9")
    evidence.save()
    assert shown(dialog)[1][0] == "9"
    at(dialog, 1, AGE)
    assert [row.document for row in dialog.values.model.rows()] == ["Baker"]
