"""Lines that may begin a speaker's turn, in each form that transcripts give them; nothing is judged here."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from app.documents.late import late
from app.documents.lines import TextLine, TextLines, ends_sentence
from app.documents.names import NAME_STOPS, PossibleSpeaker, Strength, person
from app.documents.times import GAP, GAPS, only_time, time_of, time_pattern

MAX_LABEL = 60
REACH = MAX_LABEL + 60  # a label, and a time from and to

NAME = rf"(?P<name>[^\W\d_][^{NAME_STOPS}]{{0,59}}?|\+\d[\d ()-]{{6,20}})"
_LINE_NUMBER = rf"(?:Q?\d{{1,4}}[.)]?{GAP}+)?"  # "Q12  Chair:" in committees
BEGIN = (
    rf"{GAPS}(?:(?:>{{2,3}}|[-–—•*#@]){GAPS})?{_LINE_NUMBER}"
    rf"(?:{time_pattern('before')}{GAPS}(?:[-–—|]{GAPS})?)?"
)
AFTER = rf"(?:(?:{GAPS}[,–|·•-])?{GAPS}{time_pattern('beside')})?{GAPS}"
BEHIND = rf"{GAPS}(?:(?=[\[(<{{#]){time_pattern('behind')})?"
_NO_TIME = late(r"(?<!\d):|:(?!\d)|[：﹕]")  # a colon outside a time
_COLON_SIGN = r"(?:(?<!\s):(?![/\\\d):])|(?<=\s):(?=\s|$)|(?<=[^\d\s]):(?=\d{1,3}:\d\d\s)|：|﹕)"
_SHORTENED = r"(?:(?<=[^\W\d_]{3})\.)?"  # "Resp.:", "Anon.:"
_STRESS = "[*_]{1,3}"  # "**Anna:** ..." pasted with the signs of Markdown
_COLON = late(
    rf"{BEGIN}(?:{_STRESS})?{NAME}{_SHORTENED}(?:{_STRESS})?{AFTER}{_COLON_SIGN}(?:{_STRESS}(?=\s|$))?{BEHIND}"
)
_TAB = late(rf"{BEGIN}{NAME}(?:{GAPS}{time_pattern('beside')})?(?:[^\S\n\t]*\t|\u3000| {{3,}}(?=\S)){BEHIND}")
_BEFORE_TIME = late(rf"{BEGIN}{NAME}{GAPS}(?=[\[(]){time_pattern('beside')}{GAPS}(?=[^\W\d_])")
_TITLE = (
    "(?:Mr|Mrs|Ms|Miss|Dr|Senator|Representative|Congressman|Congresswoman|Chairman|Chairwoman|Chair|Judge"
    "|Justice|General|Admiral|Secretary|Ambassador|Governor|Mayor|Hon|The)"
)
_HEARING = late(rf"{GAPS}(?P<name>(?:{_TITLE}\.? )+[A-Z][A-Z'’-]+(?: [A-Z'’-]+)*(?: of [A-Z]\w+)?)\.{GAP}+")
_ALONE = late(rf"{BEGIN}{NAME}{AFTER}$")
_BRACKETED = late(rf"{BEGIN}(?:[\[{{]|<(?:v(?:\.[\w.]+)? )?){GAPS}{NAME}{GAPS}[\]}}>]{AFTER}[:：]?{BEHIND}")
_DASHED = late(rf"{BEGIN}{NAME}{AFTER}(?:\.{GAP}?[-–—]{{1,2}}|(?<=\s)[-–—]{{1,2}}(?=\s|$))")
_LETTER_END = rf"(?:{GAPS}[.):：=](?:{GAPS}[-–—])?|{GAP}{GAPS}[-–—](?=\s)|\t|(?={GAP}{{2}}))"
_LETTER = late(rf"{BEGIN}(?P<name>[^\W\d_]){_LETTER_END}{BEHIND}")
_DIGIT = late(r"\d")
_COLUMN = late(r"(?<=\S)(?:[ ]*\t|\u3000|   )")
_CHAT = late(r"\*(?P<name>[A-Z][A-Z0-9-]{1,7}):[\t ]")
_CUE = late(r"\d{1,6} \"(?P<name>[^\"\n]{1,60})\" \(\d+\)$")


class SpeakerLabel(NamedTuple):
    """A line's possible label; `start` is where the line begins, `body` where speech may begin behind it.

    `line` counts in the layout's lines; `key` is the name without regard to upper and lower case.
    """

    line: int
    start: int
    body: int
    name: str
    key: str
    alias: str
    time: str | None
    strength: Strength
    numbered: bool
    lone: bool  # nothing behind it on its line


def beginnings(text: str, layout: TextLines) -> Iterator[tuple[int, TextLine]]:
    """Yield the lines at which somebody may begin to speak: in a wrapped text none that goes on."""
    if not layout.wrapped:
        yield from enumerate(layout.lines)
        return
    for index, line in enumerate(layout.lines):
        if layout.begins[index] or ends_sentence(text, layout.lines[index - 1]):
            yield index, line


def colon_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the labels that end in a colon."""
    for index, line in beginnings(text, layout):
        sign = _NO_TIME.search(text, line.start, min(line.end, line.start + REACH))
        if sign is None:
            continue
        colon = text.find(":", line.start, sign.end())
        plain = person(text[line.start : colon]) if 0 < colon - line.start <= MAX_LABEL else None
        if plain is not None and plain.simple and text[colon + 1 : colon + 3] and _speech(text, colon, line):
            yield speaker_label(plain, index, line.start, colon + 1, None, line.end)
        else:
            for label in labels_at(_COLON.match(text, line.start, line.end), line, index):
                time = None if label.time or label.lone else only_time(text, label.body, line.end)
                yield label._replace(time=time, body=line.end, lone=True) if time else label


def _speech(text: str, colon: int, line: TextLine) -> bool:
    """Tell whether there are words behind the colon, and no time among them."""
    if not text[colon + 1].isspace():
        return text[colon + 1].isalpha()
    behind = text[colon + 1 : min(line.end, colon + 8)].lstrip()
    return bool(behind) and behind[0] not in "[(<{#" and not behind[0].isdigit()


def tab_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the labels that end in a tab, as a table of speakers and speech is read."""
    for index, line in enumerate(layout.lines):
        if _COLUMN.search(text, line.start, min(line.end, line.start + REACH)):
            yield from labels_at(_TAB.match(text, line.start, line.end), line, index)


def timed_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the names that only a time in brackets divides from speech: "Anne [00:12] Why did you?"."""
    for index, line in enumerate(layout.lines):
        if _DIGIT.search(text, line.start, min(line.end, line.start + REACH)):
            yield from labels_at(_BEFORE_TIME.match(text, line.start, line.end), line, index)


def hearing_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the labels of hearings in parliaments: "Mr. SMITH. Thank you.", "The CHAIRMAN. Yes."."""
    for index, line in enumerate(layout.lines):
        yield from labels_at(_HEARING.match(text, line.start, line.end), line, index)


def lone_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the labels that have a line to themselves and a line of something below them."""
    for index, line in enumerate(layout.lines[:-1]):
        if line.end - line.start > REACH:
            continue
        words = text[line.start : line.end].strip()
        if _DIGIT.search(words):
            labels = labels_at(_ALONE.match(text, line.start, line.end), line, index)
        elif len(words) <= MAX_LABEL and (named := person(words.lstrip("-–—•*#@> "))) is not None:
            labels = iter([speaker_label(named, index, line.start, line.end, None, line.end)])
        else:
            continue
        yield from (_with_time_below(layout, label) for label in labels)


def _with_time_below(layout: TextLines, label: SpeakerLabel) -> SpeakerLabel:
    """Let the line that holds only a time belong to the name right above it, where words follow."""
    below = layout.lines[label.line + 1]
    time = layout.times.get(label.line + 1)
    last = label.line + 2 >= len(layout.lines)
    if label.time or not time or below.after_blank or last or layout.lines[label.line + 2].after_blank:
        return label
    return label._replace(time=time, body=below.end)


def bracketed_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the names in brackets with which a line begins: [SPEAKER_00], [Anne] 10:01:01, <v Anne>."""
    for index, line in beginnings(text, layout):
        head = text[line.start : min(line.end, line.start + REACH)]
        if "[" in head or "<" in head or "{" in head:
            yield from labels_at(_BRACKETED.match(text, line.start, line.end), line, index)


def dashed_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the names that a dash divides from speech: "Anna – Hello", "ENTREVISTADOR.- Hola"."""
    for index, line in beginnings(text, layout):
        head = text[line.start : min(line.end, line.start + REACH)]
        if "-" in head or "–" in head or "—" in head:
            yield from labels_at(_DASHED.match(text, line.start, line.end), line, index)


def letter_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the single letters with which lines begin: "Q. Why?", "A.  Because." """
    for index, line in enumerate(layout.lines):
        head = text[line.start : line.start + 3]
        if head.lstrip()[:2].isalpha() and len(head.lstrip()) > 1:
            continue
        yield from labels_at(_LETTER.match(text, line.start, line.end), line, index)


def chat_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the main lines of a CHAT file: "*INV:\thow did it begin ?"."""
    for index, line in enumerate(layout.lines):
        if text.startswith("*", line.start):
            match = _CHAT.match(text, line.start, line.end)
            if match:
                named = PossibleSpeaker(match["name"], "", Strength.ROLE, False, True)
                yield speaker_label(named, index, line.start, match.end(), None, line.end)


def cue_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the speakers whom Webex writes above the times of a cue: 12 "Anne Miller" (1234)."""
    for index, (line, below) in enumerate(pairwise(layout.lines)):
        match = _CUE.match(text, line.start, line.end) if '"' in text[line.start : line.start + 9] else None
        time = match and layout.times.get(index + 1)
        named = person(match["name"]) if match and time else None
        if named is not None:
            yield speaker_label(named, index, line.start, below.end, time, below.end)


def names_below_times(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the names that have a line to themselves under a line that holds a time."""
    for index, time in layout.times.items():
        if not time or index + 2 >= len(layout.lines) or layout.lines[index + 1].after_blank:
            continue
        line = layout.lines[index + 1]
        named = person(text[line.start : line.end]) if line.end - line.start <= MAX_LABEL else None
        if named is not None:
            yield speaker_label(named, index + 1, layout.lines[index].start, line.end, time, line.end)


def nameless_labels(layout: TextLines, names: Collection[int]) -> Iterator[SpeakerLabel]:
    """Yield times that stand above speech where a name and time are due; `names` are the lines with names."""
    for index, time in layout.times.items():
        last = index + 1 == len(layout.lines)
        line = layout.lines[index]
        if not time or last or not line.after_blank or index + 1 in names:
            continue
        if not layout.lines[index + 1].after_blank:
            yield SpeakerLabel(index, line.start, line.end, "", "", "", time, Strength.WEAK, False, True)


def with_times_above(layout: TextLines, labels: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Let the lines with a cue's number and time belong to the label that stands below them."""
    return [_with_time_above(layout, label) for label in labels] if layout.times else labels


def _with_time_above(layout: TextLines, label: SpeakerLabel) -> SpeakerLabel:
    line = layout.lines[label.line]
    time = layout.times.get(label.line - 1)
    if not time or line.after_blank or label.start < line.start:
        return label
    above = layout.lines[label.line - 1]
    numbered = layout.times.get(label.line - 2) == "" and not above.after_blank
    start = layout.lines[label.line - 2].start if numbered else above.start
    return label._replace(start=start, time=label.time or time)


def labels_at(match: re.Match[str] | None, line: TextLine, index: int) -> Iterator[SpeakerLabel]:
    if match is None:
        return
    named = person(match["name"])
    if named is not None:
        time = time_of(match, "before", "beside", "behind") if _DIGIT.search(match[0]) else None
        yield speaker_label(named, index, line.start, match.end(), time, line.end)


def speaker_label(
    named: PossibleSpeaker, index: int, start: int, body: int, time: str | None, end: int
) -> SpeakerLabel:
    return SpeakerLabel(
        index,
        start,
        body,
        named.name,
        named.name.casefold(),
        named.alias,
        time,
        named.strength,
        named.numbered,
        body >= end,
    )


def behind_label(words: str, start: int, end: int, name: str) -> int:
    """Where speech begins in [start, end): behind the name and its sign, where it begins with both."""
    sign = r"[ \t]*(?:[^\w\s]{1,3}[ \t]+|[^\w\s]{0,3}\n)\s*"
    label = re.compile(re.escape(name) + sign, re.IGNORECASE) if name else None
    match = label.match(words, start, end) if label else None
    return match.end() if match and match.end() < end else start
