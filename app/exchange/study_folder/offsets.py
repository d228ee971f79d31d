"""Offsets of a study folder that were counted in another form of the text than the canonical one."""

from collections.abc import Iterable, Mapping, Sequence

from app.documents.canonical import canonical

BYTE_ORDER_MARK = "\ufeff"

Span = tuple[int, int, str]  # start, end, quote


def wrong(text: str, span: Span, written: Span | None = None) -> str:
    """What is wrong with a span in a canonical text, or nothing; `written` is as its table has it."""
    start, end, quote = span
    place = "{} to {}".format(*(written or span))
    if not 0 <= start < end <= len(text):
        return (
            f"the offsets {place} are out of range: the document has {len(text):,} characters, "
            "and “start” is less than “end”."
        )
    if quote and quote != text[start:end] and canonical(quote) != text[start:end]:
        return f"the quote is not what stands at {place} of the document."
    return ""


def in_canonical(raw: str, text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans as offsets into the canonical text `text` of a file's text `raw`.

    They count there by contract. Where some don't fit and the file's own text differs, all are taken to count
    in that, with or without its byte order mark, if more of them fit it.
    """
    best, misfits = list(spans), _misfits(text, spans)
    if raw == text:
        return best
    for counted in (raw, raw.removeprefix(BYTE_ORDER_MARK)):
        if not misfits:
            break
        offsets = {offset for start, end, _ in spans for offset in (start, end)}
        places = _places(counted, [offset for offset in offsets if 0 <= offset <= len(counted)])
        moved = [(places.get(start, -1), places.get(end, -1), quote) for start, end, quote in spans]
        if (number := _misfits(text, moved)) < misfits:
            best, misfits = moved, number
    return best


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
