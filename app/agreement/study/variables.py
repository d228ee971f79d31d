"""A domain as one variable on given units: which of its values, or none of them, each coder gave a unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.agreement.coefficients.ratings import MISSING, Ratings
from app.agreement.coefficients.tallies import CategoryTallies, rating_tallies
from app.agreement.spans.continuum import Bools, Continuum
from app.agreement.spans.sweep import set_intervals

TWO_VALUES = "undefined: a coder gave one unit two codes that exclude each other; compare by a finer unit"


@dataclass(frozen=True, eq=False)
class Variable:
    """Tallies of every document, and where a unit has two values of one coder's: bool (documents,)."""

    tallies: CategoryTallies
    broken: Bools


def variable(continuum: Continuum, codes: Sequence[int], absent: bool) -> Variable:
    """What coders say with some codes of a continuum in units: the values are these codes in order.

    With `absent`, to give a unit none of them is one more value, the last; without it, it says nothing.
    """
    category_of = np.full(continuum.codes, MISSING)
    category_of[list(codes)] = np.arange(len(codes))
    codings = continuum.codings.take(category_of[continuum.codings.code] >= 0)
    sets = set_intervals(
        replace(continuum, codes=len(codes), codings=replace(codings, code=category_of[codings.code]))
    )
    many = sets.members.sum(axis=1)
    first = sets.members @ np.arange(len(codes))  # of a set of one, its only member
    value_of = np.where(many == 1, first, len(codes) if absent else MISSING)
    given = sets.values >= 0
    values = np.where(given, value_of[sets.values], MISSING)
    two = (given & (many[sets.values] > 1)).any(axis=1)
    broken = np.bincount(sets.documents[two], minlength=continuum.documents) > 0
    categories = tuple(float(index) for index in range(len(codes) + absent))
    ratings = Ratings(values.astype(np.int64), categories, sets.weights)
    return Variable(rating_tallies(ratings, sets.documents, n_documents=continuum.documents), broken)
