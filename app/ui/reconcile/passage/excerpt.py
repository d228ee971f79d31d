"""A passage with the text around it, cut where it reads well."""

from dataclasses import dataclass

from app.in_context import paragraphs_around
from app.store import ReadSession
from app.ui.document_source import document_text
from app.ui.surface.marks import Direction, SurfaceText, TurnMark

AROUND = 900  # code points
MOST = 40_000  # code points of a very long passage


@dataclass(frozen=True)
class Excerpt:
    """The passage [start, end) in `text`, which begins at `at` in the document; turns count from there."""

    document_id: int
    name: str
    text: str
    at: int
    start: int
    end: int
    direction: Direction
    turns: tuple[TurnMark, ...]
    before: bool  # whether there is more text
    after: bool
    cut: bool = False  # whether the passage itself goes on after the text


def excerpt(document_id: int, document: SurfaceText, start: int, end: int) -> Excerpt:
    """Cut a passage out of its document."""
    text = document.text
    end = min(end, len(text))
    first, last = paragraphs_around(text, start, end, AROUND)
    last = min(last, first + MOST)
    turns = tuple(
        TurnMark(
            max(turn.start, first) - first,
            min(max(turn.body, first), last) - first,
            min(turn.end, last) - first,
            turn.speaker,
            turn.muted,
        )
        for turn in document.turns
        if turn.start < last and first < turn.end
    )
    return Excerpt(
        document_id=document_id,
        name=document.name,
        text=text[first:last],
        at=first,
        start=start - first,
        end=min(end, last) - first,
        direction=document.direction,
        turns=turns,
        before=first > 0,
        after=last < len(text),
        cut=last < end,
    )


class TextCache:
    """Documents as they are read, the last one kept at hand."""

    def __init__(self) -> None:
        self._key: tuple[int, int | None] = (0, None)
        self._document = SurfaceText("", "")

    def of(self, session: ReadSession, document_id: int, round_id: int | None) -> SurfaceText:
        """A document with its turns, as a round has it."""
        if (document_id, round_id) != self._key:
            self._document = document_text(session, document_id, round_id)
            self._key = document_id, round_id
        return self._document

    def forget(self) -> None:
        """Read anew next time."""
        self._key = (0, None)
