"""Who codes which documents of a round: everybody all of them, or some coders each, by lot and in balance."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

Pair = tuple[int, int]
Named = Mapping[int, str]  # ids with what names them for good (a guid)


def shared_out(documents: Named, coders: Named, per_document: int | None, seed: int) -> list[Pair]:
    """(document id, coder id) pairs; with `per_document` coders each, nobody has two more than another.

    Who gets what depends on seed and names alone, so that the same seed repeats it.
    """
    if per_document is None or per_document >= len(coders):
        return [(document, coder) for document in documents for coder in coders]
    load = dict.fromkeys(coders, 0)
    chosen: dict[int, list[int]] = {}
    for document in sorted(documents, key=lambda id_: lot(seed, documents[id_])):
        by_load = sorted(
            coders, key=lambda coder: (load[coder], lot(seed, documents[document], coders[coder]))
        )
        chosen[document] = by_load[:per_document]
        for coder in chosen[document]:
            load[coder] += 1
    return [(document, coder) for document in documents for coder in coders if coder in chosen[document]]


def repeated(
    own_documents: Sequence[int], repeats: int, documents: Named, coder: str, seed: int
) -> list[int]:
    """Which of a coder's own documents come back as hidden repeats."""
    return sorted(own_documents, key=lambda id_: lot(seed, "repeat", coder, documents[id_]))[:repeats]


def lot(seed: int, *names: str) -> bytes:
    """A lot to sort by: as good as random, and the same everywhere and for ever."""
    return sha256("\n".join((str(seed), *names)).encode()).digest()
