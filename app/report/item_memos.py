"""What coders noted on their codings of an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.codebook.queries import CodeRow
from app.in_context import quote
from app.reconcile.items import Item
from app.report.faces import Face
from app.report.items import code_name

QUOTE = 40  # code points


@dataclass(frozen=True)
class ItemMemo:
    """Whose it is, on which coding, and what it says."""

    who: str
    on: str
    text: str


def memos_of(
    item: Item, shown: Sequence[Face], codes: Mapping[int, CodeRow], document: str
) -> tuple[ItemMemo, ...]:
    """The memos in the order of the letters; in blind order faces have no names, so that memos have none."""
    return tuple(
        ItemMemo(
            f"{face.letter} {face.name}".strip(),
            _on(codes, coding.code_id, quote(document, coding.start, coding.end, QUOTE)),
            coding.memo.strip(),
        )
        for face in shown
        for coding in item.coders[face.coder_id]
        if coding.memo.strip()
    )


def _on(codes: Mapping[int, CodeRow], code_id: int, words: str) -> str:
    return f"{code_name(codes, code_id)}, “{words}”"
