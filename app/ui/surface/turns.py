"""Where a coding runs over the end of a turn, which is allowed but seldom meant."""

from collections.abc import Sequence

from app.translation import tr
from app.ui.surface.marks import TurnMark


def turns_of(turns: Sequence[TurnMark], start: int, end: int) -> list[tuple[int, str]]:
    """The (number from 1, speaker) of the turns that [start, end) has words of: several where it runs on."""
    return [
        (number, turn.speaker)
        for number, turn in enumerate(turns, 1)
        if turn.start < end and start < turn.end
    ]


def runs_further(turns: Sequence[TurnMark], before: tuple[int, int], now: tuple[int, int]) -> bool:
    """Whether a coding that had the first stretch has come into another turn with the second."""
    return not set(turns_of(turns, *now)) <= set(turns_of(turns, *before))


def running_on(turns: Sequence[TurnMark], start: int, end: int) -> str:
    """That [start, end) runs over the end of a turn, as a sentence; nothing where it doesn't."""
    touched = turns_of(turns, start, end)
    if len(touched) < 2:
        return ""
    (first, speaker), (last, other) = touched[0], touched[-1]
    return tr(
        "It runs over the end of a turn: from turn {first} ({speaker}) into turn {last} ({other}).",
        first=first,
        speaker=speaker or "–",
        last=last,
        other=other or "–",
    )
