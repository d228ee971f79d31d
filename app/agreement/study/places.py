"""Places in the text by what coders have there: codes of a group that overlap, one code for another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.agreement.spans.continuum import Bools, Codings, Ints
from app.agreement.spans.regions import in_text
from app.agreement.study.kinds import Context, context_of
from app.agreement.study.material import Material
from app.jobs import Job

Given = tuple[int, int]  # the number of a coder, and of the code that he or she gave


@dataclass(frozen=True)
class CodedPlace:
    """A stretch [start, end) of a document, by number, and who gave which code there."""

    document: int
    start: int
    end: int
    given: tuple[Given, ...]


def overlaps_in(material: Material, domain: int) -> list[CodedPlace]:
    """Where one coder gave a text several codes of an exclusive group, in the order of the text."""
    context = context_of(material.characters)
    codes = list(material.domains[domain].codes)
    inside = context.members[:, codes]
    several = inside.sum(axis=1) > 1
    overlaps = []
    for coder in range(len(material.coders)):
        mine = context.sets[:, coder]
        mask = (mine > 0) & several[mine]
        for stretch, first, last in _stretches(material, context, mask):
            have = np.flatnonzero(inside[mine[first : last + 1]].any(axis=0)).tolist()
            given = tuple((coder, codes[code_index]) for code_index in have)
            overlaps.append(CodedPlace(*stretch, given))
    return sorted(overlaps, key=lambda code_index: (code_index.document, code_index.start))


def confused_in(material: Material, first: int, second: int | None) -> list[CodedPlace]:
    """Where one coder gave the first code and another the second instead, or (None) nothing at all.

    With the same code twice: where two coders or more gave it.
    """
    context = context_of(material.characters)
    done = context.sets >= 0
    has = done & context.members[np.maximum(context.sets, 0), first]
    if second is None:
        mask = has.any(axis=1) & (context.sets == 0).any(axis=1)
        shown = [(first, has)]
    elif second == first:
        mask, shown = has.sum(axis=1) > 1, [(first, has)]
    else:
        other = done & context.members[np.maximum(context.sets, 0), second]
        mask = (has & ~other).any(axis=1) & (other & ~has).any(axis=1)
        shown = [(first, has & ~other), (second, other & ~has)]
    return [
        CodedPlace(*stretch, _given(shown, start, end))
        for stretch, start, end in _stretches(material, context, mask)
    ]


def numbers_of_places(material: Material, job: Job) -> Ints:
    """How many places `confused_in` would find for every two codes, int64 (codes, codes + 1), None last."""
    context = context_of(material.characters)
    codes = context.members.shape[1]
    document = np.searchsorted(context.offsets, context.at, side="right") - 1
    sets = np.maximum(context.sets, 0)
    nothing = (context.sets == 0).any(axis=1)
    at, has = [], []
    for code in range(codes):
        have = (context.sets >= 0) & context.members[sets, code]
        at.append(np.flatnonzero(have.any(axis=1)))
        has.append(have[at[-1]])
    many = np.zeros((codes, codes + 1), dtype=np.int64)
    for i in range(codes):
        job.step(i, codes)
        many[i, i] = _runs(at[i][has[i].sum(axis=1) > 1], document)
        many[i, codes] = _runs(at[i][nothing[at[i]]], document)
        for j in range(i + 1, codes):
            both, of_i, of_j = np.intersect1d(at[i], at[j], assume_unique=True, return_indices=True)
            of_first, of_second = has[i][of_i], has[j][of_j]
            mask = (of_first & ~of_second).any(axis=1) & (of_second & ~of_first).any(axis=1)
            many[i, j] = many[j, i] = _runs(both[mask], document)
    return many


def _runs(chosen: Ints, document: Ints) -> int:
    """How many rows of neighbours chosen intervals make."""
    return int(_begins(chosen, document[chosen]).sum())


def _begins(chosen: Ints, document: Ints) -> Bools:
    return np.asarray((np.diff(chosen, prepend=-2) > 1) | (np.diff(document, prepend=-1) != 0))


def _given(shown: Sequence[tuple[int, Bools]], first: int, last: int) -> tuple[Given, ...]:
    return tuple(
        (coder, code)
        for code, has in shown
        for coder in np.flatnonzero(has[first : last + 1].any(axis=0)).tolist()
    )


def _stretches(
    material: Material, context: Context, mask: Bools
) -> list[tuple[tuple[int, int, int], int, int]]:
    """(document, start, end) in the whole text of chosen neighbours, with the first and last interval."""
    chosen = np.flatnonzero(mask)
    if not len(chosen):
        return []
    document = np.searchsorted(context.offsets, context.at[chosen], side="right") - 1
    first = np.flatnonzero(_begins(chosen, document))
    last = np.append(first[1:], len(chosen)) - 1
    documents = document[first]
    line = context.offsets[documents]
    stop = np.append(context.at[1:], context.offsets[-1])[chosen[last]]
    start = context.at[chosen[first]] - line
    end = np.minimum(stop - line, material.characters.lengths[documents])
    zero = np.zeros_like(documents)
    spans = in_text(Codings(documents, zero, zero, start, end), material.spans, material.non_codable)
    rows = zip(documents.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    return list(zip(rows, chosen[first].tolist(), chosen[last].tolist(), strict=True))
