"""What some coders say of each case or document: which codes it has, how often, and how much of its text."""

from dataclasses import dataclass, replace

import numpy as np

from app.agreement.spans.continuum import Bools, Continuum, Ints, distinct, merged
from app.agreement.study.in_cases import CaseTexts, overlapping_parts


@dataclass(frozen=True, eq=False)
class LayerCounts:
    """By whole (a case or a document) and code, each of shape (wholes, codes).

    present     whether the code is there
    codings     how many codings of it
    characters  how much text has it, each character once
    undecided   whether the consensus hasn't settled it; nowhere True for other layers

    and by whole: `length` of its codable text, int64 (wholes,), and whether anything of it is `coded`.
    """

    present: Bools
    codings: Ints
    characters: Ints
    undecided: Bools
    length: Ints
    coded: Bools


def coverage(
    continuum: Continuum, texts: CaseTexts, wholes: int, asked: Bools, *, by_all: bool
) -> LayerCounts:
    """Count the codings of whom `asked`, bool (wholes, coders), says; `texts` are in the continuum's places.

    With `by_all` a code is there only where each of those who are asked gave it, and its text is what all
    of them gave it; else one of them is enough. A whole of which nobody is asked has no code.
    """
    shape = (wholes, continuum.codes)
    coding, whole, _, _ = overlapping_parts(continuum, texts)
    many = max(len(continuum.codings), 1)
    pairs = distinct(whole * many + coding)
    whole, coding = pairs // many, pairs % many
    is_asked = asked[whole, continuum.codings.coder[coding]]
    whole, coding = whole[is_asked], coding[is_asked]
    cell = whole * continuum.codes + continuum.codings.code[coding]
    codings = np.bincount(cell, minlength=wholes * continuum.codes).reshape(shape)
    need = asked.sum(axis=1) if by_all else np.minimum(asked.sum(axis=1), 1)
    by_coder = distinct(cell * continuum.coders + continuum.codings.coder[coding]) // max(continuum.coders, 1)
    givers = np.bincount(by_coder, minlength=wholes * continuum.codes).reshape(shape)
    present = np.asarray((givers >= need[:, None]) & (need[:, None] > 0))
    characters = _covered(continuum, texts, asked, need).reshape(shape)
    length = np.bincount(
        texts.case, weights=texts.stretches.end - texts.stretches.start, minlength=wholes
    ).astype(np.int64)
    nothing = np.zeros(shape, dtype=np.bool_)
    return LayerCounts(present, codings, characters, nothing, length, np.asarray(codings.any(axis=1)))


def _covered(continuum: Continuum, texts: CaseTexts, asked: Bools, need: Ints) -> Ints:
    """Characters, by whole and code in a row, that so many of the coders who are asked gave a code."""
    once = replace(continuum, codings=merged(continuum.codings))
    coding, whole, start, end = overlapping_parts(once, texts)
    is_asked = asked[whole, once.codings.coder[coding]]
    cell = (whole * once.codes + once.codings.code[coding])[is_asked]
    reach = int(once.offsets[-1]) + 1
    at = np.concatenate([cell * reach + start[is_asked], cell * reach + end[is_asked]])
    step = np.repeat(np.array([1, -1]), len(cell))
    order = np.argsort(at, kind="stable")
    at, depth = at[order], np.cumsum(step[order])
    cells = at // reach
    enough = (depth[:-1] >= np.maximum(need[cells[:-1] // max(once.codes, 1)], 1)) if len(at) else depth
    size = np.diff(at) * enough
    covered = np.bincount(cells[:-1], weights=size, minlength=len(need) * once.codes) if len(at) else size
    characters: Ints = np.asarray(covered).astype(np.int64)
    return characters if len(at) else np.zeros(len(need) * once.codes, dtype=np.int64)


def cells_touched(continuum: Continuum, texts: CaseTexts, wholes: int) -> Bools:
    """Where any coding lies, bool (wholes, codes)."""
    coding, whole, _, _ = overlapping_parts(continuum, texts)
    touched = np.zeros((wholes, continuum.codes), dtype=np.bool_)
    touched[whole, continuum.codings.code[coding]] = True
    return touched
