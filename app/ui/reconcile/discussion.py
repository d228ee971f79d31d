"""What the team says about an item, and a field to say more; Enter says it and goes back to the passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QTextBrowser, QVBoxLayout, QWidget


@dataclass(frozen=True)
class Said:
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
        title = QLabel(self.tr("Discussion"))
        title.setProperty("muted", True)
        title.setContentsMargins(14, 8, 14, 2)
        self.list = QTextBrowser()
        self.list.setObjectName("definitionCard")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Discussion"))
        self.list.document().setDocumentMargin(14)
        self.field = Field(placeholderText=self.tr("Say something about this passage ({})").format(key))
        self.field.setAccessibleName(self.tr("Add to the discussion"))
        self.field.written.connect(self._take)
        self.field.left.connect(self.left)
        self._notes: Sequence[Said] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 6, 10, 10)
        foot.addWidget(self.field)
        column.addLayout(foot)

    def show_notes(self, notes: Sequence[Said]) -> None:
        """Show what was said, the last in sight."""
        self._notes = notes
        self._write()
        self.list.verticalScrollBar().setValue(self.list.verticalScrollBar().maximum())

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()

    def _write(self) -> None:
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        size = self.fontInfo().pixelSize()
        if not self._notes:
            words = escape(self.tr("Nothing has been said about this passage yet."))
            self.list.setHtml(f"<p style='color:{muted}; font-size:{size}px'>{words}</p>")
            return
        self.list.setHtml("".join(_note_html(one, muted, size) for one in self._notes))

    def _take(self) -> None:
        words = self.field.text().strip()
        if words:
            self.field.clear()
            self.note_written.emit(words)
        self.left.emit()


def _note_html(one: Said, muted: str, size: int) -> str:
    head = f"<span style='color:{muted}; font-size:{size - 2}px'>{escape(one.name)} · {escape(one.at)}</span>"
    words = escape(one.text).replace("\n", "<br>")
    return f"<p dir='auto' style='margin:0 0 8px 0; font-size:{size}px'>{head}<br>{words}</p>"
