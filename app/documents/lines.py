"""The lines of a text, and which of them begin a paragraph: by blank lines, the file's word, their width."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.documents.times import only_time

_WIDTHS = (40, 120)  # a text that is broken at a width is broken within these
_FILLED = 0.85  # share of lines ending within a sentence that had no room for the next word, in such a text
_BROKEN_OFF = 0.25  # and share of its lines that end within a sentence
_LONGER = 0.02  # share of lines, such as addresses, that may be longer than the width
_LONGEST_WORD = 25
_SPACELESS_SLACK = 2  # characters by which a line without spaces may be shorter than the others

_SENTENCE_END = re.compile(r"(?:[.!?…:;؟۔।。！？][\s\"'”’»)\]]*|(?:--|[—–)\]])\s*)$")
_DIGIT = re.compile(r"\d")
_NUMBER_ALONE = re.compile(r"\s*(?:\d{1,6}|[0-9a-f]{8}-[0-9a-f-]{27}(?:/\d+-\d+)?)\s*$")
_ITEM = re.compile(r"\s*(?:[•●▪◦‣⁃*+-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+\S")


class TextLine(NamedTuple):
    """A line that is not blank, from `start` to `end` (without the line feed) in the text."""

    start: int
    end: int
    after_blank: bool


@dataclass(frozen=True)
class TextLines:
    """The lines of a text; `begins` says of each whether it begins a paragraph, `wrapped` whether lines were
    broken at a width so that most of them begin none, `times` are those that hold only a time or a number,
    `strong` says where strong type ends with which a line begins."""

    lines: Sequence[TextLine]
    begins: Sequence[bool]
    wrapped: bool
    times: Mapping[int, str]
    strong: Mapping[int, int] = field(default_factory=dict)


def lines(text: str) -> list[TextLine]:
    """Return the lines that hold more than white space, in order."""
    read: list[TextLine] = []
    after_blank = True
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        blank = not line or line.isspace()
        if not blank:
            read.append(TextLine(start, end, after_blank))
        after_blank = blank
        start = end + 1
    return read


def layout(
    text: str, marked: Collection[int] | None = None, strong: Mapping[int, int] | None = None
) -> TextLines:
    """Return the lines and where paragraphs begin; `strong` is where strong type begins and ends in the file.

    `marked` are the offsets where the file itself says that a paragraph, list item or table row begins; its
    other lines go on, unless they are the greater part: then the file is written in lines, as a text is. In a
    text every line is a paragraph, and where lines were broken at a width, every block of them.
    """
    return replace(_layout(text, marked), strong=strong or {})


def _layout(text: str, marked: Collection[int] | None) -> TextLines:
    all_lines = lines(text)
    times = {
        n: time for n, line in enumerate(all_lines) if (time := _only_time_or_number(text, line)) is not None
    }
    if marked is not None:
        starts = [line.start in marked or line.after_blank for line in all_lines]
        if 2 * sum(starts) >= len(starts):
            return TextLines(all_lines, starts, False, times)
    else:
        starts = [line.after_blank for line in all_lines]
    going_on = [index for index, begins in enumerate(starts) if not begins]
    width = _width(text, all_lines, going_on)
    if width is None:
        return TextLines(all_lines, [True] * len(all_lines), False, times)
    begins = list(starts)
    for line_index in going_on:
        begins[line_index] = _begins_anew(text, all_lines[line_index - 1], all_lines[line_index], width)
    return TextLines(all_lines, begins, True, times)


def _only_time_or_number(text: str, line: TextLine) -> str | None:
    """The time that stands alone on a line, nothing for the number of a cue, None for any other line."""
    if not _DIGIT.search(text, line.start, min(line.end, line.start + 8)):
        return None
    if _NUMBER_ALONE.match(text, line.start, line.end):
        return ""
    return only_time(text, line.start, line.end)


def _width(text: str, all_lines: Sequence[TextLine], going_on: Sequence[int]) -> int | None:
    """Return the width at which the lines were broken, or None where they were not."""
    if len(going_on) < 3:
        return None
    before = [all_lines[index - 1] for index in going_on]
    lengths = sorted(line.end - line.start for line in before)
    width = lengths[int((1 - _LONGER) * (len(lengths) - 1))]
    if not _WIDTHS[0] <= width <= _WIDTHS[1]:
        return None
    broken_off = [index for index in going_on if not ends_sentence(text, all_lines[index - 1])]
    if len(broken_off) < max(3, _BROKEN_OFF * len(before)):
        return None
    filled = sum(not _had_room(text, all_lines[index - 1], all_lines[index], width) for index in broken_off)
    return width if filled >= _FILLED * len(broken_off) else None


def _had_room(text: str, line: TextLine, following: TextLine, width: int) -> bool:
    """Tell whether the first word of the following line would have found room at the end of this one."""
    begin = following.start
    while text[begin].isspace():
        begin += 1
    space = text.find(" ", begin, min(following.end, begin + _LONGEST_WORD))
    if space >= 0:
        word = space - begin
    elif following.end - begin <= _LONGEST_WORD:
        word = following.end - begin if " " in text[line.start : line.end].strip() else _SPACELESS_SLACK
    else:
        word = _SPACELESS_SLACK
    return line.end - line.start + 1 + word <= width


def ends_sentence(text: str, line: TextLine) -> bool:
    """Tell whether the line ends where a sentence may end."""
    return bool(_SENTENCE_END.search(text, max(line.start, line.end - 8), line.end))


def _begins_anew(text: str, before: TextLine, line: TextLine, width: int) -> bool:
    if _ITEM.match(text, line.start, line.end):
        return ends_sentence(text, before) or _had_room(text, before, line, width)
    if not _had_room(text, before, line, width):
        return False
    first = next(c for c in text[line.start : line.end] if not c.isspace())
    return ends_sentence(text, before) or not first.islower()
