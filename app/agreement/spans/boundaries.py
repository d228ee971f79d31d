"""Small differences at the ends of spans: white space and punctuation are trimmed off."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.agreement.spans.continuum import Bools, Codings, ascending

# Above this code point Unicode has no white space and no punctuation.
_LAST = 0x1FFFF


def trimmed(codings: Codings, texts: Sequence[str] | Mapping[int, str]) -> Codings:
    """Take white space, punctuation and invisible format characters off both ends of every span.

    texts gives each document's text by number; only documents with codings are looked at. A span of
    nothing but such characters stays as it is, so no coding is lost. The order of the codings is kept.
    """
    start, end = codings.start.copy(), codings.end.copy()
    order = ascending(codings.document)
    documents, first = np.unique(codings.document[order], return_index=True)
    for document, rows in zip(documents.tolist(), np.split(order, first[1:]), strict=False):
        solid = np.flatnonzero(_solid().take(_code_points(texts[document]), mode="clip"))
        left = np.searchsorted(solid, start[rows])
        right = np.searchsorted(solid, end[rows])
        rest, left, right = rows[left < right], left[left < right], right[left < right]
        start[rest], end[rest] = solid[left], solid[right - 1] + 1
    return replace(codings, start=start, end=end)


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _solid() -> Bools:
    """Which code points are no white space, punctuation (P*), separators (Z*) or invisible format characters.

    The last one stands for all behind it.
    """
    return np.array(
        [
            not chr(point).isspace()
            and unicodedata.category(chr(point))[0] not in "PZ"
            and unicodedata.category(chr(point)) != "Cf"
            for point in range(_LAST + 1)
        ]
    )
