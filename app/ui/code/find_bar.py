"""The bar that finds words in the text below it: what is sought, how it is meant, how many there are."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QSizePolicy

from app.sought import LONGEST, Query
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Hint

TYPED_FOR = 120  # milliseconds without a key before the search begins


class FindBar(QFrame):
    """Asks, and shows the answer; it knows no text."""

    asked = Signal()  # something else is sought, or it is meant otherwise
    step_wanted = Signal(int)  # to the next (1) or the previous one (-1)
    everywhere_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self.words = QLineEdit(placeholderText=tr("Find in this document"), clearButtonEnabled=True)
        self.words.setAccessibleName(tr("Find in this document"))
        self.words.setMaxLength(LONGEST)
        self.words.setMinimumWidth(160)
        self.count = ElidedLabel()
        self.count.setProperty("muted", True)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.refusal = Hint()
        self.refusal.hide()
        self._typing = QTimer(self, singleShot=True, interval=TYPED_FOR)
        self._typing.timeout.connect(self.asked)
        self.words.textEdited.connect(lambda _: self._typing.start())
        self.words.textChanged.connect(lambda words: self._clear() if not words else None)
        self.before = tool_button(
            "▴", tr("The one before (Shift+F3)"), lambda: self.step_wanted.emit(-1), tr("The one before")
        )
        self.after = tool_button(
            "▾", tr("The next one (F3)"), lambda: self.step_wanted.emit(1), tr("The next one")
        )
        self.how = tool_button(
            tr("Options") + "  ▾", tr("What counts as the same"), lambda: None, tr("Options")
        )
        self.how.setPopupMode(self.how.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.whole_words = self._option(tr("&Whole words"))
        self.case = self._option(tr("Upper and lower &case"))
        self.accents = self._option(tr("&Accents and marks"))
        self.pattern = self._option(tr("&Pattern (regular expression)"))
        self.how.setMenu(self._menu)
        self.everywhere = tool_button(
            tr("In everything"),
            tr("Find it in all texts, memos, notes and definitions (Ctrl+Shift+F)"),
            self.everywhere_wanted,
        )
        self.close_button = tool_button("✕", tr("Close (Esc)"), self.left, tr("Close"))
        self._lay_out()

    def _option(self, name: str) -> QAction:
        action = self._menu.addAction(name)
        action.setCheckable(True)
        action.toggled.connect(lambda _: self.asked.emit())
        return action

    def _lay_out(self) -> None:
        column = below(on=self, margins=(16, 5, 12, 5), spacing=4)
        row = beside(spacing=6)
        column.addLayout(row)
        column.addWidget(self.refusal)
        row.addWidget(self.words, 3)
        row.addWidget(self.count, 2)
        for widget in (self.before, self.after, self.how, self.everywhere, self.close_button):
            row.addWidget(widget)
        self.setTabOrder(self.words, self.before)

    def query(self) -> Query:
        """What is sought now."""
        return Query(
            self.words.text(),
            pattern=self.pattern.isChecked(),
            whole_words=self.whole_words.isChecked(),
            case=self.case.isChecked(),
            accents=self.accents.isChecked(),
        )

    def begin(self, words: str) -> None:
        """Let somebody type, with these words as a beginning, if there are any."""
        if words and words != self.words.text():
            self.words.setText(words)
            self.asked.emit()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def say(self, sentence: str) -> None:
        """“3 of 17”, or that there is none."""
        self.count.setText(sentence)
        self.count.setAccessibleName(sentence)
        self.refusal.hide()

    def refuse(self, sentence: str) -> None:
        """Why nothing can be looked for, whole, below what was typed."""
        self.say("")
        self.refusal.setText(sentence)
        self.refusal.show()

    def ask_now(self) -> bool:
        """Whether words were typed just now and not asked for yet: then they are asked for."""
        waits = self._typing.isActive()
        if waits:
            self._typing.stop()
            self.asked.emit()
        return waits

    def _clear(self) -> None:
        self._typing.stop()
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step_wanted.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
