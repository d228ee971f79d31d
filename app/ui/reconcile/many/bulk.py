"""What concerns many items, or goes beyond the item at hand: rules, similar ones, feedback, proposals."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.codebook.proposals import EvidencePassage
from app.errors import UserError
from app.jobs import Job
from app.reconcile.actions import Choice, decide_many
from app.reconcile.loaded_queue import LoadedQueue
from app.reconcile.queries import QueueRow
from app.report.faces import Face
from app.report.items import codes_of
from app.rounds.texts import PlacesThen
from app.translation import tr
from app.ui.kit.dialog import open_and_forget, show_once
from app.ui.reconcile.many.feedback_dialog import FeedbackDialog
from app.ui.reconcile.many.rules_dialog import RulesDialog
from app.ui.reconcile.many.settle_dialog import SettleDialog
from app.ui.reconcile.many.similar_dialog import SimilarDialog, similar_rows
from app.ui.session import ProjectSession
from app.ui.unseen import ClosesUnseen


class Bulk(QObject):
    """Opens the dialogs and does what they ask for, each in one action."""

    news = Signal(str)
    passage_opened = Signal(int, int, int)
    proposal_wanted = Signal(object, str, object, object)  # EvidencePassage, kind, ids of codes or None

    def __init__(self, session: ProjectSession, view: QWidget) -> None:
        super().__init__(view)
        self.session, self._view = session, view

    def ask_rules(self, loaded: LoadedQueue, shown: Sequence[QueueRow]) -> RulesDialog:
        """Let rules decide."""

        def settle(choices: Sequence[Choice], job: Job) -> None:
            words = tr("Settle {count} passage by rules", "Settle {count} passages by rules", len(choices))
            self._settle(choices, words, job)

        dialog = RulesDialog(self._view, self.session.project, loaded.team, loaded.rows, shown, settle)
        self._open(dialog, loaded, loaded.rows)
        return dialog

    def ask_similar(
        self, loaded: LoadedQueue, row: QueueRow, faces: Sequence[Face], outcome: str
    ) -> SimilarDialog | None:
        """Let one outcome decide all that are like an item."""
        rows = similar_rows(loaded.rows, row)
        if len(rows) < 2:
            self.news.emit(tr("No other open item has this kind and these codes."))
            return None
        alike = codes_of(row, loaded.team)

        def settle(choices: Sequence[Choice], job: Job) -> None:
            words = tr(
                "Settle {count} passage alike: {codes}",
                "Settle {count} passages alike: {codes}",
                len(choices),
                codes=alike,
            )
            self._settle(choices, words, job)

        dialog = SimilarDialog(self._view, self.session.project, loaded.team, rows, faces, settle)
        dialog.prefer(outcome)
        self._open(dialog, loaded, rows)
        return dialog

    def show_feedback(self, loaded: LoadedQueue) -> FeedbackDialog:
        """Show what coders can learn from what was settled."""

        def make() -> FeedbackDialog:
            dialog = FeedbackDialog(self._view, self.session, loaded)
            dialog.passage_opened.connect(self.passage_opened)
            dialog.finished.connect(dialog.deleteLater)
            return dialog

        return show_once(self._view, FeedbackDialog, make, about=loaded.round_id)

    def ask_proposal(self, loaded: LoadedQueue, row: QueueRow) -> None:
        """Let a change of the codebook be proposed, with the passage as evidence."""
        item = row.item
        with self.session.project.read() as reading:
            places = PlacesThen(reading, item.round_id)
            words = places.text(item.document_id)[item.start : item.end]
        own = [one.id for one in loaded.team.codebook() if one.id in item.code_ids]
        if not loaded.team.codebook():
            raise UserError("The codebook is empty: there is nothing to change. Add codes first.")
        passage = EvidencePassage(item.document_id, item.start, item.end, words)
        kind, (code_id, target_id) = "exclusion" if own else "other", (*own, None, None)[:2]
        self.proposal_wanted.emit(passage, kind, code_id, target_id)

    def _settle(self, choices: Sequence[Choice], label: str, job: Job) -> None:
        """Settle them in one action."""
        job.step(0, 0, label)
        coder_id = self.session.coder()
        self.session.project.do(label, decide_many, choices=choices, coder_id=coder_id)

    def _tell(self, dialog: SettleDialog) -> None:
        self.session.look()
        words = tr(
            "{count} item was settled. Ctrl+Z takes it back.",
            "{count} items were settled. Ctrl+Z takes all of it back.",
            len(dialog.choices),
        )
        self.news.emit(words)

    def _open(self, dialog: SettleDialog, loaded: LoadedQueue, rows: Sequence[QueueRow]) -> None:
        """Open a dialog, which closes when the items that it shows may not be seen any more."""
        pairs = {(row.item.document_id, coder_id) for row in rows for coder_id in row.item.coders}
        ClosesUnseen(dialog, self.session, lambda: (pairs, loaded.round_id))
        dialog.accepted.connect(partial(self._tell, dialog))
        open_and_forget(dialog)
