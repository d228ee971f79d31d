"""The passages where coders differ in one code: each stretch that some of them coded, and who did."""

from dataclasses import dataclass

import numpy as np

from app.agreement.spans import merged
from app.agreement.units import Material


@dataclass(frozen=True)
class Difference:
    """A passage [start, end) of a document that somebody coded, but not everybody in the same way.

    `kind` is `missed` where a coder who completed the document has nothing here, else `boundary`.
    `spans` holds each coder's own spans of the code here, empty for those who have none.
    """

    document_id: int
    code_id: int
    start: int
    end: int
    kind: str
    spans: dict[int, tuple[tuple[int, int], ...]]


def differences(material: Material, code_id: int | None = None) -> list[Difference]:
    """Where coders differ in a code, or in any, in the order of documents and text.

    Spans of one code that overlap across coders are one passage; where all agree on it to the character
    (after trimming and tolerance) it is no difference.
    """
    codings = merged(material.spans.codings)
    if code_id is not None:
        wanted = [number for number, code in enumerate(material.codes) if code.id == code_id]
        codings = codings.take(np.isin(codings.code, wanted))
    order = np.lexsort((codings.end, codings.start, codings.code, codings.document))
    found: list[Difference] = []
    group: list[tuple[int, int, int]] = []
    place, reach = (-1, -1), -1
    for i in order.tolist():
        here = (int(codings.document[i]), int(codings.code[i]))
        span = (int(codings.coder[i]), int(codings.start[i]), int(codings.end[i]))
        if here != place or span[1] >= reach:
            found += _difference(material, place, group)
            group, place, reach = [], here, -1
        group.append(span)
        reach = max(reach, span[2])
    found += _difference(material, place, group)
    return sorted(found, key=lambda one: (_number(material, one.document_id), one.start, one.end))


def _difference(
    material: Material, place: tuple[int, int], group: list[tuple[int, int, int]]
) -> list[Difference]:
    if not group:
        return []
    document, code = place
    present = np.flatnonzero(material.spans.completed[document]).tolist()
    own = {coder: tuple((start, end) for who, start, end in group if who == coder) for coder in present}
    if len(set(own.values())) == 1:
        return []
    return [
        Difference(
            document_id=material.documents[document].id,
            code_id=material.codes[code].id,
            start=min(start for _, start, _ in group),
            end=max(end for _, _, end in group),
            kind="boundary" if all(own.values()) else "missed",
            spans={material.coders[coder].id: spans for coder, spans in own.items()},
        )
    ]


def _number(material: Material, document_id: int) -> int:
    return next(n for n, document in enumerate(material.documents) if document.id == document_id)
