"""A passage with the text around it, cut where it reads well."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.ui.code.document_source import document_text
from app.ui.surface.marks import Direction, SurfaceText, TurnMark

AROUND = 900  # code points
REACH = 300  # how far a paragraph's edge is looked for
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
    first, last = _first(text, max(0, start - AROUND)), _last(text, min(len(text), end + AROUND))
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


def _first(text: str, wanted: int) -> int:
    if wanted == 0:
        return 0
    edge = text.rfind("\n", max(0, wanted - REACH), wanted)
    if edge < 0:
        edge = text.find(" ", wanted, wanted + REACH)
    return edge + 1 if edge >= 0 else wanted


def _last(text: str, wanted: int) -> int:
    if wanted == len(text):
        return wanted
    edge = text.find("\n", wanted, wanted + REACH)
    if edge < 0:
        edge = text.rfind(" ", max(0, wanted - REACH), wanted)
    return edge if edge >= 0 else wanted


class TextCache:
    """Documents as they are read, the last one kept at hand."""

    def __init__(self) -> None:
        self._id = 0
        self._document = SurfaceText("", "")

    def of(self, session: Session, document_id: int) -> SurfaceText:
        """A document with its turns."""
        if document_id != self._id:
            self._document = document_text(session, document_id)
            self._id = document_id
        return self._document

    def forget(self) -> None:
        """Read anew next time."""
        self._id = 0
