"""Offsets of a study folder that were counted in another form of the text than the canonical one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.counting import counted
from app.documents.canonical import canonical

BYTE_ORDER_MARK = "\ufeff"
AS_SHOWN = "counted with one character for each line end, and without what was left out"
AS_IN_FILE = "counted in the file as it is, with all of its characters"
BEHIND_MARK = "counted in the file as it is, but for the byte order mark at its beginning"

Span = tuple[int, int, str]  # start, end, quote


def wrong(text: str, span: Span, written: Span | None = None) -> str:
    """What is wrong with a span in a canonical text, or nothing; `written` is as its table has it."""
    start, end, quote = span
    offsets = "{} to {}".format(*(written or span))
    if not 0 <= start < end <= len(text):
        return (
            f"the offsets {offsets} are out of range: the document has {counted(len(text), 'character')}, "
            "and “start” is less than “end”."
        )
    if quote and quote != text[start:end] and canonical(quote) != text[start:end]:
        return f"the quote is not what stands at {offsets} of the document."
    return ""


@dataclass(frozen=True)
class OffsetReading:
    """Spans as offsets into a canonical text; `note` says how they were counted where that isn't plain."""

    spans: Sequence[Span]
    note: str = ""


def in_canonical(raw: str, text: str, spans: Sequence[Span]) -> OffsetReading:
    """The spans as offsets into the canonical text `text` of a file's text `raw`.

    They count there by contract. Where the file's own text differs, all are taken to count in that, with or
    without its byte order mark, if more of them fit it: by their quotes and the length of the text, else
    because they cut fewer words in two.
    """
    if raw == text:
        return OffsetReading(spans)
    readings = {AS_SHOWN: list(spans), AS_IN_FILE: _moved(raw, spans)}
    if raw.startswith(BYTE_ORDER_MARK):
        readings[BEHIND_MARK] = _moved(raw.removeprefix(BYTE_ORDER_MARK), spans)
    best = min(readings, key=lambda how: (_misfits(text, readings[how]), _cut_words(text, readings[how])))
    chosen = readings[best]
    proven = all(quote for *_, quote in spans) and not _misfits(text, chosen)
    same = all(other == chosen for other in readings.values())
    return OffsetReading(chosen, "" if same or (proven and best == AS_SHOWN) else best)


def _moved(raw: str, spans: Sequence[Span]) -> list[Span]:
    offsets = {offset for start, end, _ in spans for offset in (start, end)}
    places = _places(raw, [offset for offset in offsets if 0 <= offset <= len(raw)])
    return [(places.get(start, -1), places.get(end, -1), quote) for start, end, quote in spans]


def _cut_words(text: str, spans: Iterable[Span]) -> int:
    """How many ends of spans stand within a word."""
    return sum(
        0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()
        for start, end, _ in spans
        for offset in (start, end)
    )


def _misfits(text: str, spans: Iterable[Span]) -> int:
    return sum(bool(wrong(text, span)) for span in spans)


def _places(raw: str, offsets: Iterable[int]) -> Mapping[int, int]:
    """Where offsets into a text are in its canonical form."""
    places: dict[int, int] = {}
    base, length = 0, 0
    for offset in sorted(offsets):
        places[offset] = length + len(canonical(raw[base:offset]))
        if offset < len(raw) and raw[offset].isprintable():  # no line end straddles this place
            base, length = offset, places[offset]
    return places
