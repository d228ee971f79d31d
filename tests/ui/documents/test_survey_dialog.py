"""A survey in the window: columns are given their parts, what that comes to is seen, and it comes in."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.cases.queries import attributes, cases
from app.documents.queries import documents, speakers
from app.ui.documents.survey_dialog import SurveyDialog, show_survey
from app.ui.main_window import MainWindow
from tests.exchange.test_survey import HEAD, LEAVE, MISS, ROWS
from tests.ui.documents.test_importing import opened
from tests.ui.pages import make_project


def choose(dialog: SurveyDialog, header: str) -> None:
    dialog.table.clearSelection()
    dialog.table.selectRow(dialog.columns.line_of(lambda column: column.header == header))


def test_columns_are_given_their_parts_and_what_they_come_to_comes_in(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    page = window.project_page()
    (tmp_path / "survey.csv").write_text(HEAD + ROWS, encoding="utf-8")
    show_survey(window, page.session, window.messages, tmp_path / "survey.csv")
    dialog = opened(qtbot, window, SurveyDialog)
    assert isinstance(dialog, SurveyDialog)
    qtbot.waitUntil(dialog.ok.isEnabled)
    roles = {column.header: (column.role, column.kind) for column in dialog.columns.rows()}
    assert roles["Respondent"] == ("id", "")
    assert roles["Age"] == ("attribute", "number")
    assert roles[LEAVE][0] == roles[MISS][0] == "question"
    assert "2 new documents with 5 answers." in dialog.words.text()
    choose(dialog, MISS)
    dialog.set_role("nothing")
    choose(dialog, "Gender")
    dialog.set_role("nothing")
    qtbot.waitUntil(lambda: "1 new document with 3 answers." in dialog.words.text())
    assert dialog.sample.toPlainText().startswith(f"{LEAVE}\n\nR1: They took the flour")
    dialog.ok.click()
    qtbot.waitUntil(lambda: "The survey was imported" in window.messages.text())
    with page.session.project.read() as reading:
        assert [document.name for document in documents(reading)] == [LEAVE]
        assert speakers(reading) == {"R1": 1, "R2": 1, "R3": 1}
        assert [attribute.name for attribute in attributes(reading)] == ["Age"]
        assert [case.name for case in cases(reading)] == ["R1", "R2", "R3"]


def test_without_a_question_nothing_is_imported_and_the_reason_is_said(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    page = window.project_page()
    (tmp_path / "survey.csv").write_text(HEAD + ROWS, encoding="utf-8")
    show_survey(window, page.session, window.messages, tmp_path / "survey.csv")
    dialog = opened(qtbot, window, SurveyDialog)
    assert isinstance(dialog, SurveyDialog)
    for question in (LEAVE, MISS):
        choose(dialog, question)
        dialog.set_role("attribute")
    assert "looks like an open question" in dialog.words.text()
    assert not dialog.ok.isEnabled()
    dialog.reject()
