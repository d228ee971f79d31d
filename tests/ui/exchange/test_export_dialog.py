"""The export dialog: what is chosen is what is shown, and what is written."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.documents.actions import add_document
from app.exchange.wanted import ExportWanted, remember, remembered
from app.report.comparison_choices import ComparisonChoices
from app.report.comparison_options import comparison_options, first_choices
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from app.ui.exchange.export_dialog import ExportDialog
from app.ui.exchange.sheet_tree import HOLDS, ROWS, TITLE
from app.ui.exchange.workbook import export_workbook
from app.ui.kit.file_dialog import FileDialog
from app.ui.main_window import MainWindow
from app.ui.workspaces import Workspace
from tests.study import make_study

PATIENCE = 60_000


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a study that Ana and Murat have completed."""
    study = make_study(str(tmp_path / "study.intercoder"))
    study.code("They took the flour", memo="A secret thought")
    study.code("They took the flour", coder_id=study.murat)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    study.project.close()
    window.open_location(study.project.location)
    return window


@pytest.fixture
def dialog(opened: MainWindow, qtbot: QtBot) -> Iterator[ExportDialog]:
    """The dialog, once it shows what would be written."""
    made = show(opened, qtbot)
    yield made
    made.reject()


def show(window: MainWindow, qtbot: QtBot) -> ExportDialog:
    made = export_workbook(window, window.project_page().session, window.messages)
    wait(made, qtbot)
    return made


def wait(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_looking(), timeout=PATIENCE)


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Choose this path in the next file dialog."""
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_: (str(path), ""))


def line(dialog: ExportDialog, title: str) -> tuple[str, str]:
    found = dialog.sheets.findItems(title, Qt.MatchFlag.MatchExactly, TITLE)[0]
    return found.text(ROWS), found.text(HOLDS)


def look_at(dialog: ExportDialog, title: str) -> list[str]:
    """Look at a sheet; the names of its columns."""
    dialog.sheets.setCurrentItem(dialog.sheets.findItems(title, Qt.MatchFlag.MatchExactly, TITLE)[0])
    shown = dialog.preview.preview
    assert shown is not None
    return [name for name, _ in shown.columns]


def profile(dialog: ExportDialog, number: int, qtbot: QtBot) -> None:
    dialog.form.profiles.button(number).click()
    wait(dialog, qtbot)


def kind(dialog: ExportDialog, name: str, qtbot: QtBot) -> None:
    dialog.form.kind.setCurrentIndex(dialog.form.kind.findData(name))
    wait(dialog, qtbot)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_sheets_are_shown_with_their_rows_and_the_text_they_hold(
    dialog: ExportDialog, qtbot: QtBot
) -> None:
    assert line(dialog, "Codings") == (
        "2",
        "quotes, memos, document and speaker names, code and coder names",
    )
    assert "quote" in look_at(dialog, "Codings")
    model = dialog.preview.model()
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "They took the flour" in first
    assert "memos" in dialog.summary.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_profile_shows_what_it_keeps_back_and_what_is_left(dialog: ExportDialog, qtbot: QtBot) -> None:
    profile(dialog, 2, qtbot)
    assert line(dialog, "Codings") == ("2", "code and coder names")
    assert {"quote", "memo", "document"}.isdisjoint(look_at(dialog, "Codings"))
    assert "Kept back: document, speaker, quote" in dialog.about.text()
    assert "quotes" not in dialog.summary.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_only_the_chosen_sheets_are_written_and_can_be_opened(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = show(opened, qtbot)
    went: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", went.append)
    answer(monkeypatch, tmp_path / "for co-authors")
    dialog.none.click()
    assert not dialog.export.isEnabled()
    item = dialog.sheets.findItems("Codings", Qt.MatchFlag.MatchExactly, TITLE)[0]
    item.setCheckState(TITLE, Qt.CheckState.Checked)
    dialog.export.click()
    qtbot.waitUntil(lambda: "written" in opened.messages.text(), timeout=PATIENCE)
    assert openpyxl.load_workbook(tmp_path / "for co-authors.xlsx").sheetnames == ["Read me", "Codings"]
    for offer in opened.messages.offers:
        QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in went] == [tmp_path / "for co-authors.xlsx", tmp_path]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_choices_are_remembered_for_the_project(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = show(opened, qtbot)
    answer(monkeypatch, tmp_path / "tables")
    kind(first, "csv", qtbot)
    first.form.for_excel.setChecked(True)
    profile(first, 1, qtbot)
    item = first.sheets.findItems("Codings", Qt.MatchFlag.MatchExactly, TITLE)[0]
    item.setCheckState(TITLE, Qt.CheckState.Unchecked)
    first.export.click()
    qtbot.waitUntil(lambda: "were written into" in opened.messages.text(), timeout=PATIENCE)
    assert not (tmp_path / "tables" / "codings.csv").exists()
    assert (tmp_path / "tables" / "codebook.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    second = show(opened, qtbot)
    assert (second.wanted().kind, second.wanted().profile) == ("csv", "codes")
    assert "Codings" in second.sheets.titles(checked=False)
    second.reject()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(("name", "target"), [("spss", "study.sav"), ("calculators", "recal")])
def test_other_kinds_are_shown_and_written(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, target: str
) -> None:
    dialog = show(opened, qtbot)
    answer(monkeypatch, tmp_path / target)
    kind(dialog, name, qtbot)
    assert dialog.preview.model().rowCount() == 2  # without the two turns of who asks
    assert dialog.none.isHidden()
    dialog.export.click()
    qtbot.waitUntil(lambda: "written" in opened.messages.text(), timeout=PATIENCE)
    assert (tmp_path / target).exists()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_stands_in_the_way_is_said_instead_of_a_preview(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    study = make_study(str(tmp_path / "study.intercoder"))
    study.project.close()
    window.open_location(study.project.location)
    dialog = show(window, qtbot)
    assert dialog.note.isHidden()
    kind(dialog, "spss", qtbot)
    assert "no coder has marked a document as completed" in dialog.note.text()
    assert (dialog.note.isVisible(), dialog.export.isEnabled()) == (True, False)
    kind(dialog, "csv", qtbot)
    assert (dialog.note.isVisible(), dialog.export.isEnabled()) == (False, True)
    dialog.reject()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_without_a_place_nothing_is_written_and_the_dialog_stays(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.iterdir())
    answer(monkeypatch, "")
    dialog.export.click()
    assert dialog.isVisible()
    assert sorted(tmp_path.iterdir()) == before


def test_the_threshold_is_one_setting_of_agreement_and_export(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened.project_page()
    page.show_workspace(Workspace.AGREEMENT)
    assert page.agreement.scope.threshold.text() == "0.8"
    page.agreement.scope.threshold.selectAll()
    qtbot.keyClicks(page.agreement.scope.threshold, ".7")
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.agreement.scope.threshold, Qt.Key.Key_X, held)
    dialog = opened.findChildren(ExportDialog)[-1]
    wait(dialog, qtbot)
    assert dialog.wanted().threshold == 0.7
    assert dialog.form.threshold.toolTip() == page.agreement.scope.threshold.toolTip()
    dialog.form.threshold.selectAll()
    qtbot.keyClicks(dialog.form.threshold, ",9")
    answer(monkeypatch, tmp_path / "all.xlsx")
    wait(dialog, qtbot)
    qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    assert page.agreement.scope.choices().threshold == 0.9
    qtbot.waitUntil((tmp_path / "all.xlsx").exists, timeout=PATIENCE)
    with page.session.project.read() as reading:
        assert first_choices(reading, comparison_options(reading)).threshold == 0.9


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_field_can_be_reached_by_the_keyboard_and_has_a_name(dialog: ExportDialog) -> None:
    fields = [dialog.form.kind, dialog.form.unit, dialog.form.threshold, dialog.sheets, dialog.preview]
    assert all(field.focusPolicy() & Qt.FocusPolicy.TabFocus for field in fields)
    assert dialog.sheets.accessibleName() == "Sheets"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_round_that_is_being_coded_blind_is_named_and_cant_be_chosen(
    opened: MainWindow, qtbot: QtBot
) -> None:
    project = opened.project_page().session.project
    other = project.do("Import", add_document, name="Driver", text="I drove.")
    project.do("Plan", create_round, name="Pilot", blind=False, document_ids=[other], coder_ids=[1, 2])
    blind = project.do("Plan", create_round, name="Round 2", blind=True, document_ids=[1], coder_ids=[1, 2])
    shown = show(opened, qtbot)
    rounds = shown.form.round
    names = [rounds.itemText(place) for place in range(rounds.count())]
    assert names == ["codings of now", "Pilot (still open)", "Round 2 (being coded blind)"]
    free = [bool(rounds.model().index(place, 0).flags() & Qt.ItemFlag.ItemIsEnabled) for place in range(3)]
    assert free == [True, True, False]
    shown.reject()
    remember(opened_guid(project), ExportWanted(round_id=blind), ComparisonChoices())
    again = show(opened, qtbot)
    assert again.form.round.currentData() is None
    again.reject()


def test_an_export_compares_the_round_that_agreement_stands_on_until_another_is_chosen(
    opened: MainWindow, qtbot: QtBot
) -> None:
    project = opened.project_page().session.project
    plan = {"blind": False, "document_ids": [1], "coder_ids": [1, 2]}
    closed = project.do("Plan", create_round, name="Pilot", **plan)
    project.do("Close", close_round, round_id=closed)
    project.do("Import", add_document, name="Driver", text="I drove.")
    first = show(opened, qtbot)
    assert (first.wanted().round_id, first.form.documents.chosen()) == (closed, None)
    assert first.form.documents.text() == "all 1  ▾"
    first.form.round.setCurrentIndex(0)
    first.form.round.activated.emit(0)
    wait(first, qtbot)
    assert first.form.documents.text() == "all 2  ▾"
    now, guid = first.wanted(), opened_guid(project)
    first.reject()
    remember(guid, now, ComparisonChoices(round_id=closed))
    assert remembered(guid, ComparisonChoices(round_id=closed)).round_id is None
    assert remembered(guid, ComparisonChoices(round_id=closed, unit="token")).round_id == closed


def opened_guid(project: Project) -> str:
    with project.read() as session:
        return comparison_options(session).project
