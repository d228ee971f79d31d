"""An open project: the bar at its head, and its workspaces, of which one is seen at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.codebook.proposals import EvidencePassage
from app.errors import UserError
from app.rounds.own import OwnRound, own_rounds
from app.sought import Query
from app.store.changes import Changes
from app.translation import tr
from app.ui.code.finding import LONGEST_TAKEN
from app.ui.code_workspace import CodeWorkspace
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.top_bar import TopBar
from app.ui.workspaces import Workspace, name_of

if TYPE_CHECKING:
    from app.reconcile.in_the_way import InTheWay
    from app.ui.agreement.workspace import AgreementWorkspace
    from app.ui.analyse import AnalyseWorkspace
    from app.ui.documents.import_result import ShowsDocument
    from app.ui.reconcile.workspace import ReconcileWorkspace


class ProjectPage(QWidget):
    """Holds the workspaces; those beside Code are made when first shown, and go stale when hidden."""

    workspace_shown = Signal(int)
    find_wanted = Signal()
    news = Signal(str)
    item_shown = Signal()  # of the disagreements: another one, or the same as it is now

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.bar = TopBar(session, self.find_wanted.emit)
        self.code = CodeWorkspace(session)
        self._agreement: AgreementWorkspace | None = None
        self._reconcile: ReconcileWorkspace | None = None
        self._analyse: AnalyseWorkspace | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.code)
        for workspace in Workspace:
            self.bar.add_workspace(name_of(workspace), workspace)
        self.bar.workspace_chosen.connect(self.show_workspace)
        self._rounds: list[OwnRound] = []
        Live(self, session, ("round", "assignment"), self._read_rounds)
        self.code.documents.loaded.connect(self._show_progress)
        self.code.passages_wanted.connect(self.show_passages)
        self.code.finding.everywhere_wanted.connect(self.find_words)
        below(self.bar, (self._stack, 1), on=self, margins=NO_MARGINS, spacing=0)
        self.show_workspace(Workspace.CODE)

    @property
    def agreement(self) -> AgreementWorkspace:
        """The workspace of agreement."""
        from app.ui.agreement.workspace import AgreementWorkspace

        if self._agreement is None:
            self._agreement = AgreementWorkspace(self.session)
            self._agreement.passage_opened.connect(self._compare)
            self._stack.addWidget(self._agreement)
        return self._agreement

    def show_threshold(self, threshold: float) -> None:
        """Show in agreement the line that was set elsewhere."""
        if self._agreement is not None:
            self._agreement.scope.threshold.show_share(threshold)

    @property
    def reconcile(self) -> ReconcileWorkspace:
        """The workspace of disagreements."""
        from app.ui.reconcile.workspace import ReconcileWorkspace

        if self._reconcile is None:
            self._reconcile = ReconcileWorkspace(self.session)
            self._reconcile.passage_opened.connect(self._compare)
            self._reconcile.news.connect(self.news)
            self._reconcile.place_changed.connect(self.code.place_changed)
            self._reconcile.place_changed.connect(self.item_shown)
            self._reconcile.bulk.proposal_wanted.connect(self._propose)
            self._stack.addWidget(self._reconcile)
        return self._reconcile

    @property
    def analyse(self) -> AnalyseWorkspace:
        """The workspace of passages across documents."""
        from app.ui.analyse import AnalyseWorkspace

        if self._analyse is None:
            self._analyse = AnalyseWorkspace(self.session)
            self._analyse.passage_opened.connect(self.open_passage)
            self._analyse.document_opened.connect(self.open_document)
            self._analyse.code_opened.connect(self.show_code)
            self._analyse.news.connect(self.news)
            self._stack.addWidget(self._analyse)
        return self._analyse

    def set_text_size(self, pixels: int) -> None:
        """The size of texts that are read, in every workspace."""
        self.code.text.set_text_size(pixels)
        if self._reconcile is not None:
            self._reconcile.desk.passage.set_text_size(pixels)

    def reconciling(self) -> bool:
        """Whether an item of the Reconcile workspace is at hand."""
        return self._reconcile is not None and self._reconcile.isVisible() and self._reconcile.at_work()

    def show_workspace(self, index: int) -> None:
        """Show a workspace."""
        shown: QWidget = self.code
        if index == Workspace.AGREEMENT:
            shown = self.agreement
        elif index == Workspace.RECONCILE:
            shown = self.reconcile
        elif index == Workspace.ANALYSE:
            shown = self.analyse
        self.bar.show_workspace(index)
        self._stack.setCurrentWidget(shown)
        self.workspace_shown.emit(index)

    def open_passage(self, document_id: int, start: int, end: int) -> None:
        """Show a passage in its document."""
        self.show_workspace(Workspace.CODE)
        self.code.open_passage(document_id, start, end)

    def shows_document(self) -> ShowsDocument:
        """What shows a document in the Code workspace, and its turns over it."""
        from app.ui.documents.import_result import ShowsDocument

        return ShowsDocument(self.open_document, self._open_turns)

    def _open_turns(self, document_id: int) -> None:
        self.open_document(document_id)
        self.code.open_turns()

    def show_in_the_way(self, error: InTheWay) -> None:
        """Show the passage that was settled so that it is in the way, else the coding in its document."""
        if self.reconcile.show_decision(error.decision_id):
            self.show_workspace(Workspace.RECONCILE)
        else:
            self._compare(error.document_id, error.coding.start, error.coding.end)

    def _compare(self, document_id: int, start: int, end: int) -> None:
        self.code.shown.show_all()
        self.open_passage(document_id, start, end)

    def _propose(
        self, passage: EvidencePassage, kind: str, code_id: int | None, target_id: int | None
    ) -> None:
        dialog = self.code.codebook.editing.revising.open_proposal(passage, kind, code_id, target_id)
        words = tr("The change was proposed. It waits for the lead’s answer.")
        dialog.accepted.connect(lambda: self.news.emit(words))

    def open_document(self, document_id: int) -> None:
        """Show a document."""
        self.show_workspace(Workspace.CODE)
        self.code.open_document(document_id)

    def show_code(self, code_id: int) -> None:
        """Select a code in the codebook."""
        self.show_workspace(Workspace.CODE)
        self.code.show_code(code_id)

    def show_passages(self, code_id: int) -> None:
        """Show all passages of a code."""
        self.show_workspace(Workspace.ANALYSE)
        self.analyse.show_code(code_id)

    def show_similar(self) -> None:
        """Look for sentences like the coding at the caret."""
        entry, marks = self.code.current(), self.code.coding.here()
        if entry is None or not marks:
            raise UserError("There is no coding at the caret. Click on one, and try again.")
        passage = (entry.document.id, marks[0].start, marks[0].end)
        self.show_workspace(Workspace.ANALYSE)
        self.analyse.show_similar(marks[0].code_id, passage)

    def find_words(self, query: Query | None = None) -> None:
        """Look for words in everything: those that are selected in the text, or another query."""
        words = " ".join(self.code.text.words().split()) if self.code.isVisible() else ""
        if query is None and 0 < len(words) <= LONGEST_TAKEN:
            query = Query(words)
        self.show_workspace(Workspace.ANALYSE)
        self.analyse.find_words(query)

    def write_memo(self) -> None:
        """Write a memo on the passage that is selected in the text."""
        from app.ui.analyse.writing.memo_dialog import MemoPlace, WriteMemoDialog

        span, text = self.code.text.passage(), self.code.text
        if span is not None:
            place = MemoPlace(self.code.coding.document_id, *span, text.words())
            open_and_forget(WriteMemoDialog(self.window(), self.session, place=place))

    def add_quote(self) -> None:
        """Put the passage that is selected in the text into the quote bank."""
        from app.quotes.actions import add_quotes
        from app.report.written import in_the_bank

        span = self.code.text.passage()
        if span is not None:
            places = [(self.code.coding.document_id, *span, None)]
            self.news.emit(in_the_bank(self.session.do(tr("Choose quotes"), add_quotes, places=places)))

    def _read_rounds(self, _: Changes | None) -> None:
        with self.session.project.read() as reading:
            self._rounds = own_rounds(reading, self.session.coder_id)
        self.code.documents.show_assigned(
            frozenset().union(*(round_.document_ids for round_ in self._rounds))
        )
        self._show_progress()

    def _show_progress(self) -> None:
        if self._rounds:
            self.bar.show_rounds(self._rounds)
            return
        entries = self.code.entries()
        completed = sum(entry.state == "completed" for entry in entries)
        self.bar.show_progress(completed, len(entries))
