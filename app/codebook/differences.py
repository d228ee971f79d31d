"""What differs between two codebooks: codes added, removed, merged, split, and what changed of the others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.codebook.succession import Succession, followed

Kind = Literal[
    "added",
    "removed",
    "merged",
    "split",
    "renamed",
    "moved",
    "exclusive",
    "redefined",
    "example",
    "order",
    "look",
]
Piece = tuple[Literal["same", "added", "removed"], str]
# what a change of it means for codings: a typical example only illustrates, all others say what the code is
MEANING = tuple(field for field in DEFINITION_FIELDS if field != "typical_example")
_OF_A_FIELD: dict[str, Kind] = {
    "name": "renamed",
    "parent": "moved",
    "exclusive": "exclusive",
    **dict.fromkeys(MEANING, "redefined"),
    "typical_example": "example",
    "colour": "look",
    "shortcut": "look",
}


@dataclass(frozen=True)
class FieldDifference:
    """One field before and after; `parent` is given by its path, empty at the top."""

    field: str
    before: str | bool
    after: str | bool


@dataclass(frozen=True)
class CodeDifference:
    """What became of one code: as it was (None: it is new) and as it is (None: it is gone).

    `others` names the code that it was merged into, the codes that were merged into it or split off it, or,
    for a new code, what it was split off; `kinds` says which: a code that is gone is `merged` or `removed`.
    """

    before: CodeRow | None
    after: CodeRow | None
    kinds: tuple[Kind, ...]
    fields: tuple[FieldDifference, ...] = ()
    into: str = ""
    taken_in: tuple[str, ...] = ()
    split_off: tuple[str, ...] = ()
    split_from: str = ""

    @property
    def code(self) -> CodeRow:
        """The code as it is, or as it last was."""
        code = self.after or self.before
        if code is None:
            raise ValueError("a difference is about a code")
        return code

    @property
    def minor(self) -> bool:
        """Whether nothing changed that anybody codes by."""
        return set(self.kinds) <= {"look", "order", "example"}


def differences(
    before: Sequence[CodeRow], after: Sequence[CodeRow], steps: Sequence[Succession]
) -> list[CodeDifference]:
    """What differs between two codebooks, in the order of the later one, what is gone last."""
    return list(_Comparison(before, after, steps).differences())


class _Comparison:
    def __init__(
        self, before: Sequence[CodeRow], after: Sequence[CodeRow], steps: Sequence[Succession]
    ) -> None:
        self._before = {code.id: code for code in before}
        self._after = {code.id: code for code in after}
        self._merges = {old: new for old, new in followed(steps, self._after).items() if old in self._before}
        self._splits = [
            step
            for step in steps
            if step.kind == "split" and step.to_id in self._after and step.to_id not in self._before
        ]
        self._reordered = _reordered(self._before, self._after)

    def differences(self) -> Iterator[CodeDifference]:
        for code in self._after.values():
            old = self._before.get(code.id)
            difference = self._added(code) if old is None else self._stayed(old, code)
            if difference.kinds:
                yield difference
        for code in self._before.values():
            if code.id not in self._after:
                yield self._gone(code)

    def _added(self, code: CodeRow) -> CodeDifference:
        origin = next((step for step in self._splits if step.to_id == code.id), None)
        name = "" if origin is None else self._name(origin.from_id, origin.from_name)
        taken_in, split_off = self._taken_in(code), self._split_off(code)
        kinds: list[Kind] = ["added"]
        kinds += ["merged"] if taken_in else []
        kinds += ["split"] if split_off or origin else []
        return CodeDifference(
            None, code, tuple(kinds), taken_in=taken_in, split_off=split_off, split_from=name
        )

    def _stayed(self, old: CodeRow, code: CodeRow) -> CodeDifference:
        fields = tuple(_fields(old, code, self._before, self._after))
        taken_in, split_off = self._taken_in(code), self._split_off(code)
        kinds: list[Kind] = ["merged"] if taken_in else []
        kinds += ["split"] if split_off else []
        kinds += [_OF_A_FIELD[field.field] for field in fields]
        kinds += ["order"] if code.id in self._reordered else []
        return CodeDifference(
            old, code, tuple(dict.fromkeys(kinds)), fields, taken_in=taken_in, split_off=split_off
        )

    def _gone(self, code: CodeRow) -> CodeDifference:
        into = self._merges.get(code.id)
        if into is None or into not in self._after:
            return CodeDifference(code, None, ("removed",))
        return CodeDifference(code, None, ("merged",), into=self._after[into].name)

    def _taken_in(self, code: CodeRow) -> tuple[str, ...]:
        return tuple(self._before[old].name for old, new in self._merges.items() if new == code.id)

    def _split_off(self, code: CodeRow) -> tuple[str, ...]:
        return tuple(self._after[step.to_id].name for step in self._splits if step.from_id == code.id)

    def _name(self, code_id: int, name: str) -> str:
        code = self._after.get(code_id) or self._before.get(code_id)
        return code.name if code else name


def _fields(
    old: CodeRow, code: CodeRow, before: Mapping[int, CodeRow], after: Mapping[int, CodeRow]
) -> Iterator[FieldDifference]:
    if old.name != code.name:
        yield FieldDifference("name", old.name, code.name)
    if old.parent_id != code.parent_id:
        yield FieldDifference("parent", _path(before, old.parent_id), _path(after, code.parent_id))
    for field in ("exclusive", *DEFINITION_FIELDS, "colour", "shortcut"):
        if getattr(old, field) != getattr(code, field):
            yield FieldDifference(field, getattr(old, field), getattr(code, field))


def _path(codes: Mapping[int, CodeRow], code_id: int | None) -> str:
    return codes[code_id].path if code_id in codes and code_id is not None else ""


def _reordered(before: Mapping[int, CodeRow], after: Mapping[int, CodeRow]) -> set[int]:
    """Codes that stand elsewhere among the siblings that they had and have."""
    moved: set[int] = set()
    staying = [code for code in after.values() if code.id in before]
    same = [code for code in staying if before[code.id].parent_id == code.parent_id]
    for parent_id in {code.parent_id for code in same}:
        new = [code.id for code in same if code.parent_id == parent_id]
        old = [code_id for code_id in before if code_id in set(new)]
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        stayed = {code_id for block in blocks for code_id in new[block.b : block.b + block.size]}
        moved |= set(new) - stayed
    return moved


def words_apart(before: str, after: str) -> list[Piece]:
    """Two texts as pieces that both have, or only the later or the earlier one, word by word.

    Words go with the white space before them; where only that differs, they are the same.
    """
    old, new = (re.findall(r"\s*\S+", text) for text in (before, after))
    bare_old, bare_new = ([word.strip() for word in words] for words in (old, new))
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, bare_old, bare_new, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(new[begin:end])))
            continue
        if first < last:
            pieces.append(("removed", "".join(old[first:last])))
        if begin < end:
            pieces.append(("added", "".join(new[begin:end])))
    return pieces
