"""Offsets of a study folder that were counted in another form of the text than the canonical one."""

from collections.abc import Iterable, Mapping, Sequence

from app.documents.canonical import canonical

BYTE_ORDER_MARK = "\ufeff"

Span = tuple[int, int, str]  # start, end, quote


def wrong(text: str, span: Span) -> str:
    """What is wrong with a span in a canonical text, or nothing."""
    start, end, quote = span
    if not 0 <= start < end <= len(text):
        return (
            f"the offsets {start} to {end} are out of range: the document has {len(text):,} characters, "
            "and “start” is less than “end”."
        )
    if quote and quote != text[start:end] and canonical(quote) != text[start:end]:
        return f"the quote is not what stands at {start} to {end} of the document."
    return ""


def in_canonical(raw: str, text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans as offsets into the canonical text `text` of a file's text `raw`.

    They count there by contract. Where they don't fit and the file's own text differs, they are taken to
    count in that, with or without its byte order mark, if they fit it.
    """
    if raw == text or not any(wrong(text, span) for span in spans):
        return list(spans)
    for counted in (raw, raw.removeprefix(BYTE_ORDER_MARK)):
        if any(end > len(counted) or start < 0 for start, end, _ in spans):
            continue
        places = _places(counted, {offset for start, end, _ in spans for offset in (start, end)})
        moved = [(places[start], places[end], quote) for start, end, quote in spans]
        if not any(wrong(text, span) for span in moved):
            return moved
    return list(spans)


def _places(raw: str, offsets: Iterable[int]) -> Mapping[int, int]:
    """Where offsets into a text are in its canonical form."""
    places: dict[int, int] = {}
    base, length = 0, 0
    for offset in sorted(offsets):
        places[offset] = length + len(canonical(raw[base:offset]))
        if offset < len(raw) and raw[offset].isprintable():  # no line end straddles this place
            base, length = offset, places[offset]
    return places
