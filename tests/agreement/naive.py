"""Agreement on free spans the slow way, in fractions, character by character: what the sweep must equal."""

import random
from collections import Counter
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np

from app.agreement.spans.continuum import Codings, Continuum, Stretches

Row = tuple[int, int, int, int, int]


def rows(codings):
    """(document, coder, code, start, end) of every coding."""
    arrays = (codings.document, codings.coder, codings.code, codings.start, codings.end)
    return [tuple(row) for row in np.stack(arrays, axis=1).tolist()]


def random_continuum(seed, *, codes=None, exclusive=False, complete=False):
    """A small continuum: 1 to 4 documents of 0 to 14 characters, 1 to 4 coders, codings of any overlap.

    exclusive: one coder's spans never overlap, whatever their codes. complete: everybody finished everything.
    """
    rng = random.Random(seed)
    coders, codes = rng.randint(1, 4), codes or rng.randint(1, 3)
    lengths = [rng.choice([0, 1, 5, 9, 14]) for _ in range(rng.randint(1, 4))]
    found = [
        (document, coder, rng.randrange(codes), start, end)
        for document, length in enumerate(lengths)
        for coder in range(coders)
        for start, end in (_partition if exclusive else _any_spans)(rng, length)
    ]
    completed = np.array([[complete or rng.random() < 0.8 for _ in range(coders)] for _ in lengths])
    return Continuum(np.array(lengths, dtype=np.int64), completed, codes, Codings.of(found))


def _any_spans(rng, length):
    spans = [sorted(rng.choices(range(length + 1), k=2)) for _ in range(rng.randint(0, 5))]
    return [(start, end) for start, end in spans if start < end]


def _partition(rng, length):
    cuts = sorted({rng.randint(0, length) for _ in range(rng.randint(0, 6))})
    return [pair for pair in pairwise(cuts) if rng.random() < 0.6]


def code_sets(continuum):
    """For every document, a list over its characters of {completed coder: frozenset of codes}."""
    documents = []
    for document, length in enumerate(continuum.lengths.tolist()):
        coders = [coder for coder in range(continuum.coders) if continuum.completed[document, coder]]
        own = [row for row in rows(continuum.codings) if row[0] == document]
        documents.append(
            [
                {
                    coder: frozenset(c for _, g, c, start, end in own if g == coder and start <= at < end)
                    for coder in coders
                }
                for at in range(length)
            ]
        )
    return documents


def presence(continuum):
    """Counters of characters: by (document, code, coder), (document, code, g, h) and (document, code, k)."""
    present, both, counts = Counter(), Counter(), Counter()
    for document, characters in enumerate(code_sets(continuum)):
        for character in characters:
            for code in range(continuum.codes):
                having = [coder for coder, codes in character.items() if code in codes]
                counts[document, code, len(having)] += 1
                for coder in having:
                    present[document, code, coder] += 1
                both.update((document, code, g, h) for g, h in permutations(having, 2) if g < h)
    return present, both, counts


def units_of(continuum, document, coder):
    """One coder's units and gaps of one document, in order: (code or None, start, end)."""
    own = sorted((r[3], r[4], r[2]) for r in rows(continuum.codings) if r[:2] == (document, coder))
    units, at = [], 0
    for start, end, code in own:
        if at < start:
            units.append((None, at, start))
        units.append((code, start, end))
        at = end
    length = int(continuum.lengths[document])
    return units + ([(None, at, length)] if at < length else [])


def u_family(continuum):
    """{"u", "|u", "cu", ("k", code), ("coverage", code)}: exact fractions, None where undefined.

    Coincidences are counted character by character; every coder's spans must not overlap.
    """
    table, inner = Counter(), Counter()
    squares, inner_squares, total = Counter(), Counter(), Fraction(0)
    for document, characters in enumerate(code_sets(continuum)):
        coders = [g for g in range(continuum.coders) if continuum.completed[document, g]]
        values = [{g: next(iter(codes), None) for g, codes in character.items()} for character in characters]
        total += len(coders) * len(characters)
        share = Fraction(1, len(coders) - 1) if len(coders) > 1 else 0
        for value in values:
            for g, h in permutations(coders, 2):
                table[value[g], value[h]] += share
        for coder in coders:
            for code, start, end in units_of(continuum, document, coder):
                if code is None:
                    squares[None] += end - start
                    continue
                squares[code] += (end - start) ** 2
                others = [h for h in coders if h != coder]
                paired = sum(values[at][h] is not None for at in range(start, end) for h in others)
                inner_squares[code] += (share * paired) ** 2
    for (one, other), length in table.items():
        if one is not None and other is not None:
            inner[one, other] += length
    return _coefficients(table, squares, total, inner, inner_squares)


def _coefficients(table, squares, total, inner, inner_squares):
    values = {None, *(value for pair in table for value in pair)}
    expected = _expected(table, squares, total, values)
    inner_total = sum(inner.values(), Fraction(0))
    coded = {value for pair in inner for value in pair}
    inner_expected = _expected(inner, inner_squares, inner_total, coded)
    result = {
        "u": _one_minus(
            total - sum(table[v, v] for v in values),
            expected and total - sum(expected[v, v] for v in values),
        ),
        "|u": _one_minus(
            sum(table[None, v] for v in values - {None}),
            expected and sum(expected[None, v] for v in values - {None}),
        ),
        "cu": _one_minus(
            inner_total - sum(inner[v, v] for v in coded),
            inner_expected and inner_total - sum(inner_expected[v, v] for v in coded),
        ),
    }
    for k in values - {None}:
        column = sum((inner[v, k] for v in coded), Fraction(0))
        whole = sum((table[v, k] for v in values), Fraction(0))
        result["coverage", k] = column / whole if whole else None
        result["k", k] = None
        if column and inner_expected:
            chance = sum(inner_expected[v, k] for v in coded)
            off = chance - inner_expected[k, k]
            result["k", k] = 1 - (chance / column) * (column - inner[k, k]) / off if off else None
    return result


def _expected(table, squares, total, values):
    below = total**2 - sum(squares.values())
    if not below:
        return None
    row = {v: sum((table[v, w] for w in values), Fraction(0)) for v in values}
    return {
        (v, w): total * (row[v] * row[w] - (squares[v] if v == w else 0)) / below
        for v in values
        for w in values
    }


def _one_minus(observed, expected):
    return 1 - Fraction(observed) / expected if expected else None


def each_document(continuum: Continuum) -> Stretches:
    """Each document as one unit."""
    everywhere = np.arange(continuum.documents)
    return Stretches(everywhere, np.zeros_like(everywhere), continuum.lengths)
