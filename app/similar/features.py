"""Sentences as sparse numbers: their words and the pieces of four letters in them, hashed; pure numpy.

No model and no download: what a sentence shares with others is all that is known of it.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.documents.words import tokens
from app.folding import folded

BUCKETS = 1 << 18
PIECE = 4  # letters

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass
class Vocabulary:
    """The features of each word, by the word as it is written; kept from text to text."""

    _words: dict[str, Ints] = field(default_factory=dict)

    def of(self, written: str) -> Ints:
        """The features of a word: itself, folded, and its pieces with its edges."""
        features = self._words.get(written)
        if features is None:
            word = folded(written)
            edged = f" {word} "
            pieces = {edged[at : at + PIECE] for at in range(max(1, len(edged) - PIECE + 1))}
            named = [_bucket("w" + word), *sorted(_bucket("p" + piece) for piece in pieces)]
            features = self._words[written] = np.array(named, dtype=np.int64)
        return features


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


@dataclass(frozen=True, eq=False)
class SentenceVectors:
    """Rows of a sparse matrix: `feature` and `value` from `first[i]` to `first[i + 1]`, of length 1."""

    first: Ints
    feature: Ints
    value: Floats

    def __len__(self) -> int:
        return len(self.first) - 1

    def along(self, direction: Floats) -> Floats:
        """How far each row lies along a direction, float64 (BUCKETS,)."""
        sums = np.concatenate([[0.0], np.cumsum(self.value * direction[self.feature])])
        along: Floats = sums[self.first[1:]] - sums[self.first[:-1]]
        return along

    def centre(self, rows: NDArray[np.bool_]) -> Floats:
        """The mean of some rows; zero where there are none."""
        lengths = np.diff(self.first)
        chosen = np.repeat(rows, lengths)
        whole = np.bincount(self.feature[chosen], weights=self.value[chosen], minlength=BUCKETS)
        return whole / max(1, int(rows.sum()))


def sentence_vectors(sentences: Sequence[tuple[str, int, int]], vocabulary: Vocabulary) -> SentenceVectors:
    """Vectors of sentences (text, start, end): counts damped by a logarithm, rare features the heavier."""
    rows: list[Ints] = []
    for text, start, end in sentences:
        parts = [vocabulary.of(text[first:last]) for first, last in tokens(text, start, end)]
        rows.append(np.concatenate(parts) if parts else np.empty(0, dtype=np.int64))
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    line = np.repeat(np.arange(len(rows)), lengths)
    feature = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    cells, counts = np.unique(line * BUCKETS + feature, return_counts=True)
    line, feature = cells // BUCKETS, cells % BUCKETS
    holding = np.bincount(feature, minlength=BUCKETS)
    rarity = np.log((1 + len(rows)) / (1 + holding[feature])) + 1
    value = (1 + np.log(counts)) * rarity
    length = np.sqrt(np.bincount(line, weights=value**2, minlength=len(rows)))
    value = value / np.maximum(length[line], 1e-12)
    first = np.searchsorted(line, np.arange(len(rows) + 1))
    return SentenceVectors(first.astype(np.int64), feature, value)
