"""A field over the window that finds any action, document or code and does what it is for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.folding import folded
from app.translation import tr
from app.ui.kit.lines import below
from app.ui.palette.delegate import ASIDE, HitDelegate

HITS = 12
WIDTH, TOP = 620, 72


@dataclass(frozen=True)
class PaletteEntry:
    """One thing that can be found: what it is called, what kind it is, its keys, and what it does."""

    name: str
    kind: str
    do: Callable[[], object]
    keys: str = ""
    icon: QIcon | None = None


def matching(choices: Sequence[PaletteEntry], typed: str, limit: int = HITS) -> list[PaletteEntry]:
    """Choices whose name has every word that was typed; those that begin with it first."""
    words = folded(typed).split()
    ranked = []
    for index, choice in enumerate(choices):
        name = folded(choice.name)
        if all(word in name or word in folded(choice.kind) for word in words):
            starts = bool(words) and name.startswith(words[0])
            inside = bool(words) and all(f" {word}" in f" {name}" for word in words)
            ranked.append((0 if starts else 1 if inside else 2, index, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda rank: rank[:2])[:limit]]


class CommandPalette(QFrame):
    """Opens over its window; Enter does the first hit, Escape closes."""

    def __init__(self, window: QWidget, choices: Callable[[], Sequence[PaletteEntry]]) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window, self._choices = window, choices
        self._hits: list[PaletteEntry] = []
        self._all: Sequence[PaletteEntry] = ()
        self._focus_before: QWidget | None = None
        self.field = QLineEdit(placeholderText=tr("Find an action, a document or a code"))
        self.field.setAccessibleName(tr("Find an action, a document or a code"))
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._take)
        self.field.installEventFilter(self)
        self.hits = QListWidget()
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setItemDelegate(HitDelegate(self.hits))
        self.hits.itemClicked.connect(self._take)
        below(self.field, self.hits, on=self, margins=(8, 8, 8, 8))
        self.hide()

    def open(self) -> None:
        """Show everything, ready for typing; a second time closes it."""
        if self.isVisible():
            self.leave()
            return
        self._focus_before = self._window.focusWidget()
        self._all = self._choices()
        self.field.clear()
        self._find("")
        self.show()
        self.raise_()
        self._lay_out()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down and Escape work while typing; a click elsewhere closes."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.hits.count():
                self.hits.setCurrentRow((self.hits.currentRow() + step) % self.hits.count())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self._window.isActiveWindow():
            self.hide()
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._hits = matching(self._all, typed)
        self.hits.clear()
        for choice in self._hits:
            item = QListWidgetItem(choice.name)
            item.setData(ASIDE, choice.keys or choice.kind)
            if choice.icon is not None:
                item.setIcon(choice.icon)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)
        self._lay_out()

    def _take(self) -> None:
        row = self.hits.currentRow()
        if 0 <= row < len(self._hits):
            choice = self._hits[row]
            self.leave()
            choice.do()

    def _lay_out(self) -> None:
        width = min(WIDTH, self._window.width() - 40)
        row = max(28, self.hits.sizeHintForRow(0))
        self.hits.setFixedHeight(row * max(1, min(HITS, len(self._hits))) + 8)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, TOP)
