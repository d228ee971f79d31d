"""Whose codings count: one coder's, anybody's, what all have, or the consensus; as passages, pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from app.report.pictures.request import Layer


class CodedSpan(NamedTuple):
    """One coding, as it is counted."""

    id: int
    document_id: int
    coder_id: int
    code_id: int
    start: int
    end: int


class CodedPassage(NamedTuple):
    """A stretch [start, end) that has a code in a layer, and the codings that make it so."""

    document_id: int
    code_id: int
    start: int
    end: int
    coding_ids: tuple[int, ...]


def passages_of(
    spans: Iterable[CodedSpan],
    layer: Layer,
    *,
    coder_id: int | None,
    consensus: Collection[int],
    judges: Mapping[int, Collection[int]],
) -> list[CodedPassage]:
    """The passages of a layer by document, start, end and code.

    coder      each coding of `coder_id`
    any        codings of people; where two of one code share a character they are one passage
    all        what all `judges` of the document (coder ids by document id) gave the code
    consensus  each coding of the consensus layers
    """
    if layer in ("coder", "consensus"):
        wanted = consensus if layer == "consensus" else {coder_id}
        passages = [_passage(span) for span in spans if span.coder_id in wanted]
    else:
        people = (span for span in spans if span.coder_id not in consensus)
        ordered = sorted(people, key=lambda span: (span.document_id, span.code_id, span.start, span.end))
        passages = []
        for (document_id, _), group in groupby(ordered, key=lambda span: (span.document_id, span.code_id)):
            coded = list(group)
            if layer == "any":
                passages += _joined(coded)
            else:
                passages += _shared(coded, judges.get(document_id, ()))
    return sorted(passages, key=lambda passage: (passage.document_id, *passage[2:4], passage.code_id))


def _passage(span: CodedSpan) -> CodedPassage:
    return CodedPassage(span.document_id, span.code_id, span.start, span.end, (span.id,))


def _joined(spans: Sequence[CodedSpan]) -> Iterator[CodedPassage]:
    """Spans of one code in one document by start, those that share a character as one."""
    current: CodedPassage | None = None
    for span in spans:
        if current is not None and span.start < current.end:
            end, ids = max(current.end, span.end), (*current.coding_ids, span.id)
            current = current._replace(end=end, coding_ids=ids)
            continue
        if current is not None:
            yield current
        current = _passage(span)
    if current is not None:
        yield current


def _shared(spans: Sequence[CodedSpan], judges: Collection[int]) -> Iterator[CodedPassage]:
    """The stretches that every judge gave the code; spans are of one code in one document by start."""
    if not judges:
        return
    shared: list[CodedPassage] | None = None
    for judge in judges:
        of_judge = list(_joined([span for span in spans if span.coder_id == judge]))
        shared = of_judge if shared is None else list(_overlaps(shared, of_judge))
    yield from shared or ()


def _overlaps(first: Sequence[CodedPassage], second: Sequence[CodedPassage]) -> Iterator[CodedPassage]:
    i = j = 0
    while i < len(first) and j < len(second):
        start, end = max(first[i].start, second[j].start), min(first[i].end, second[j].end)
        if start < end:
            ids = (*first[i].coding_ids, *second[j].coding_ids)
            yield first[i]._replace(start=start, end=end, coding_ids=tuple(dict.fromkeys(ids)))
        if first[i].end < second[j].end:
            i += 1
        else:
            j += 1
