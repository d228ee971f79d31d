"""The memo of a coding: a roomy field for several lines, stored as it is typed."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from app.errors import StoreError, UserError
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.kit.form import FormDialog, text_field
from app.ui.kit.lines import below
from app.ui.kit.plain import Heading, Hint
from app.ui.surface.marks import CodingMark

LINES = 9
WIDE = 560
PAUSE = 1500  # milliseconds without a key after which what was typed is stored
Write = Callable[[int, str, str], object]  # coding, memo, and the memo that it takes the place of


@dataclass(frozen=True)
class MemoDraft:
    """Words that were typed over a memo that was `seen`, and could not be stored."""

    words: str
    seen: str
    coder_id: int


class MemoDialog(FormDialog):
    """Enter begins a line, Ctrl+Enter and Escape leave; what is typed is stored at each pause and at the end.

    After a refusal it is stored only on purpose: what cannot be stored is then a draft.
    """

    def __init__(
        self,
        parent: QWidget,
        mark: CodingMark,
        quote: str,
        write: Callable[[str, Mapping[str, Any]], object],
        draft: MemoDraft | None = None,
        *,
        may_change: bool = True,
    ) -> None:
        super().__init__(parent, tr("Memo"), tr("Save"))
        self._write, self._mark = write, mark
        self._seen = draft.seen if draft else mark.memo  # the memo whose place the words take
        self._opened = Opened({"memo": self._seen})
        self.words = text_field(draft.words if draft else mark.memo, LINES)
        self.words.document().setModified(draft is not None)
        self.words.setReadOnly(not may_change)
        self.words.setPlaceholderText(tr("What you want to remember about this coding"))
        self.words.setAccessibleName(tr("Memo"))
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self.ok.setVisible(may_change)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Close"))
        self._is_refused = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)
        self.words.textChanged.connect(self._pause.start)
        about = Heading(f"{mark.code_name} ({mark.coder_initials})")
        passage = Hint(f"“{quote}”")
        column = below(spacing=8)
        for widget in (about, passage, self.words):
            column.addWidget(widget)
        if may_change:
            column.addWidget(Hint(tr("Stored as you type.")))
        self.lay_out(column, WIDE)
        self.words.setFocus()

    def submit(self) -> None:
        """Write the memo where words were typed: the field gives other white space than it was given."""
        self._pause.stop()
        if self.draft() is not None:
            words = self.words.toPlainText().strip()
            self._opened.store(partial(self._write, words))
            self._seen = self._opened.values["memo"] = words
        self.words.document().setModified(False)

    def keep(self) -> None:
        """Store what was typed, unless it was refused before: then that is the person's to answer."""
        if not self._is_refused:
            self.submitted()

    def refuse(self, sentence: str, field: str = "") -> None:
        """Say why; from now on it is stored on purpose only."""
        self._is_refused = True
        super().refuse(sentence, field)

    def field_of(self, _name: str, /) -> QWidget | None:
        """There is one."""
        return self.words

    def reject(self) -> None:
        """Leave, with what was typed stored as far as that can be; the rest stays a draft."""
        self._pause.stop()
        if not self._is_refused:
            with suppress(UserError, StoreError):
                self.submit()
        super().reject()

    def is_touched(self) -> bool:
        """Nothing typed is lost."""
        return False

    def draft(self) -> MemoDraft | None:
        """What was typed and is not stored; None where nothing was, or where it is the memo already."""
        words = self.words.toPlainText()
        is_draft = self.words.document().isModified() and words.strip() != self._seen
        return MemoDraft(words, self._seen, self._mark.coder_id) if is_draft else None


class Memos(QObject):
    """Opens the memos of codings; what could not be stored is kept by coding while the project is open."""

    changed = Signal()  # a draft came or went
    left = Signal()

    def __init__(self, over: QWidget, write: Write) -> None:
        super().__init__(over)
        self._over, self._write = over, write
        self.drafts: dict[int, MemoDraft] = {}

    def leave(self) -> None:
        """Close the memo that is open, with what was typed stored."""
        for dialog in self._over.findChildren(MemoDialog):
            if dialog.isVisible():
                dialog.reject()

    def forget(self, coding_id: int) -> None:
        """A draft was stored."""
        self.drafts.pop(coding_id, None)
        self.changed.emit()

    def open(self, mark: CodingMark, quote: str, foot: QPoint, *, may_change: bool) -> MemoDialog:
        """Open a coding's memo; its lower edge stands at `foot`, a global place, where the screen has room.

        `may_change`: whether it may be changed.
        """

        def write(memo: str, seen: Mapping[str, Any]) -> None:
            self._write(mark.id, memo, str(seen["memo"]))

        def end(_: int) -> None:
            draft = dialog.draft()
            self.drafts.pop(mark.id, None)
            if draft is not None:
                self.drafts[mark.id] = draft
            dialog.deleteLater()
            self.changed.emit()
            self.left.emit()

        draft = self.drafts.get(mark.id) if may_change else None
        dialog = MemoDialog(self._over, mark, quote, write, draft, may_change=may_change)
        dialog.finished.connect(end)
        dialog.open()
        room = dialog.screen().availableGeometry()
        top = max(room.top(), foot.y() - dialog.frameGeometry().height())
        dialog.move(max(room.left(), foot.x() - dialog.width() // 2), top)
        return dialog
