"""What a person makes of an item by hand: codings whose edges move, until they are accepted; pure."""

from dataclasses import dataclass, replace
from typing import Literal

from app.documents.edges import Edge, by_word, moved
from app.reconcile.outcomes import ConsensusSpan

Outcome = Literal["edited", "other", "added"]


@dataclass(frozen=True)
class Draft:
    """The codings, and the number of the one whose edges have handles."""

    outcome: Outcome
    codings: tuple[ConsensusSpan, ...]
    chosen: int = 0

    @property
    def at_hand(self) -> ConsensusSpan:
        """The coding whose edges have handles."""
        return self.codings[self.chosen]

    def by_word(self, text: str, edge: Edge, *, forward: bool) -> "Draft":
        """An edge goes to the next or previous word's."""
        one = self.at_hand
        return self._with(*by_word(text, one.start, one.end, edge, forward))

    def by_sign(self, text: str, edge: Edge, *, forward: bool) -> "Draft":
        """An edge goes one sign on or back."""
        one, step = self.at_hand, 1 if forward else -1
        start, end = (one.start + step, one.end) if edge == "start" else (one.start, one.end + step)
        return self._with(start, end) if 0 <= start < end <= len(text) else self

    def dragged(self, text: str, edge: Edge, position: int) -> "Draft":
        """An edge goes to where the mouse is, to a word's edge."""
        one = self.at_hand
        return self._with(*moved(text, one.start, one.end, edge, position, True))

    def spanning(self, start: int, end: int) -> "Draft":
        """The coding at hand goes to other words."""
        return self._with(start, end)

    def next(self) -> "Draft":
        """The next coding gets the handles."""
        return replace(self, chosen=(self.chosen + 1) % len(self.codings))

    def without(self) -> "Draft":
        """Without the coding at hand, unless it is the last."""
        if len(self.codings) < 2:
            return self
        left = tuple(coding for index, coding in enumerate(self.codings) if index != self.chosen)
        return replace(self, codings=left, chosen=min(self.chosen, len(left) - 1))

    def recoded(self, code_id: int) -> "Draft":
        """The coding at hand gets another code."""
        made = self.at_hand._replace(code_id=code_id)
        return self._putting(made)

    def _with(self, start: int, end: int) -> "Draft":
        return self._putting(self.at_hand._replace(start=start, end=end))

    def _putting(self, made: ConsensusSpan) -> "Draft":
        codings = tuple(made if index == self.chosen else coding for index, coding in enumerate(self.codings))
        return replace(self, codings=codings)
