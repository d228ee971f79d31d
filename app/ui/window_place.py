"""Remembers the window's size and place, and the widths of its columns."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow, QSplitter

from app import settings

NORMAL_WIDTH, NORMAL_HEIGHT = 1280, 800
TITLE_BAR = 32  # pixels that the system needs for its own


def restore_window(window: QMainWindow) -> None:
    """Put the window where it was."""
    room = window.screen().availableSize() - QSize(0, TITLE_BAR)
    window.resize(QSize(NORMAL_WIDTH, NORMAL_HEIGHT).boundedTo(room))
    stored = settings.read("window", "")
    if stored:
        window.restoreGeometry(_bytes(stored))


def store_window(window: QMainWindow) -> None:
    """Remember where the window is."""
    settings.write("window", _text(window.saveGeometry()))


def restore_splitter(splitter: QSplitter, key: str) -> None:
    """Give a splitter's columns the widths that they had."""
    stored = settings.read(f"columns of {key}", "")
    if stored:
        splitter.restoreState(_bytes(stored))


def store_splitter(splitter: QSplitter, key: str) -> None:
    """Remember the widths of a splitter's columns."""
    settings.write(f"columns of {key}", _text(splitter.saveState()))


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()
