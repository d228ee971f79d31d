"""The dialog with the methods text: what it shows is what it copies."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.agreement.methods.paragraph import methods_text
from app.agreement.study.material import Scope
from app.agreement.study.results import Result, study
from app.ui.agreement.out_of_date import COMPARED_TABLES, OutOfDate
from app.ui.agreement.reports.methods import MethodsDialog
from app.ui.session import ProjectSession
from tests.study import Study
from tests.ui.agreement.conftest import complete


@pytest.fixture
def result(session: ProjectSession, study: Study) -> Result:
    """Two documents that both coders have completed."""
    for document_id in (1, 2):
        complete(study, document_id)
    return compared(session)


def compared(session: ProjectSession) -> Result:
    with session.project.read() as reading:
        return study(reading, Scope(), statistics=("percent_agreement", "krippendorff_alpha"))


def test_the_dialog_shows_paragraph_references_and_table(
    result: Result, session: ProjectSession, qtbot: QtBot
) -> None:
    dialog = MethodsDialog(
        None, methods_text(result, "Defectors", "1.2.3"), OutOfDate(session, COMPARED_TABLES, old=False)
    )
    qtbot.addWidget(dialog)
    shown = dialog.page.toPlainText()
    assert shown.startswith(
        "Agreement in “Defectors” was computed between 2 coders (AY and MK) on 2 documents"
    )
    assert "References" in shown
    assert "Corruption" in shown


def test_copied_as_text_it_is_plain(result: Result, session: ProjectSession, qtbot: QtBot) -> None:
    dialog = MethodsDialog(
        None, methods_text(result, "Defectors", "1.2.3"), OutOfDate(session, COMPARED_TABLES, old=False)
    )
    qtbot.addWidget(dialog)
    dialog.copy_text.click()
    data = QApplication.clipboard().mimeData()
    assert data.text() == dialog.text.plain
    assert not data.hasHtml()
    assert dialog.copied.text() == "Copied."
    QApplication.clipboard().clear()


def test_copied_as_rich_text_it_has_a_table_and_its_plain_form_beside_it(
    result: Result, session: ProjectSession, qtbot: QtBot
) -> None:
    dialog = MethodsDialog(
        None, methods_text(result, "Defectors", "1.2.3"), OutOfDate(session, COMPARED_TABLES, old=False)
    )
    qtbot.addWidget(dialog)
    dialog.copy_rich.click()
    data = QApplication.clipboard().mimeData()
    assert "<table" in data.html()
    assert data.text() == dialog.text.plain
    QApplication.clipboard().clear()


def test_the_table_alone_can_be_copied(result: Result, session: ProjectSession, qtbot: QtBot) -> None:
    dialog = MethodsDialog(
        None, methods_text(result, "Defectors", "1.2.3"), OutOfDate(session, COMPARED_TABLES, old=False)
    )
    qtbot.addWidget(dialog)
    dialog.copy_table.click()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1].split("\t") == ["Code", "n AY", "n MK", "Agreement %", "Krippendorff's α"]
    assert [line.split("\t")[0] for line in lines[2:6]] == [
        "Corruption",
        "Hard life",
        "Boredom",
        "All codes together",
    ]
    QApplication.clipboard().clear()
