"""Lines that may begin a speaker's turn: what a label looks like, and how surely it names a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.documents.speaker_words import NEVER_SPEAK, PARTICLES, ROLES

MAX_LABEL = 60
_MAX_WORDS = 6
_REACH = MAX_LABEL + 30  # a label and two times
_MAX_LETTERS_WITHOUT_SPACES = 14  # Japanese, Thai: a longer run is a phrase

_BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_GAP = f"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{_BIDI}]"
_GAPS = f"{_GAP}*"
_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"


def _time(group: str, day: str = "") -> str:
    return rf"[\[(<]?{_GAPS}{day}(?P<{group}>{_CLOCK}(?:{_GAP}?[AaPp][Mm])?){_GAPS}[\])>]?"


_NAME = r"""(?P<name>[^\W\d_][^\n\t:：?!;"“”„«»…=|<>{}\[\]@*。、！？；「」『』،؛؟۔]{0,59}?)"""
_LINE_NUMBER = rf"(?:\d{{1,4}}[.)]?{_GAP}+)?"
_DAY = rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?{_GAPS})?"  # as exported chats have it
_BEGIN = rf"{_GAPS}{_LINE_NUMBER}(?:{_time('before', _DAY)}{_GAPS}(?:[-–—|]{_GAPS})?)?{_NAME}"
_AFTER_NAME = rf"(?:(?:{_GAPS}[,–|-])?{_GAPS}{_time('beside')})?{_GAPS}"
_BEHIND = rf"{_GAPS}(?:[\[(<]{_GAPS}(?P<behind>{_CLOCK}){_GAPS}[\])>])?"
_COLON = re.compile(rf"{_BEGIN}{_AFTER_NAME}(?:(?<!\s):(?![/\\\d):])|(?<=\s):(?=\s|$)|：|﹕){_BEHIND}")
_TAB = re.compile(rf"{_BEGIN}(?:{_GAPS}{_time('beside')})?[^\S\n\t]*\t{_BEHIND}")
_ALONE = re.compile(rf"{_BEGIN}{_AFTER_NAME}$")

_ALIAS = re.compile(r"^(?P<name>.+?)\s*\((?P<alias>[^()]+)\)$")
_NUMBER = re.compile(r"[\s#_.-]*(?:\d{1,3}|(?<=\s)[^\W\d_])$")
_SHORT_ROLE = re.compile(
    r"(?:p|r|i|q|a|s|m|f|w|t|fg|int|iv|ie|sp|tn|ip)[\s_.-]?\d{1,3}(?:[\s_.-]?[a-z]\d{0,3})?"
)


class Strength(IntEnum):
    """How surely a label names a person: a role or number, something like a name, or merely words."""

    WEAK = 0
    NAME = 1
    ROLE = 2


@dataclass(frozen=True)
class Label:
    """A line's possible label; `start` is where the line begins, `body` where speech may begin behind it."""

    start: int
    body: int
    name: str
    alias: str
    time: str | None
    strength: Strength
    line: int

    @property
    def key(self) -> str:
        """The name without regard to upper and lower case."""
        return self.name.casefold()

    @property
    def numbered(self) -> bool:
        """Whether the name is a letter or two with a number, as in P1 (or in the questions of a form)."""
        return " " not in self.name and any(c.isdigit() for c in self.name)


@dataclass(frozen=True)
class Line:
    """A line that is not blank, from `start` to `end` (without the line feed) in the text."""

    start: int
    end: int
    after_blank: bool


def lines(text: str) -> list[Line]:
    """Return the lines that hold more than white space, in order."""
    found: list[Line] = []
    after_blank = True
    start = 0
    for line in text.split("\n"):
        blank = not line or line.isspace()
        if not blank:
            found.append(Line(start, start + len(line), after_blank))
        after_blank = blank
        start += len(line) + 1
    return found


def colon_labels(text: str, all_lines: list[Line]) -> Iterator[Label]:
    """Yield the labels that end in a colon."""
    for number, line in enumerate(all_lines):
        reach = min(line.end, line.start + _REACH)
        if any(text.find(colon, line.start, reach) >= 0 for colon in ":：﹕"):
            yield from _label(_COLON.match(text, line.start, line.end), line, number)


def tab_labels(text: str, all_lines: list[Line]) -> Iterator[Label]:
    """Yield the labels that end in a tab, as a table of speakers and speech is read."""
    for number, line in enumerate(all_lines):
        if text.find("\t", line.start, min(line.end, line.start + _REACH)) >= 0:
            yield from _label(_TAB.match(text, line.start, line.end), line, number)


def lone_labels(text: str, all_lines: list[Line]) -> Iterator[Label]:
    """Yield the labels that have a line to themselves and a line of something below them."""
    for number, line in enumerate(all_lines[:-1]):
        if line.end - line.start <= _REACH:
            yield from _label(_ALONE.match(text, line.start, line.end), line, number)


def is_never_a_speaker(name: str) -> bool:
    """Tell whether the words are known to stand before colons without speaking."""
    return name.casefold().strip(" .") in NEVER_SPEAK


def _label(match: re.Match[str] | None, line: Line, number: int) -> Iterator[Label]:
    if match is None:
        return
    given = match.groupdict()
    name, alias, strength = _person(match["name"])
    if strength is not None:
        time = given.get("before") or given.get("beside") or given.get("behind")
        yield Label(line.start, match.end(), name, alias, time, strength, number)


@lru_cache(maxsize=1000)
def _person(words: str) -> tuple[str, str, Strength | None]:
    name, alias = _tidy(words)
    return name, alias, _strength(name) if _may_be_a_name(name) else None


def _tidy(name: str) -> tuple[str, str]:
    """Return the name, and what stands in brackets behind it: "Ana Yilmaz (AY)", "KELLY MCEVERS, HOST"."""
    name = " ".join(re.sub(f"[{_BIDI}]", "", name).split()).strip("-–— ")
    alias = ""
    if bracket := _ALIAS.match(name):
        name, alias = bracket["name"], bracket["alias"]
    return name.split(",")[0].strip(), alias


def _may_be_a_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= _MAX_WORDS or name.count("(") != name.count(")"):
        return False
    if any(word.endswith(".") and len(word) > 5 for word in words):
        return False
    if any(not _has_case(word) and len(word) > _MAX_LETTERS_WITHOUT_SPACES for word in words):
        return _is_role(name)
    return True


def _strength(name: str) -> Strength:
    if _is_role(name):
        return Strength.ROLE
    words = name.replace("-", " ").split()
    if all(_is_part_of_a_name(word) for word in words) and not words[0].islower():
        return Strength.NAME if _has_case(name) or len(words) <= 3 else Strength.WEAK
    return Strength.WEAK


def _is_role(name: str) -> bool:
    key = name.casefold()
    plain = _NUMBER.sub("", key).strip(" .")
    return plain in ROLES or key.replace(".", "") in ROLES or bool(_SHORT_ROLE.fullmatch(key))


def _is_part_of_a_name(word: str) -> bool:
    first = next((c for c in word if c.isalpha()), "")
    return not first or not first.islower() or word in PARTICLES


def _has_case(word: str) -> bool:
    return word.lower() != word.upper()
