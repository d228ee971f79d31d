"""Lines that may begin a turn in rarer forms: other signs, brackets, tables; nothing is judged here."""

from collections.abc import Iterator

from app.documents.labels import (
    AFTER,
    BEGIN,
    BEHIND,
    NAME,
    REACH,
    SpeakerLabel,
    beginnings,
    labels_at,
    speaker_label,
)
from app.documents.late import late
from app.documents.lines import TextLines
from app.documents.names import PossibleSpeaker, Strength, is_role, person
from app.documents.speech_tables import speech_columns
from app.documents.times import GAP, GAPS, only_time, time_pattern

_HEADER_LINES = 15

_SIGNED = late(rf"{BEGIN}{NAME}{AFTER}[;；=|/>](?={GAP}|$)")
_PARENTHESISED = late(rf"{BEGIN}\({GAPS}{NAME}{GAPS}\){AFTER}[:：]?{BEHIND}")
_DIARISED = late(
    rf"{GAPS}(?:{time_pattern('before')}{GAPS}(?:[-–—|]{GAPS})?)?"
    r"(?P<name>SPEAKER[ _-]?\d{1,3}|(?:Speaker|Sprecher(?:in)?|Locuteur|Hablante) ?\d{1,3}|S\d{2})"
    rf"(?={GAP}+\w)"
)
_NUMBERED = late(rf"{BEGIN}(?P<name>[^\W\d_]{{1,12}}){GAPS}[#.]?(?P<n>\d{{1,3}}){GAPS}[.):：]{BEHIND}")


def signed_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the labels that end in another sign than a colon: "Anna; Hello", "A = Hello", "Anna | Hello"."""
    for index, line in beginnings(text, layout):
        head = text[line.start : min(line.end, line.start + REACH)]
        if any(sign in head for sign in ";；=|/>"):
            yield from labels_at(_SIGNED.match(text, line.start, line.end), line, index)


def parenthesised_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the names in round brackets with which a line begins: "(Anna) Hello", "(Anna): Hello"."""
    for index, line in beginnings(text, layout):
        if "(" in text[line.start : min(line.end, line.start + REACH)]:
            yield from labels_at(_PARENTHESISED.match(text, line.start, line.end), line, index)


def diarised_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the numbers that programs give to voices, with nothing behind them: "[0:12] SPEAKER_00 Hello"."""
    for index, line in beginnings(text, layout):
        yield from labels_at(_DIARISED.match(text, line.start, line.end), line, index)


def numbered_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield numbered questions and answers, "Q1.", "A1.", "Frage 1:"; `alias` is the number."""
    for index, line in beginnings(text, layout):
        match = _NUMBERED.match(text, line.start, line.end)
        named = person(match["name"]) if match else None
        if match and named is not None and (is_role(named.name) or len(named.name) == 1):
            label = speaker_label(named, index, line.start, match.end(), None, line.end)
            yield label._replace(alias=match["n"])


def table_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the rows of a table of speech, whose header names columns for speaker and words."""
    for head in range(min(_HEADER_LINES, len(layout.lines))):
        line = layout.lines[head]
        if "\t" in text[line.start : line.end]:
            columns = speech_columns(text[line.start : line.end].split("\t"))
            if columns is not None:
                break
    else:
        return
    for index, line in enumerate(layout.lines[head + 1 :], start=head + 1):
        cells = text[line.start : line.end].split("\t")
        if len(cells) <= max(columns.speaker, columns.words):
            continue
        body = line.start + sum(len(cell) + 1 for cell in cells[: columns.words])
        name = " ".join(cells[columns.speaker].split())
        named = PossibleSpeaker(name, "", Strength.ROLE, False, False)
        time = None
        if columns.time is not None and columns.time < columns.words and cells[columns.time].strip():
            at = line.start + sum(len(cell) + 1 for cell in cells[: columns.time])
            time = only_time(text, at, at + len(cells[columns.time])) or cells[columns.time].strip()
        yield speaker_label(named, index, line.start, body, time, line.end)


def emphasised_labels(text: str, layout: TextLines) -> Iterator[SpeakerLabel]:
    """Yield the names that the file sets in strong type at the beginning of a paragraph, and nothing else."""
    for index, line in enumerate(layout.lines):
        end = layout.strong.get(line.start, 0)
        named = person(text[line.start : end].strip()) if line.start < end < line.end else None
        if named is not None and text[end - 1 : end + 1].strip() != text[end - 1 : end + 1]:
            yield speaker_label(named, index, line.start, end, None, line.end)
