"""What the team says about an item, and a field to say more; Enter says it and goes back to the passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QTextBrowser, QWidget

from app.report.item_memos import ItemMemo
from app.translation import tr
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Hint


@dataclass(frozen=True)
class NoteLine:
    """One note: who, when, what."""

    name: str
    at: str
    text: str


class Field(QLineEdit):
    """A line to write in; Enter and Escape lead back to where keys decide."""

    written = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Escape, or writing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.written.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Discussion(QWidget):
    """Says what is to be added."""

    note_written = Signal(str)
    left = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        title = Hint(tr("Discussion"), wordWrap=False)
        title.setContentsMargins(14, 8, 14, 2)
        self.list = QTextBrowser()
        self.list.setObjectName("definitionCard")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(tr("Discussion"))
        self.list.document().setDocumentMargin(14)
        self.field = Field(placeholderText=tr("Say something about this passage ({key})", key=key))
        self.field.setAccessibleName(tr("Add to the discussion"))
        self.field.written.connect(self._take)
        self.field.left.connect(self.left)
        self._notes: Sequence[NoteLine] = ()
        self._memos: Sequence[ItemMemo] = ()
        column = below(title, (self.list, 1), on=self, margins=NO_MARGINS, spacing=0)
        foot = below(self.field, margins=(10, 6, 10, 10))
        column.addLayout(foot)

    def show_notes(self, notes: Sequence[NoteLine], memos: Sequence[ItemMemo] = ()) -> None:
        """Show coders' memos on their codings, then what was said, the last in sight."""
        if (list(notes), list(memos)) == (list(self._notes), list(self._memos)):
            return
        self._notes, self._memos = notes, memos
        self._write()
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.maximum() if notes else bar.minimum())

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()

    def _write(self) -> None:
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        size = self.fontInfo().pixelSize()
        parts = [
            _html(tr("{coder}, memo on {day}", coder=memo.who, day=memo.on), memo.text, muted, size)
            for memo in self._memos
        ]
        parts += [_html(f"{note.name} · {note.at}", note.text, muted, size) for note in self._notes]
        if not parts:
            words = escape(tr("Nothing has been said about this passage yet."))
            parts.append(f"<p style='color:{muted}; font-size:{size}px'>{words}</p>")
        self.list.setHtml("".join(parts))

    def _take(self) -> None:
        words = self.field.text().strip()
        if words:
            self.note_written.emit(words)
        self.left.emit()


def _html(head: str, text: str, muted: str, size: int) -> str:
    first = f"<span style='color:{muted}; font-size:{size - 2}px'>{escape(head)}</span>"
    words = escape(text).replace("\n", "<br>")
    return f"<p dir='auto' style='margin:0 0 8px 0; font-size:{size}px'>{first}<br>{words}</p>"
