"""Who speaks in files is put right before they come in, for all of them alike."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.documents.queries import documents, regions, speakers
from app.documents.roles import speaker_roles
from app.ui.documents.import_preview import ImportPreviewDialog
from app.ui.main_window import MainWindow
from tests.ui.documents.test_importing import opened, start_import, texts
from tests.ui.pages import make_project

ONE = "I: Why?\nFatima: So.\nI: And?\nFatima: We left.\nI: When?\nFatima: Early.\nFatima - And late.\n"
OTHER = "Interviewr: Why?\nOmar: So.\nInterviewer: And?\nOmar: No.\nInterviewer: Where?\nOmar: Home.\n"


def test_labels_are_merged_given_roles_and_left_out_before_anything_is_stored(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    for name, words in (("P2.txt", ONE), ("P10.txt", OTHER), ("note.txt", "Nobody speaks here, it rains.\n")):
        (tmp_path / name).write_text(words, encoding="utf-8")
    page = start_import(window, [tmp_path / "P2.txt", tmp_path / "P10.txt", tmp_path / "note.txt"])
    dialog = opened(qtbot, window, ImportPreviewDialog)
    assert isinstance(dialog, ImportPreviewDialog)
    assert texts(page) == []
    dialog.call([row for row in dialog.labels.rows() if row.row.label in ("I", "Interviewr")], "Interviewer")
    dialog.label_table.selectRow(dialog.labels.line_of(lambda row: row.name == "Interviewer"))
    dialog.set_codable(codable=False)
    dialog.label_table.selectRow(dialog.labels.line_of(lambda row: row.name == "Fatima"))
    dialog.give_role("interpreter")
    dialog.take([row for row in dialog.doubts.rows() if row.row.like == "Fatima"], taken=True)
    dialog.ok.click()
    qtbot.waitUntil(lambda: len(texts(page)) == 3)
    with page.session.project.read() as reading:
        assert speakers(reading) == {"Interviewer": 6, "Fatima": 4, "Omar": 3}
        assert speaker_roles(reading) == {"Fatima": "interpreter"}
        left_out = [regions(reading, document.id, "non_codable") for document in documents(reading)]
    assert sorted(len(parts) for parts in left_out) == [0, 3, 3]


def test_a_text_is_read_in_another_form_or_as_one_without_speakers(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    (tmp_path / "P2.txt").write_text(ONE, encoding="utf-8")
    page = start_import(window, [tmp_path / "P2.txt"])
    dialog = opened(qtbot, window, ImportPreviewDialog)
    assert isinstance(dialog, ImportPreviewDialog)
    dialog.read_as("dash")
    qtbot.waitUntil(lambda: [row.row.label for row in dialog.labels.rows()] == ["Fatima"])
    dialog.read_as("none")
    qtbot.waitUntil(lambda: dialog.labels.rowCount() == 0)
    dialog.ok.click()
    qtbot.waitUntil(lambda: len(texts(page)) == 1)
    with page.session.project.read() as reading:
        assert speakers(reading) == {}
