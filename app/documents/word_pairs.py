"""The words that two texts have in common, in the order of both: a patience comparison on arrays."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.jobs import Job

Ids = NDArray[np.int64]

_RUNS = (5, 3, 2, 1)  # words that tie two texts where they stand together once in either, from the safest on
_FACTOR = 1_000_003  # of the number that stands for words together
_COMPARED = 1_000_000  # pairs of words that are compared one by one between two ties, at most


def word_pairs(old: Sequence[int], new: Sequence[int], job: Job) -> list[tuple[int, int]]:
    """The words, a number each, that are the same: (index in the old text, index in the new), in order."""
    pairing = _WordPairing(np.array(old, dtype=np.int64), np.array(new, dtype=np.int64), job)
    return pairing.pairs((0, len(old)), (0, len(new)))


class _WordPairing:
    def __init__(self, old: Ids, new: Ids, job: Job) -> None:
        self._old, self._new, self._job = old, new, job

    def pairs(self, old: tuple[int, int], new: tuple[int, int]) -> list[tuple[int, int]]:
        """The words that are the same, as (index in the old text, index in the new), in order."""
        found: list[tuple[int, int]] = []
        waiting = [(old, new, 0)]
        while waiting:
            (old_begin, old_end), (new_begin, new_end), run = waiting.pop()
            while old_begin < old_end and new_begin < new_end and self._same(old_begin, new_begin):
                found.append((old_begin, new_begin))
                old_begin, new_begin = old_begin + 1, new_begin + 1
            while old_begin < old_end and new_begin < new_end and self._same(old_end - 1, new_end - 1):
                old_end, new_end = old_end - 1, new_end - 1
                found.append((old_end, new_end))
            if old_begin == old_end or new_begin == new_end:
                continue
            self._job.step(0, 0, "Comparing the texts")
            ties = self._ties((old_begin, old_end), (new_begin, new_end), run)
            if ties:
                edges = [(old_begin - 1, new_begin - 1), *ties, (old_end, new_end)]
                found += ties
                waiting += [((a + 1, c), (b + 1, d), run) for (a, b), (c, d) in pairwise(edges)]
            elif run + 1 < len(_RUNS):
                waiting.append(((old_begin, old_end), (new_begin, new_end), run + 1))
            elif (old_end - old_begin) * (new_end - new_begin) <= _COMPARED:
                found += self._word_by_word((old_begin, old_end), (new_begin, new_end))
        return sorted(found)

    def _same(self, old: int, new: int) -> bool:
        return bool(self._old[old] == self._new[new])

    def _ties(self, old: tuple[int, int], new: tuple[int, int], run: int) -> list[tuple[int, int]]:
        """Words of runs that stand once in either part, in the longest chain."""
        length = _RUNS[run]
        old_runs, old_places = _single(self._old[slice(*old)], length)
        new_runs, new_places = _single(self._new[slice(*new)], length)
        _, at_old, at_new = np.intersect1d(old_runs, new_runs, assume_unique=True, return_indices=True)
        order = np.argsort(old_places[at_old])
        firsts = old_places[at_old][order] + old[0]
        seconds = new_places[at_new][order] + new[0]
        chain = _longest_increasing(seconds.tolist())
        ties: dict[int, int] = {}
        last = -1
        for first, second in zip(firsts[chain].tolist(), seconds[chain].tolist(), strict=True):
            if not np.array_equal(self._old[first : first + length], self._new[second : second + length]):
                continue  # two runs with one number
            for step in range(length):
                if second + step > last and first + step not in ties:
                    ties[first + step] = last = second + step
        return list(ties.items())

    def _word_by_word(self, old: tuple[int, int], new: tuple[int, int]) -> Iterator[tuple[int, int]]:
        matcher = SequenceMatcher(
            None, self._old[slice(*old)].tolist(), self._new[slice(*new)].tolist(), autojunk=False
        )
        for match in matcher.get_matching_blocks():
            for step in range(match.size):
                yield old[0] + match.a + step, new[0] + match.b + step


def _single(ids: Ids, length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The runs of this length that stand once, as a number each, and where."""
    count = len(ids) - length + 1
    if count <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    runs = np.zeros(count, np.int64)
    for step in range(length):
        runs = runs * _FACTOR + ids[step : step + count]  # goes round at 64 bits; equal runs stay equal
    values, places, often = np.unique(runs, return_index=True, return_counts=True)
    return values[often == 1], places[often == 1]


def _longest_increasing(values: Sequence[int]) -> list[int]:
    """The places of the longest increasing chain of values."""
    tails: list[int] = []
    places: list[int] = []
    before = [-1] * len(values)
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before[place] = places[at - 1] if at else -1
        tails[at : at + 1] = [value]
        places[at : at + 1] = [place]
    chain: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
