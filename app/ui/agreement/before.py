"""The Agreement workspace before anything was computed: what can be compared, and the button to begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.translation import tr
from app.ui.kit.plain import Label


class BeforeComputing(QWidget):
    """A sentence in the middle, and below it the button that computes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hint = Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("muted", True)
        self.hint.setMinimumWidth(480)
        self.first = QPushButton(tr("Compute agreement"))
        self.first.setProperty("primary", True)
        column = QVBoxLayout(self)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self.hint)
        middle.addStretch()
        column.addStretch(2)
        column.addLayout(middle)
        column.addSpacing(14)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
