"""Which passages occur together: they share a character of the same document; pure."""

from collections.abc import Iterator, Sequence

Stretch = tuple[int, int, int]  # document id, start, end


def overlapping_pairs(stretches: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The index pairs (i, j), i before j by start, of stretches that share a character of one document.

    A sweep: time grows with the stretches and with the pairs, not with their square.
    """
    order = sorted(range(len(stretches)), key=stretches.__getitem__)
    going: list[int] = []
    document = None
    for index in order:
        document_id, start, end = stretches[index]
        if start >= end:
            continue
        if document_id != document:
            document, going = document_id, []
        going = [before for before in going if stretches[before][2] > start]
        for before in going:
            yield before, index
        going.append(index)
