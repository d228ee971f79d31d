"""The line below the text: what is coded at the caret, by whom, how surely, and the memo."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
)

from app.ui.buttons import tool_button
from app.ui.kit.plain import Label, literal
from app.ui.text.marks import CodingMark
from app.ui.text.selection_bar import chip_icon, shortened

CHIPS = 4
CHIP_CHARACTERS = 26
LINE_BREAK = " ⏎ "
TOLD_FOR = 4000  # milliseconds


class PassageLine(QFrame):
    """Shows codings and takes memo, sureness and the wish to undo; its height never depends on them.

    Else the text above it would move while words are being selected.
    """

    coding_chosen = Signal(int)
    memo_written = Signal(int, str, str)  # coding, memo, and the memo that it takes the place of
    sureness_set = Signal(int, bool)
    undo_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("passageLine")
        self._mark: CodingMark | None = None
        self._seen = ""
        self._chipped: tuple[tuple[CodingMark, ...], CodingMark | None] = ((), None)
        self.words = Label()
        self.words.setProperty("muted", True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.undo = tool_button("", self.tr("Take it back (Ctrl+Z)"), self.undo_wanted)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(2)
        self.unsure = QCheckBox(self.tr("unsure"))
        self.unsure.setToolTip(self.tr("Mark this coding for discussion (Ctrl+U)"))
        self.unsure.clicked.connect(self._set_sureness)
        self.memo = QLineEdit(placeholderText=self.tr("Memo on this coding (Ctrl+M)"))
        self.memo.setProperty("quiet", True)
        self.memo.setAccessibleName(self.tr("Memo"))
        self.memo.installEventFilter(self)
        self.memo.editingFinished.connect(self._write_memo)
        self.memo.returnPressed.connect(self.left)
        self._told = QTimer(self, singleShot=True, interval=TOLD_FOR)
        self._told.timeout.connect(self._show_words)
        self._quote = ""
        self._lay_out()
        self.show_place((), None, "", own=False)

    def show_place(
        self, here: Sequence[CodingMark], selected: CodingMark | None, quote: str, *, own: bool
    ) -> None:
        """Show the codings at the caret; `own`: the selected one, else the first, may be changed."""
        mark = selected or (here[0] if here else None)
        if self._mark is not None and self.memo.isModified() and (mark is None or mark.id != self._mark.id):
            self._write_memo()
        self._mark = mark
        self._fill_chips(here, mark)
        for widget in (self.memo, self.unsure):
            widget.setVisible(mark is not None)
            widget.setEnabled(own)
        self._quote = quote
        self._show_words()
        if mark is not None:
            self.unsure.setChecked(not mark.sure)
            if not self.memo.isModified():
                self._seen = mark.memo
                self.memo.setText(mark.memo.replace("\n", LINE_BREAK))
                self.memo.setCursorPosition(0)

    def tell(self, sentence: str) -> None:
        """Show for a while what was done."""
        self.words.setText(sentence)
        self._told.start()

    def show_undo(self, label: str | None) -> None:
        """Name what Undo would take back."""
        self.undo.setVisible(label is not None)
        self.undo.setText(self.tr("Undo: {}").format(literal(shortened(label or "", 48))))

    def edit_memo(self) -> None:
        """Put the caret into the memo."""
        self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.memo.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """As high as two lines of the program's typeface need."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_height()

    def showEvent(self, event: QShowEvent) -> None:
        """The program's look is known now."""
        super().showEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        probe = tool_button("Ág", "", lambda: None)
        probe.setParent(self)
        row = max(widget.sizeHint().height() for widget in (probe, self.memo, self.unsure))
        probe.deleteLater()
        margins = self._column.contentsMargins()
        self.setFixedHeight(2 * row + self._column.spacing() + margins.top() + margins.bottom())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the memo as it was."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.memo and event.type() == QEvent.Type.KeyPress and is_escape:
            self.memo.setText(self._mark.memo.replace("\n", LINE_BREAK) if self._mark else "")
            self.memo.setModified(False)
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _show_words(self) -> None:
        if self._told.isActive():
            return
        if self._quote:
            words = f"“{self._quote}”"
            room = max(80, self.words.width())
            self.words.setText(self.words.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
        elif self._mark is None:
            self.words.setText(
                self.tr("Select words, then press a code’s key, or Enter to find a code by name.")
            )
        else:
            self.words.setText("")

    def _fill_chips(self, here: Sequence[CodingMark], current: CodingMark | None) -> None:
        if self._chipped == (tuple(here), current):
            return
        self._chipped = (tuple(here), current)
        while item := self._chips.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for mark in here[:CHIPS]:
            state = "" if mark.sure else ", " + self.tr("unsure")
            words = f"{shortened(mark.code_name, CHIP_CHARACTERS)} ({mark.coder_initials}{state})"
            tip = self.tr("{}: select this coding").format(mark.code_name)
            chip = tool_button(words, tip, partial(self._choose, mark.id))
            chip.setIcon(chip_icon(mark.colour))
            chip.setCheckable(True)
            chip.setChecked(mark == current)
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._chips.addWidget(chip)
            chip.show()
        if len(here) > CHIPS:
            self._chips.addWidget(Label(f"+{len(here) - CHIPS}"))

    def _choose(self, coding_id: int, _checked: bool) -> None:
        self.coding_chosen.emit(coding_id)

    def _write_memo(self) -> None:
        if self._mark is not None and self.memo.isModified():
            self.memo.setModified(False)
            memo = self.memo.text().replace(LINE_BREAK, "\n").strip()
            self.memo_written.emit(self._mark.id, memo, self._seen)

    def keep_memo(self, coding_id: int, memo: str, seen: str) -> None:
        """Keep what was refused as a draft: it may be written over the memo that is `seen` now."""
        if self._mark is not None and self._mark.id == coding_id:
            self._seen = seen
            self.memo.setText(memo.replace("\n", LINE_BREAK))
            self.memo.setModified(True)

    def _set_sureness(self, unsure: bool) -> None:
        if self._mark is not None:
            self.sureness_set.emit(self._mark.id, not unsure)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.words, 1)
        first.addWidget(self.undo)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addLayout(self._chips)
        second.addWidget(self.unsure)
        second.addWidget(self.memo, 1)
        second.addStretch(0)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 8)
        column.setSpacing(4)
        column.addLayout(first, 1)
        column.addLayout(second, 1)
