"""The passages where coders differ in one code: each stretch that some of them coded, and who did."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

import numpy as np

from app.agreement.spans.continuum import Codings, Continuum, Ints, merged, without_regions
from app.agreement.spans.regions import in_text
from app.agreement.study.kind_names import KINDS
from app.agreement.study.kinds import context_of, lengths, pieces, relatives_of
from app.agreement.study.material import Material
from app.jobs import Job

STEP_EVERY = 1000  # passages


@dataclass(frozen=True)
class Difference:
    """A passage [start, end) of a document that somebody coded, but not everybody in the same way.

    `kind` is that of `kinds.KINDS` which takes up most of the disagreeing text, over all pairs of coders.
    `spans` holds each coder's own spans of the code here, empty for those who have none.
    """

    document_id: int
    code_id: int
    start: int
    end: int
    kind: str
    spans: dict[int, tuple[tuple[int, int], ...]]


def differences(material: Material, code_id: int | None = None, job: Job | None = None) -> list[Difference]:
    """Where coders differ in a code, or in any, in the order of documents and text.

    Spans of one code that overlap across coders are one passage; where all agree on it to the character
    (after trimming, tolerance and without what is not codable) it is no difference. Looks at the codings of
    `material.spans`; what else the coders coded there comes from `material.characters`. Raises Cancelled
    through the job.
    """
    job = job or Job()
    cut = without_regions(material.spans, material.non_codable)
    codings = cut.codings
    if code_id is not None:
        wanted = [index for index, code in enumerate(material.codes) if code.id == code_id]
        codings = codings.take(np.isin(codings.code, wanted))
    units = merged(codings)
    begins = np.sort(_places(merged(replace(units, coder=0 * units.coder), touching=False), cut))
    kind = _kinds(material, replace(cut, codings=units), begins, job)
    shown = in_text(units, material.spans, material.non_codable)
    member = _passage_of(begins, _places(units, cut))
    order = np.lexsort((shown.start, member))
    rows = list(zip(*(getattr(shown, field.name).tolist() for field in fields(shown)), strict=True))
    present = [np.flatnonzero(row).tolist() for row in material.spans.completed]
    collected = []
    for passage, members in groupby(order.tolist(), key=member.tolist().__getitem__):
        if passage % STEP_EVERY == 0:
            job.step(passage, len(begins), "Collecting differences")
        if kind[passage] >= 0:
            collected.append(_difference(material, present, [rows[i] for i in members], KINDS[kind[passage]]))
    order_of = {document.id: index for index, document in enumerate(material.documents)}
    return sorted(
        collected, key=lambda difference: (order_of[difference.document_id], difference.start, difference.end)
    )


def _kinds(material: Material, continuum: Continuum, begins: Ints, job: Job) -> Ints:
    """The number of each passage's kind, -1 where nobody disagrees."""
    size = np.zeros((len(begins), len(KINDS)))
    numbers = {code.id: index for index, code in enumerate(material.codes)}
    related = relatives_of([numbers.get(code.parent_id or 0) for code in material.codes])
    pairs = continuum.coders * (continuum.coders - 1) // 2
    for index, piece in enumerate(pieces(continuum, context_of(material.characters), related)):
        job.step(index, pairs, "Comparing pairs of coders")
        spans = Codings(piece.document, piece.coder, piece.code, piece.start, piece.end)
        size += lengths(piece, _passage_of(begins, _places(spans, continuum)), len(begins))
    return np.where(size.any(axis=1), size.argmax(axis=1), -1)


def _places(spans: Codings, continuum: Continuum) -> Ints:
    """Where spans start on a line of all codes, each with all documents."""
    line = continuum.offsets
    return spans.code * int(line[-1]) + line[spans.document] + spans.start


def _passage_of(begins: Ints, places: Ints) -> Ints:
    """The number of the passage that each place lies in."""
    return np.asarray(np.searchsorted(begins, places, side="right") - 1, dtype=np.int64)


def _difference(
    material: Material,
    present: Sequence[Sequence[int]],
    rows: Sequence[tuple[int, int, int, int, int]],
    kind: str,
) -> Difference:
    """One passage from its (document, coder, code, start, end) rows; `present` are each document's coders."""
    document, _, code, _, _ = rows[0]
    spans: dict[int, list[tuple[int, int]]] = {coder: [] for coder in present[document]}
    for _, coder, _, start, end in rows:
        spans[coder].append((start, end))
    return Difference(
        document_id=material.documents[document].id,
        code_id=material.codes[code].id,
        start=min(row[3] for row in rows),
        end=max(row[4] for row in rows),
        kind=kind,
        spans={material.coders[coder].id: tuple(parts) for coder, parts in spans.items()},
    )
