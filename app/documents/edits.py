"""Corrections of a text of which it is known what stands in the place of what; pure."""

from collections.abc import Sequence
from typing import NamedTuple

from app.documents.alignment import Alignment, Replacement, Stretch, align, joined
from app.documents.words import is_within_word
from app.sought import Query, Sought


class Edit(NamedTuple):
    """Words that take the place of [start, end) of a text."""

    start: int
    end: int
    words: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits, which are in order and disjoint."""
    pieces, reached = [], 0
    for edit in edits:
        pieces += [text[reached : edit.start], edit.words]
        reached = edit.end
    return "".join([*pieces, text[reached:]])


def corrected(text: str, edits: Sequence[Edit]) -> Alignment:
    """The text beside itself with corrections: within each, what stays is told by comparison.

    A word that takes another's place is that word, however little the two have in common.
    """
    parts: list[Stretch] = []
    replaced: list[Replacement] = []
    reached = shift = 0
    for edit in edits:
        parts.append(Stretch(reached, reached + shift, edit.start - reached))
        at = Stretch(edit.start, edit.start + shift, 0)
        within = align(text[edit.start : edit.end], edit.words)
        parts += [_moved_by(stretch, at) for stretch in within.same]
        if edit.words.strip():
            replaced += [_replaced_at(gap, at) for gap in within.with_replaced().replaced]
        reached, shift = edit.end, shift + len(edit.words) - (edit.end - edit.start)
    parts.append(Stretch(reached, reached + shift, len(text) - reached))
    return Alignment(text, edited(text, edits), tuple(joined(parts)), tuple(replaced))


def renamed(text: str, edits: Sequence[Edit]) -> Alignment:
    """The text beside itself with a name replaced: a passage that holds the whole name stays the same."""
    parts: list[Stretch] = []
    replaced: list[Replacement] = []
    reached = shift = 0
    for edit in edits:
        parts.append(Stretch(reached, reached + shift, edit.start - reached))
        replaced.append(
            Replacement(edit.start, edit.start + shift, edit.end - edit.start, len(edit.words), True)
        )
        reached, shift = edit.end, shift + len(edit.words) - (edit.end - edit.start)
    parts.append(Stretch(reached, reached + shift, len(text) - reached))
    return Alignment(text, edited(text, edits), tuple(joined(parts)), tuple(replaced))


def name_edits(text: str, name: str, other: str) -> list[Edit]:
    """Every place where a name stands as whole words, however it is written, and what is to stand there."""
    edits: list[Edit] = []
    phrase = name.replace('"', " ")  # of which each sign stands for itself
    for start, end in Sought(Query(f'"{phrase}"')).places(text):
        if (not edits or start >= edits[-1].end) and _is_whole(text, start, end):
            edits.append(Edit(start, end, other))
    return edits


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on beyond a place; scripts without spaces have no edges of words."""
    return not (is_within_word(text, start) or is_within_word(text, end))


def _moved_by(stretch: Stretch, at: Stretch) -> Stretch:
    return Stretch(stretch.old + at.old, stretch.new + at.new, stretch.length)


def _replaced_at(gap: Replacement, at: Stretch) -> Replacement:
    return gap._replace(old=gap.old + at.old, new=gap.new + at.new)
