"""How like the coded ones sentences are, and how often that would have been right; pure numpy.

A sentence is the likelier the more it lies along the centre of the coded sentences less half of the centre
of the others (Rocchio 1971). The test leaves documents out: each sentence is judged by what was coded in
other documents alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.similar.features import Floats, Ints, SentenceVectors

OTHERS = 0.5  # how much of the centre of what isn't coded is taken off
FOLDS = 5
FIRST = 10  # sentences that a person reads before losing patience
LEAST_CODED = 5  # sentences, to learn from
LEAST_DOCUMENTS = 3  # with some of them
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class SelfTest:
    """Of the `FIRST` likeliest sentences of documents left out so many were coded, `right` of `of`.

    `reason` says why nothing could be tested, "" where it could: `few codings`, `few documents`.
    """

    right: float = 0.0
    of: int = FIRST
    base: float = 0.0  # how many of ten would be right by chance
    reason: str = ""


def direction(vectors: SentenceVectors, coded: Bools, others: Bools) -> Floats:
    """Where the coded ones lie, less half of where others do."""
    towards: Floats = vectors.centre(coded) - OTHERS * vectors.centre(others)
    return towards


def self_test(vectors: SentenceVectors, coded: Bools, judged: Bools, document: Ints) -> SelfTest:
    """How many of the first ten of documents left out were coded.

    `judged` are the sentences that the person has read: coded with this code, or not. Documents are left out
    in FOLDS parts; the ten likeliest of each part count, and the parts are averaged.
    """
    if int(coded.sum()) < LEAST_CODED:
        return SelfTest(reason="few codings")
    with_code = np.unique(document[coded])
    if len(with_code) < LEAST_DOCUMENTS:
        return SelfTest(reason="few documents")
    read = np.unique(document[judged])
    order = np.concatenate([with_code, np.setdiff1d(read, with_code)])
    folds = min(FOLDS, len(with_code))
    part_of = {int(row): index % folds for index, row in enumerate(order)}
    part = np.array([part_of.get(int(row), -1) for row in document])
    scores = np.full(len(vectors), -np.inf)
    for fold in range(folds):
        held, learnt = judged & (part == fold), judged & (part != fold)
        scores[held] = vectors.along(direction(vectors, coded & learnt, learnt & ~coded))[held]
    ranked = np.argsort(-scores, kind="stable")[: min(FIRST, int(judged.sum()))]
    base = FIRST * float(coded.sum()) / max(1, int(judged.sum()))
    return SelfTest(FIRST * float(coded[ranked].mean()), FIRST, base)
