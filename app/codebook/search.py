"""Which codes a search shows: those that have all words in their name or definition, and what holds them."""

from collections.abc import Sequence

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.folding import folded


def shown(codes: Sequence[CodeRow], typed: str) -> tuple[set[int], list[int]]:
    """(ids of all codes to show, ids of the hits, best first); `codes` has parents before their children.

    A hit brings the codes above it; a hit by its own name brings those under it too.
    """
    words = folded(typed).split()
    ranked = sorted((rank, index) for index, code in enumerate(codes) if (rank := _rank(code, words)))
    hits = [codes[index].id for _, index in ranked]
    by_id = {code.id: code for code in codes}
    visible: set[int] = set()
    for code_id in hits:
        above: int | None = code_id
        while above is not None and above not in visible:
            visible.add(above)
            above = by_id[above].parent_id
    named = {codes[index].id for rank, index in ranked if rank < IN_DEFINITION}
    for code in codes:
        if code.parent_id in named:
            named.add(code.id)
            visible.add(code.id)
    return visible, hits


IN_DEFINITION = 4


def _rank(code: CodeRow, words: Sequence[str]) -> int:
    """1 to 3 by where the name has the words, IN_DEFINITION where the definition does, 0 for no hit."""
    name = folded(code.name)
    if all(word in name for word in words):
        starts = name.startswith(words[0]) if words else True
        return 1 if starts else 2 if words and f" {words[0]}" in name else 3
    text = " ".join([name, *(folded(getattr(code, field)) for field in DEFINITION_FIELDS)])
    return IN_DEFINITION if all(word in text for word in words) else 0
