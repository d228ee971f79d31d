"""Errors sorted: sentences for people, silence for Cancel, a report without any text for our bugs."""

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, Conflict, StoreError, UserError
from app.ui.errors import ErrorSorter


@pytest.mark.parametrize("kind", [UserError, Conflict, StoreError])
def test_what_people_can_mend_is_shown_as_it_is_written(qapp: object, kind: type[Exception]) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    sorter(kind, kind("The file is gone. Choose another one."))
    assert shown == ["The file is gone. Choose another one."]


def test_a_cancel_shows_nothing_at_all(qapp: object) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    sorter(Cancelled, Cancelled())
    assert shown == []


def test_a_sentence_stands_before_the_dialog_that_it_is_about(qtbot: QtBot) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    dialog = QDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    sorter(UserError, UserError("Only a lead closes rounds."))
    (box,) = dialog.findChildren(QMessageBox)
    assert box.text() == "Only a lead closes rounds."
    assert shown == []
    box.close()


def test_a_sentence_is_found_behind_the_error_that_qt_wraps_it_in(qapp: object) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    try:
        try:
            raise UserError("Select some words.")
        except UserError as error:
            raise RuntimeError("an override failed") from error
    except RuntimeError as wrapped:
        sorter(RuntimeError, wrapped)
    assert shown == ["Select some words."]
