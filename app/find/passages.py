"""What is coded of words that were found: the words, whole words, the sentence, or the whole turn; pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from app.documents.words import sentences, snap_to_words, trim

Unit = Literal["match", "word", "sentence", "turn"]
UNITS: tuple[Unit, ...] = ("match", "word", "sentence", "turn")


def passages_of(
    text: str, places: Iterable[tuple[int, int]], unit: Unit, turns: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The passages [start, end) that places stand in, trimmed, each once, by their start.

    `turns` are [where speech begins, end) by start. Where nobody speaks, a turn is the paragraph. A place
    over several sentences or turns takes all of them in.
    """
    starts = [start for start, _ in turns]
    passages: dict[tuple[int, int], None] = {}
    for start, end in places:
        if unit == "word":
            span = snap_to_words(text, start, end)
        elif unit == "sentence":
            span = _sentences(text, (start, end), turns, starts)
        elif unit == "turn":
            span = _turn(text, start, turns, starts)[0], _turn(text, end - 1, turns, starts)[1]
        else:
            span = start, end
        first, last = trim(text, *span)
        if first < last:
            passages.setdefault((first, last))
    return sorted(passages)


def _sentences(
    text: str, words: tuple[int, int], turns: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[int, int]:
    """The sentences that a place touches; the label of a turn is none of their words."""
    start, end = words
    first, last = _paragraph(text, start)[0], _paragraph(text, end - 1)[1]
    index = bisect_right(starts, start) - 1
    if index >= 0 and start < turns[index][1]:
        first = max(first, turns[index][0])
    touching = [span for span in sentences(text, first, last) if span[0] < end and start < span[1]]
    return (min(touching)[0], max(touching)[1]) if touching else (start, end)


def _turn(text: str, at: int, turns: Sequence[tuple[int, int]], starts: Sequence[int]) -> tuple[int, int]:
    index = bisect_right(starts, at) - 1
    if index >= 0 and at < turns[index][1]:
        return turns[index]
    return _paragraph(text, at)


def _paragraph(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)
