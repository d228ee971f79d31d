"""What is sought in texts: words in a row, wildcards, patterns, words near one another; at exact places.

    the money          these words in a row, whatever white space stands between them
    "who paid?"        the same, each sign as it is written
    faith* m?n         a wildcard stands for letters (*) or one letter (?) of a word, and the word is whole
    near=5             all words (and "phrases") of which at most five words keep the first from the last
    pattern            a regular expression, as the module `regex` has them

Upper and lower case and accents are the same, unless `case` and `accents` ask for them; the rest as
`app.folding` tells it. Places are code points of the text as it is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from math import prod
from typing import Any, NamedTuple

import regex  # type: ignore[import-untyped]  # has no stubs

from app.errors import UserError
from app.folding import Folded

# Written without spaces: a word cannot be told by its letters, so each written character stands for itself.
SPACELESS = (
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Javanese}\p{Balinese}]"
)
SECONDS = 1.0  # that a pattern may take in one text
LONGEST = 5_000  # characters of what is sought
MOST_REPEATED = 100_000  # times that a pattern may repeat something: each is laid out in memory

_WORD_CHARACTER = regex.compile(rf"(?V1)[[\w\u200c\u200d]--{SPACELESS}]")
_WORD = regex.compile(rf"(?V1)[[\w\u200c\u200d]--{SPACELESS}]++(?:'[[\w]--{SPACELESS}]++)*+|{SPACELESS}")
_PART = regex.compile(r'(?<!\S)"(?P<phrase>[^"]+)"(?!\S)|(?P<words>\S+)')
_REPEATS = regex.compile(r"\{(?:[a-z]<=)?([0-9]{1,9})?(?:,([0-9]{1,9}))?[^{}]*\}")
_LETTERS = r"(?:\w|'(?=\w))*"  # what * stands for
_LETTER = r"[\w?]"  # what ? stands for: a question mark may be meant as one


class PatternError(UserError):
    """What was typed is no regular expression."""


class TakesTooLong(UserError):
    """A pattern took longer in one text than anybody waits."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought, as it was typed, and how it is meant; `near` counts words, None: words in a row."""

    words: str
    pattern: bool = False
    whole_words: bool = False
    case: bool = False
    accents: bool = False
    near: int | None = None


class _Term(NamedTuple):
    """Words in a row: a literal or a compiled pattern, and whether the ends are those of words."""

    literal: str
    pattern: Any
    starts_word: bool
    ends_word: bool


class Sought:
    """A query made ready: finds its places in any text."""

    def __init__(self, query: Query | str) -> None:
        """UserError says what is wrong with it."""
        self.query = query if isinstance(query, Query) else Query(query)
        if len(self.query.words) > LONGEST:
            raise UserError(
                f"What is sought has more than {LONGEST:,} characters, so nothing was looked for. "
                "Look for some words of it."
            )
        self._terms = _pattern(self.query) if self.query.pattern else _terms(self.query)

    @property
    def kept(self) -> tuple[bool, bool]:
        """Whether texts keep their capitals and their accents for it: a pattern tells capitals by itself."""
        return self.query.case or self.query.pattern, self.query.accents

    def fold(self, text: str) -> Folded:
        """A text as this query wants it; `places_in` takes it."""
        case, accents = self.kept
        return Folded(text, case=case, accents=accents)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Every place [start, end) in a text, in code points, in their order; none overlaps another."""
        return self.places_in(self.fold(text))

    def places_in(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Every place in a text that was folded; TakesTooLong where a pattern explodes."""
        if len(self._terms) > 1:
            found = _near(folded.text, self._terms, self.query.near or 0)
        else:
            found = _places(folded.text, self._terms[0])
        before = -1
        for start, end in found:
            first, last = folded.span(start, end)
            if first >= before:  # two parts of one written character are one place
                yield first, last
                before = last

    def is_in(self, text: str) -> bool:
        """Whether a text has it."""
        return next(self.places(text), None) is not None

    def overlapping(self, text: str) -> Iterator[tuple[int, int]]:
        """Every place of words in a row, also where it overlaps another: a passage may hold just one."""
        folded = self.fold(text)
        for start, end in _places(folded.text, self._terms[0], overlapping=True):
            yield folded.span(start, end)


def _pattern(query: Query) -> list[_Term]:
    """The term of a regular expression; what is ignored in texts is ignored in its letters."""
    if not query.words.strip():
        raise _nothing()
    # capitals are kept: \W is another thing than \w
    written = Folded(query.words, case=True, accents=query.accents).text
    compiled = _compiled(written, 0 if query.case else regex.IGNORECASE)
    return [_Term("", compiled, query.whole_words, query.whole_words)]


@lru_cache(maxsize=64)
def _compiled(written: str, flags: int) -> Any:
    repeats = (max(map(int, match.groups("0"))) for match in _REPEATS.finditer(written))
    if prod(max(1, count) for count in repeats) > MOST_REPEATED:
        raise PatternError(
            f"This pattern repeats something more than {MOST_REPEATED:,} times, which no computer has room "
            "for. Nothing was looked for. Take smaller numbers between { and }, or *."
        )
    try:
        return regex.compile(written, flags | regex.MULTILINE)
    except (regex.error, RecursionError, OverflowError, ValueError, IndexError) as error:
        where = getattr(error, "pos", None)
        place = f" at character {where + 1}" if where is not None else ""
        what = getattr(error, "msg", "") or "it can't be read"
        raise PatternError(
            f"This is no regular expression: {what}{place}. Nothing was looked for. Correct it, or look for "
            "the words as they stand, without “Pattern”."
        ) from None


def _nothing() -> UserError:
    return UserError("There is nothing to look for yet. Type a word, a phrase or a part of a word.")


def _terms(query: Query) -> list[_Term]:
    folded = Folded(query.words, case=query.case, accents=query.accents).text
    parts = [
        (words, False) if words else (phrase, True)
        for match in _PART.finditer(folded)
        for phrase, words in [match.group("phrase", "words")]
    ]
    whole = query.whole_words or query.near is not None
    rows = [[part] for part in parts] if query.near is not None else [parts]
    terms = list(dict.fromkeys(_term(row, whole) for row in rows if row))
    if not terms:
        raise _nothing()
    if query.near is not None and len(terms) < 2:
        raise UserError(
            "Near one another can be only what is two: type two different words, or phrases in “quotation "
            "marks”, with a space between them."
        )
    return terms


def _term(row: Sequence[tuple[str, bool]], whole: bool) -> _Term:
    words = [(word, literal) for part, literal in row for word in part.split()]
    if not words:
        raise _nothing()
    wild = [not literal and bool(set("*?") & set(word)) and word.strip("*?") != "" for word, literal in words]
    if all(not word.strip("*?") and not literal for word, literal in words):
        raise UserError(
            "* and ? stand for letters of a word, so at least one letter has to stand beside them. To look "
            "for these signs themselves, put them in “quotation marks”."
        )
    if len(words) == 1 and not wild[0]:
        return _Term(words[0][0], None, whole, whole)
    written = r"\s+".join(
        _wild(word) if is_wild else regex.escape(word, literal_spaces=True)
        for (word, _), is_wild in zip(words, wild, strict=True)
    )
    return _Term("", _compiled(written, 0), whole or wild[0], whole or wild[-1])


def _wild(word: str) -> str:
    signs = {"*": _LETTERS, "?": _LETTER}
    pieces = regex.split(r"(\*+|\?)", word)
    return "".join(signs.get(piece[:1], regex.escape(piece)) for piece in pieces if piece)


def _places(text: str, term: _Term, *, overlapping: bool = False) -> Iterator[tuple[int, int]]:
    spans = (
        _matches(text, term.pattern, overlapping) if term.pattern else _finds(text, term.literal, overlapping)
    )
    if not (term.starts_word or term.ends_word):
        return spans
    return (
        (start, end)
        for start, end in spans
        if not (term.starts_word and _within_word(text, start))
        and not (term.ends_word and _within_word(text, end))
    )


def _finds(text: str, literal: str, overlapping: bool) -> Iterator[tuple[int, int]]:
    length = len(literal)
    step = 1 if overlapping else length
    at = text.find(literal)
    while at >= 0:
        yield at, at + length
        at = text.find(literal, at + step)


def _matches(text: str, pattern: Any, overlapping: bool) -> Iterator[tuple[int, int]]:
    try:
        for match in pattern.finditer(text, overlapped=overlapping, timeout=SECONDS):
            if match.end() > match.start():
                yield match.span()
    except TimeoutError:
        raise TakesTooLong(
            "The pattern takes too long in this text, so it was stopped. Make it simpler: a repeated group "
            "within a repetition, such as (a+)+, is what takes so long."
        ) from None


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and _is_of_word(text[at - 1]) and _is_of_word(text[at])


@lru_cache(maxsize=65_536)
def _is_of_word(sign: str) -> bool:
    return _WORD_CHARACTER.match(sign) is not None


def _near(text: str, terms: Sequence[_Term], near: int) -> Iterator[tuple[int, int]]:
    """The shortest stretches that have all terms, at most `near` words between the first and the last one."""
    places = [[(*span, index) for span in _places(text, term)] for index, term in enumerate(terms)]
    if not all(places):
        return
    words = [match.start() for match in _WORD.finditer(text)]
    latest: dict[int, tuple[int, int]] = {}
    for start, end, index in merge(*places):
        latest[index] = start, end
        if len(latest) < len(terms):
            continue
        (_, first_end), *_, (last_start, _) = spans = sorted(latest.values())
        between = bisect_right(words, last_start - 1) - bisect_right(words, first_end - 1)
        if between <= near and first_end <= last_start:
            yield spans[0][0], max(end for _, end in spans)
            latest.clear()
