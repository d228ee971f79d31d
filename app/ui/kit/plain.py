"""Words of the project where Qt would read markup or mnemonics: labels, tips, boxes, buttons and menus."""

from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as Reading
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from app.isolation import in_order

LONGEST_TIP_LINE = 80  # characters; a plain tip has no line breaks of its own


class Label(QLabel):
    """Shows its words as they are: `<`, `&` and addresses are signs like others, and nothing is loaded."""

    def __init__(self, words: str = "", **properties: Any) -> None:
        super().__init__(**properties)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)


class Hint(Label):
    """Words that step back behind others and wrap."""

    def __init__(self, words: str = "", **properties: Any) -> None:
        super().__init__(words, **{"wordWrap": True} | properties)
        self.setProperty("muted", True)


class Heading(Label):
    """Words over what they name; they wrap."""

    def __init__(self, words: str = "", **properties: Any) -> None:
        super().__init__(words, **{"wordWrap": True} | properties)
        self.setProperty("heading", True)


class RichLabel(QLabel):
    """Shows markup that the program wrote itself; whatever a project says goes through `escape` first."""

    def __init__(self, words: str = "", **properties: Any) -> None:
        super().__init__(**properties)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(words)


def plain_tip(words: str | None) -> str:
    """A tip that says just these words, in lines that can be read.

    Qt takes a tip for markup where it looks like it, and breaks lines of markup only.
    """
    if not words:
        return ""
    longest = max(map(len, words.split("\n")))
    if longest <= LONGEST_TIP_LINE and not Reading.mightBeRichText(words):
        return words
    return f"<div dir='auto'>{escape(words).replace(chr(10), '<br>')}</div>"


def in_role(words: str, role: int) -> str:
    """Words that an item of a list or table shows, safe where they are its tip."""
    return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words


def literal(words: str) -> str:
    """Words for a button, menu, tab, check box or form row, where Qt takes `&` for the sign of a key."""
    return words.replace("&", "&&")


def without_keys(words: str) -> str:
    """What a text with keys says without them."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def name_action(action: QAction, words: str) -> QAction:
    """Let an action bear these words, and its tip say just them: left alone, Qt makes the tip of the text."""
    action.setText(words)
    action.setToolTip(plain_tip(without_keys(words)))
    return action


class MessageBox(QMessageBox):
    """A question or a notice over its window, in plain words; its title is the window's."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        words: str,
        more: str = "",
        icon: QMessageBox.Icon = QMessageBox.Icon.NoIcon,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(title)
        self.setIcon(icon)
        self.setText(in_order(words))
        self.setInformativeText(in_order(more))
