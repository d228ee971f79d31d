"""Deleting a code: what goes with it is said first, and merging is offered instead."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from app.codebook.consequences import CodeConsequences
from app.ui.kit.counts import counted
from app.ui.kit.plain import MessageBox


def ask(
    parent: QWidget,
    name: str,
    lost: CodeConsequences,
    delete: Callable[[], object],
    merge: Callable[[], object],
) -> QMessageBox:
    """Ask whether to delete a code, with its consequences in words."""
    question = _tr("Delete “{}”?").format(name)
    box = MessageBox(parent, _tr("Delete code"), question, in_words(lost), QMessageBox.Icon.Warning)
    yes = box.addButton(_tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
    instead = box.addButton(_tr("Merge into another code…"), QMessageBox.ButtonRole.ActionRole)
    used = bool(lost.codings or lost.decisions or lost.hidden)
    instead.setVisible(used)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel if used else QMessageBox.StandardButton.NoButton)
    box.setEscapeButton(cancel)

    def act(pressed: QAbstractButton) -> None:
        if pressed is yes:
            delete()
        elif pressed is instead:
            merge()

    box.buttonClicked.connect(act)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def in_words(lost: CodeConsequences) -> str:
    """What is lost with a code, in sentences."""
    said = []
    if lost.codes > 1:
        words = _tr("It goes with the {} code under it."), _tr("It goes with the {} codes under it.")
        said.append(counted(lost.codes - 1, *words))
    if lost.codings:
        said.append(
            _tr("Codings that are removed: {} (coders: {}, documents: {}).").format(
                f"{lost.codings:,}", lost.coders, lost.documents
            )
        )
    else:
        said.append(_tr("No passage carries it."))
    if lost.hidden:
        said.append(_tr("What others code in an open blind round is not counted here, and goes too."))
    if lost.decisions:
        said.append(
            _tr("Decisions that settled on it: {}. They stay on record, their consensus codings go.").format(
                f"{lost.decisions:,}"
            )
        )
    if lost.proposals:
        said.append(_tr("Open proposals about it stay and can only be declined: {}.").format(lost.proposals))
    if lost.versions:
        numbers = ", ".join(str(version) for version in lost.versions)
        said.append(_tr("Published versions keep it: {}.").format(numbers))
    said.append(_tr("You can undo this."))
    return " ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("codebook", text)
