"""Importing in the window: encodings are asked with a preview, and every file that was left out is named."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.documents.queries import documents, text
from app.ui.code.turns import TurnsDialog
from app.ui.documents.encoding_dialog import EncodingDialog
from app.ui.documents.import_result import ImportResultDialog, imported_columns
from app.ui.documents.importing import import_files
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from tests.ui.pages import accept_preview, make_project

HUNGARIAN = "Éjszaka indultunk el, mert senki sem mert ott maradni. Ő később jött, és féltem."


def start_import(window: MainWindow, files: list[Path]) -> ProjectPage:
    page = window.project_page()
    import_files(window, page.session, window.messages, files, page.shows_document())
    return page


def texts(page: ProjectPage) -> list[str]:
    with page.session.project.read() as reading:
        return [text(reading, document.id) for document in documents(reading)]


def opened(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(kind)))
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def test_an_encoding_is_chosen_by_its_preview(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    make_project(window, tmp_path)
    path = tmp_path / "nurse.txt"
    path.write_bytes(f"Interviewer: So?\n{HUNGARIAN}\n".encode("cp1250"))
    page = start_import(window, [path])
    dialog = opened(qtbot, window, EncodingDialog)
    assert isinstance(dialog, EncodingDialog)
    assert dialog.files.isHidden()
    assert dialog.preview.toPlainText().strip() == HUNGARIAN
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("cp1252"))
    assert "Õ késõbb" in dialog.preview.toPlainText()
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("iso8859_2"))
    dialog.ok.click()
    qtbot.waitUntil(lambda: len(texts(page)) == 1)
    assert HUNGARIAN in texts(page)[0]


def test_one_choice_goes_for_all_files_where_that_is_wanted(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for number, path in enumerate(paths):
        path.write_bytes(f"Õ, késõbb. {number}".encode("cp1252"))
    page = start_import(window, paths)
    dialog = opened(qtbot, window, EncodingDialog)
    assert isinstance(dialog, EncodingDialog)
    dialog.same.setChecked(True)
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("cp1250"))
    dialog.files.setCurrentRow(2)
    assert dialog.preview.toPlainText() == "Ő, később. 2"
    dialog.ok.click()
    qtbot.waitUntil(lambda: texts(page) == [f"Ő, később. {number}" for number in range(3)])


def test_nothing_is_imported_where_the_encoding_is_not_agreed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    path = tmp_path / "nurse.txt"
    path.write_bytes(HUNGARIAN.encode("cp1250"))
    page = start_import(window, [path])
    opened(qtbot, window, EncodingDialog).reject()
    assert texts(page) == []


def test_ten_files_of_which_nine_are_refused_are_all_named(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    good = tmp_path / "good & bold.txt"
    good.write_text("I: Why?\nAna: So.\nI: And?\nAna: No.\nAna - Yes.\n", encoding="utf-8")
    bad = [tmp_path / f"empty <b>{number}.txt" for number in range(9)]
    for path in bad:
        path.write_text("")
    lock = tmp_path / "~$x.docx"
    lock.write_bytes(b"\x05lock")
    start_import(window, [good, *bad, lock])
    accept_preview(window, qtbot)
    dialog = opened(qtbot, window, ImportResultDialog)
    assert isinstance(dialog, ImportResultDialog)
    assert all(path.name in dialog.words for path in [*bad, lock])
    assert "line 5 “Ana - Yes.”" in dialog.words
    assert "good & bold – 4 turns: I 2, Ana 2" in dialog.words
    shown = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert all(path.name in shown for path in bad)
    assert "9 files were not imported." in window.messages.text()
    dialog.reject()


def test_what_was_recognised_is_listed_and_leads_to_the_text_and_its_speakers(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, interviews: list[Path]
) -> None:
    make_project(window, tmp_path)
    doubtful = tmp_path / "Doubt.txt"
    doubtful.write_text("I: Why?\nAna: So.\nI: And?\nAna: No.\nAna - Yes.\n", encoding="utf-8")
    plain = tmp_path / "Plain.txt"
    plain.write_text("It rained.\n\nWe left.\n", encoding="utf-8")
    (tmp_path / "Empty.txt").write_text("")
    page = start_import(window, [*interviews, doubtful, plain, tmp_path / "Empty.txt"])
    accept_preview(window, qtbot)
    dialog = opened(qtbot, window, ImportResultDialog)
    columns = imported_columns()
    assert [[column.text(row) for column in columns] for row in dialog.documents.rows()] == [
        ["Baker", "", "names with a colon", "4 turns: INTERVIEWER 2, BAKER 2"],
        ["Driver", "", "names with a colon", "4 turns: INTERVIEWER 2, DRIVER 2"],
        ["Doubt", "1", "names with a colon", "4 turns: I 2, Ana 2"],
        ["Plain", "", "text without speakers", "2 paragraphs"],
    ]
    dialog.table.selectRow(2)
    (turns,) = (
        button for button in dialog.findChildren(QPushButton) if button.text() == "Speakers and turns…"
    )
    turns.click()
    assert page.code.current().document.name == "Doubt"
    assert window.findChild(TurnsDialog).isVisible()


def test_what_was_recognised_is_said_of_a_single_document(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, interviews: list[Path]
) -> None:
    make_project(window, tmp_path)
    start_import(window, interviews[:1])
    accept_preview(window, qtbot)
    qtbot.waitUntil(lambda: "4 turns: INTERVIEWER 2, BAKER 2" in window.messages.text())
