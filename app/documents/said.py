"""What is said in a document: without labels of turns, what is not codable, and whoever asks; pure."""

from collections.abc import Iterable, Sequence

from app.documents.interviewers import is_interviewer
from app.documents.queries import DocumentRow, RegionRow
from app.names import key


def said_in(row: DocumentRow, parts: Iterable[RegionRow], *, with_interviewer: bool) -> list[tuple[int, int]]:
    """Stretches [start, end) of what is said or written, in order, without labels and what isn't codable."""
    asks = key(row.interviewer)
    stretches, hidden = [], []
    at = 0
    for part in parts:
        if part.kind == "non_codable":
            hidden.append((part.start, part.end))
        elif part.kind == "turn":
            stretches.append((at, part.start))
            at = max(at, part.end)
            asking = bool(part.speaker) and (is_interviewer(part.speaker) or key(part.speaker) == asks)
            if with_interviewer or not asking:
                stretches.append((part.body, part.end))
    stretches.append((at, row.length))
    return [piece for stretch in stretches for piece in _without(stretch, hidden)]


def _without(stretch: tuple[int, int], hidden: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    start, end = stretch
    pieces = []
    for first, last in sorted(hidden):
        if first < end and start < last:
            pieces.append((start, first))
            start = max(start, last)
    pieces.append((start, end))
    return [(first, last) for first, last in pieces if first < last]
