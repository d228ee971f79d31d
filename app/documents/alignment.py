"""Where what stood in one text stands in another version of it: told by comparing the texts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from app.documents.words import is_within_word
from app.jobs import Job

Outcome = Literal["moved", "changed", "lost"]

_WORD = re.compile(r"\w+|[^\w\s]")
_ALIKE = 0.5  # from which two short passages are compared letter by letter
_SHORT = 300  # characters
_LOST_BELOW = 0.3  # share of letters that must survive


class Stretch(NamedTuple):
    """Characters that are the same in both texts, as code point offsets of where they begin in either."""

    old: int
    new: int
    length: int


class Replacement(NamedTuple):
    """Words that took the place of others, as where they begin in either text and how long they are.

    Where `alike`, they mean the same, as a name and its pseudonym do: who coded the one has coded the other.
    """

    old: int
    new: int
    old_length: int
    new_length: int
    alike: bool = False


class Moved(NamedTuple):
    """Where a passage has come to stand, and how well it survived; a lost one stands where it would."""

    start: int
    end: int
    outcome: Outcome


@dataclass(frozen=True)
class Alignment:
    """Two texts side by side; the `same` stretches are in order and disjoint in both.

    `replaced` is what a person put in the place of something, whatever letters they share; it lies between
    the same stretches.
    """

    old_text: str
    new_text: str
    same: tuple[Stretch, ...]
    replaced: tuple[Replacement, ...] = ()

    def moved(self, start: int, end: int) -> Moved:
        """Where a passage [start, end) of the old text stands in the new one.

        It is moved where all of it survives in one piece, lost where less than 30 % of its letters do, else
        changed: then it holds what replaced its words.
        """
        new_start = self.begin(start)
        new_end = max(new_start, self._end(end))
        parts = list(self._surviving(start, end))
        survived = sum(last - first for first, last in parts)
        replaced = list(self._replaced(start, end))
        whole = [part for part in replaced if part.alike and _lies_in(part, start, end)]
        old_length = survived + sum(part.old_length for part in whole)
        new_length = survived + sum(part.new_length for part in whole)
        if (old_length, new_length) == (end - start, new_end - new_start):
            return Moved(new_start, new_end, "moved")
        parts += [(max(start, part.old), min(end, part.old + part.old_length)) for part in replaced]
        new_start, new_end = _trimmed(self.new_text, new_start, new_end)
        left = sum(_letters(self.old_text[first:last]) for first, last in parts)
        if new_start == new_end or left < _LOST_BELOW * _letters(self.old_text[start:end]):
            return Moved(new_start, new_end, "lost")
        if not is_within_word(self.old_text, start):
            while is_within_word(self.new_text, new_start):
                new_start -= 1
        if not is_within_word(self.old_text, end):
            while is_within_word(self.new_text, new_end):
                new_end += 1
        return Moved(new_start, new_end, "changed")

    def _surviving(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of an old passage that survive, as old offsets."""
        for index in range(max(0, self._last_from(start)), len(self.same)):
            stretch = self.same[index]
            if stretch.old >= end:
                return
            first, last = max(start, stretch.old), min(end, stretch.old + stretch.length)
            if first < last:
                yield first, last

    def differences(self) -> Iterator[Replacement]:
        """What isn't the same, also where only one of the texts has something."""
        old = new = 0
        for stretch in (*self.same, Stretch(len(self.old_text), len(self.new_text), 0)):
            if stretch.old > old or stretch.new > new:
                yield Replacement(old, new, stretch.old - old, stretch.new - new)
            old, new = stretch.old + stretch.length, stretch.new + stretch.length

    def backwards(self) -> "Alignment":
        """The same two texts, the newer one taken for the older."""
        same = tuple(Stretch(stretch.new, stretch.old, stretch.length) for stretch in self.same)
        return Alignment(self.new_text, self.old_text, same)

    def with_replaced(self) -> "Alignment":
        """The same two texts; what isn't the same takes the other's place, as where a person made it so."""
        replaced = (part for part in self.differences() if part.old_length and part.new_length)
        return replace(self, replaced=tuple(replaced))

    def then(self, later: "Alignment") -> "Alignment":
        """The older text beside one that is still newer: what is the same in all three."""
        same: list[Stretch] = []
        index = 0
        for first in self.same:
            while index and later.same[index - 1].old + later.same[index - 1].length > first.new:
                index -= 1
            while index < len(later.same) and later.same[index].old < first.new + first.length:
                second = later.same[index]
                start = max(first.new, second.old)
                length = min(first.new + first.length, second.old + second.length) - start
                if length > 0:
                    same.append(
                        Stretch(start - first.new + first.old, start - second.old + second.new, length)
                    )
                index += 1
        return Alignment(self.old_text, later.new_text, tuple(same))

    def _replaced(self, start: int, end: int) -> Iterator[Replacement]:
        """What was replaced in an old passage, or in a part of it."""
        for index in range(bisect_left(self.replaced, start, key=_old_end), len(self.replaced)):
            part = self.replaced[index]
            if part.old >= end:
                return
            if part.old + part.old_length > start:
                yield part

    def begin(self, at: int) -> int:
        """Where a passage begins that began here: what was put in before it isn't part of it."""
        index = self._last_from(at)
        if index < 0:
            return 0
        stretch = self.same[index]
        return stretch.new + min(at - stretch.old, stretch.length)

    def _end(self, at: int) -> int:
        """Where a passage ends that ended here: what was put in behind it isn't part of it."""
        index = bisect_left(self.same, at, key=_old) - 1
        if index >= 0 and at <= self.same[index].old + self.same[index].length:
            return self.same[index].new + at - self.same[index].old
        return self.same[index + 1].new if index + 1 < len(self.same) else len(self.new_text)

    def _last_from(self, at: int) -> int:
        """The last stretch that begins here or before; -1 where none does."""
        return bisect_right(self.same, at, key=_old) - 1


def align(old_text: str, new_text: str, job: Job | None = None) -> Alignment:
    """Compare two versions of a text.

    Runs of words that stand once in either text tie them, in the longest chain that is in order in both; what
    lies between two ties is tied by shorter runs, and at last compared word by word. Method: patience
    comparison, with runs of 5, 3, 2 and 1 words.
    """
    from app.documents.word_pairs import word_pairs  # arrays: a project is painted without them

    old, new, ids = _WordPlaces(old_text), _WordPlaces(new_text), dict[str, int]()
    pairs = word_pairs(old.ids(ids), new.ids(ids), job or Job())
    return Alignment(old_text, new_text, tuple(joined(_stretches(old, new, pairs))))


class _WordPlaces:
    """A text's words and signs with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def ids(self, known: dict[str, int]) -> list[int]:
        """A number for each word, the same for the same word."""
        words = (self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True))
        return [known.setdefault(word, len(known)) for word in words]


def _stretches(old: _WordPlaces, new: _WordPlaces, pairs: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """The same words as characters, with what lies between them where that is the same too."""
    words = [
        Stretch(old.starts[first], new.starts[second], old.ends[first] - old.starts[first])
        for first, second in pairs
    ]
    words.append(Stretch(len(old.text), len(new.text), 0))
    before = Stretch(0, 0, 0)
    for word in words:
        yield from _between(old.text, new.text, before, word)
        yield word
        before = word


def joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches in order, neighbours in both texts as one, empty ones left out."""
    last = Stretch(0, 0, 0)
    for stretch in stretches:
        if not stretch.length:
            continue
        if (stretch.old, stretch.new) == (last.old + last.length, last.new + last.length):
            last = Stretch(last.old, last.new, last.length + stretch.length)
        else:
            if last.length:
                yield last
            last = stretch
    if last.length:
        yield last


def _between(old: str, new: str, before: Stretch, after: Stretch) -> Iterator[Stretch]:
    """What is the same between two stretches: at their edges, and letters where the rest is alike."""
    start, new_start = before.old + before.length, before.new + before.length
    end, new_end = after.old, after.new
    most = min(end - start, new_end - new_start)
    head = 0
    while head < most and old[start + head] == new[new_start + head]:
        head += 1
    tail = 0
    while tail < most - head and old[end - tail - 1] == new[new_end - tail - 1]:
        tail += 1
    if head:
        yield Stretch(start, new_start, head)
    rest, new_rest = old[start + head : end - tail], new[new_start + head : new_end - tail]
    for stretch in _alike(rest, new_rest):
        yield Stretch(start + head + stretch.old, new_start + head + stretch.new, stretch.length)
    if tail:
        yield Stretch(end - tail, new_end - tail, tail)


def _alike(old: str, new: str) -> list[Stretch]:
    """Letters that are the same in two short passages, or in words of them, that are alike."""
    if not old or not new or max(len(old), len(new)) > _SHORT:
        return []
    letters = _same_letters(old, new)
    if letters:
        return letters
    stretches: list[Stretch] = []
    words = list(_WORD.finditer(new))
    for word in _WORD.finditer(old):
        for index, other in enumerate(words):
            if letters := _same_letters(word[0], other[0]):
                stretches += [
                    Stretch(word.start() + at.old, other.start() + at.new, at.length) for at in letters
                ]
                del words[: index + 1]
                break
    return stretches


def _same_letters(old: str, new: str) -> list[Stretch]:
    """None where the two are not alike."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return []
    return [Stretch(match.a, match.b, match.size) for match in matcher.get_matching_blocks()[:-1]]


def _old(stretch: Stretch) -> int:
    return stretch.old


def _old_end(part: Replacement) -> int:
    return part.old + part.old_length


def _lies_in(part: Replacement, start: int, end: int) -> bool:
    return start <= part.old and part.old + part.old_length <= end


def _letters(words: str) -> int:
    return sum(not letter.isspace() for letter in words)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
