"""Speakers and turns put right in their window and at the caret, by keys and mouse, and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app.documents.actions import add_document
from app.documents.queries import regions
from app.ui.code.turns import NamingDialog, TimeDialog, TurnsDialog
from app.ui.project_page import ProjectPage
from tests.ui.pages import quotes, select

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def spoken(page: ProjectPage) -> list[tuple[str, str, str]]:
    with page.session.project.read() as session:
        return [
            (turn.speaker, turn.time, page.code.text.shown.text[turn.body : turn.end].split()[0])
            for turn in regions(session, page.code.coding.document_id, "turn")
        ]


def opened(page: ProjectPage) -> TurnsDialog:
    page.code.open_turns()
    return page.window().findChild(TurnsDialog)


def press(row: QWidget, words: str) -> None:
    (button,) = (button for button in row.findChildren(QPushButton) if button.text() == words)
    QTest.mouseClick(button, LEFT)


def answer(dialog: NamingDialog, name: str) -> None:
    QTest.keyClick(dialog.name, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.name, name)
    QTest.mouseClick(dialog.ok, LEFT)


def test_a_speaker_gets_the_name_of_another_and_the_two_are_one_until_it_is_undone(page: ProjectPage) -> None:
    dialog = opened(page)
    assert [(row.name, len(row.turns)) for row in dialog.speakers.rows()] == [
        ("INTERVIEWER", 2),
        ("BAKER", 2),
    ]
    press(dialog.speaker_buttons, "Rename or merge…")
    answer(dialog.findChild(NamingDialog), "BAKER")
    assert [(row.name, len(row.turns)) for row in dialog.speakers.rows()] == [("BAKER", 4)]
    QTest.keyClick(dialog.turn_table, Qt.Key.Key_Z, CONTROL)
    assert [row.name for row in dialog.speakers.rows()] == ["INTERVIEWER", "BAKER"]


def test_a_speaker_without_a_name_is_refused_in_the_form_and_nothing_typed_is_lost(page: ProjectPage) -> None:
    dialog = opened(page)
    press(dialog.speaker_buttons, "Rename or merge…")
    form = dialog.findChild(NamingDialog)
    answer(form, "  ")
    assert form.isVisible()
    assert "needs a name" in form.problem.text()
    answer(form, "INTERVIEWER")
    assert len(dialog.speakers.rows()) == 2


def test_a_turn_begins_at_the_caret_and_codings_stay_where_they_are(page: ProjectPage) -> None:
    select(page, "from four in the morning")
    QTest.keyClick(page.code.text, "1")
    before = quotes(page)
    select(page, "We queued")
    cursor = page.code.text.textCursor()
    cursor.setPosition(cursor.selectionStart())
    page.code.text.setTextCursor(cursor)
    page.code.begin_turn()
    answer(page.window().findChild(NamingDialog), "Brother")
    assert [(name, first) for name, _, first in spoken(page)][1:3] == [("BAKER", "They"), ("Brother", "We")]
    assert quotes(page) == before
    page.code.join_turn()
    assert [name for name, _, _ in spoken(page)] == ["INTERVIEWER", "BAKER", "INTERVIEWER", "BAKER"]


def test_chosen_turns_are_given_to_somebody_timed_joined_and_left_uncodable(page: ProjectPage) -> None:
    dialog = opened(page)
    dialog.turn_table.selectRow(1)
    press(dialog.turn_buttons, "Speaker…")
    answer(dialog.findChild(NamingDialog), "Brother")
    dialog.turn_table.selectRow(1)
    press(dialog.turn_buttons, "Time…")
    form = dialog.findChild(TimeDialog)
    QTest.keyClicks(form.time, "1:02")
    QTest.mouseClick(form.ok, LEFT)
    assert spoken(page)[1] == ("Brother", "1:02", "They")
    press(dialog.turn_buttons, "Turns not to be coded")
    assert [row.codable for row in dialog.turns.rows()] == [True, False, True, True]
    assert [turn.muted for turn in page.code.text.shown.turns] == [True, True, True, False]
    press(dialog.turn_buttons, "Turns to be coded")
    assert all(row.codable for row in dialog.turns.rows())
    press(dialog.turn_buttons, "Join with the one before")
    assert len(spoken(page)) == 3


def test_a_text_without_speakers_says_what_to_do(page: ProjectPage) -> None:
    dialog = opened(page)
    press(dialog.speaker_buttons, "No speakers here")
    assert not dialog.speaker_table.isVisible()
    assert "No speakers were recognised" in dialog.none.text()
    assert {row.kind for row in dialog.turns.rows()} == {"paragraph"}
    dialog.turn_table.selectRow(0)
    press(dialog.turn_buttons, "Speaker…")
    answer(dialog.findChild(NamingDialog), "Ana")
    assert [row.name for row in dialog.speakers.rows()] == ["Ana"]


def test_a_line_that_looks_like_a_speaker_s_becomes_a_turn_by_a_click(
    page: ProjectPage,
) -> None:
    words = "I: Why?\nAna: So.\nI: And?\nAna: No.\nAna - Yes.\n"
    document = page.session.do("Import", add_document, name="Doubt", text=words)
    page.code.open_document(document)
    dialog = opened(page)
    assert [(row.line, row.like, row.words) for row in dialog.doubtful.rows()] == [(5, "Ana", "Ana - Yes.")]
    press(dialog.doubtful_buttons, "It is a turn of this speaker")
    assert [(name, first) for name, _, first in spoken(page)][-2:] == [("Ana", "No."), ("Ana", "Yes.")]
    assert not dialog.doubts.isVisible()
    page.session.project.undo()
    page.session.look()
    assert dialog.doubts.isVisible()
