"""Names stand everywhere as they are: nothing is read as markup, as a key, or as a thing to load."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as Reading
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTabBar,
    QTextEdit,
    QWidget,
)

from app.ui.main_window import MainWindow
from app.ui.menus.manual_window import ManualWindow
from tests.ui.everything import Everything, looked_at_boxes, menus_of, named_study

SAID = "Q&A"
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
IN_OPEN = 0x20
MOST_ROWS = 60
HORIZONTAL, VERTICAL = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class Opened:
    """Tells whether anybody opened a file, by the system's own watch."""

    def __init__(self, path: Path) -> None:
        library = ctypes.CDLL(None, use_errno=True)
        self._watch = library.inotify_init1(os.O_NONBLOCK)
        assert library.inotify_add_watch(self._watch, str(path).encode(), IN_OPEN) >= 0

    def times(self) -> int:
        """How often it was opened since the last question."""
        try:
            events = os.read(self._watch, 65_536)
        except BlockingIOError:
            return 0
        return len(events) // struct.calcsize("iIII")

    def close(self) -> None:
        """No watch any more."""
        os.close(self._watch)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    from PySide6.QtGui import QImage

    path = tmp_path / "x.png"
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(path))
    return path


@pytest.fixture
def opened(picture: Path) -> Iterator[Opened]:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells who opens a file; the walk over labels and tips runs everywhere")
    watch = Opened(picture)
    yield watch
    watch.close()


class Eye:
    """Notes whatever is not shown as it is."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.named = 0  # places where a name was seen

    def look(self, what: str, root: QWidget) -> None:
        """Go through a window or dialog with all that is in it."""
        for widget in (root, *root.findChildren(QWidget)):
            self._look_at(f"{what}: {type(widget).__name__} {widget.objectName()}", widget)
        for menu in menus_of(root):
            for action in menu.actions():
                self._key(f"{what}: menu", action.text())
                self._tip(f"{what}: tip of a menu", action.toolTip())

    def _look_at(self, where: str, widget: QWidget) -> None:
        for words in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            self._tip(where, words)
        if "&&" in widget.accessibleName():
            self.wrong.append(f"{where} is spoken: {widget.accessibleName()}")
        if isinstance(widget, QLabel):
            self._label(where, widget)
        elif isinstance(widget, QAbstractButton) and not widget.inherits("QTableCornerButton"):
            self._key(where, widget.text())
        elif isinstance(widget, QTabBar):
            for tab in range(widget.count()):
                self._key(where, widget.tabText(tab))
        elif isinstance(widget, QTextEdit) and not isinstance(widget.window(), ManualWindow):
            self._count(widget.toPlainText())
            if OBJECT in widget.toPlainText():
                self.wrong.append(f"{where} shows an object")
        elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model():
            self._items(where, widget.model(), QModelIndex())

    def _label(self, where: str, label: QLabel) -> None:
        words, how = label.text(), label.textFormat()
        self._count(words)
        if how == Qt.TextFormat.AutoText and Reading.mightBeRichText(words):
            self.wrong.append(f"{where} reads markup: {words}")
        if how == Qt.TextFormat.RichText:
            self._markup(where, words)
        if label.buddy() is not None:
            self._key(where, words)

    def _key(self, where: str, words: str) -> None:
        self._count(words)
        if SAID in words.replace("&&", "\0"):
            self.wrong.append(f"{where} takes & for a key: {words}")

    def _tip(self, where: str, words: str) -> None:
        if words and Reading.mightBeRichText(words):
            self._markup(where, words)

    def _markup(self, where: str, words: str) -> None:
        document = QTextDocument()
        document.setHtml(words)
        self._count(document.toPlainText())
        if OBJECT in document.toPlainText() or 'src="' in words:
            self.wrong.append(f"{where} shows an object: {words}")

    def _count(self, words: str) -> None:
        self.named += SAID in words or SAID.replace("&", "&&") in words

    def _items(self, where: str, model: QAbstractItemModel, parent: QModelIndex) -> None:
        tip = Qt.ItemDataRole.ToolTipRole
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for row in range(min(MOST_ROWS, model.rowCount(parent))):
            for column in range(columns):
                index = model.index(row, column, parent)
                self._count(str(index.data() or ""))
                self._tip(f"{where}, tip of a cell", str(index.data(tip) or ""))
                if column == 0:
                    self._items(where, model, index)
        for column in range(columns if not parent.isValid() else 0):
            for orientation in (HORIZONTAL, VERTICAL):
                self._tip(f"{where}, head", str(model.headerData(column, orientation, tip) or ""))


def test_no_window_and_no_dialog_reads_a_name_as_markup_or_loads_what_it_names(
    window: MainWindow, tmp_path: Path, picture: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def name(kind: str) -> str:
        return f'<img src="file://{picture}" width=9>{kind} {SAID}'

    eye = Eye()
    with looked_at_boxes(monkeypatch, eye.look):
        everything = Everything(window, name, eye.look)
        path = tmp_path / "study <b>x & co.intercoder"
        named_study(path, name)
        assert opened.times() == 0
        everything.open(path)
        everything.walk()

    assert sorted(set(eye.wrong)) == []
    assert opened.times() == 0
    assert eye.named > 300
    assert len(everything.seen) >= 33
