"""Which of several overlapping codings tints which part of a range: the innermost one, so never mud."""

from collections.abc import Sequence
from itertools import pairwise


def innermost(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int, int]]:
    """Parts (start, end, index of the span on top) of [start, end); uncovered parts are left out.

    The shortest span lies on top; among equals the first one given. Neighbouring parts of one span are one.
    """
    edges = sorted({start, end, *(e for span in spans for e in span if start < e < end)})
    order = sorted(range(len(spans)), key=lambda i: spans[i][1] - spans[i][0])
    parts: list[tuple[int, int, int]] = []
    for left, right in pairwise(edges):
        top = next((i for i in order if spans[i][0] <= left and right <= spans[i][1]), None)
        if top is None:
            continue
        if parts and parts[-1][1] == left and parts[-1][2] == top:
            parts[-1] = (parts[-1][0], right, top)
        else:
            parts.append((left, right, top))
    return parts
