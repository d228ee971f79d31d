"""Recognises speakers' turns and paragraphs in a canonical text; the text itself is never changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.documents.dialects import NO_SPEAKERS, Recognised, recognised, recognised_as
from app.documents.doubtful import DoubtfulLine, doubtful_lines, with_mistyped_labels
from app.documents.labels import SpeakerLabel, with_times_above
from app.documents.lines import TextLines, layout
from app.documents.times import time_at_beginning, time_at_end


@dataclass(frozen=True)
class TextRegion:
    """A turn or paragraph as code point offsets into the canonical text.

    Regions follow one another without a gap from the first line that isn't blank to the end of the text, so
    trailing blank lines belong to the region before them. A turn begins with its label ("NEUMANN: ") and
    holds every paragraph up to the next label; `body` is where speech begins, so that `start:body` can be
    drawn as a label and left out of coding. In a paragraph, `body` is `start` and there is no speaker.
    `time` is the time of day or of the recording as the transcript writes it, without brackets; of a stretch
    from and to, its beginning; where it stands at the end of the turn, that. A turn without a speaker is one
    whose label gives a time and no name. `label` is what the file calls a stretch, a page's number; where
    the file knows from when to when it is said in the recording, that is in milliseconds.
    """

    kind: Literal["turn", "paragraph", "non_codable", "heading", "page"]
    start: int
    body: int
    end: int
    speaker: str | None = None
    time: str | None = None
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True)
class Recognition:
    """What was recognised in a text: its regions, the form of transcript and how sure that is (0 to 1), where
    it is one, and the lines that look like labels and were not taken for any."""

    regions: tuple[TextRegion, ...]
    dialect: str | None = None
    confidence: float = 0.0
    doubtful: tuple[DoubtfulLine, ...] = ()


def regions(text: str, marked: Collection[int] | None = None) -> list[TextRegion]:
    """Return the turns of a transcript (with the paragraphs before the first one), or else the paragraphs."""
    return list(recognition(text, marked).regions)


def recognition(
    text: str,
    marked: Collection[int] | None = None,
    *,
    strong: Mapping[int, int] | None = None,
    dialect: str = "",
) -> Recognition:
    """Return the regions of a text, and how they were told.

    A label counts only where the document as a whole reads as a transcript: labels recur, name roles or bear
    times. Ordinary prose with colons gives paragraphs only. `marked` are the offsets where the file itself
    says that paragraphs begin, `strong` those where it sets strong type, up to where it ends (see
    `app.documents.lines.layout`). Somebody may say which `dialect` it is: one of dialects.NAMES; NO_SPEAKERS
    gives paragraphs.
    """
    lay = layout(text, marked, strong)
    form = _form_of(text, lay, dialect)
    if form is None:
        return Recognition(tuple(_paragraphs(lay, len(lay.lines), len(text))))
    labels = _all_labels(text, lay, form)
    before = _paragraphs(lay, _line_at(lay, labels[0].start), labels[0].start)
    ends = [label.start for label in labels[1:]] + [len(text)]
    turns = [_turn(text, label, end) for label, end in zip(labels, ends, strict=True)]
    doubtful = doubtful_lines(text, lay, labels, form.colons)
    return Recognition((*before, *turns), form.dialect, form.confidence, tuple(doubtful))


def _form_of(text: str, lay: TextLines, dialect: str) -> Recognised | None:
    if dialect == NO_SPEAKERS:
        return None
    return recognised_as(dialect, text, lay) if dialect else recognised(text, lay)


def _all_labels(text: str, lay: TextLines, form: Recognised) -> list[SpeakerLabel]:
    """The labels with those that were mistyped, each with the time above it, none twice."""
    labels = with_times_above(lay, with_mistyped_labels(text, lay, form.labels))
    merged = [labels[0]]
    for label in labels[1:]:
        last = merged[-1]
        if label.start < last.body and not last.name:  # the time above it was taken for a turn of nobody
            merged[-1] = label._replace(start=last.start, time=label.time or last.time)
            continue
        if label.start < last.body:
            label = label._replace(start=lay.lines[label.line].start)
        if label.key == last.key and last.lone and _nothing_said(lay, last, label):
            merged[-1] = last._replace(body=label.body, time=label.time or last.time, line=label.line)
        else:
            merged.append(label)
    return merged


def _nothing_said(lay: TextLines, last: SpeakerLabel, label: SpeakerLabel) -> bool:
    return all(index in lay.times for index in range(last.line + 1, label.line))


def _line_at(lay: TextLines, start: int) -> int:
    return next(index for index, line in enumerate(lay.lines) if line.start >= start)


def _turn(text: str, label: SpeakerLabel, end: int) -> TextRegion:
    body = label.body
    while body < end and text[body].isspace():
        body += 1
    time = label.time
    if time is None and label.name:
        time, body = time_at_beginning(text, body, end)
    if time is None:
        first_line = text.find("\n", body, end)
        time = time_at_end(text, body, first_line if first_line >= 0 else end) or time_at_end(text, body, end)
    return TextRegion("turn", label.start, body, end, label.name or None, time)


def paragraphs(text: str) -> list[TextRegion]:
    """Return the paragraphs of a text, whoever speaks in it."""
    lay = layout(text)
    return _paragraphs(lay, len(lay.lines), len(text))


def _paragraphs(lay: TextLines, count: int, end: int) -> list[TextRegion]:
    """Return the paragraphs among the first `count` lines, the last of which ends at `end`."""
    starts = [line.start for line, begins in zip(lay.lines[:count], lay.begins, strict=False) if begins]
    return [TextRegion("paragraph", start, start, stop) for start, stop in pairwise([*starts, end])]
