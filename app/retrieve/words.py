"""The words of a query, taken one by one: names in quotation marks or bare, numbers, days, signs."""

import re
from dataclasses import dataclass
from datetime import date

from app.errors import UserError

CLAUSES = (
    "by",
    "spoken by",
    "in documents",
    "in languages",
    "in round",
    "of cases",
    "where",
    "with property",
    "sure",
    "unsure",
    "with memo",
    "without memo",
    "made by",
    "made since",
    "made before",
)
# a bare name ends before each of these
MEANT = frozenset(
    [
        "and",
        "or",
        "not",
        "overlapping",
        "inside",
        "around",
        "equal",
        "within",
        "near",
        "followed",
        "in",
        "by",
        "of",
        "alone",
        "anything",
        "is",
        "where",
        "with",
        "without",
        "sure",
        "unsure",
        "spoken",
        "made",
        "as",
    ]
)
EMPTY = (
    "The query is empty, so nothing was retrieved. Name a code, such as “Hunger”, or say “anything”; then "
    "how it stands to another: overlapping “Faith”."
)
LONGEST = 10_000
MOST_APART = 1_000_000
_WORD = re.compile(
    r"""\s*(?:“(?P<curly>[^”]*)”|„(?P<low>[^“”]*)[“”]|"(?P<straight>[^"]*)"|«(?P<angle>[^»]*)»"""
    r"""|(?P<sign>[(),;]|<=|>=|[<>=])|(?P<bare>[^\s()“”"«»,;<>=]+))"""
)


@dataclass(frozen=True)
class _Word:
    text: str
    quoted: bool
    at: int


class Words:
    """Words of a text, of which the next is taken or refused."""

    def __init__(self, text: str) -> None:
        """UserError where a quotation mark has no other end."""
        if len(text) > LONGEST:
            raise UserError(f"The query has more than {LONGEST:,} characters. Make it shorter.")
        self._text = text
        self._words = self._read()
        self._next = 0

    def _read(self) -> list[_Word]:
        words, at, end = [], 0, len(self._text.rstrip())
        while at < end:
            match = _WORD.match(self._text, at)
            if match is None:
                raise UserError(
                    f"A quotation mark at character {at + 1:,} of the query has no other end. Close it, "
                    "and try again."
                )
            kind = match.lastgroup or ""
            words.append(_Word(match[kind], kind not in ("sign", "bare"), match.start(kind)))
            at = match.end()
        return words

    @property
    def at_end(self) -> bool:
        """Whether all were taken."""
        return self._next >= len(self._words)

    def takes(self, wanted: str) -> bool:
        """Take these words, or this sign, if they come next."""
        parts = wanted.split()
        coming = self._words[self._next : self._next + len(parts)]
        if len(coming) < len(parts) or any(
            word.quoted or word.text.casefold() != part for word, part in zip(coming, parts, strict=True)
        ):
            return False
        self._next += len(parts)
        return True

    def needs(self, *wanted: str) -> None:
        """Take one of these; UserError where something else comes."""
        if not any(map(self.takes, wanted)):
            raise self.refused(" or ".join(wanted))

    def takes_between_names(self) -> bool:
        """Take an “or”, an “and” or a comma, where another name follows: a comma may end the clause, too."""
        before = self._next
        comma = self.takes(",")
        if not (comma or self.takes("or") or self.takes("and")):
            return False
        if not comma or self._is_name():
            return True
        self._next = before
        return False

    def _is_name(self) -> bool:
        if self.at_end:
            return False
        word = self._words[self._next]
        return word.quoted or not (word.text.casefold() in MEANT or word.text in "(),;<=>=")

    def name(self, what: str) -> str:
        """A name: what stands between quotation marks, or bare words of which none means something."""
        if not self._is_name():
            raise self.refused(what)
        word = self._words[self._next]
        self._next += 1
        if word.quoted:
            if not word.text.strip():
                raise UserError(
                    f"Between the quotation marks at character {word.at:,} stands no name. Type one."
                )
            return " ".join(word.text.split())
        parts = [word.text]
        while self._is_name() and not self._words[self._next].quoted:
            parts.append(self._words[self._next].text)
            self._next += 1
        return " ".join(parts)

    def number(self) -> int:
        """A whole number from 0."""
        word = None if self.at_end else self._words[self._next].text
        if word is None or not word.isdecimal() or len(word) > len(str(MOST_APART)) or int(word) > MOST_APART:
            raise self.refused(f"a whole number up to {MOST_APART:,}")
        self._next += 1
        return int(word)

    def day(self) -> str:
        """A day, as 2026-11-29."""
        word = "" if self.at_end else self._words[self._next].text
        try:
            day = date.fromisoformat(word).isoformat()
        except ValueError:
            raise self.refused("a day such as 2026-11-29") from None
        self._next += 1
        return day

    def refused(self, wanted: str) -> UserError:
        """That something else was expected than what comes next."""
        if self.at_end:
            return UserError(f"The query ends too early: {wanted} should follow. Nothing was retrieved.")
        word = self._words[self._next]
        return UserError(
            f"“{word.text}” at character {word.at + 1:,} of the query can't be read. There may stand: "
            f"{wanted}. Put names of several words, and such as mean something here, in “quotation marks”."
        )
