"""Deleting a code: what goes with it is said first, and merging is offered instead."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from app.codebook.consequences import CodeConsequences
from app.translation import tr
from app.ui.kit.plain import MessageBox


def ask(
    parent: QWidget,
    name: str,
    lost: CodeConsequences,
    delete: Callable[[], object],
    merge: Callable[[], object],
) -> QMessageBox:
    """Ask whether to delete a code, with its consequences in words."""
    question = tr("Delete “{name}”?", name=name)
    box = MessageBox(parent, tr("Delete code"), question, in_words(lost), QMessageBox.Icon.Warning)
    yes = box.addButton(tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
    instead = box.addButton(tr("Merge into another code…"), QMessageBox.ButtonRole.ActionRole)
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
    sentences = []
    if lost.codes > 1:
        below = lost.codes - 1
        sentences.append(
            tr("It goes with the {count} code under it.", "It goes with the {count} codes under it.", below)
        )
    if lost.codings:
        sentences.append(
            tr(
                "Codings that are removed: {codings} (coders: {coders}, documents: {documents}).",
                codings=f"{lost.codings:,}",
                coders=lost.coders,
                documents=lost.documents,
            )
        )
    else:
        sentences.append(tr("No passage carries it."))
    if lost.hidden:
        sentences.append(tr("What others code in an open blind round is not counted here, and goes too."))
    if lost.decisions:
        sentences.append(
            tr(
                "Decisions that settled on it: {decisions}. They stay on record, their consensus codings go.",
                decisions=f"{lost.decisions:,}",
            )
        )
    if lost.proposals:
        sentences.append(
            tr("Open proposals about it stay and can only be declined: {number}.", number=lost.proposals)
        )
    if lost.versions:
        numbers = ", ".join(str(version) for version in lost.versions)
        sentences.append(tr("Published versions keep it: {versions}.", versions=numbers))
    sentences.append(tr("You can undo this."))
    return " ".join(sentences)
