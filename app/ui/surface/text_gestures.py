"""What keys and clicks do with the selected words and with codings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.translation import tr
from app.ui.surface.announce import say
from app.ui.surface.keys import MOVES, Gesture, code_key, gesture

if TYPE_CHECKING:
    from app.ui.surface.view import CodedTextView


class TextGestures(QObject):
    """Performs gestures on a text view; what the owner has to do, the view's signals say."""

    def __init__(self, view: CodedTextView) -> None:
        super().__init__(view)
        self._view = view
        self._shortcuts: frozenset[str] = frozenset()

    def set_shortcuts(self, keys: Iterable[str]) -> None:
        """The single characters that apply a code."""
        self._shortcuts = frozenset(key.lower() for key in keys)

    def meant(self, event: QKeyEvent) -> Gesture | None:
        """What a key means here and now; None for what the text itself does with it."""
        view = self._view
        return gesture(
            event,
            passage=view.textCursor().hasSelection(),
            coding=view.codings.selected is not None,
            coded=self._coded() is not None,
            inside=bool(view.codings.around(view.caret())),
            shortcuts=self._shortcuts,
        )

    def perform(self, wanted: Gesture, event: QKeyEvent) -> None:
        """Do what a key means."""
        view, typed = self._view, code_key(event, self._shortcuts) or event.text()
        if wanted in MOVES:
            if view.codings.selected is None and (coded := self._coded()) is not None:
                self.choose(coded)
            view.resizing.by_word(*MOVES[wanted])
        elif wanted is Gesture.APPLY_SHORTCUT:
            view.passage_bar.tell()
            view.shortcut_pressed.emit(typed)
        elif wanted is Gesture.OPEN_PALETTE:
            view.passage_bar.tell()
            view.palette_requested.emit(typed if typed.isprintable() else "")
        elif wanted is Gesture.SELECT_CODING:
            self._choose_at_caret()
        elif wanted is Gesture.REMOVE_CODING and view.codings.selected is not None:
            view.coding_removed.emit(view.codings.selected)
        elif wanted is Gesture.TOGGLE_SURE:
            view.sureness_toggled.emit()
        elif wanted is Gesture.NEXT:
            view.next_requested.emit()
        elif wanted is Gesture.PREVIOUS:
            view.previous_requested.emit()
        elif wanted is Gesture.LEAVE:
            self.leave()

    def leave(self) -> None:
        """Leave what goes on, one thing at a time: a drag, the bar, the words, the coding."""
        view = self._view
        if view.resizing.drag.edge:
            view.resizing.leave()
        elif view.selection_bar.isVisible():
            view.selection_bar.close_bar()
        elif view.textCursor().hasSelection():
            view.clear_selection()
        else:
            self.deselect()

    def choose(self, coding_id: int) -> None:
        """Select a coding: keys mean it now."""
        view = self._view
        view.select_coding(coding_id)
        view.setFocus()
        if mark := view.codings.mark(coding_id):
            sureness = [] if mark.sure else [tr("unsure")]
            say(view, ", ".join((mark.code_name, mark.coder_initials, *sureness)))
        view.coding_selected.emit(coding_id)

    def deselect(self) -> None:
        """Let go of the selected coding."""
        if self._view.codings.selected is not None:
            self._view.codings.select(None)
            self._view.coding_deselected.emit()

    def leave_coding_behind(self) -> None:
        """A caret that was moved off the selected coding means other words."""
        mark = self._view.codings.selected_mark()
        if mark and not mark.start <= self._view.caret() <= mark.end:
            self.deselect()

    def settle(self, event: QMouseEvent) -> None:
        """The button is up: words are selected, or a click chose a coding, or none."""
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if passage := view.passage():
            view.selection.select(*passage)
        elif not view.textCursor().hasSelection():
            clicked = view.codings.at(event.position()) if view.selection.is_click(event) else []
            if clicked:
                self.choose(clicked[0])
            else:
                self.deselect()
        view.passage_bar.tell()

    def _coded(self) -> int | None:
        coded = self._view.selection.coded()
        return coded if coded is not None and coded in self._view.codings else None

    def _choose_at_caret(self) -> None:
        around, selected = self._view.codings.around(self._view.caret()), self._view.codings.selected
        if around:
            after = around.index(selected) + 1 if selected in around else 0
            self.choose(around[after % len(around)])
