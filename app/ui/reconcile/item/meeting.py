"""Voting in silence: who votes now, who has voted, and, when all votes are in, what everybody voted for."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton

from app.reconcile.discussion import Ballot, VoteRow
from app.reconcile.items import Item
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import whose
from app.report.faces import Face
from app.report.names import outcome_name
from app.translation import tr
from app.ui.kit.lines import below
from app.ui.kit.plain import Label, literal, plain_tip


class Meeting(QFrame):
    """Says whose turn it is; the votes themselves go through the desk."""

    voter_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self.setProperty("good", True)
        self.voter: int | None = None
        self.sentence = Label(wordWrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        below(self.sentence, self._row, on=self, margins=(14, 6, 14, 6), spacing=4)

    def show_ballot(
        self, ballot: Ballot, item: Item, team: Team, faces: list[Face], at_work: int | None
    ) -> None:
        """Show how far the vote on an item is; the one at work votes first, then who hasn't yet."""
        waiting = [
            coder_id for coder_id in ballot.awaited if coder_id in team.coders and coder_id not in team.left
        ]
        if self.voter not in item.coders or self.voter in ballot.cast:
            self.voter = at_work if at_work in waiting else next(iter(waiting), None)
        self._fill(ballot, item, team)
        if ballot.revealed:
            votes = "   ".join(vote_told(vote, item, team, faces) for vote in ballot.votes)
            self.sentence.setText(tr("All votes are in. {votes}   The lead decides now.", votes=votes))
        else:
            voter = team.coders.get(self.voter or 0)
            name = voter.name if voter is not None else ""
            words = tr(
                "{count} of {all} has voted; nobody sees how until all have. {name} votes now: press a key.",
                "{count} of {all} have voted; nobody sees how until all have. {name} votes now: press a key.",
                len(ballot.cast),
                all=len(ballot.cast) + len(waiting),
                name=name,
            )
            self.sentence.setText(words)

    def _fill(self, ballot: Ballot, item: Item, team: Team) -> None:
        for button in self._buttons:
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        while self._row.count():
            self._row.takeAt(0)
        for coder_id in item.coders if not ballot.revealed else ():
            if coder_id not in team.coders or coder_id in team.left:
                continue
            name = team.coders[coder_id].name
            button = QPushButton(literal(f"✓ {name}" if coder_id in ballot.cast else name))
            button.setCheckable(True)
            button.setChecked(coder_id == self.voter)
            button.setToolTip(plain_tip(tr("{name} votes now", name=name)))
            button.clicked.connect(partial(self._choose, coder_id))
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons.append(button)
        self._row.addStretch()

    def buttons(self) -> list[QPushButton]:
        """A button for each who votes."""
        return self._buttons

    def _choose(self, coder_id: int, _checked: bool = False) -> None:
        self.voter = coder_id
        self.voter_changed.emit()


def vote_told(vote: VoteRow, item: Item, team: Team, faces: list[Face]) -> str:
    """“Ana Yilmaz: union.”"""
    name = team.coders[vote.coder_id].name if vote.coder_id in team.coders else tr("Somebody")
    if vote.outcome != "coder":
        return tr("{coder}: {outcome}.", coder=name, outcome=outcome_name(vote.outcome))
    coder_ids = whose(item, vote.codings)
    letters = [face.letter for face in faces if face.coder_id in coder_ids]
    return tr("{coder}: as {letters}.", coder=name, letters=tr(" or ").join(letters))
