"""How far passages lie apart: in words, sentences or turns of their text."""

from functools import cached_property

import numpy as np

from app.documents.words import sentences, tokens
from app.retrieve.asked import Measure
from app.retrieve.intake import ProjectReading
from app.retrieve.spans import Bools, Ints, Spans, last_end, next_start, overlapping

LETTERS = 12  # how much of a gap is looked at first, for each word


class Nearness:
    """Asks texts only where something is to be counted in them."""

    def __init__(self, intake: ProjectReading) -> None:
        self._intake = intake
        self._line = intake.line
        self._texts: dict[int, str] = {}
        self._sentences: dict[int, Ints] = {}

    def near(self, spans: Spans, others: Spans, within: int, measure: Measure) -> Bools:
        """Which spans have another one no farther than `within`, before, behind or on them."""
        near = overlapping(spans, others)
        rest = np.flatnonzero(~near)
        left = spans.take(rest)
        near[rest] = self.followed(left, others, within, measure) | self._preceded(
            left, others, within, measure
        )
        return near

    def followed(self, spans: Spans, others: Spans, within: int | None, measure: Measure) -> Bools:
        """Which spans have another one behind them in their text, no farther than `within`."""
        return self._reached(spans.end, next_start(spans, others), within, measure)

    def _preceded(self, spans: Spans, others: Spans, within: int, measure: Measure) -> Bools:
        return self._reached(last_end(spans, others), spans.start, within, measure)

    def _reached(self, end: Ints, start: Ints, within: int | None, measure: Measure) -> Bools:
        """Whether from where the first ends to where the second starts it is no farther, in one text."""
        reachable = (start < self._length) & (end > 0)
        reached = reachable.copy()
        first, second = end[reachable] - 1, start[reachable]
        same = self._line.index_at(first) == self._line.index_at(second)
        if within is not None:
            same[same] = self._close(first[same], second[same], within, measure)
        reached[reachable] = same
        return reached

    def _close(self, first: Ints, second: Ints, within: int, measure: Measure) -> Bools:
        if measure == "turn":
            starts = self._intake.turn_starts
            apart = np.searchsorted(starts, second, side="right") - np.searchsorted(
                starts, first, side="right"
            )
            close: Bools = apart <= within
            return close
        index = self._line.index_at(first)
        self._read(sorted(set(index.tolist())))
        count = self._sentences_apart if measure == "sentence" else self._words_apart
        return np.array(
            [
                count(text, int(before - base), int(after - base), within)
                for text, before, after, base in zip(
                    index.tolist(), first, second, self._line.bases[index], strict=True
                )
            ],
            dtype=np.bool_,
        )

    def _words_apart(self, index: int, last: int, start: int, within: int) -> bool:
        """Whether at most `within` words stand between a last character and a start."""
        text, end = self._texts[index], last + 1
        look = LETTERS * (within + 1)
        while True:
            stop = min(start, end + look)
            if len(tokens(text, end, stop)) > within:
                return False
            if stop == start:
                return True
            look *= 4

    def _sentences_apart(self, index: int, last: int, start: int, within: int) -> bool:
        if index not in self._sentences:
            begins = [first for first, _ in sentences(self._texts[index])]
            self._sentences[index] = np.array(begins, dtype=np.int64)
        begins_at = self._sentences[index]
        before, after = np.searchsorted(begins_at, [last, start], side="right").tolist()
        return bool(after - before <= within)

    def _read(self, numbers: list[int]) -> None:
        missing = [index for index in numbers if index not in self._texts]
        self._intake.job.step(0, 1, "Reading texts")
        self._texts |= self._line.texts(missing) if missing else {}

    @cached_property
    def _length(self) -> int:
        """How long the line is."""
        return int((self._line.bases + self._line.lengths).max(initial=0)) + 1
