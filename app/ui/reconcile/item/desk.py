"""One item on the desk: its passage, how it was settled, and the keys and buttons that settle it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app import settings
from app.errors import UserError
from app.local_times import local_time
from app.reconcile.actions import add_consensus, decide, reopen
from app.reconcile.discussion import Ballot, add_note, ballot, cast_vote, notes
from app.reconcile.draft import Draft
from app.reconcile.items import Item
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import QueueRow
from app.reconcile.reasons import own_reasons
from app.report.faces import Face, face_of, faces
from app.report.item_memos import memos_of
from app.report.items import changes_told, codes_of, outcome_told, spoken
from app.translation import tr
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.theme import NORMAL_SIZE
from app.ui.reconcile.item.banner import Banner
from app.ui.reconcile.item.code_finder import CodeFinder
from app.ui.reconcile.item.decision_bar import DecisionBar
from app.ui.reconcile.item.definitions import Definitions
from app.ui.reconcile.item.discussion import Discussion, NoteLine
from app.ui.reconcile.item.editing import Editing
from app.ui.reconcile.item.keys import KEY_OF, OUTCOME_OF, Command, command, key_of, move
from app.ui.reconcile.item.meeting import Meeting
from app.ui.reconcile.item.reason import edit_own_reasons
from app.ui.reconcile.item.unfinished import Unfinished
from app.ui.reconcile.passage.excerpt import TextCache, excerpt
from app.ui.reconcile.passage.lanes import Lane, beside_of, consensus_lane, lane_told, lanes_of
from app.ui.reconcile.passage.view import PassageView
from app.ui.session import ProjectSession
from app.ui.surface.announce import say


class Desk(QWidget):
    """Settles items; which one is next is the workspace's."""

    step_wanted = Signal(int)
    passage_wanted = Signal(int, int, int)
    similar_wanted = Signal(str)  # the outcome that was last pointed at
    proposal_wanted = Signal()

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.row: QueueRow | None = None
        self.faces: list[Face] = []
        self.in_meeting = False
        self._team: Team | None = None
        self._blind = False
        self._ballot: Ballot | None = None
        self._texts = TextCache()
        self._pointed = "union"
        self.banner = Banner()
        self.meeting = Meeting()
        self.passage = PassageView()
        self.passage.set_text_size(settings.read("text size", NORMAL_SIZE))
        self.bar = DecisionBar()
        self.editing = Editing(session, self.passage, CodeFinder(self))
        self.definitions = Definitions()
        self.discussion = Discussion(KEY_OF[Command.TALK])
        self.unfinished = Unfinished(self.bar, self.discussion, self.editing, session.coder_id)
        column = below(on=self, margins=NO_MARGINS, spacing=0)
        for widget, stretch in ((self.banner, 0), (self.passage, 1), (self.meeting, 0), (self.bar, 0)):
            column.addWidget(widget, stretch)
        self.meeting.hide()
        self._connect()

    def _connect(self) -> None:
        self.banner.open_wanted.connect(self._open)
        self.banner.propose_wanted.connect(self.proposal_wanted)
        self.banner.reopen_wanted.connect(self.reopen)
        self.banner.keep_wanted.connect(self.keep)
        self.passage.opened.connect(self._open)
        self.bar.command_wanted.connect(self.perform)
        self.bar.coder_wanted.connect(self.accept)
        self.bar.pointed_at.connect(self._point)
        self.bar.left.connect(self.passage.setFocus)
        self.bar.reason.chosen.connect(self.passage.setFocus)
        self.bar.reason.own_wanted.connect(partial(edit_own_reasons, self, self.session))
        self.discussion.left.connect(self.passage.setFocus)
        self.discussion.note_written.connect(self._say_more)
        self.editing.changed.connect(self.bar.show_editing)
        self.meeting.voter_changed.connect(self._show_ballot)

    # what is on the desk

    def show_row(
        self, row: QueueRow | None, team: Team, items: Sequence[Item] = (), *, blind: bool, similar: int = 0
    ) -> None:
        """Put an item on the desk, or clear it; what is being edited on the same item stays.

        `items` are all of the document: what else was coded on the same words is shown faintly. `similar` is
        how many other open items have its kind and codes.
        """
        before = self.row.item if self.row is not None else None
        same = row is not None and before is not None and row.item.key == before.key
        self.row, self._team, self._blind = row, team, blind
        if not same:
            self.unfinished.turn(before, row.item if row is not None else None)
        if row is None:
            self.passage.show_passage(None, (), None, "")
            return
        self.faces = faces(row.item, team.coders, blind=blind)
        with self.session.project.read() as reading:
            document = self._texts.of(reading, row.item.document_id, row.item.round_id)
            lines = [self._line_of(note.coder_id, note.at, note.text) for note in notes(reading, row.item)]
            self.bar.reason.show_own(own_reasons(reading))
        lanes = lanes_of(row.item, beside_of(row.item, items), self.faces, team.codes)
        description = self._description(row, team, lanes, document.text)
        reserved = consensus_lane(self._usual(row), team.codes, tr("consensus"))
        self.editing.prepare(team, document, row.item.start, row.item.end)
        cut = excerpt(row.item.document_id, document, row.item.start, row.item.end)
        self.passage.show_passage(cut, lanes, reserved if reserved.rows else None, description)
        changes = changes_told(row, team, self.faces, document.text)
        self.banner.show_row(row, team, changes, blind=blind, shown=cut.end - cut.start if cut.cut else None)
        self.bar.show_faces(self.faces)
        self.bar.show_similar(similar)
        self._define(row.item, lanes, team)
        self.discussion.show_notes(lines, memos_of(row.item, self.faces, team.codes, document.text))
        self._show_ballot()
        self._show_consensus()
        if not same:
            say(self.passage, description)

    def _define(self, item: Item, lanes: Sequence[Lane], team: Team) -> None:
        """The definitions of the item's own codes, then of those beside it on the same words."""
        involved = {bar.code_id for lane in lanes for bars in lane.rows for bar in bars}
        of_item, others = set(item.code_ids), involved.difference(item.code_ids)
        codes = team.codes.values()
        self.definitions.show_codes(
            [code for code in codes if code.id in of_item], [code for code in codes if code.id in others]
        )

    def forget_texts(self) -> None:
        """Documents may have changed."""
        self._texts.forget()

    def set_meeting(self, on: bool) -> None:
        """Votes come before decisions, or don't."""
        self.in_meeting = on
        self._show_ballot()

    def perform_key(self, event: QKeyEvent) -> bool:
        """Do what a key means; returns whether it means anything."""
        pressed = command(event, editing=self.editing.draft is not None)
        if pressed is None or self.row is None:
            return False
        if pressed is Command.CODER:
            face = face_of(key_of(event), self.faces)
            if face is not None:
                self.accept(face.coder_id)
        elif pressed is Command.MOVE:
            moved = move(event)
            if moved is not None:
                self.editing.move(*moved)
        else:
            self.perform(pressed)
        return True

    def means(self, event: QKeyEvent) -> bool:
        """Whether a key does something here."""
        return command(event, editing=self.editing.draft is not None) is not None

    def perform(self, wanted: Command) -> None:
        """Do what a key or a button asks for."""
        if self.row is None:
            return
        if wanted in OUTCOME_OF:
            self.settle(OUTCOME_OF[wanted])
            return
        do = {
            Command.EDIT: self.edit,
            Command.OTHER: lambda: self.editing.find("other"),
            Command.ADD: lambda: self.editing.find("added"),
            Command.REASON: self.bar.reason.open,
            Command.NOTE: self.bar.note.setFocus,
            Command.TALK: self.discussion.field.setFocus,
            Command.SIMILAR: lambda: self.similar_wanted.emit(self._pointed),
            Command.PROPOSE: self.proposal_wanted.emit,
            Command.REOPEN: self.reopen,
            Command.OPEN: self._open,
            Command.NEXT: lambda: self._step(1),
            Command.PREVIOUS: lambda: self._step(-1),
            Command.SCROLL_DOWN: lambda: self._scroll(1),
            Command.SCROLL_UP: lambda: self._scroll(-1),
            Command.LEAVE: self._leave,
            Command.ACCEPT: self._accept_draft,
            Command.NEXT_CODING: self.editing.next_coding,
            Command.REMOVE: self.editing.remove,
        }
        do[wanted]()

    # settling

    def accept(self, coder_id: int) -> None:
        """What one coder coded is the consensus."""
        self.settle("coder", coder_id)

    def settle(self, outcome: str, coder_id: int | None = None) -> None:
        """Settle the item, or vote for it in a meeting; not while something else is about to be stored."""
        self._refuse_to_leave_a_draft()
        if self.row is not None:
            self._take(outcome, result_of(self.row.item, outcome, coder_id=coder_id))

    def keep(self) -> None:
        """Settle the item as before its codings changed."""
        row = self.row
        if row is None or row.decision is None:
            return
        self._decide("edited", row.decision.codings, row.decision.reason, row.decision.note)

    def reopen(self) -> None:
        """Open a settled item again."""
        row = self.row
        if row is None or row.decision is None or row.status not in ("settled", "deferred"):
            raise UserError("This item is open already: nothing was decided about it.")
        label = tr("Re-open: {item}", item=self._what(row))
        self.session.do(label, reopen, decision_id=row.decision.id, coder_id=self.session.coder())

    def _take(self, outcome: str, codings: Sequence[ConsensusSpan]) -> None:
        if self._votes() and outcome not in ("deferred", "added"):
            self._vote(outcome, codings)
        else:
            self._decide(outcome, codings, self.bar.reason.reason, self.bar.note.text().strip())

    def _decide(self, outcome: str, codings: Sequence[ConsensusSpan], reason: str, note: str) -> None:
        row = self.row
        if row is None:
            return
        people = {face.coder_id: face.name for face in self.faces if face.name}
        told = outcome_told(outcome, row.item, codings, people)
        label = tr("Decide: {outcome}, {item}", outcome=told, item=self._what(row))
        who = self.session.coder()
        if outcome == "added":
            self.session.do(
                label,
                add_consensus,
                round_id=row.item.round_id,
                document_id=row.item.document_id,
                codings=codings,
                reason=reason,
                note=note,
                coder_id=who,
            )
            self.bar.clear()
            self._leave()
            return
        self.session.do(
            label,
            decide,
            item=row.item,
            outcome=outcome,
            codings=codings,
            reason=reason,
            note=note,
            coder_id=who,
            follows_id=row.decision.id if row.decision is not None else None,
        )
        self.unfinished.decided(row.item, self.row.item if self.row is not None else None)

    def _what(self, row: QueueRow) -> str:
        team = self._team
        if team is None:
            return ""
        document = team.documents.get(row.item.document_id)
        where = document.name if document else ""
        if row.item.turn is not None:
            where = tr("{place}, turn {turn}", place=where, turn=row.item.turn)
        return tr("{codes} in {place}", codes=codes_of(row, team), place=where)

    def _votes(self) -> bool:
        return self.in_meeting and self._ballot is not None and not self._ballot.revealed

    def _vote(self, outcome: str, codings: Sequence[ConsensusSpan]) -> None:
        voter = self.meeting.voter
        if self.row is None or voter is None:
            raise UserError("Choose who votes now, then press a key.")
        team = self._team
        who = team.coders[voter].name if team is not None and voter in team.coders else ""
        label = tr("Vote of {coder} on {item}", coder=who, item=self._what(self.row))
        self.session.do(
            label, cast_vote, item=self.row.item, coder_id=voter, outcome=outcome, codings=codings
        )
        self._show_ballot()
        self._leave()

    def _show_ballot(self) -> None:
        row, team = self.row, self._team
        self._ballot = None
        if self.in_meeting and row is not None and team is not None and row.item.coders:
            with self.session.project.read() as reading:
                self._ballot = ballot(reading, row.item)
            self.meeting.show_ballot(self._ballot, row.item, team, self.faces, self.session.coder_id)
        self.meeting.setVisible(self._ballot is not None)

    # previews

    def _usual(self, row: QueueRow) -> tuple[ConsensusSpan, ...]:
        """What room is kept for."""
        if row.item.coders:
            return result_of(row.item, "union")
        return row.decision.codings if row.decision is not None else ()

    def _point(self, wanted: Command | None, coder_id: int | None) -> None:
        """Show what an outcome would give the consensus."""
        if self.row is None or self._team is None or self.editing.draft is not None:
            return
        outcome = "coder" if wanted is Command.CODER else OUTCOME_OF.get(wanted) if wanted else None
        if outcome is None or outcome == "deferred":
            self._show_consensus()
            return
        self._pointed = outcome if outcome != "coder" else self._pointed
        self._show_made(result_of(self.row.item, outcome, coder_id=coder_id))

    def _show_consensus(self) -> None:
        """Show what the consensus has, or what is being edited."""
        row = self.row
        if self.editing.draft is not None:
            self.editing.show(self.editing.draft)
        elif row is not None:
            decided = row.decision if row.status in ("settled", "changed") else None
            self._show_made(decided.codings if decided is not None else ())

    def _show_made(self, codings: Sequence[ConsensusSpan]) -> None:
        if self._team is not None:
            lane = consensus_lane(codings, self._team.codes, tr("consensus"))
            self.passage.show_consensus(lane if lane.rows else None)

    # editing

    def edit(self) -> None:
        """Move the boundaries of what was decided, else of the union."""
        row = self.row
        if row is None:
            return
        decided = row.decision.codings if row.decision is not None and row.status == "settled" else ()
        self.editing.begin(Draft("edited", decided or self._usual(row)))

    def _refuse_to_leave_a_draft(self) -> None:
        if self.editing.draft is not None:
            raise UserError(
                "What you put on this passage is not stored yet. Press Enter to store it, or Esc to leave it "
                "as it was, also where it can’t be stored; then go on."
            )

    def _step(self, by: int) -> None:
        self._refuse_to_leave_a_draft()
        self.step_wanted.emit(by)

    def _accept_draft(self) -> None:
        draft = self.editing.draft
        if draft is not None:
            self._take(draft.outcome, draft.codings)

    def _leave(self) -> None:
        self.editing.end()
        self.passage.clear_selection()
        self._show_consensus()

    # around it

    def _say_more(self, words: str) -> None:
        if self.row is not None:
            label = tr("Note on {item}", item=self._what(self.row))
            self.session.do(label, add_note, item=self.row.item, text=words, coder_id=self.session.coder())
            self.discussion.field.clear()

    def _line_of(self, coder_id: int | None, at: str, text: str) -> NoteLine:
        who = self._team.coders.get(coder_id or 0) if self._team is not None else None
        name = who.name if who is not None else ""
        if self._blind:
            name = next((face.letter for face in self.faces if face.coder_id == coder_id), "")
        return NoteLine(name or tr("Somebody"), local_time(at)[:-3], text)

    def _description(self, row: QueueRow, team: Team, lanes: Sequence[Lane], text: str) -> str:
        """All of it for who can't see it."""
        return f"{spoken(row, team)}. " + " ".join(lane_told(lane, text) for lane in lanes)

    def _open(self) -> None:
        if self.row is not None:
            self.passage_wanted.emit(self.row.item.document_id, self.row.item.start, self.row.item.end)

    def _scroll(self, pages: int) -> None:
        bar = self.passage.verticalScrollBar()
        bar.setValue(bar.value() + round(0.85 * pages * bar.pageStep()))
