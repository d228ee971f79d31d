"""The Reconcile workspace: the queue, one passage with everybody's codings, and what helps to settle it."""

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import settings
from app.errors import UserError
from app.reconcile.loaded_queue import LoadedQueue, load, read_again
from app.reconcile.queries import STATUSES
from app.reconcile.queue_filter import QueueFilter
from app.report.obstacles import nothing_shown, of_settling
from app.store import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.kit.hint_page import hint_page
from app.ui.kit.keyboard import is_typing
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Hint
from app.ui.kit.splitter import Splitter
from app.ui.live import Live
from app.ui.reconcile.item.desk import Desk
from app.ui.reconcile.item.keys import Command
from app.ui.reconcile.many.bulk import Bulk
from app.ui.reconcile.queue.head import Head
from app.ui.reconcile.queue.kinds_list import KindsList
from app.ui.reconcile.queue.view import QueueView
from app.ui.session import ProjectSession

COMPARED = (
    "assignment",
    "code",
    "coder",
    "coding",
    "document",
    "document_text",
    "region",
    "round",
    "snapshot",
)
DECIDED = ("decision", "consensus_coding", "discussion_note", "vote", "setting")
BLIND_KEY = "blind order"
OPEN = ("open", "changed")

AT_ONCE = 20  # documents that are asked for again before anybody could notice


class ReconcileWorkspace(QWidget):
    """Knows the queue and which item is at hand; settling is the desk's."""

    passage_opened = Signal(int, int, int)
    news = Signal(str)
    place_changed = Signal()
    key_pressed = Signal(object)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.head = Head()
        self.kinds = KindsList()
        self.queue = QueueView()
        self.desk = Desk(session)
        self.bulk = Bulk(session, self)
        self.loaded: LoadedQueue | None = None
        self._job = jobs.Newest(self)
        self._round_id: int | None = None
        self._chosen_round = False
        self._decided: list[str] = []  # keys of items settled here, the last one last
        self._pages = QStackedWidget()
        self._middle = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setMinimumWidth(200)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.kinds)
        column.addWidget(self.queue, 1)
        column.addStretch()  # takes the place of a queue without items
        self.none_left = Hint()
        self.show_settled = QPushButton(tr("Show what was settled"))
        self._middle.addWidget(self.desk)
        self._middle.addWidget(hint_page(self.none_left, self.show_settled))
        self._middle.setMinimumWidth(420)
        self.right = Splitter((self.desk.definitions, self.desk.discussion), (400, 220), down=True)
        self.right.setMinimumWidth(200)
        self.splitter = Splitter((left, self._middle, self.right), (276, 734, 270), (0, 1, 0))
        self.hint = Hint()
        self.first = QPushButton(tr("See all that is completed"))
        self._pages.addWidget(hint_page(self.hint, self.first))
        self._pages.addWidget(self.splitter)
        below(self.head, (self._pages, 1), on=self, margins=NO_MARGINS, spacing=0)
        self.head.blind.setChecked(settings.read(BLIND_KEY, False))

    def _connect(self) -> None:
        self.head.round_chosen.connect(self._choose_round)
        self.head.wanted_changed.connect(self._filter)
        self.head.blind_changed.connect(self._set_blind)
        self.head.meeting_changed.connect(self.desk.set_meeting)
        self.kinds.changed.connect(self._filter)
        self.queue.row_chosen.connect(self._show_row)
        self.queue.opened.connect(lambda: self.desk.perform(Command.OPEN))
        self.desk.step_wanted.connect(self.step)
        self.desk.passage_wanted.connect(self.passage_opened)
        self.desk.similar_wanted.connect(self._ask_similar)
        self.desk.proposal_wanted.connect(self._ask_proposal)
        self.key_pressed.connect(self.desk.perform_key)
        self.head.rules.clicked.connect(self.ask_rules)
        self.head.feedback.clicked.connect(self.show_feedback)
        self.bulk.news.connect(self.news)
        self.bulk.passage_opened.connect(self.passage_opened)
        self.show_settled.clicked.connect(
            lambda: self.head.want_everything(frozenset(("settled", "deferred")))
        )
        self.first.clicked.connect(partial(self.show_round, None))
        self.session.coder_changed.connect(self._change_coder)
        Live(self, self.session, (*COMPARED, *DECIDED), self._refresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that decide are for who decides, where nobody is typing; all others are the window's."""
        if not is_typing(QApplication.focusWidget()) and self.desk.means(event):
            self.key_pressed.emit(event)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claims the keys that decide before a menu's shortcuts do."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        claims = claims and not is_typing(QApplication.focusWidget())
        if claims and self.at_work() and self.desk.means(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def at_work(self) -> bool:
        """Whether an item is at hand."""
        return self.desk.row is not None and self._pages.currentIndex() == 1

    def key_at_hand(self) -> str | None:
        """The key of the item at hand."""
        return None if self.desk.row is None else self.desk.row.item.key

    # many at once

    def ask_rules(self) -> None:
        """Let rules decide many items."""
        if self.loaded is None or not self.loaded.rows:
            raise UserError(self.hint.text() or "There is nothing to settle yet.")
        self.bulk.ask_rules(self.loaded, self.queue.queue.rows())

    def show_feedback(self) -> None:
        """Show what coders can learn from what was settled."""
        if self.loaded is None or not self.loaded.rows:
            raise UserError(self.hint.text() or "Nothing was settled yet.")
        self.bulk.show_feedback(self.loaded)

    def _ask_similar(self, outcome: str) -> None:
        if self.loaded is not None and self.desk.row is not None:
            self.bulk.ask_similar(self.loaded, self.desk.row, self.desk.faces, outcome)

    def _ask_proposal(self) -> None:
        if self.loaded is not None and self.desk.row is not None:
            self.bulk.ask_proposal(self.loaded, self.desk.row)

    # loading

    def show_round(self, round_id: int | None) -> None:
        """Show the disagreements of a round, or of all that is completed."""
        self._round_id, self._chosen_round = round_id, True
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes here settles with the next key."""
        super().showEvent(event)
        if not event.spontaneous() and self._pages.currentIndex():
            self.queue.setFocus()

    def _choose_round(self) -> None:
        self.show_round(self.head.round_id())

    def _refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.touch("round", "snapshot"):
            self._wait()  # what is shown may be seen no more
        if changes is None or self.loaded is None:
            self._load()
            return
        loaded = self.loaded
        if len(changes.documents) > AT_ONCE:
            work = partial(read_again, self.session.project, loaded, changes, self._wanted())
            jobs.run(self, tr("Looking for disagreements"), work, partial(self._take_again, loaded))
        else:
            self._take_again(loaded, read_again(self.session.project, loaded, changes, self._wanted()))

    def _take_again(self, before: LoadedQueue, loaded: LoadedQueue | None) -> None:
        """Show what was asked for again; all is read anew where other things changed."""
        if loaded is None or self.loaded is not before:
            self._load()
        else:
            self._take(loaded)

    def _load(self) -> None:
        if self.loaded is None:
            self._wait()
        work = partial(load, self.session.project, self._round_id, self._wanted())
        self._job.run(tr("Looking for disagreements"), work, self._arrive)

    def _wait(self) -> None:
        """Show nothing until what there is now was read."""
        self.hint.setText(tr("Looking for disagreements…"))
        self.first.hide()
        self._pages.setCurrentIndex(0)

    def _change_coder(self) -> None:
        """What one person has begun and had at hand is not for the next one."""
        if self.loaded is not None:
            self.desk.show_row(None, self.loaded.team, blind=self.head.blind.isChecked())
        self.loaded, self._decided = None, []
        self.desk.unfinished.person = self.session.coder_id
        self._wait()

    def _arrive(self, loaded: LoadedQueue) -> None:
        self.desk.forget_texts()
        closed = [round_.id for round_ in loaded.team.rounds if round_.closed_at is not None]
        if closed and not self._chosen_round:
            self.show_round(closed[-1])
            return
        if loaded.round_id is not None and loaded.team.round(loaded.round_id) is None:
            self.show_round(None)  # it was removed meanwhile
            return
        self._take(loaded)

    def _take(self, loaded: LoadedQueue) -> None:
        """Show what was found, and go on from the item at hand."""
        before, self.loaded = self.loaded, loaded
        words = of_settling(loaded)
        opens = not words and not self._pages.currentIndex()
        others = before is None or before.team.documents is not loaded.team.documents
        if others:
            self.head.show_rounds(loaded.team.rounds, loaded.round_id)
        self.head.show_loaded(loaded, others=others)
        self.kinds.show_counts(*loaded.by_kind)
        self.hint.setText(words)
        self.first.setVisible(bool(words) and loaded.round_id is not None)
        self._pages.setCurrentIndex(0 if words else 1)
        key = self._next_key(before, loaded)
        opened_again = before is not None and self._was_opened_again(before, loaded)
        if opened_again:
            self.head.also_want("open")
        self._fill(key, only_changed=not opened_again)
        if opens or (not words and self.focusWidget() in (self.first, self.show_settled)):
            self.queue.setFocus()

    # which item is at hand

    def _next_key(self, before: LoadedQueue | None, loaded: LoadedQueue) -> str | None:
        """The key to go to: what was just taken back, the item at hand, or None for the next open one."""
        at_hand = self.desk.row
        if self._decided and loaded.status(self._decided[-1]) in OPEN:
            return self._decided.pop()
        if at_hand is None:
            return None
        key = at_hand.item.key
        was = before.status(key) if before is not None else None
        if was in OPEN and loaded.status(key) in ("settled", "deferred"):
            self._decided.append(key)
            return None
        return key if key in loaded.by_key else None

    def _was_opened_again(self, before: LoadedQueue, loaded: LoadedQueue) -> bool:
        """Whether the item at hand was settled, and is open now."""
        key = self.key_at_hand()
        if key is None or key not in loaded.by_key:
            return False
        return before.status(key) in ("settled", "deferred") and loaded.status(key) == "open"

    def _wanted(self) -> QueueFilter:
        return self.head.wanted(self.kinds.chosen())

    def _filter(self) -> None:
        self._fill(self.desk.row.item.key if self.desk.row is not None else None)

    def _fill(self, key: str | None, *, only_changed: bool = False) -> None:
        """Show the rows that are wanted, and an item: that of `key`, else the next open one.

        With `only_changed` those stand that are as they were when the queue was shown last.
        """
        if self.loaded is None:
            return
        model, current = self.queue.queue, max(0, self.queue.current())
        was_at = model.number(self.desk.row.item.key) if self.desk.row is not None else None
        self.queue.show_rows(self.loaded, self._wanted(), only_changed=only_changed)
        rows = model.rows()
        index = model.number(key) if key is not None else None
        if index is None:
            index = model.next_open(was_at if was_at is not None else current)
        if index is None and rows:
            index = min(current, len(rows) - 1)
        self._middle.setCurrentIndex(0 if rows else 1)
        self._show_queue(shown=bool(rows))
        self.right.setVisible(bool(rows))
        if index is None:
            self.none_left.setText(nothing_shown(self.loaded))
            self.desk.show_row(None, self.loaded.team, blind=self.head.blind.isChecked())
            self.place_changed.emit()
        elif index == self.queue.current():
            self._show_row(index)
        else:
            self.queue.choose(index)

    def _show_queue(self, *, shown: bool) -> None:
        """Without an item there is no empty box; the keys go to what is there instead."""
        had_keys = self.queue.hasFocus() or self.show_settled.hasFocus()
        self.queue.setVisible(shown)
        if had_keys:
            (self.queue if shown else self.show_settled).setFocus()

    def _show_row(self, index: int) -> None:
        if self.loaded is not None and 0 <= index < self.queue.queue.rowCount():
            row = self.queue.queue.row(index)
            blind = self.head.blind.isChecked()
            items = self.loaded.items_of(row.item.document_id)
            similar = self.loaded.similar(row)
            self.desk.show_row(row, self.loaded.team, items, blind=blind, similar=similar)
            self.place_changed.emit()

    def show_decision(self, decision_id: int | None) -> bool:
        """Show the item that a decision settled, whatever is filtered; False where it isn't in the queue."""
        rows = self.loaded.rows if self.loaded is not None else ()
        key = next((row.item.key for row in rows if row.decision and row.decision.id == decision_id), None)
        if key is not None:
            self.kinds.choose(frozenset(self.kinds.buttons))
            self.head.want_everything(frozenset(STATUSES))
            self._fill(key)
            self.queue.setFocus()
        return key is not None

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) item."""
        index = self.queue.current() + by
        if 0 <= index < self.queue.queue.rowCount():
            self.queue.choose(index)

    def _set_blind(self, on: bool) -> None:
        settings.write(BLIND_KEY, on)
        self._show_row(self.queue.current())
