"""What a speaker's name looks like, and how surely words name a person; pure judgement on a few words."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from app.documents.speaker_words import BEGIN_SURNAMES, FUNCTION_WORDS, NEVER_SPEAK, PARTICLES, ROLES
from app.documents.times import BIDI

NAME_STOPS = r"""\n\t:：?!;"“”„«»…=|<>{}\[\]@*。、！？；「」『』،؛؟۔"""  # within brackets of a pattern

MOST_PEOPLE = 300  # in a transcript; of more names none is compared with the others
_MAX_WORDS = 6
_MAX_LETTERS_WITHOUT_SPACES = 14  # Japanese, Thai: a longer run is a phrase
_STOPS = re.compile(f"[{NAME_STOPS}]")
_ALIAS = re.compile(r"^(?P<name>.+?)\s*\((?P<alias>[^()]+)\)(?P<rest>(?:,.*)?)$")
_SENT = re.compile(r"From (?P<name>.+?) [Tt]o \S.*$")  # a line of Zoom's chat
_NUMBER = re.compile(r"[\s#_.-]*(?:\d{1,3}|(?<=\s)[^\W\d_])$")
_SHORT_ROLE = re.compile(
    r"(?:p|r|i|q|a|s|m|f|w|t|fg|int|iv|ie|sp|tn|ip|b|id|kp|resp|part|spk)[\s_.-]?\d{1,3}(?:[\s_.-]?[a-z]\d{0,3})?"
)
_ABBREVIATION = re.compile(
    r"(?:[^\W\d_]{1,2}|dr|mr|mrs|ms|st|jr|sr|prof|rev|sen|rep|gov|gen|col|sgt|hon|capt|lt)\.", re.I
)


_PHONE = re.compile(r"\+\d[\d ()-]{6,20}")  # in exported chats
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mär|mai|okt|dez|fév|avr)"
_DATE = re.compile(
    rf"(?<!\w)\d{{4}}\b|\b{_MONTH}[^\W\d_]*\.?,? \d{{1,2}}\b|\b\d{{1,2}}\.? (?:de )?{_MONTH}", re.IGNORECASE
)


class Strength(IntEnum):
    """How surely a label names a person: a role or number, something like a name, or merely words."""

    WEAK = 0
    NAME = 1
    ROLE = 2


class PossibleSpeaker(NamedTuple):
    """A possible speaker: the name, and what stands in brackets behind it ("Ana Yilmaz (AY)").

    `numbered`: a letter or two with a number, as in P1; `simple`: letters and spaces only.
    """

    name: str
    alias: str
    strength: Strength
    numbered: bool
    simple: bool


@lru_cache(maxsize=4000)
def person(words: str) -> PossibleSpeaker | None:
    """Return whom the words may name, or None where they can't be a name."""
    if _STOPS.search(words):
        return None
    name, alias = _tidy(words)
    if not _may_be_a_name(name):
        return None
    numbered = " " not in name and any(c.isdigit() for c in name)
    simple = words.replace(" ", "").isalpha() and not words[0].isspace()
    return PossibleSpeaker(name, alias, _strength(name), numbered, simple)


def is_never_a_speaker(name: str) -> bool:
    """Tell whether the words are known to stand before colons without speaking."""
    return name.casefold().strip(" .") in NEVER_SPEAK


def is_role(name: str) -> bool:
    """Tell whether the words name a role in a conversation, perhaps with a number: "Interviewer 2", "P1"."""
    key = name.casefold()
    plain = _NUMBER.sub("", key).strip(" .")
    return plain in ROLES or key.replace(".", "") in ROLES or bool(_SHORT_ROLE.fullmatch(key))


def has_case(word: str) -> bool:
    """Tell whether the script has capital letters."""
    return word.lower() != word.upper()


def differ_little(first: str, second: str) -> bool:
    """Tell whether one letter was left out, put in, changed or two exchanged; figures must be the same."""
    if first == second or abs(len(first) - len(second)) > 1 or min(len(first), len(second)) < 4:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    if any(c.isdigit() for c in left + right):
        return False
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _tidy(words: str) -> tuple[str, str]:
    name = " ".join(re.sub(f"[{BIDI}]", "", words).split()).strip("-–— ")
    if sent := _SENT.match(name):
        name = sent["name"]
    if bracket := _ALIAS.match(name):  # "Ana Yilmaz (AY)", "JOHN MCCAIN (R), ARIZONA"
        return f"{bracket['name'].strip(' ,')}{bracket['rest']}", bracket["alias"].strip()
    lone = " " not in name and (len(name) == 2 or name.isupper())  # "Q.", "ROMEO."
    return name.strip(" ,.") if lone and name.count(".") == 1 else name.strip(" ,"), ""


def _may_be_a_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= _MAX_WORDS or name.count("(") != name.count(")") or not name[0].isalpha():
        return bool(_PHONE.fullmatch(name))
    if any(word.endswith(".") and len(word) > 5 for word in words[:-1]) or name.count(",") > 1:
        return False
    if _DATE.search(name):
        return False
    if words[-1].endswith(".") and not _ABBREVIATION.fullmatch(words[-1].rpartition("-")[2]):
        # "A. Yes." is what somebody says, "ROMEO." who says it
        return len(words) == 1 and (is_role(name) or (name.isupper() and len(name) > 3))
    if any(not has_case(word) and len(word) > _MAX_LETTERS_WITHOUT_SPACES for word in words):
        return is_role(name)
    return True


def _strength(name: str) -> Strength:
    if is_role(name):
        return Strength.ROLE
    if name[0] == "+":
        return Strength.NAME
    words = name.replace("-", " ").replace(",", " ").split()
    if _begins_a_phrase(name.replace(",", " ").split()):
        return Strength.WEAK
    if all(_is_part_of_a_name(word) for word in words) and not words[0].islower():
        return Strength.NAME if has_case(name) or len(words) <= 3 else Strength.WEAK
    return Strength.WEAK


def _begins_a_phrase(words: Sequence[str]) -> bool:
    """Tell whether the first word leads others on: "So Anna", "The law", but not Al-Hassan nor De Vries."""
    first = words[0].casefold()
    if len(words) < 2 or first not in FUNCTION_WORDS:
        return False
    return first not in BEGIN_SURNAMES or any(word[0].islower() for word in words)


def _is_part_of_a_name(word: str) -> bool:
    first = next((c for c in word if c.isalpha()), "")
    return not first or not first.islower() or word in PARTICLES or is_role(word)
