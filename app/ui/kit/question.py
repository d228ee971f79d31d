"""The question before something goes: it says what goes with it, and Enter presses Cancel."""

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

from app.report.questions import Question
from app.ui.kit.plain import MessageBox

Answer = Literal["agree", "instead", ""]


def answer(parent: QWidget | None, question: Question) -> Answer:
    """What the person chose; "" to leave all as it is."""
    icon, role = QMessageBox.Icon.NoIcon, QMessageBox.ButtonRole.AcceptRole
    if question.warns:
        icon, role = QMessageBox.Icon.Warning, QMessageBox.ButtonRole.DestructiveRole
    box = MessageBox(parent, question.title, question.words, question.consequences, icon)
    agree = box.addButton(question.agree, role)
    instead = box.addButton(question.instead, QMessageBox.ButtonRole.ActionRole) if question.instead else None
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    box.deleteLater()
    pressed = box.clickedButton()
    if pressed is agree:
        return "agree"
    return "instead" if instead is not None and pressed is instead else ""


def confirmed(parent: QWidget | None, question: Question) -> bool:
    """Whether the person agreed."""
    return answer(parent, question) == "agree"
