"""Connects the text view with the project: what it paints comes from queries, its gestures become actions."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QPoint, Signal

from app.codebook.proposals import EvidencePassage
from app.coding.queries import CodingRow, coding, next_coding, previous_coding
from app.errors import Overwritten, UserError
from app.store.changes import Changes
from app.store.codings import folded
from app.store.leading import locked_by
from app.translation import tr
from app.ui.code.gestures import Gestures
from app.ui.code.shown_coders import ShownCoders
from app.ui.code.stepping import Stepping
from app.ui.document_source import code_choices, document_text, extents, mark_of, marks_in
from app.ui.kit.chip import shortened
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.surface.announce import say
from app.ui.surface.marks import CodeChoice, CodingMark, Extent, SurfaceText
from app.ui.surface.turns import running_on, runs_further
from app.ui.surface.view import CodedTextView

RECENT = 5
FEW = 2000  # changed codings that are patched; more are read anew


class CodingController(QObject):
    """Shows one document at a time and performs what the person does on it."""

    document_shown = Signal(int)  # its id, 0 for none
    stepped = Signal(str)  # what came of a gesture, as a sentence
    place_changed = Signal()  # the caret, the passage, the selected coding or what lies there
    menu_wanted = Signal(QPoint, object)  # global position, coding ids

    def __init__(self, session: ProjectSession, view: CodedTextView, shown: ShownCoders) -> None:
        super().__init__(view)
        self.session, self.view, self.shown = session, view, shown
        self.gestures = Gestures(session)
        self.document_id = 0
        self.codes: Sequence[CodeChoice] = ()
        self._recent: dict[int | None, list[int]] = {}  # by coder: what one used last tells of blind codings
        self._coder_id = session.coder_id
        # caret and scrolling, as each coder left it
        self._places: dict[tuple[int | None, int], tuple[int, int]] = {}
        self._document = SurfaceText("", "")
        self._steps = Stepping(session, self)
        self._steps.news.connect(self._tell)
        shown.changed.connect(self._show_codings_anew)
        session.coder_changed.connect(self._change_coder)
        self._connect_view()
        Live(view, session, ("coding", "code", "coder", "document", "region"), self._refresh)

    def _connect_view(self) -> None:
        view = self.view
        view.shortcut_pressed.connect(self._apply_shortcut)
        view.selection_bar.code_chosen.connect(self.apply)
        view.selection_bar.new_code_wanted.connect(self.apply_new_code)
        view.code_dropped.connect(self.apply)
        view.coding_resized.connect(self._resize)
        view.coding_removed.connect(self._remove)
        view.sureness_toggled.connect(self.toggle_sure)
        view.next_requested.connect(self.go_to_next)
        view.previous_requested.connect(self.go_to_previous)
        view.context_requested.connect(self.menu_wanted)
        for signal in (
            view.selection_made,
            view.selection_cleared,
            view.coding_selected,
            view.coding_deselected,
            view.cursorPositionChanged,
        ):
            signal.connect(lambda *_: self.place_changed.emit())

    # what is shown

    def show(self, document_id: int) -> None:
        """Show a document where it was left; 0 shows nothing."""
        if document_id == self.document_id:
            return
        self._keep_place()
        self.document_id = document_id
        self._show_document()
        self._take_place()
        self.document_shown.emit(document_id)
        self.place_changed.emit()

    def _keep_place(self) -> None:
        if self.document_id:
            position = self.view.caret(), self.view.verticalScrollBar().value()
            self._places[self._coder_id, self.document_id] = position

    def _take_place(self) -> None:
        caret, scrolled = self._places.get((self._coder_id, self.document_id), (0, 0))
        self.view.begin_at(min(caret, len(self._document.text) if self.document_id else 0))
        self.view.verticalScrollBar().setValue(scrolled)

    def _change_coder(self) -> None:
        """Where the coder before has been at work, and on which words, is not for the next one."""
        self._keep_place()
        self._coder_id = self.session.coder_id
        self._take_place()
        self.place_changed.emit()

    def open_passage(self, document_id: int, start: int, end: int) -> None:
        """Show a document at a passage."""
        self.show(document_id)
        self.view.go_to(start, end)
        self.view.setFocus()

    def _show_document(self) -> None:
        if not self.document_id:
            self.view.clear_document()
            return
        with self.session.project.read() as reading:
            self._document = document_text(reading, self.document_id)
        self.view.show_document(self._document, self._marks_in, self._extents)

    def _marks_in(self, start: int, end: int) -> list[CodingMark]:
        with self.session.project.read() as reading:
            return marks_in(reading, self.document_id, start, end, self.shown.ids())

    def _extents(self, coding_ids: Sequence[int] | None = None) -> list[Extent]:
        with self.session.project.read() as reading:
            return extents(reading, self.document_id, self.shown.ids(), coding_ids)

    def _refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.touch("code", "coder"):
            self._load_codes()
        if not self.document_id:
            return
        if (
            changes is not None
            and changes.touch("document_text", "region")
            and changes.touch_document(self.document_id)
        ):
            self._keep_place()  # the text or its turns are others: the caret stays as near as can be
            with suppress(UserError):  # the document was removed
                self._show_document()
                self._take_place()
            self.place_changed.emit()
        elif changes is None or changes.touch("code", "coder", "document"):
            self._show_codings_anew()
        elif changes.touch_document(self.document_id):
            self._show_changed(sorted(changes.rows.get("coding", ())))
        elif self._steps.goes_on and len(changes.documents) == 1:
            self.show(next(iter(changes.documents)))
            extents = self._extents(sorted(changes.rows.get("coding", ())))
            if extents:
                self.view.go_to(extents[0].start, extents[0].end)

    def _show_codings_anew(self) -> None:
        if self.document_id:
            self.view.codings.reload()
        self.place_changed.emit()

    def _show_changed(self, coding_ids: Sequence[int]) -> None:
        if len(coding_ids) > FEW:
            self._show_codings_anew()
            return
        now = self._extents(coding_ids)
        present = {extent.id for extent in now}
        self.view.codings.change(now, [coding_id for coding_id in coding_ids if coding_id not in present])
        if self._steps.goes_on and len(now) == 1:
            top = self.view.rect_of(now[0].start)
            if not self.view.viewport().rect().contains(top.toRect().center()):
                self.view.go_to(now[0].start, now[0].end)
        self.place_changed.emit()

    def _load_codes(self) -> None:
        with self.session.project.read() as reading:
            self.codes = code_choices(reading)
        self.view.gestures.set_shortcuts(code.shortcut for code in self.codes if code.shortcut)
        self.view.selection_bar.set_codes(self.codes, self._recent.get(self.session.coder_id, ()))

    # where the person is

    def selected(self) -> CodingMark | None:
        """The coding that is selected."""
        coding_id = self.view.codings.selected
        return self._mark(coding_id) if coding_id is not None else None

    def here(self) -> list[CodingMark]:
        """The codings at the caret, the one just made first, then the innermost; else the selected one."""
        around = self.view.codings.around(self.view.caret())
        selected, coded = self.view.codings.selected, self.view.selection.coded()
        if coded is not None:
            around = [coded, *(coding_id for coding_id in around if coding_id != coded)]
        ids = around if selected is None or selected in around else [selected]
        return [mark for coding_id in ids if (mark := self.view.codings.mark(coding_id)) is not None]

    def place(self) -> EvidencePassage | None:
        """The selected words with where they stand, else those of the selected coding."""
        mark = self.selected()
        span = self.view.passage() or ((mark.start, mark.end) if mark else None)
        return EvidencePassage(self.document_id, *span, self._document.text[slice(*span)]) if span else None

    def quote(self, limit: int) -> str:
        """The selected words, else those of the selected coding, else nothing; at most `limit` characters."""
        mark = self.selected()
        span = self.view.passage() or ((mark.start, mark.end) if mark else (0, 0))
        return _beginning(self._document.text, *span, limit)

    def words_of(self, mark: CodingMark, limit: int) -> str:
        """The words of a coding, at most `limit` characters."""
        return _beginning(self._document.text, mark.start, mark.end, limit)

    def _mark(self, coding_id: int) -> CodingMark | None:
        shown = self.view.codings.mark(coding_id)
        if shown is not None:
            return shown
        with self.session.project.read() as reading:
            row = coding(reading, coding_id)
        return mark_of(row) if row else None

    def at_hand(self) -> CodingMark:
        """The selected coding, or the innermost at the caret; UserError where there is none."""
        mark = self.selected()
        if mark is None:
            marks = self.here()
            mark = marks[0] if marks else None
        if mark is None:
            raise UserError(
                "No coding is selected. Click its stripe, or put the caret on it and press Enter."
            )
        return mark

    # gestures

    def apply(self, code_id: int) -> None:
        """Put a code on the passage, or on the selected coding in place of its own."""
        code = next((code for code in self.codes if code.code_id == code_id), None)
        if code is None:
            raise UserError("This code is no longer in the codebook. Choose another one.")
        passage, mark = self.view.passage(), self.selected()
        if passage is not None and self.document_id:
            self.view.selection.mark_as_coded(
                self.gestures.apply(self.document_id, passage, code_id, code.name)
            )
            self.view.selection_bar.close_bar()
        elif mark is not None:
            self.gestures.recode(mark, code_id, code.name)
        else:
            raise UserError(
                "No words are selected. Select a passage of the text, then choose the code again."
            )
        self._remember(code_id)

    def apply_new_code(self, name: str) -> None:
        """Make a code of this name, or of the selected words, and put it on the passage.

        In a round that locks the codebook, propose it.
        """
        passage = self.view.passage()
        if passage is None or not self.document_id:
            raise UserError(
                "No words are selected. Select the words that the new code is for, then try again."
            )
        name = name or " ".join(self.view.words().split())[:80]
        with self.session.project.read() as reading:
            lock = locked_by(reading, self.session.coder_id)
        if lock:
            self.gestures.propose_new_code(self.document_id, passage, name)
            self.view.selection_bar.close_bar()
            words = tr(
                "“{round}” locks the codebook: the code “{code}” was proposed, and waits for the lead.",
                round=lock,
                code=name,
            )
            self.stepped.emit(words)
            return
        code_id, coding_id = self.gestures.apply_new_code(self.document_id, passage, name)
        self.view.selection.mark_as_coded(coding_id)
        self.view.selection_bar.close_bar()
        self._remember(code_id)

    def find_code(self) -> None:
        """Open the field where a code for the passage is found by its name."""
        if self.view.passage() is None:
            raise UserError("No words are selected. Select a passage of the text first.")
        self.view.selection_bar.show()
        self.view.selection_bar.type_into("")

    def remove(self) -> None:
        """Remove the selected coding, or the innermost at the caret."""
        self.gestures.remove([self.at_hand()])

    def toggle_sure(self) -> None:
        """Mark the selected coding as unsure, or as sure again."""
        mark = self.at_hand()
        self.gestures.set_sure(mark, not mark.sure)

    def set_memo(self, coding_id: int, memo: str, seen: str | None = None) -> None:
        """Write a coding's memo, where it differs; `seen` is the one whose place it takes."""
        mark = self._mark(coding_id)
        if mark is None:
            raise UserError("This coding is no longer there: it was removed meanwhile. Nothing was stored.")
        if mark.memo != memo:
            self.gestures.set_memo(mark, memo, mark.memo if seen is None else seen)

    def keep_memo(self, coding_id: int, memo: str, seen: str) -> None:
        """Write a memo that the coder at work began, below another one that was written since."""
        try:
            self.set_memo(coding_id, memo, seen)
        except Overwritten as refusal:
            now = str(refusal.now["memo"])
            self.set_memo(coding_id, folded(now, True, memo, True)[0], now)

    def set_sure(self, coding_id: int, sure: bool) -> None:
        """Say how sure the coder is of a coding."""
        mark = self._mark(coding_id)
        if mark is not None and mark.sure != sure:
            self.gestures.set_sure(mark, sure)

    def select(self, coding_id: int) -> None:
        """Select a coding: its edges get handles."""
        self.view.select_coding(coding_id)
        self.view.coding_selected.emit(coding_id)

    def _apply_shortcut(self, key: str) -> None:
        code = next((code for code in self.codes if code.shortcut == key), None)
        if code is not None:
            self.apply(code.code_id)

    def _resize(self, coding_id: int, start: int, end: int) -> None:
        mark = self._mark(coding_id)
        if mark is not None:
            self.gestures.resize(mark, start, end)
            if runs_further(self._document.turns, (mark.start, mark.end), (start, end)):
                self._tell(running_on(self._document.turns, start, end))

    def _remove(self, coding_id: int) -> None:
        mark = self._mark(coding_id)
        if mark is not None:
            self.gestures.remove([mark])

    def _remember(self, code_id: int) -> None:
        before = self._recent.get(self.session.coder_id, [])
        self._recent[self.session.coder_id] = [
            code_id,
            *(recent_id for recent_id in before if recent_id != code_id),
        ][:RECENT]
        self.view.selection_bar.set_codes(self.codes, self._recent.get(self.session.coder_id, ()))

    # moving about

    def go_to_next(self) -> None:
        """Select the next coding behind the caret, round to the first."""
        self._go(next_coding, -1)

    def go_to_previous(self) -> None:
        """Select the previous coding, round to the last."""
        self._go(previous_coding, len(self._document.text) + 1)

    def _go(self, look: Callable[..., CodingRow | None], around: int) -> None:
        if not self.document_id:
            return
        with self.session.project.read() as reading:
            ids = self.shown.ids()
            row = look(reading, self.document_id, self.view.caret(), ids) or look(
                reading, self.document_id, around, ids
            )
        if row is None:
            raise UserError(
                "There is no coding in this document yet. Select some words and press a code’s key."
            )
        self.view.go_to(row.start, row.end)
        self.select(row.id)

    def undo(self) -> str | None:
        """Take back the latest action and look where it was."""
        return self._steps.take(redo=False)

    def redo(self) -> str | None:
        """Do again what was last taken back, and look where it is."""
        return self._steps.take(redo=True)

    def _tell(self, sentence: str) -> None:
        self.stepped.emit(sentence)
        say(self.view, sentence)


def _beginning(text: str, start: int, end: int, limit: int) -> str:
    words = " ".join(text[start : min(end, start + 2 * limit)].split())
    return shortened(words, limit)
