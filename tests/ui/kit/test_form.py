"""A form keeps what was typed: where it is refused, and where it is left by mistake."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui.kit.form import FormDialog, form_layout, text_field


class Form(FormDialog):
    """A name and a note."""

    def __init__(self, refusal: str = "") -> None:
        super().__init__(None, "Form", "Store")
        self.refusal, self.field = refusal, ""
        self.stored: list[str] = []
        self.name, self.note = QLineEdit(), text_field()
        form = form_layout()
        form.addRow("Name", self.name)
        form.addRow("Note", self.note)
        self.lay_out(form, 400)

    def submit(self) -> None:
        if self.refusal:
            raise UserError(self.refusal, self.field)
        self.stored.append(self.name.text())


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form, before_close_func=Form.begin_anew)
    form.open()
    qtbot.waitExposed(form)
    return form


def answer(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


def test_what_is_refused_stays_open_with_the_sentence_and_can_be_tried_again(
    form: Form, qtbot: QtBot
) -> None:
    form.refusal = "There is a code of this name already. Choose another name."
    qtbot.keyClicks(form.name, "Money")
    qtbot.keyClicks(form.note, "a note of an hour")
    form.ok.click()
    assert form.isVisible()
    assert form.problem.text() == form.refusal
    assert (form.name.text(), form.note.toPlainText()) == ("Money", "a note of an hour")
    form.refusal = ""
    form.ok.click()
    assert (form.isVisible(), form.stored) == (False, ["Money"])


def refused(form: Form, qtbot: QtBot, sentence: str = "There is one already.", field: str = "name") -> None:
    form.refusal, form.field = sentence, field
    form.note.setFocus()
    qtbot.mouseClick(form.ok, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("field", ["name", "note"])
def test_the_caret_goes_to_the_field_that_is_refused(form: Form, qtbot: QtBot, field: str) -> None:
    refused(form, qtbot, field=field)
    assert form.focusWidget() is getattr(form, field)


def test_a_refusal_goes_when_its_field_is_changed_and_not_before(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.name, "Money")
    refused(form, qtbot)
    qtbot.keyClicks(form.note, "no matter")
    assert form.problem.isVisible()
    qtbot.keyClicks(form.name, "s")
    assert not form.problem.isVisible()
    refused(form, qtbot, field="")
    qtbot.keyClicks(form.note, ".")
    assert not form.problem.isVisible()


def test_a_form_has_room_for_its_sentence_from_the_first_and_buttons_stay_where_they_were_pressed(
    form: Form, qtbot: QtBot
) -> None:
    form.move(100, 300)
    size, place = form.size(), form.ok.mapToGlobal(form.ok.rect().topLeft())
    for sentence in ("There is one already.", "A name in another word is there already. " * 3):
        refused(form, qtbot, sentence[:90])
        assert form.size() == size
        assert form.ok.mapToGlobal(form.ok.rect().topLeft()) == place
    refused(form, qtbot, "What somebody else wrote stands here at length. " * 9)
    assert form.ok.mapToGlobal(form.ok.rect().topLeft()) == place
    grown = form.size()
    assert grown.height() > size.height()
    qtbot.keyClicks(form.name, "s")
    refused(form, qtbot)
    assert form.size() == grown
    assert form.ok.mapToGlobal(form.ok.rect().topLeft()) == place


def test_escape_asks_where_something_was_typed_and_only_there(
    form: Form, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "Cancel")
    qtbot.keyClicks(form.note, "a")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert (form.isVisible(), len(asked)) == (True, 1)
    qtbot.keyClick(form.note, Qt.Key.Key_Backspace)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert (form.isVisible(), len(asked)) == (False, 1)


def test_what_was_typed_is_lost_only_when_the_person_says_so(
    form: Form, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "Discard")
    qtbot.keyClicks(form.name, "Money")
    form.close()
    assert (form.isVisible(), len(asked), form.stored) == (False, 1, [])


def test_control_enter_submits_from_a_field_of_several_lines(form: Form, qtbot: QtBot) -> None:
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form.name, "Money")
    qtbot.keyClick(form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.stored == ["Money"]


def test_a_form_opens_with_its_first_field_at_hand(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: form.focusWidget() is form.name)
