"""What a line of a comparison is about, and what of the material and of the tallies it was made of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from app.agreement.coefficients.tallies import CategoryTallies, coder_pairs
from app.agreement.spans.continuum import Bools, Ints, merged
from app.agreement.spans.sweep import category_tallies, tally
from app.agreement.study.comparison import only
from app.agreement.study.in_cases import behind_cases
from app.agreement.study.material import Material
from app.agreement.study.results import Result, of_pair

Pair = tuple[int, int]


class Focus(NamedTuple):
    """A code, a document (a case where these are the units) and a pair of coders by index in the material.

    None where it is about all.
    """

    code: int | None = None
    document: int | None = None
    pair: Pair | None = None


def tallies_of(result: Result, focus: Focus) -> CategoryTallies:
    """The tallies that the numbers of a line were made of, without leading axes."""
    continuum = result.material.continuum
    if focus.document is not None:
        continuum = only(continuum, np.array([focus.document]), range(continuum.coders))
    if focus.code is not None:
        codings = continuum.codings.take(continuum.codings.code == focus.code)
        continuum = replace(continuum, codes=1, codings=replace(codings, code=np.zeros_like(codings.code)))
    tallies = category_tallies(tally(continuum))
    if focus.pair is not None:
        tallies = of_pair(tallies, pairs_in(result.material).index(focus.pair))
    return tallies.total().total()


def pairs_of(material: Material, focus: Focus) -> list[Pair]:
    """The pairs of coders whose tables `tallies_of` holds, in their order."""
    return pairs_in(material) if focus.pair is None else [focus.pair]


def pairs_in(material: Material) -> list[Pair]:
    """All pairs of coders, in the order of `tallies.coder_pairs`."""
    first, second = coder_pairs(len(material.coders))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def behind(material: Material, focus: Focus) -> Material:
    """The material with only the codings that a line is about; where cases are the units, in their text."""
    spans = material.spans
    completed = _about(spans.completed, focus) if material.cases is None else spans.completed
    codings = spans.codings
    chosen = completed[codings.document, codings.coder]
    if material.cases is not None:
        chosen = behind_cases(spans, material.cases, _about(material.continuum.completed, focus))
    if focus.code is not None:
        chosen = chosen & (codings.code == focus.code)
    return replace(material, spans=replace(spans, completed=completed, codings=codings.take(chosen)))


def _about(completed: Bools, focus: Focus) -> Bools:
    """Who completed what, of that which a line is about."""
    if focus.document is not None:
        completed = completed & _only(focus.document, len(completed))[:, None]
    if focus.pair is not None:
        both = np.logical_and(*(completed[:, coder] for coder in focus.pair))
        of_pair = np.isin(np.arange(completed.shape[1]), focus.pair)
        completed = completed & both[:, None] & of_pair
    return completed


def with_codes(material: Material, codes: Sequence[int]) -> Material:
    """The material with only the codings of some codes, by index."""
    codings = material.spans.codings
    of_codes = codings.take(np.isin(codings.code, list(codes)))
    return replace(material, spans=replace(material.spans, codings=of_codes))


def _only(index: int, of: int) -> Bools:
    chosen = np.zeros(of, dtype=np.bool_)
    chosen[index] = True
    return chosen


def passages_coded(material: Material) -> int:
    """How many passages were coded by anybody: spans of one code that overlap across coders are one."""
    by_coder = merged(material.spans.codings)
    nobody: Ints = np.zeros_like(by_coder.coder)
    return len(merged(replace(by_coder, coder=nobody), touching=False))
