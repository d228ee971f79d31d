"""Moving one edge of a coding, by word or to where the mouse is; pure."""

from typing import Literal

from app.documents.words import snap_to_words, tokens, trim

Edge = Literal["start", "end"]
_REACH = 1000  # how far a word is looked for


def passage(text: str, start: int, end: int, snapping: bool) -> tuple[int, int] | None:
    """What a selection means: trimmed, on whole words if `snapping`; None when nothing is left to code."""
    start, end = trim(text, start, end)
    if start >= end:
        return None
    if snapping:
        start, end = trim(text, *snap_to_words(text, start, end))
    return (start, end) if start < end else None


def by_word(text: str, start: int, end: int, edge: Edge, forward: bool) -> tuple[int, int]:
    """The coding with one edge on the next or previous word's; unchanged where it would be empty."""
    at = end if edge == "end" else start
    words = tokens(text, max(0, at - _REACH), min(len(text), at + _REACH))
    places = [last if edge == "end" else first for first, last in words]
    if forward:
        edge_at = next((edge_at for edge_at in places if edge_at > at), at)
    else:
        edge_at = next((edge_at for edge_at in reversed(places) if edge_at < at), at)
    new_start, new_end = (start, edge_at) if edge == "end" else (edge_at, end)
    return (new_start, new_end) if new_start < new_end else (start, end)


def moved(text: str, start: int, end: int, edge: Edge, position: int, snapping: bool) -> tuple[int, int]:
    """The coding with one edge at `position` (on a word's edge if `snapping`), never empty."""
    if edge == "start":
        start = min(position, end - 1)
    else:
        end = max(position, start + 1)
    return passage(text, start, end, snapping) or (start, end)
