"""Proposing a change of the codebook, with a passage that shows why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QWidget,
)

from app.codebook.proposals import EvidencePassage
from app.codebook.queries import CodeRow, codebook
from app.in_context import quote
from app.translation import tr
from app.ui.codebook.revising.gestures import RevisionGestures
from app.ui.codebook.revising.proposal_words import kind_names
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import Label
from app.ui.session import ProjectSession

LONGEST_QUOTE = 240  # code points


class ProposeDialog(FormDialog):
    """Asks what should change; what is refused is said here, and nothing typed is lost."""

    def __init__(
        self,
        parent: QWidget | None,
        session: ProjectSession,
        code_id: int | None = None,
        place: EvidencePassage | None = None,
        *,
        kind: str = "exclusion",
        target_id: int | None = None,
    ) -> None:
        super().__init__(parent, tr("Propose a change of the codebook"), tr("Propose"))
        self._gestures, self._place = RevisionGestures(session), place
        with session.project.read() as reading:
            codes = codebook(reading)
        self.kind = ChoiceBox()
        for kind_key, name in kind_names().items():
            self.kind.addItem(name, kind_key)
        self.code, self.target = _codes(codes), _codes(codes)
        self.code.insertItem(0, tr("The codebook as a whole"), None)
        self.text = text_field(lines=4)
        self._lay_out()
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.code.setCurrentIndex(self.code.findData(code_id))
        self.target.setCurrentIndex(self.target.findData(target_id))
        self.kind.currentIndexChanged.connect(self._ask)
        self._ask()
        self.text.setFocus()

    def _lay_out(self) -> None:
        self._form = form_layout()
        self._about = Label()
        self._about.setBuddy(self.code)
        self._form.addRow(self._about, self.code)
        self._form.addRow(tr("&What"), self.kind)
        self._form.addRow(tr("&Into"), self.target)
        self._words = Label(tr("In &words"))
        self._words.setBuddy(self.text)
        self._form.addRow(self._words, self.text)
        if self._place is not None:
            words = self._place.quote
            passage = Label(f"“{quote(words, 0, len(words), LONGEST_QUOTE)}”", wordWrap=True)
            passage.setAlignment(Qt.AlignmentFlag.AlignTop)
            passage.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._form.addRow(tr("Passage"), passage)
        self.lay_out(self._form, 560)

    def _ask(self, _: int = 0) -> None:
        kind = self.kind.currentData()
        self._form.setRowVisible(self.target, kind == "merge")
        self._about.setText(tr("&Under") if kind == "new" else tr("&About"))
        self.text.setPlaceholderText(
            {
                "exclusion": tr("Do not use it when …"),
                "example": tr("Leave empty to take the passage as it is"),
                "merge": tr("Why the two are one"),
                "split": tr("Names of the new codes, one in a line"),
                "new": tr("The code’s name; below it, in lines of their own, what it means"),
                "other": tr("What should change"),
            }[kind]
        )

    def submit(self) -> None:
        """Store the proposal."""
        kind, code_id = self.kind.currentData(), self.code.currentData()
        where = self._place
        self._gestures.propose(
            kind,
            self.code.currentText() if code_id is not None else "",
            code_id=code_id,
            target_id=self.target.currentData() if kind == "merge" else None,
            text=self.text.toPlainText(),
            document_id=where.document_id if where else None,
            start=where.start if where else None,
            end=where.end if where else None,
        )


def _codes(codes: Sequence[CodeRow]) -> QComboBox:
    box = ChoiceBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    for code in codes:
        box.addItem(chip_icon(code.colour), code.name, code.id)
    return box
