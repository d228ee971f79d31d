"""A sentence at the foot of the window that stops nobody: an error stays until closed, good news passes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from app.ui.buttons import tool_button

GOOD_NEWS_PASS_AFTER = 8000  # milliseconds


class MessageBar(QFrame):
    """Shows one sentence at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self.label = QLabel(wordWrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = tool_button("✕", self.tr("Close (Esc)"), self.hide, self.tr("Close this message"))
        self.offer = QPushButton()
        self.offer.clicked.connect(self._take_offer)
        self._take: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.addWidget(self.label, 1)
        row.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._passing = QTimer(self, singleShot=True, interval=GOOD_NEWS_PASS_AFTER)
        self._passing.timeout.connect(self.hide)
        self.hide()

    def show_error(self, sentence: str) -> None:
        """Show what went wrong, until the person closes it."""
        self._passing.stop()
        self._show(sentence, good=False)

    def show_news(self, sentence: str, offer: str = "", take: Callable[[], object] | None = None) -> None:
        """Show what was done, for a while; `offer` names a button that does `take`."""
        self._show(sentence, good=True)
        self._take = take
        self.offer.setText(offer)
        self.offer.setVisible(take is not None)
        self._passing.start()

    def text(self) -> str:
        """The sentence that is shown, or an empty one."""
        return self.label.text() if not self.isHidden() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _take_offer(self) -> None:
        if self._take is not None:
            self._take()

    def _show(self, sentence: str, *, good: bool) -> None:
        self.setProperty("good", good)
        self.style().unpolish(self)
        self.style().polish(self)
        self.label.setText(sentence)
        self.offer.hide()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))
