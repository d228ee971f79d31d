"""Boundaries moved by hand: the coding that is edited, its handles and keys, and finding another code."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.documents.edges import Edge
from app.reconcile.draft import Draft, Outcome
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import ConsensusSpan
from app.translation import tr
from app.ui.document_source import code_choices
from app.ui.reconcile.item.code_finder import CodeFinder
from app.ui.reconcile.passage.lanes import Bar, Lane, consensus_lane
from app.ui.reconcile.passage.view import PassageView
from app.ui.session import ProjectSession
from app.ui.surface.announce import say
from app.ui.surface.marks import SurfaceText
from app.ui.surface.turns import running_on


class Editing(QObject):
    """Shows the draft in the passage; who owns it accepts or leaves it."""

    changed = Signal(str)  # what the keys do now

    def __init__(self, session: ProjectSession, passage: PassageView, finder: CodeFinder) -> None:
        super().__init__(passage)
        self.session, self.passage, self.finder = session, passage, finder
        self.draft: Draft | None = None
        self._team: Team | None = None
        self._document = SurfaceText("", "")
        self._span = (0, 0)
        self._finding: Outcome = "other"
        passage.edge_dragged.connect(self._drag)
        passage.edge_dropped.connect(self._tell)
        passage.words_selected.connect(self._take_words)
        finder.code_chosen.connect(self._take_code)
        finder.closed.connect(passage.setFocus)

    def prepare(self, team: Team, document: SurfaceText, start: int, end: int) -> None:
        """The passage that may be edited."""
        self._team, self._document, self._span = team, document, (start, end)

    def begin(self, draft: Draft) -> None:
        """Give the edges of a coding handles, and the keys to the passage."""
        self.show(draft)
        self._tell()
        self.passage.setFocus()

    def show(self, draft: Draft | None) -> None:
        """Show a draft as it is now."""
        if draft is None or self._team is None or not draft.codings:
            return
        self.draft = draft
        lane = consensus_lane(draft.codings, self._team.codes, tr("consensus"))
        self.passage.show_consensus(lane)
        bars = [_bar(lane, coding) for coding in draft.codings]
        self.passage.edit(bars, draft.chosen)
        name, several = bars[draft.chosen].name, ""
        if len(bars) > 1:
            several = tr(" instead of {name}.  Tab: the next coding.  Delete: without this one.", name=name)
        self.changed.emit(
            self._running_on(draft.at_hand)
            + tr(
                "{code}.  ← →: its end, by word.  Shift: its start.  Ctrl: by character.  O: another code"
                "{several}  Enter accepts, Esc leaves.",
                code=name,
                several=several or ".",
            )
        )

    def _running_on(self, span: ConsensusSpan) -> str:
        """That a coding runs over the end of a turn, as a line of its own."""
        words = running_on(self._document.turns, span.start, span.end)
        return f"⚠ {words}\n" if words else ""

    def end(self) -> None:
        """No draft any more."""
        self.draft = None
        self.passage.edit((), 0)
        self.changed.emit("")

    def next_coding(self) -> None:
        """The next coding gets the handles."""
        if self.draft is not None:
            self.show(self.draft.next())
            self._tell()

    def remove(self) -> None:
        """Go on without the coding at hand."""
        if self.draft is not None:
            self.show(self.draft.without())
            self._tell()

    def move(self, edge: Edge, right: bool, by_sign: bool) -> None:
        """An arrow moves an edge: to the right or left as it is seen."""
        if self.draft is None:
            return
        move = self.draft.by_sign if by_sign else self.draft.by_word
        onward, back = (move(self._document.text, edge, forward=forward) for forward in (True, False))
        places = [getattr(draft.at_hand, edge) for draft in (self.draft, onward, back)]
        page = self.passage.page
        forward = page.goes_forward(edge, *places, right=right) if page is not None else right
        self.show(onward if forward else back)
        self.passage.see(self.draft.at_hand.start if edge == "start" else self.draft.at_hand.end)
        self._tell()

    def find(self, outcome: Outcome) -> None:
        """Let the person type which code: for the coding that is edited, or for a new one."""
        self._finding = outcome
        with self.session.project.read() as reading:
            choices = code_choices(reading)
        title = tr("Add a coding of") if outcome == "added" else tr("The consensus gets instead")
        if self.draft is not None and len(self.draft.codings) > 1 and self._team is not None:
            codes, at_hand = self._team.codes, self.draft.at_hand.code_id
            title = tr(
                "Instead of “{code}” the consensus gets", code=codes[at_hand].name if at_hand in codes else ""
            )
        self.finder.open(title, choices, self.passage.geometry())

    def _take_code(self, code_id: int) -> None:
        if self.draft is not None and self._finding == "other":
            self.begin(self.draft.recoded(code_id))
            return
        start, end = self.passage.selection or self._span
        self.passage.clear_selection()
        self.begin(Draft(self._finding, (ConsensusSpan(code_id, start, end),)))

    def _drag(self, edge: Edge, position: int) -> None:
        if self.draft is not None:
            self.show(self.draft.dragged(self._document.text, edge, position))

    def _take_words(self) -> None:
        """Selected words are where the edited coding goes."""
        if self.draft is not None and self.passage.selection is not None:
            self.show(self.draft.spanning(*self.passage.selection))
            self.passage.clear_selection()
            self._tell()

    def _tell(self) -> None:
        if self.draft is not None and self._team is not None:
            span = self.draft.at_hand
            name = self._team.codes[span.code_id].name if span.code_id in self._team.codes else ""
            words = f"{name}: {self._document.text[span.start : span.end]}"
            say(self.passage, self._running_on(span) + words)


def _bar(lane: Lane, span: ConsensusSpan) -> Bar:
    bars: Sequence[Bar] = [bar for row in lane.rows for bar in row]
    wanted = (span.code_id, span.start, span.end)
    return next(bar for bar in bars if (bar.code_id, bar.start, bar.end) == wanted)
