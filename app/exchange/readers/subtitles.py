"""Reads .vtt, .srt and .sbv: subtitles, and what transcription services export in their form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise

from app.documents.words import joined
from app.exchange.readers.cues import Cue, blocks_of_cues
from app.exchange.readers.plain_text import decode
from app.exchange.readers.reading import Reading, language_code

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_ARROW = re.compile(rf"\s*{_CLOCK}\s*-+>\s*{_CLOCK}(?:\s+(?P<settings>.*))?$")
_COMMA = re.compile(rf"\s*{_CLOCK},\s*{_CLOCK}\s*$")
_NOT_SHOWN = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+([^>]*))?>")
_MARK = re.compile(  # what the two formats know; a transcriber's <laughs> is none of it
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|v)(?:\.[^\s>]*)?(?:[ \t][^>]*)?>"
    r"|<(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}>|\{\\[a-z]+\d[^}]*\}",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"[-\u2010-\u2015]\s*\S|>>|<v|[^\s:]{1,30}(?: [^\s:]{1,30}){0,4}: "
)  # somebody else says it
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3})\b")


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read subtitles: a turn for what one voice says without a long pause; without voices, a block per cue.

    Notes, styles and settings are left out; marks of emphasis and colour too. A line that is shown again with
    the next cue, as YouTube's captions roll, is taken once.
    """
    text, warnings = decode(data, file_name, encoding)
    lines = text.removeprefix("\ufeff").splitlines()
    language = next((match[1] for line in lines[:10] if (match := _LANGUAGE.match(line))), "")
    cues = list(_unrolled(_cues(lines)))
    if all(cue.start is None for cue in cues) and not _has_head(lines):
        return (Reading(text, warnings),)
    if any("<v" in cue.words for cue in cues):
        cues = list(_with_pauses([part for cue in cues for part in _voices(cue)]))
    cues = [replace(cue, words=unescape(_MARK.sub("", cue.words))) for cue in cues]
    blocks = blocks_of_cues(cues)
    return (Reading("", warnings, tuple(blocks), language=language_code(language)),)


def _cues(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues in the order of the file, their lines divided by line feeds."""
    head = _has_head(lines)
    for paragraph in _paragraphs(lines):
        at = next((n for n, line in enumerate(paragraph) if _time(line)), None)
        if head or (at is None and _NOT_SHOWN.match(paragraph[0])):
            head = False
            if at is None:
                continue
        if at is None:  # words without a time are words all the same
            words = paragraph[1:] if paragraph[0].strip().isdigit() else paragraph
            yield Cue(None, None, "\n".join(words))
        else:
            yield from _timed(paragraph[at:])


def _has_head(lines: Sequence[str]) -> bool:
    return bool(lines) and lines[0].startswith("WEBVTT")


def _timed(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues of lines that begin with a time; a time begins the next cue, with or without a blank line."""
    begins = [index for index, line in enumerate(lines) if _time(line)] + [len(lines)]
    for begin, end in pairwise(begins):
        start, stop = _time(lines[begin]) or (None, None)
        yield Cue(start, stop, "\n".join(lines[begin + 1 : end]))


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def _time(line: str) -> tuple[int, int] | None:
    """Milliseconds from and to, where the line gives them."""
    match = _ARROW.match(line) or _COMMA.match(line)
    return None if match is None else (_milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:8]))


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _unrolled(cues: Iterable[Cue]) -> Iterator[Cue]:
    """The cues without the lines that were on the screen already, each on one line."""
    before: list[str] = []
    last_end: int | None = None
    for cue in cues:
        lines = [line.strip() for line in cue.words.split("\n") if line.strip()]
        bare = [_MARK.sub("", line).strip() for line in lines]
        shown = 0
        if last_end is not None and cue.start is not None and abs(cue.start - last_end) <= 50:
            most = min(len(before), len(bare) - (0 if len(bare) < len(before) else 1))
            shown = next((n for n in range(most, 0, -1) if before[-n:] == bare[:n]), 0)
        before, last_end = bare, cue.end
        words = ""
        for line in lines[shown:]:
            words = f"{words}\n{line}" if words and _ANOTHER.match(line) else joined(words, line)
        yield replace(cue, words=words)


def _voices(cue: Cue) -> Iterator[Cue]:
    """A cue for each voice in it; what stands before the first has none."""
    pieces = _VOICE.split(cue.words)
    if pieces[0].strip():
        yield replace(cue, words=pieces[0])
    for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
        speaker = " ".join(unescape(name or "").split())
        label = f"{speaker}:" if speaker else "\0"
        yield replace(cue, words=words.strip().removeprefix(label).strip(), speaker=speaker)


def _with_pauses(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues; noScribe's pauses, remarks in brackets of nobody, are given to whoever spoke before."""
    before = ""
    for cue in cues:
        pause = not cue.speaker and _REMARK.fullmatch(cue.words.strip())
        cue = replace(cue, speaker=before) if pause else cue
        before = cue.speaker
        yield cue
