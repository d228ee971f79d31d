"""The line below the text: what is coded at the caret, by whom, how surely, and the memo."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout

from app.isolation import in_order, isolated
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.chip import chip_icon, shortened
from app.ui.kit.elided import ElidedLabel, cut
from app.ui.kit.lines import STRETCH, beside
from app.ui.kit.plain import Label, literal, plain_tip
from app.ui.surface.direction import paragraph_direction
from app.ui.surface.marks import CodingMark

CHIPS = 4
CHIP_CHARACTERS = 26
CHIP_LEAST = 100  # pixels; where chips would be narrower, fewer are shown
MEMO_LEAST = 180  # pixels that no number of chips takes from the memo
COUNT_ROOM = 40
SPACE = 8
LINE_BREAK = " ⏎ "
TOLD_FOR = 4000  # milliseconds
TOLD_SHARE = 0.6  # of the line, at most


class MemoField(QLineEdit):
    """Shows the beginning of a memo; a click or a key opens the whole of it."""

    opened = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholderText=placeholder, readOnly=True)
        self._memo = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_memo(self, words: str) -> None:
        """Show as much of it as there is room for."""
        self._memo = LINE_BREAK.join(words.split("\n"))
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for more or less of it."""
        super().resizeEvent(event)
        self._elide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and whatever writes open it."""
        writes = bool(event.text()) and event.text().isprintable()
        if writes or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _elide(self) -> None:
        room = self.width() - 2 * self.fontMetrics().averageCharWidth() - 12
        self.setText(self.fontMetrics().elidedText(self._memo, Qt.TextElideMode.ElideRight, room))
        self.setCursorPosition(0)


class PassageLine(QFrame):
    """Shows codings and the memo, takes sureness and the wish to undo; its height never depends on them.

    Else the text above it would move while words are being selected.
    """

    coding_chosen = Signal(int)
    memo_wanted = Signal()
    sureness_set = Signal(int, bool)
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("passageLine")
        self._mark: CodingMark | None = None
        self._marks: Sequence[CodingMark] = ()
        self._chipped: tuple[tuple[CodingMark, ...], CodingMark | None, int] = ((), None, 0)
        self.words = ElidedLabel()
        self.words.setProperty("muted", True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.told = ElidedLabel(modest=True)
        self.told.hide()
        self.undo = tool_button("", tr("Take it back (Ctrl+Z)"), self.undo_wanted)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(2)
        self.unsure = QCheckBox(tr("unsure"))
        self.unsure.setToolTip(tr("Mark this coding for discussion (Ctrl+U)"))
        self.unsure.clicked.connect(self._set_sureness)
        self.memo = MemoField(tr("Memo on this coding (Ctrl+M)"))
        self.memo.setProperty("quiet", True)
        self.memo.setAccessibleName(tr("Memo"))
        self.memo.opened.connect(self.memo_wanted)
        self._timer = QTimer(self, singleShot=True, interval=TOLD_FOR)
        self._timer.timeout.connect(self.told.hide)
        self._quote = ""
        self._lay_out()
        self.show_place((), None, "", may_change=False)

    def show_place(
        self,
        marks: Sequence[CodingMark],
        selected: CodingMark | None,
        quote: str,
        *,
        may_change: bool,
        draft: str = "",
    ) -> None:
        """Show the codings at the caret; `may_change` the selected one, else the first.

        `draft` is what was typed for its memo and not saved.
        """
        mark = selected or (marks[0] if marks else None)
        self._mark, self._marks = mark, marks
        self.memo.setVisible(mark is not None and (may_change or bool(mark.memo)))
        self.unsure.setVisible(mark is not None)
        self.unsure.setEnabled(may_change)
        self._fill_chips()
        self._quote = quote
        self._show_words()
        if mark is not None:
            self.unsure.setChecked(not mark.sure)
            self.memo.show_memo(tr("Not saved: {what}", what=draft) if draft else mark.memo)
            tip = tr("Open the memo (Ctrl+M)")
            self.memo.setToolTip(plain_tip("\n\n".join(filter(None, (draft or mark.memo, tip)))))

    def tell(self, sentence: str) -> None:
        """Show for a while what was done."""
        self.told.setText(in_order(sentence))
        self.told.setToolTip(plain_tip(sentence))
        self.told.setMaximumWidth(int(self.width() * TOLD_SHARE))  # the words at hand stay in sight
        self.told.show()
        self._timer.start()

    def go_on(self) -> None:
        """Something else was done: what was told is over."""
        if self._timer.isActive():
            self._timer.stop()
            self.told.hide()

    def show_undo(self, label: str | None) -> None:
        """Name what Undo would take back."""
        self.undo.setVisible(label is not None)
        self.undo.setText(tr("Undo: {action}", action=literal(isolated(shortened(label or "", 48)))))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for more or less of the codings' names."""
        super().resizeEvent(event)
        self._fill_chips()

    def _show_words(self) -> None:
        if self._quote:
            self._put_words(f"“{self._quote}”")
        elif self._mark is None:
            self._put_words(tr("Select words, then press a code’s key, or Enter to find a code by name."))
        else:
            self._put_words("")

    def _put_words(self, words: str) -> None:
        rtl = paragraph_direction(words, "ltr") == "rtl"
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.words.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.words.setText(words)
        self.words.setToolTip(plain_tip(words))

    def _fill_chips(self) -> None:
        """Chips for as many codings as have room beside the memo, each with its share of it."""
        marks, current = self._marks, self._mark
        if self._chipped == (tuple(marks), current, self.width()):
            return
        self._chipped = (tuple(marks), current, self.width())
        while item := self._chips.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        edges = self._column.contentsMargins()
        room = self.width() - edges.left() - edges.right() - MEMO_LEAST - self.unsure.sizeHint().width()
        room -= 3 * SPACE
        shown = max(1, min(len(marks), CHIPS, room // CHIP_LEAST))
        room -= COUNT_ROOM if len(marks) > shown else 0
        for index, mark in enumerate(marks[:shown]):
            chip = self._chip(mark, room // (shown - index))
            chip.setChecked(mark == current)
            room -= chip.sizeHint().width() + self._chips.spacing()
            self._chips.addWidget(chip)
            chip.show()
        if len(marks) > shown:
            more = Label(f"+{len(marks) - shown}")
            more.setToolTip(plain_tip("\n".join(_about(mark) for mark in marks[shown:])))
            self._chips.addWidget(more)
            more.show()

    def _chip(self, mark: CodingMark, room: int) -> QToolButton:
        """A button that is as wide as its words, or as its room where that is less."""
        tail = _about(mark)[len(mark.code_name) :]
        tip = tr("{coding}: select this coding", coding=_about(mark))
        name = isolated(shortened(mark.code_name, CHIP_CHARACTERS))
        chip = tool_button(name + tail, tip, partial(self._choose, mark.id))
        chip.setIcon(chip_icon(mark.colour))
        chip.setCheckable(True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setParent(self)
        chip.ensurePolished()
        over = chip.sizeHint().width() - room
        if over > 0:
            metrics = chip.fontMetrics()
            wide = metrics.horizontalAdvance(name + tail) - over
            several = len({mark_here.coder_id for mark_here in self._marks}) > 1
            tail = f"{' ' + mark.coder_initials if several else ''}{'' if mark.sure else ' ?'}"
            wide -= metrics.horizontalAdvance(tail)
            name = cut(metrics, name, wide)
            chip.setText(literal(name + tail))
        return chip

    def _choose(self, coding_id: int, _checked: bool) -> None:
        self.coding_chosen.emit(coding_id)

    def _set_sureness(self, unsure: bool) -> None:
        if self._mark is not None:
            self.sureness_set.emit(self._mark.id, not unsure)

    def _lay_out(self) -> None:
        first = beside((self.words, 1), self.told, self.undo, spacing=SPACE)
        second = beside(self._chips, self.unsure, (self.memo, 1), (STRETCH, 0), spacing=SPACE)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 8)
        column.setSpacing(4)
        column.addLayout(first, 1)
        column.addLayout(second, 1)


def _about(mark: CodingMark) -> str:
    state = "" if mark.sure else ", " + tr("unsure")
    return f"{mark.code_name} ({mark.coder_initials}{state})"
