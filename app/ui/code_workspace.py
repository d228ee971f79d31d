"""The Code workspace: documents at the left, the text in the middle, the codebook at the right."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.errors import StoreError, UserError
from app.report.document_list import DocumentEntry
from app.rounds.actions import complete_document, reopen_document
from app.translation import tr
from app.ui.blind_note import BlindNote
from app.ui.cases.facts import FactsLine
from app.ui.code.controller import CodingController
from app.ui.code.find_bar import FindBar
from app.ui.code.finding import Finding
from app.ui.code.memo import MemoDialog, Memos
from app.ui.code.passage_line import PassageLine
from app.ui.code.shown_coders import ShownCoders
from app.ui.code.text_head import TextHead
from app.ui.code.text_versions import LookAgainDialog, TextVersionsDialog
from app.ui.code.turns import TurnsDialog, begin_turn, join_at
from app.ui.codebook import CodebookPanel
from app.ui.documents.panel import DocumentsPanel
from app.ui.kit.dialog import show_once
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.menu_choice import add_choice
from app.ui.kit.plain import Hint, literal
from app.ui.kit.splitter import Splitter
from app.ui.session import ProjectSession
from app.ui.surface.view import CodedTextView

if TYPE_CHECKING:
    from app.ui.code.text_changes import TextChanges

QUOTE_CHARACTERS = 200
GAP = 6  # pixels between the line below the text and a memo that is open


class CodeWorkspace(QWidget):
    """Lets the person read and code; the codings themselves are the controller's."""

    place_changed = Signal()
    passages_wanted = Signal(int)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.documents = DocumentsPanel(session, shown_with=self)
        self.codebook = CodebookPanel(session)
        self.shown = ShownCoders(session)
        self.text = CodedTextView()
        self.coding = CodingController(session, self.text, self.shown)
        self.head = TextHead(session, self.shown)
        self.hidden = BlindNote(session, lambda: self.coding.document_id, lambda: not self.shown.only_own())
        self.hidden.setObjectName("hiddenCodings")
        self.facts = FactsLine(session, lambda: self.coding.document_id)
        self.find_bar = FindBar()
        self.finding = Finding(self.text, self.find_bar)
        self.passage = PassageLine()
        self.memos = Memos(self, self.coding.set_memo)
        correct = QAction(tr("Correct the words…"), self.text, shortcut=QKeySequence("F2"))
        correct.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        correct.triggered.connect(self.correct_words)
        self.text.addAction(correct)
        self._with_passage = True
        self._pages = QStackedWidget()
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._show_place)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._pages.addWidget(self.text)
        self._pages.addWidget(self._nothing_open())
        middle = QWidget()
        column = below(on=middle, margins=NO_MARGINS, spacing=0)
        for widget in (self.head, self.facts, self.hidden, self.find_bar, self._pages, self.passage):
            column.addWidget(widget, int(widget is self._pages))
        middle.setMinimumWidth(420)
        self.documents.setMinimumWidth(150)
        self.codebook.setMinimumWidth(180)
        self.splitter = Splitter((self.documents, middle, self.codebook), (250, 730, 300), (0, 1, 0))
        below(self.splitter, on=self, margins=NO_MARGINS)

    def _nothing_open(self) -> QWidget:
        hint = Hint(
            tr(
                "This project has no documents yet.\n\n"
                "Import interviews (text, Word, RTF, subtitles and more), several at once, or drop "
                "the files anywhere onto this window. Then select words and give them a code."
            )
        )
        self.hint_button = QPushButton(tr("Import documents…"))
        self.hint_button.setProperty("primary", True)
        return hint_page(hint, self.hint_button)

    def _connect(self) -> None:
        coding, passage = self.coding, self.passage
        self.documents.document_chosen.connect(self.open_document)
        self.documents.loaded.connect(self._show_documents)
        self.documents.narrowed.connect(self._show_documents)
        coding.document_shown.connect(self._show_documents)
        coding.document_shown.connect(self.hidden.look)
        coding.document_shown.connect(self.facts.look)
        self.shown.changed.connect(self.hidden.look)
        coding.document_shown.connect(self.finding.show_document)
        coding.place_changed.connect(self._looking.start)
        coding.menu_wanted.connect(self._open_menu)
        self.codebook.code_activated.connect(coding.apply)
        self.codebook.passages_wanted.connect(self.passages_wanted)
        self.codebook.editing.revising.passage_opened.connect(self.open_passage)
        self.codebook.editing.revising.passage = self.coding.place
        self.head.step_wanted.connect(self.step)
        self.head.complete_wanted.connect(self.set_completed)
        passage.coding_chosen.connect(coding.select)
        passage.memo_wanted.connect(self.open_memo)
        self.memos.changed.connect(self._looking.start)
        self.memos.left.connect(self.text.setFocus)
        passage.sureness_set.connect(coding.set_sure)
        passage.undo_wanted.connect(coding.undo)
        self.session.leaving.connect(self.keep_drafts)
        self.session.coder_changed.connect(self._looking.start)

        self.text.coding_selected.connect(self._define)

    # documents

    def entries(self) -> Sequence[DocumentEntry]:
        """All documents in their order."""
        return self.documents.entries()

    def open_document(self, document_id: int) -> None:
        """Show a document and let the keys go to it."""
        self._leave_for(document_id)
        self.coding.show(document_id)
        self.text.setFocus()

    def open_passage(self, document_id: int, start: int, end: int) -> None:
        """Show a passage."""
        self._leave_for(document_id)
        self.coding.open_passage(document_id, start, end)

    def _leave_for(self, document_id: int) -> None:
        if document_id != self.coding.document_id:
            self.keep_drafts()

    def step(self, by: int) -> None:
        """Open the next (1) or previous (-1) document of those that are listed."""
        ids = self._beside()
        index = ids.index(self.coding.document_id) + by if self.coding.document_id in ids else -1
        if 0 <= index < len(ids):
            self.open_document(ids[index])

    def set_completed(self, completed: bool) -> None:
        """Mark the open document as completed by the coder at work, or take the mark away."""
        entry = self.current()
        if entry is None:
            return
        self.session.leaving.emit()
        name = entry.document.name
        label, action = (
            (tr("Complete “{name}”", name=name), complete_document)
            if completed
            else (tr("Reopen “{name}”", name=name), reopen_document)
        )
        try:
            self.session.do(label, action, document_id=entry.document.id, coder_id=self.session.coder())
        finally:
            self._show_documents()

    def current(self) -> DocumentEntry | None:
        """The document that is open."""
        position = self._position()
        return self.entries()[position - 1] if position else None

    def _beside(self) -> list[int]:
        """The documents that are listed, and the open one at its place among them."""
        listed = set(self.documents.listed()) | {self.coding.document_id}
        return [entry.document.id for entry in self.entries() if entry.document.id in listed]

    def _position(self) -> int:
        ids = [entry.document.id for entry in self.entries()]
        return ids.index(self.coding.document_id) + 1 if self.coding.document_id in ids else 0

    def _show_documents(self, _: object = None) -> None:
        entries = self.entries()
        if self.coding.document_id and not self._position():
            self.coding.show(0)
            return
        if not self.coding.document_id and entries:
            self.coding.show(entries[0].document.id)
            return
        current = self.current()
        self._pages.setCurrentIndex(0 if current else 1)
        self.passage.setVisible(current is not None and self._with_passage)
        self.head.setVisible(current is not None)
        if current is not None:
            self.documents.show_current(current.document.id)
            completed = current.state == "completed"
            ids = self._beside()
            position = ids.index(current.document.id) + 1
            self.head.show_document(current.document.name, position, len(ids), completed=completed)

    def show_panels(self, *, documents: bool, codebook: bool, passage: bool) -> None:
        """Show or hide what stands around the text."""
        self.documents.setVisible(documents)
        self.codebook.setVisible(codebook)
        self._with_passage = passage
        self.passage.setVisible(passage and self.current() is not None)

    def show_code(self, code_id: int) -> None:
        """Select a code in the codebook."""
        self.codebook.select_code(code_id)

    # what lies at the caret

    def _show_place(self) -> None:
        selected = self.coding.selected()
        marks = self.coding.here() if self.coding.document_id else []
        mark = selected or (marks[0] if marks else None)
        quote = self.coding.quote(QUOTE_CHARACTERS)
        may_change = mark is not None and mark.coder_id == self.session.coder_id
        draft = self.memos.drafts.get(mark.id) if mark and may_change else None
        self.passage.show_place(
            marks, selected, quote, may_change=may_change, draft=draft.words if draft else ""
        )
        self.place_changed.emit()

    def open_memo(self) -> MemoDialog:
        """Open the memo of the selected coding, or of the innermost at the caret, above the line below."""
        mark = self.coding.at_hand()
        line = self.passage
        foot = line.mapToGlobal(line.rect().center() - QPoint(0, line.height() // 2 + GAP))
        may_change = mark.coder_id == self.session.coder_id
        return self.memos.open(
            mark, self.coding.words_of(mark, QUOTE_CHARACTERS), foot, may_change=may_change
        )

    def keep_drafts(self) -> None:
        """Store what the coder at work typed for memos and did not save, else it stays a draft."""
        self.memos.leave()
        for coding_id, draft in list(self.memos.drafts.items()):
            if draft.coder_id == self.session.coder_id:
                with suppress(UserError, StoreError):  # the coding is gone, or nothing can be stored now
                    self.coding.keep_memo(coding_id, draft.words.strip(), draft.seen)
                    self.memos.forget(coding_id)

    def keep_all_drafts(self) -> None:
        """Store every coder's drafts as that coder's: the project is closed."""
        self.keep_drafts()
        for coder_id in {draft.coder_id for draft in self.memos.drafts.values()}:
            with self.session.acting_as(coder_id):
                self.keep_drafts()

    # turns

    def open_turns(self) -> None:
        """Show who speaks in the open document, and its turns."""
        window, document_id = self.window(), self.coding.document_id
        show_once(
            window,
            TurnsDialog,
            lambda: TurnsDialog(window, self.session, document_id),
            of=self,
            about=document_id,
        )

    def begin_turn(self) -> None:
        """Ask who speaks from the caret on."""
        begin_turn(self.window(), self.session, self.coding.document_id, self.text.caret())

    def join_turn(self) -> None:
        """Join the turn at the caret with the one before it."""
        join_at(self.session, self.coding.document_id, self.text.caret())

    # texts that change

    @cached_property
    def text_changes(self) -> TextChanges:
        """What corrects and renews texts; loaded with numpy when it is first used."""
        from app.ui.code.text_changes import TextChanges

        return TextChanges(self.window, self.session)

    def correct_words(self) -> None:
        """Ask how the selected words, or the word at the caret, should read."""
        from app.ui.code.text_changes import words_at

        words = self.text.shown.text
        passage = self.text.passage() or words_at(words, self.text.caret())
        self.text_changes.correct(self.coding.document_id, passage, words)

    def renew_text(self) -> None:
        """Take in another version of the open document's file."""
        self.text_changes.renew(self.coding.document_id)

    def replace_name(self) -> None:
        """Replace a name throughout."""
        self.text_changes.replace_name(self.coding.document_id, self.text.words())

    def open_versions(self) -> None:
        """Show the versions of the open document's text."""
        window, document_id = self.window(), self.coding.document_id
        show_once(
            window,
            TextVersionsDialog,
            lambda: TextVersionsDialog(window, self.session, document_id, self.text_changes.restore),
            of=self,
            about=document_id,
        )

    def look_again(self) -> None:
        """Show which of the own codings a change of text touched."""

        def make() -> LookAgainDialog:
            dialog = LookAgainDialog(self.window(), self.session, self._selected_words)
            dialog.passage_opened.connect(self.open_passage)
            return dialog

        show_once(self.window(), LookAgainDialog, make, of=self)

    def _selected_words(self) -> tuple[int, int, int] | None:
        passage = self.text.passage()
        return None if passage is None else (self.coding.document_id, *passage)

    def _define(self, coding_id: int) -> None:
        """The definition of the code at hand is always in sight."""
        mark = self.text.codings.mark(coding_id)
        if mark is not None:
            self.codebook.select_code(mark.code_id)

    def _open_menu(self, point: QPoint, coding_ids: Sequence[int]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if coding_ids:
            self.coding.select(coding_ids[0])
            menu.addAction(tr("Memo…"), self.open_memo)
            menu.addAction(tr("Sure / unsure"), self.coding.toggle_sure)
            recode = menu.addMenu(tr("Change the code to"))
            at_hand = self.coding.selected()
            self._fill_codes(recode, at_hand.code_id if at_hand else None)
            menu.addAction(tr("Remove"), self.coding.remove)
        elif self.text.passage():
            self._fill_codes(menu.addMenu(tr("Apply")))
            menu.addAction(tr("New code from the words"), lambda: self.coding.apply_new_code(""))
            menu.addSeparator()
            menu.addAction(tr("Correct the words…"), self.correct_words)
            menu.addAction(tr("Replace a name…"), self.replace_name)
        else:
            menu.addAction(tr("Next coding"), self.coding.go_to_next)
            menu.addAction(tr("Previous coding"), self.coding.go_to_previous)
            menu.addSeparator()
            menu.addAction(tr("Begin a turn here…"), self.begin_turn)
            menu.addAction(tr("Join the turn with the one before"), self.join_turn)
            menu.addAction(tr("Speakers and turns…"), self.open_turns)
            menu.addSeparator()
            menu.addAction(tr("Correct the word…"), self.correct_words)
            menu.addAction(tr("New version of this document…"), self.renew_text)
            menu.addAction(tr("Versions of the text…"), self.open_versions)
        menu.popup(point)

    def _fill_codes(self, menu: QMenu, chosen: int | None = None) -> None:
        for code in self.coding.codes:
            apply = partial(self.coding.apply, code.code_id)
            is_chosen = code.code_id == chosen
            add_choice(menu, literal(code.name), apply, chosen=is_chosen, colour=code.colour)
