"""Why agreement is low: disagreement by kind for each code and domain, who confuses what, who codes how much.

Lengths are characters of codable text, summed over all pairs of coders and all documents that both completed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.agreement.coefficients.unitizing import coverage, unitize
from app.agreement.spans.continuum import Continuum, Floats, Ints, merged
from app.agreement.spans.sweep import summed
from app.agreement.study.kind_names import KINDS
from app.agreement.study.kinds import Context, Pieces, context_of, lengths, pieces, relatives_of
from app.agreement.study.material import Material
from app.agreement.study.prevalence import Use, uses_of
from app.jobs import Job

MOST_CONFUSED = 12  # pairs of codes


@dataclass(frozen=True)
class Disagreement:
    """The disagreement about one code, about a domain's codes, or (without a name) about all codes.

    agreed   length that both of a pair coded
    lengths  length that only one of them coded, by kind (`kinds.KINDS`)
    counts   how many disagreements that is, by kind
    """

    name: str | None
    code_id: int | None
    agreed: float
    lengths: Mapping[str, float]
    counts: Mapping[str, int]

    @property
    def length(self) -> float:
        """All of the disagreeing length."""
        return sum(self.lengths.values())

    @property
    def shares(self) -> dict[str, float]:
        """Each kind's share of the disagreeing length: they sum to 1, or are all 0 without disagreement."""
        return {kind: size / (self.length or 1) for kind, size in self.lengths.items()}


@dataclass(frozen=True)
class Coverage:
    """How much one coder coded: codings, and the share of `text`, the characters of the completed documents.

    `by_code` and `by_domain` say the same of each code and of each domain's codes: (codings, share).
    """

    coder_id: int
    name: str
    documents: int
    text: int
    whole: tuple[int, float]
    by_code: Sequence[tuple[int, float]]
    by_domain: Sequence[tuple[int, float]]


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What the disagreement of a comparison consists of.

    `confusion`, (codes + 1, codes + 1), holds lengths: on the diagonal what both of a pair gave the code;
    else what one gave the first and not the second code and the other the second and not the first, both
    ways; last, what the other left uncoded. `uses` says how common each code is and whether kappa misleads.
    """

    codes: Sequence[Disagreement]
    domains: Sequence[Disagreement]
    overall: Disagreement
    confusion: Floats
    coverage: Sequence[Coverage]
    uses: Sequence[Use]


@dataclass(frozen=True)
class Confused:
    """Two codes that coders gave the same text instead of each other, and how many characters of it."""

    first_id: int
    second_id: int
    names: tuple[str, str]
    characters: int


def most_confused(material: Material, job: Job) -> list[Confused]:
    """The pairs of codes that are confused most, the worst first."""
    confusion = np.triu(diagnose(material, job).confusion[:-1, :-1], k=1)
    order = np.argsort(-confusion, axis=None, kind="stable")[:MOST_CONFUSED]
    pairs = [(int(cell) // len(confusion), int(cell) % len(confusion)) for cell in order]
    codes = material.codes
    return [
        Confused(
            codes[first].id,
            codes[second].id,
            (codes[first].name, codes[second].name),
            int(confusion[first, second]),
        )
        for first, second in pairs
        if confusion[first, second] > 0
    ]


def diagnose(material: Material, job: Job | None = None) -> Diagnosis:
    """Decompose the disagreement of a comparison; the order of coders changes nothing."""
    job = job or Job()
    continuum = material.characters
    size, counts = np.zeros((continuum.codes, len(KINDS))), np.zeros((continuum.codes, len(KINDS)))
    context = context_of(continuum)
    pairs = continuum.coders * (continuum.coders - 1) // 2
    numbers = {code.id: index for index, code in enumerate(material.codes)}
    related = relatives_of([numbers.get(code.parent_id or 0) for code in material.codes])
    for index, piece in enumerate(pieces(continuum, context, related)):
        job.step(index, pairs, "Sorting disagreements")
        size += lengths(piece, piece.code, continuum.codes)
        counts += _counted(piece, continuum.codes)
    confusion = _confusion(continuum, context, job)
    agreed = np.diag(confusion)[:-1]

    def about(name: str | None, code_id: int | None, codes: Sequence[int]) -> Disagreement:
        chosen = list(codes)
        return Disagreement(
            name,
            code_id,
            float(agreed[chosen].sum()),
            dict(zip(KINDS, size[chosen].sum(axis=0).tolist(), strict=True)),
            dict(zip(KINDS, counts[chosen].sum(axis=0).astype(np.int64).tolist(), strict=True)),
        )

    return Diagnosis(
        codes=[about(code.name, code.id, [index]) for index, code in enumerate(material.codes)],
        domains=[about(domain.name, domain.id, domain.codes) for domain in material.domains],
        overall=about(None, None, range(continuum.codes)),
        confusion=confusion,
        coverage=_coverage(material),
        uses=uses_of(material),
    )


def _counted(pieces: Pieces, codes: int) -> Floats:
    cell = pieces.code * len(KINDS) + pieces.kind
    counted = np.bincount(cell, pieces.counts, codes * len(KINDS))
    return counted.astype(np.float64).reshape(codes, len(KINDS))


def _confusion(continuum: Continuum, context: Context, job: Job) -> Floats:
    """Lengths by what one of a pair and the other have, float64 (codes + 1, codes + 1), symmetric."""
    width = _widths(continuum, context)
    codes = continuum.codes
    total = np.zeros((codes + 1, codes + 1))
    has = context.members.astype(np.float64)
    # sets are numbered from the empty one, 0; negative where a coder hasn't completed
    coded = [np.flatnonzero(context.sets[:, coder] > 0) for coder in range(continuum.coders)]
    for g in range(continuum.coders):
        job.step(g, continuum.coders, "Comparing codes")
        for h in range(g + 1, continuum.coders):
            sets = context.sets[:, g], context.sets[:, h]
            first, second, weight = sets[0][coded[g]], sets[1][coded[g]], width[coded[g]]
            same, apart = first == second, np.flatnonzero((second > 0) & (first != second))
            total[:codes, :codes] += np.diag(_by_set(first[same], weight[same], has))
            for i, j in ((0, 1), (1, 0)):
                alone = coded[(g, h)[i]]
                alone = alone[sets[j][alone] == 0]
                total[:codes, codes] += _by_set(sets[i][alone], width[alone], has)
            total[:codes, :codes] += _crossed(first[apart], second[apart], weight[apart], has)
    total[codes, :codes] = total[:codes, codes]
    return total


def _crossed(first: Ints, second: Ints, weight: Floats, has: Floats) -> Floats:
    """Lengths by what only the one and what only the other has, and on the diagonal what both have.

    Few sets meet many times, so each pair of sets is looked at once.
    """
    pairs, cell = np.unique(first * len(has) + second, return_inverse=True)
    weights = np.bincount(cell, weight, len(pairs))[:, None]
    first_has, second_has = has[pairs // len(has)], has[pairs % len(has)]
    both = first_has * second_has
    crossed = ((first_has - both) * weights).T @ (second_has - both)
    return np.asarray(crossed + crossed.T + np.diag((both * weights).sum(axis=0)), dtype=np.float64)


def _by_set(sets: Ints, weight: Floats, has: Floats) -> Floats:
    """Weights of intervals summed by the codes of the set there, float64 (codes,)."""
    return np.asarray(np.bincount(sets, weight, len(has)) @ has, dtype=np.float64)


def _widths(continuum: Continuum, context: Context) -> Floats:
    """The length of each interval of the context, which ends where the next begins, or with the document."""
    document = np.searchsorted(context.offsets, context.at, side="right") - 1
    ends = context.offsets[document] + continuum.lengths[document]
    following = np.concatenate((context.at[1:], ends[-1:]))
    width: Floats = np.minimum(following, ends).astype(np.float64) - context.at
    return width


def _coverage(material: Material) -> list[Coverage]:
    continuum = material.characters
    codes = [[code] for code in range(continuum.codes)]
    groups = [list(range(continuum.codes)), *codes, *(list(domain.codes) for domain in material.domains)]
    text = continuum.lengths @ continuum.completed
    shares = _covered(continuum, groups) / np.maximum(text, 1)
    uses = np.stack([material.uses[group].sum(axis=0) for group in groups])
    rows = []
    for index, coder in enumerate(material.coders):
        amounts = list(zip(uses[:, index].tolist(), shares[:, index].tolist(), strict=True))
        documents = int(continuum.completed[:, index].sum())
        of_codes, of_domains = amounts[1 : 1 + len(codes)], amounts[1 + len(codes) :]
        rows.append(
            Coverage(coder.id, coder.name, documents, int(text[index]), amounts[0], of_codes, of_domains)
        )
    return rows


def _covered(continuum: Continuum, groups: Sequence[Sequence[int]]) -> Floats:
    """How much each coder gave any code of a group, float64 (groups, coders)."""
    lengths = np.zeros((len(groups), continuum.coders))
    for index, group in enumerate(groups):
        inside = np.zeros(continuum.codes, dtype=np.bool_)
        inside[list(group)] = True
        codings = continuum.joined.take(inside[continuum.joined.code])
        union = merged(replace(codings, code=0 * codings.code))
        lengths[index] = summed(union.coder, union.end - union.start, continuum.coders)
    return lengths


def shares_others_coded(material: Material) -> list[float | None]:
    """Of each code's text, the share that others gave a code of its domain, too; None where it has none."""
    domains = np.full(len(material.codes), -1)
    for index, domain in enumerate(material.domains):
        domains[list(domain.codes)] = index
    shares = coverage(unitize(material.characters, domains).total())
    return [share if math.isfinite(share) else None for share in shares.tolist()]
