"""The head of the workspace: which round, how far it is settled, and what of it is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QProgressBar,
    QPushButton,
    QWidget,
)

from app.reconcile.loaded_queue import LoadedQueue, is_hidden
from app.reconcile.queries import STATUSES
from app.reconcile.queue_filter import ORDERS, UNSETTLED, Certainty, Order, Pair, QueueFilter
from app.report.names import status_name
from app.rounds.queries import RoundRow
from app.translation import tr
from app.ui.kit.checklist import Checklist, Entry
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Hint, Label, plain_tip

NO_ROUND = 0  # the id that stands for everything that was completed
LONGEST = 24


class Head(QFrame):
    """Takes what is wanted; says when it changed."""

    round_chosen = Signal()
    wanted_changed = Signal()
    blind_changed = Signal(bool)
    meeting_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("textHead")
        self._speakers: Sequence[str] = ()
        self._pairs: Sequence[Pair] = ()
        self.round = ChoiceBox()
        self.round.setAccessibleName(tr("Round"))
        self.sentence = Label()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedSize(130, 7)
        self.bar.setAccessibleName(tr("Settled"))
        self.share = Hint(wordWrap=False)
        self.rules = QPushButton(tr("Rules…"))
        self.rules.setToolTip(tr("Settle many at once by rules, with a preview"))
        self.feedback = QPushButton(tr("Feedback…"))
        self.feedback.setToolTip(tr("Where the consensus differs from each coder, and who was followed"))
        self.blind = QCheckBox(tr("blind order"))
        self.blind.setToolTip(tr("Hide names, and shuffle the letters of each item"))
        self.meeting = QCheckBox(tr("meeting mode"))
        self.meeting.setToolTip(tr("Vote in silence first; votes are shown when all are in"))
        self._make_filters()
        self._lay_out()
        self._connect()

    def _make_filters(self) -> None:
        self.codes = Checklist(tr("Codes of the items"))
        self.pairs = Checklist(tr("Pairs of coders who differ"))
        self.documents = Checklist(tr("Documents of the items"))
        self.speakers = Checklist(tr("Speakers of the passages"))
        self.statuses = Checklist(tr("How far items are"))
        self.statuses.show_entries(
            [Entry(index, status_name(status)) for index, status in enumerate(STATUSES)],
            tuple(index for index, status in enumerate(STATUSES) if status in UNSETTLED),
        )
        self.certainty = ChoiceBox()
        for value, words in (("", tr("sure or not")), ("unsure", tr("unsure")), ("sure", tr("sure"))):
            self.certainty.addItem(words, value)
        self.certainty.setAccessibleName(tr("Certainty"))
        self.order = ChoiceBox()
        for order in ORDERS:
            self.order.addItem(order_name(order), order)
        self.order.setAccessibleName(tr("Order of the queue"))

    def _lay_out(self) -> None:
        first = beside(spacing=10)
        state: tuple[QWidget, ...] = (self.round, self.sentence, self.bar, self.share)
        ways: tuple[QWidget, ...] = (self.blind, self.meeting, self.rules, self.feedback)
        for widget in state:
            first.addWidget(widget)
        first.addStretch()
        for widget in ways:
            first.addWidget(widget)
        second = beside(spacing=4)
        for checklist in (self.codes, self.pairs, self.documents, self.speakers, self.statuses):
            second.addWidget(checklist)
        second.addWidget(self.certainty)
        second.addStretch()
        sort = Hint(tr("sorted"), wordWrap=False)
        second.addWidget(sort)
        second.addWidget(self.order)
        below(first, second, on=self, margins=(10, 6, 12, 6), spacing=4)

    def _connect(self) -> None:
        self.round.activated.connect(self.round_chosen)
        for checklist in (self.codes, self.pairs, self.documents, self.speakers, self.statuses):
            checklist.changed.connect(self._tell)
        self.certainty.activated.connect(self._tell)
        self.order.activated.connect(self._tell)
        self.blind.toggled.connect(self.blind_changed)
        self.blind.toggled.connect(lambda on: self.pairs.setEnabled(not on))
        self.meeting.toggled.connect(self.meeting_changed)

    # rounds

    def show_rounds(self, rounds: Sequence[RoundRow], round_id: int | None) -> None:
        """Offer all rounds, and everything that was completed."""
        self.round.clear()
        self.round.addItem(tr("All that is completed"), NO_ROUND)
        for round_ in rounds:
            hidden = is_hidden(round_)
            state = tr("closed") if round_.closed_at else tr("blind, open") if hidden else tr("open")
            self.round.addItem(f"{round_.name} ({state})", round_.id)
            model = self.round.model()
            if hidden and isinstance(model, QStandardItemModel):
                tip = tr("Blind and open: its disagreements appear when it is closed")
                model.item(self.round.count() - 1).setToolTip(plain_tip(tip))
        self.round.setCurrentIndex(max(0, self.round.findData(round_id or NO_ROUND)))
        self.round.updateGeometry()

    def round_id(self) -> int | None:
        """The round that is chosen, None for everything that was completed."""
        return self.round.currentData() or None

    # what is shown

    def show_loaded(self, loaded: LoadedQueue, *, others: bool = True) -> None:
        """Show how far it is; where there are `others` than before, offer what they have. Choices stay."""
        if others:
            self._offer(loaded)
            self._name()
        self._show_progress(loaded)

    def _offer(self, loaded: LoadedQueue) -> None:
        team, choices = loaded.team, loaded.filter_choices
        self.codes.show_entries(
            [Entry(code.id, code.name, code.colour) for code in choices.codes], self.codes.chosen()
        )
        self.documents.show_entries(
            [Entry(document.id, document.name) for document in choices.documents], self.documents.chosen()
        )
        self._speakers = choices.speakers
        self.speakers.show_entries(
            [Entry(index, name) for index, name in enumerate(self._speakers)], self.speakers.chosen()
        )
        self._pairs = choices.pairs
        names = [f"{team.coders[a].initials} – {team.coders[b].initials}" for a, b in self._pairs]
        self.pairs.show_entries([Entry(index, name) for index, name in enumerate(names)], self.pairs.chosen())
        self.speakers.setVisible(len(self._speakers) > 1)
        self.pairs.setVisible(len(self._pairs) > 1)

    def _show_progress(self, loaded: LoadedQueue) -> None:
        progress = loaded.progress
        settled, differing = progress.settled, progress.differing
        words = tr("{open} open of {all}", open=f"{progress.open:,}", all=f"{differing:,}")
        if progress.deferred:
            words += tr(", {number} for later", number=f"{progress.deferred:,}")
        self.sentence.setText(words if differing else tr("no disagreements"))
        share = round(100 * settled / differing) if differing else 0
        self.bar.setMaximum(max(1, differing))
        self.bar.setValue(settled)
        parts = [tr("{share} % settled", share=share)] if differing else []
        if progress.alike and settled:
            parts.append(tr("{number} coded alike, not taken over", number=f"{progress.alike:,}"))
        self.share.setText(" · ".join(parts))
        self.share.setToolTip(
            tr(
                "What all coded alike counts as the consensus in exports. To have it among its codings, "
                "choose Rules… and “What all coded exactly alike”."
            )
            if len(parts) > 1
            else ""
        )

    def wanted(self, kinds: frozenset[str]) -> QueueFilter:
        """What is to be shown of these kinds."""
        pairs, speakers, statuses = self.pairs.chosen(), self.speakers.chosen(), self.statuses.chosen()
        certainty: Certainty = self.certainty.currentData()
        order: Order = self.order.currentData()
        chosen = frozenset(STATUSES[index] for index in statuses or ())
        return QueueFilter(
            kinds=kinds,
            codes=self.codes.chosen(),
            pairs=None if pairs is None else frozenset(self._pairs[pair] for pair in pairs),
            documents=self.documents.chosen(),
            speakers=None if speakers is None else frozenset(self._speakers[speaker] for speaker in speakers),
            certainty=certainty,
            statuses=frozenset(STATUSES) if statuses is None else chosen,
            order=order,
        )

    def want_everything(self, statuses: frozenset[str]) -> None:
        """Take all filters away, but show only items that are so far."""
        for checklist in (self.codes, self.pairs, self.documents, self.speakers):
            checklist.choose_all()
        self.certainty.setCurrentIndex(0)
        self._want_statuses(statuses)
        self._tell()

    def also_want(self, status: str) -> None:
        """Show items that are so far, too: one that was opened again stays in sight."""
        statuses = self.wanted(frozenset()).statuses
        if status not in statuses:
            self._want_statuses(statuses | {status})
            self._name()

    def _want_statuses(self, statuses: frozenset[str]) -> None:
        self.statuses.show_entries(
            [Entry(index, status_name(status)) for index, status in enumerate(STATUSES)],
            tuple(index for index, status in enumerate(STATUSES) if status in statuses),
        )

    def _tell(self) -> None:
        self._name()
        self.wanted_changed.emit()

    def _name(self) -> None:
        checklists = self.codes, self.pairs, self.documents, self.speakers
        codes, pairs, documents, speakers = (len(checklist.chosen() or ()) for checklist in checklists)
        for checklist, every, chosen_words in (
            (self.codes, tr("all codes"), tr("{count} code", "{count} codes", codes)),
            (self.pairs, tr("all pairs"), tr("{count} pair", "{count} pairs", pairs)),
            (self.documents, tr("all documents"), tr("{count} document", "{count} documents", documents)),
            (self.speakers, tr("all speakers"), tr("{count} speaker", "{count} speakers", speakers)),
        ):
            chosen = checklist.chosen()
            checklist.setText((every if chosen is None else chosen_words) + "  ▾")
            checklist.setChecked(chosen is not None)
        statuses = self.statuses.chosen()
        names = [status_name(STATUSES[index]) for index in statuses or ()]
        usual = frozenset(STATUSES[index] for index in statuses or ()) == UNSETTLED
        words = tr("open or settled") if statuses is None else ", ".join(names) or tr("nothing")
        words = tr("not settled") if usual else words
        self.statuses.setText((words if len(words) <= LONGEST else words[: LONGEST - 1] + "…") + "  ▾")


def order_name(order: Order) -> str:
    """An order of the queue."""
    names = {
        "text": tr("as in the text"),
        "weight": tr("by weight"),
        "similar": tr("similar ones together"),
        "kind": tr("by kind"),
        "code": tr("by code"),
    }
    return names[order]
