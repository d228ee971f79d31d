"""What a reader makes of a file, before its text is brought into canonical form."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.documents.canonical import canonical
from app.documents.turns import Recognition, TextRegion, recognition


@dataclass(frozen=True)
class TextBlock:
    """What the file itself marks as a paragraph, heading, list item, row of a table or stretch of speech.

    Words "" are a blank line. A `speaker` is somebody whom the file names apart from the words: the text then
    has the name and a colon before them. `time` is the time at which they are said, as the file writes it.
    `strong` counts the characters in strong type with which it begins. `pages` are the places in its words,
    0 for their beginning, at which a page of the file begins, with the page's number. `milliseconds` are when
    it is said in the recording, from and to.
    """

    words: str
    speaker: str = ""
    time: str = ""
    strong: int = 0
    heading: bool = False
    pages: tuple[tuple[int, str], ...] = ()
    milliseconds: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Reading:
    """The words of a text with any line ends, what the file says of them, and what the person should know.

    `blocks`, joined by line feeds, are the text; None where the file marks none. `name` is the text's own
    where a file holds several.
    """

    text: str
    warnings: tuple[str, ...] = ()
    blocks: tuple[TextBlock, ...] | None = None
    name: str = ""
    language: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)

    def recognised(self, dialect: str = "") -> tuple[str, Recognition]:
        """The canonical text, and the turns that the file names or else those that are told from the text.

        `dialect` is the form of transcript that somebody chose (see app.documents.turns.recognition).
        """
        if self.blocks is None:
            text = canonical(self.text)
            return text, recognition(text, dialect=dialect)
        lines = [_line(block) for block in self.blocks]
        starts, start = [], 0
        for _, line in lines:
            starts.append(start)
            start += len(line) + 1
        text = "\n".join(line for _, line in lines) + "\n"
        if not dialect and any(block.speaker for block in self.blocks):
            told = Recognition(tuple(_turns(self.blocks, lines, starts, len(text))), None, 1.0)
        else:
            told = recognition(text, frozenset(starts), strong=self._strong(starts), dialect=dialect)
        told = _with_times(told, self.blocks, starts)
        return text, replace(told, regions=(*told.regions, *_marks(self.blocks, starts, len(text))))

    def _strong(self, starts: Sequence[int]) -> dict[int, int]:
        """Where paragraphs begin in strong type, and where that ends."""
        return {
            start: start + len(canonical(block.words[: block.strong]))
            for start, block in zip(starts, self.blocks or (), strict=True)
            if block.strong and not block.speaker
        }


def reading_of_blocks(blocks: Sequence[str | TextBlock], warnings: tuple[str, ...] = ()) -> Reading:
    """The reading of a file that marks its paragraphs."""
    marked = tuple(TextBlock(block) if isinstance(block, str) else block for block in blocks)
    return Reading("\n".join(block.words for block in marked) + "\n", warnings, marked)


def reading_of_document(
    file_name: str, lines: Sequence[str | TextBlock], notes: Sequence[str], remarks: Iterable[str]
) -> Reading:
    """The reading of a document whose notes stand at its end; remarks are sentences about the file."""
    warnings = tuple(f"“{file_name}”: {sentence}" for sentence in remarks)
    return reading_of_blocks([*lines, *(["", *notes] if notes else [])], warnings)


def language_code(given: object) -> str:
    """The ISO 639-1 code of what a file says ("de-AT", "en_us"); "" where it says anything else."""
    code = re.split("[-_]", given, maxsplit=1)[0].lower() if isinstance(given, str) else ""
    return code if len(code) == 2 else ""


def _with_times(recognition: Recognition, blocks: Sequence[TextBlock], starts: Sequence[int]) -> Recognition:
    """The regions, with the times that the file gives for the blocks that they hold."""
    timed = [
        (start, block)
        for start, block in zip(starts, blocks, strict=True)
        if block.time or block.milliseconds[0]
    ]
    if not timed:
        return recognition
    places = [start for start, _ in timed]
    return replace(
        recognition, regions=tuple(_timed(region, timed, places) for region in recognition.regions)
    )


def _timed(region: TextRegion, timed: Sequence[tuple[int, TextBlock]], places: Sequence[int]) -> TextRegion:
    """A region that begins with a timed block, with its time and the end of the last block in it."""
    first, behind = bisect_left(places, region.start), bisect_left(places, region.end)
    if first == len(places) or places[first] != region.start:
        return region
    block, last = timed[first][1], timed[behind - 1][1]
    return replace(
        region,
        time=region.time or block.time or None,
        start_ms=block.milliseconds[0],
        end_ms=last.milliseconds[1],
    )


def _marks(blocks: Sequence[TextBlock], starts: Sequence[int], length: int) -> Iterator[TextRegion]:
    """The headings, and the pages, each up to the next."""
    for block, start in zip(blocks, starts, strict=True):
        if block.heading and block.words.strip():
            yield TextRegion("heading", start, start, start + len(canonical(block.words)))
    pages = [
        (start + len(canonical(block.words[:place])), label)
        for block, start in zip(blocks, starts, strict=True)
        for place, label in block.pages
    ]
    for (start, label), (end, _) in pairwise([*pages, (length, "")]):
        if start < end:
            yield TextRegion("page", start, start, end, label=label)


def _line(block: TextBlock) -> tuple[int, str]:
    """The characters before the words, and the block as it stands in the text."""
    label = f"{canonical(block.speaker)}: " if block.speaker else ""
    return len(label), label + canonical(block.words)


def _turns(
    blocks: Sequence[TextBlock], lines: Sequence[tuple[int, str]], starts: Sequence[int], length: int
) -> Iterator[TextRegion]:
    """A turn for each block with a speaker or time, and what follows it; paragraphs before the first."""
    filled = [index for index, (_, line) in enumerate(lines) if line.strip()]
    first = next(index for index in filled if blocks[index].speaker or blocks[index].time)
    begins = [index for index in filled if index < first or blocks[index].speaker or blocks[index].time]
    ends = [starts[index] for index in begins[1:]] + [length]
    for index, end in zip(begins, ends, strict=True):
        start, block = starts[index], blocks[index]
        if index < first:
            yield TextRegion("paragraph", start, start, end)
        else:
            body = start + lines[index][0]
            yield TextRegion("turn", start, body, end, canonical(block.speaker) or None, block.time or None)
