"""Coded words found again in the documents of a project: where they stand once, never by a first match."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from app.documents.canonical import canonical
from app.documents.queries import documents, texts
from app.exchange.foreign.project import (
    ForeignCoding,
    ForeignDocument,
    ForeignProject,
    ForeignSegment,
    LeftBehind,
    Losses,
)
from app.folding import Folded
from app.jobs import Job
from app.names import key
from app.store import Project

CUT_OFF = re.compile(r"(?:\s*(?:\.\.\.|…))+\s*$")
LEAST_CUT = 12  # characters that words which are cut off must still have
LONGEST_SHOWN = 60
NO_DOCUMENT = "there is no such document"
NOWHERE = "these words are not in it"
SEVERAL = "these words are in it more than once"


class UnplacedSegment(NamedTuple):
    """A row whose passage is nowhere, or nobody knows where."""

    row: int
    document: str
    words: str
    why: str

    @property
    def sentence(self) -> str:
        """The same in words."""
        words = " ".join(self.words.split())
        short = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
        return f"Row {self.row:,}, “{self.document}”: “{short}”: {self.why}."


class SearchedText:
    """A text in which passages are sought, by their words however they are written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None
        self._line_starts: list[int] | None = None

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Where words stand: as they are, else whatever their white space, capitals, quotes and dashes."""
        plain = canonical(words).strip()
        if not plain:
            return []
        exact = [match.span() for match in re.finditer(re.escape(plain), self.text)]
        if exact:
            return exact
        self._folded = self._folded or Folded(self.text)
        parts = Folded(plain).text.split()
        if not parts:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, parts)))
        return [self._folded.span(*match.span()) for match in pattern.finditer(self._folded.text)]

    def line_of(self, offset: int) -> int:
        """The number of a line, from 1."""
        return self.text.count("\n", 0, offset) + 1


def found_again(project: Project, foreign: ForeignProject, job: Job) -> ForeignProject:
    """The same with its segments as codings of the project's documents; those nowhere are `unplaced`."""
    if not foreign.segments:
        return foreign
    with project.read() as session:
        rows = documents(session)
        stored = texts(session, [row.id for row in rows])
    by_name: dict[str, tuple[str, str]] = {}
    for row in rows:
        text = stored.get(row.id, "")
        for name in (row.name, row.file_name, PurePath(row.file_name).stem, PurePath(row.name).stem):
            if name:
                by_name.setdefault(key(name), (row.name, text))
    searched: dict[str, SearchedText] = {}
    codings: list[ForeignCoding] = []
    unplaced: list[UnplacedSegment] = []
    for done, segment in enumerate(foreign.segments):
        job.step(done, len(foreign.segments), "Looking for the passages")
        named = by_name.get(key(segment.document)) or by_name.get(key(PurePath(segment.document).stem))
        if named is None:
            unplaced.append(UnplacedSegment(segment.row, segment.document, segment.words, NO_DOCUMENT))
            continue
        name, text = named
        span, why = _place(searched.setdefault(name, SearchedText(text)), segment)
        if span is None:
            unplaced.append(UnplacedSegment(segment.row, segment.document, segment.words, why))
        else:
            codings.append(_coding(name, segment, span))
    return replace(
        foreign,
        documents=[ForeignDocument(name, name, text.text) for name, text in searched.items()],
        codings=codings,
        left=(*foreign.left, *_counted(unplaced)),
        unplaced=tuple(row.sentence for row in unplaced),
    )


def _place(text: SearchedText, segment: ForeignSegment) -> tuple[tuple[int, int] | None, str]:
    """Where a segment is, or why nobody can say."""
    start, end = segment.start, segment.end
    words = canonical(segment.words).strip()
    if (
        start is not None
        and end is not None
        and "".join(text.text[start:end].split()) == "".join(words.split())
    ):
        return (start, end), ""
    spans: Sequence[tuple[int, int]] = text.spans(words)
    cut = CUT_OFF.sub("", words)
    if not spans and cut != words and len(cut) >= LEAST_CUT:
        spans = text.spans(cut)
    if len(spans) > 1:
        spans = _nearer(text, segment, spans)
    if len(spans) == 1:
        return spans[0], ""
    return None, SEVERAL if spans else NOWHERE


def _nearer(
    text: SearchedText, segment: ForeignSegment, spans: Sequence[tuple[int, int]]
) -> Sequence[tuple[int, int]]:
    """Those of several places at which the row says that the segment begins, where it says it."""
    if segment.start is not None:
        at = [span for span in spans if span[0] == segment.start]
        return at or spans
    if segment.paragraph is not None:
        return [span for span in spans if text.line_of(span[0]) == segment.paragraph] or spans
    return spans


def _coding(document: str, segment: ForeignSegment, span: tuple[int, int]) -> ForeignCoding:
    return ForeignCoding(
        document=document,
        code=segment.code,
        coder=segment.coder,
        selector=segment.coder,
        start=span[0],
        end=span[1],
        memo=segment.memo,
        created_at=segment.created_at,
        selected_at=segment.created_at,
    )


def _counted(unplaced: Sequence[UnplacedSegment]) -> Iterator[LeftBehind]:
    losses = Losses()
    reasons: Mapping[str, str] = {
        NO_DOCUMENT: "whose document is not in the project: import the documents first",
        NOWHERE: "whose words are not in their document",
        SEVERAL: "whose words are in their document more than once",
    }
    for row in unplaced:
        losses.add("coding", "codings", reasons[row.why])
    yield from losses.listed()
