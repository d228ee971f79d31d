"""Cases as units: a code is present in a case when a coding of it overlaps the case's text anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from app.agreement.spans.continuum import (
    Bools,
    Codings,
    Continuum,
    Ints,
    Stretches,
    codable,
    comparable,
    distinct,
    units_without_regions,
)


class NamedCase(Protocol):
    """A case, as far as it matters here."""

    @property
    def id(self) -> int:
        """Its id in the project."""

    @property
    def name(self) -> str:
        """What it is called."""


@dataclass(frozen=True, eq=False)
class CaseTexts:
    """Cases by number, and their text: int64 `case` of each of the stretches, which are in the whole text."""

    rows: Sequence[NamedCase]
    case: Ints
    stretches: Stretches

    def without(self, continuum: Continuum, regions: Stretches) -> "CaseTexts":
        """The same in the continuum from which regions are cut out; what lies wholly in them is gone."""
        left = codable(continuum, self.stretches, regions)
        if not len(regions):
            stretches = self.stretches
            return replace(
                self,
                case=self.case[left],
                stretches=Stretches(stretches.document[left], stretches.start[left], stretches.end[left]),
            )
        return replace(
            self,
            case=self.case[left],
            stretches=units_without_regions(continuum, self.stretches, regions),
        )


def in_cases(continuum: Continuum, cases: CaseTexts) -> Continuum:
    """The continuum counted in cases: each is one unit of a whole of its own, in the place of documents.

    A coder has completed a case who completed every document with text of it; one where fewer than two did
    is nobody's, as `comparable` leaves it. `cases` are in the places of the continuum.
    """
    many, stretches = len(cases.rows), cases.stretches
    lengths = np.zeros(many, dtype=np.int64)
    lengths[cases.case] = 1
    needed = distinct(cases.case * continuum.documents + stretches.document)
    case, document = needed // continuum.documents, needed % continuum.documents
    missed = np.zeros((many, continuum.coders), dtype=np.int64)
    np.add.at(missed, case, (~continuum.completed[document]).astype(np.int64))
    completed = (missed == 0) & (lengths > 0)[:, None]
    coding, where = overlapping(continuum, cases)
    codings = continuum.codings
    cells = distinct(
        (where * continuum.coders + codings.coder[coding]) * continuum.codes + codings.code[coding]
    )
    code, rest = cells % max(continuum.codes, 1), cells // max(continuum.codes, 1)
    zero = np.zeros_like(code)
    present = Codings(rest // continuum.coders, rest % continuum.coders, code, zero, zero + 1)
    present = present.take(completed[present.document, present.coder])
    return comparable(Continuum(lengths, completed, continuum.codes, present))[0]


def overlapping(continuum: Continuum, cases: CaseTexts) -> tuple[Ints, Ints]:
    """(coding, case) by number wherever a coding overlaps text of a case; a pair may come several times."""
    return overlapping_parts(continuum, cases)[:2]


def overlapping_parts(continuum: Continuum, cases: CaseTexts) -> tuple[Ints, Ints, Ints, Ints]:
    """(coding, case, start, end) of every part of a coding in text of a case; no part of a pair twice.

    Places are those on the line of all documents, `continuum.offsets`. The text is cut at every border of a
    stretch, so that each piece belongs wholly to some cases.
    """
    line, stretches, codings = continuum.offsets, cases.stretches, continuum.codings
    begin, end = (line[stretches.document] + at for at in (stretches.start, stretches.end))
    borders = distinct(np.concatenate([begin, end]))
    owner, piece = _spread(np.searchsorted(borders, begin), np.searchsorted(borders, end))
    order = np.argsort(piece, kind="stable")
    owners = cases.case[owner[order]]
    from_piece = np.searchsorted(piece[order], np.arange(len(borders) + 1))
    first, last = (line[codings.document] + at for at in (codings.start, codings.end))
    low = np.maximum(np.searchsorted(borders, first, side="right") - 1, 0)
    high = np.minimum(np.searchsorted(borders, last, side="left"), max(len(borders) - 1, 0))
    coding, piece_of = _spread(low, np.maximum(low, high))
    part, owned = _spread(from_piece[piece_of], from_piece[piece_of + 1])
    coding, piece_of = coding[part], piece_of[part]
    if not len(borders):
        return coding, owners[owned], first[coding], last[coding]
    start = np.maximum(first[coding], borders[piece_of])
    return coding, owners[owned], start, np.minimum(last[coding], borders[piece_of + 1])


def _spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Every number of the ranges [first, last): which range it is of, and the number."""
    width = last - first
    index = np.repeat(np.arange(len(width)), width)
    return index, first[index] + np.arange(len(index)) - np.repeat(np.cumsum(width) - width, width)


def behind_cases(continuum: Continuum, cases: CaseTexts, in_scope: Bools) -> Bools:
    """Which codings, bool (n,), are what some cases say: `in_scope`, bool (cases, coders), of whom.

    `cases` are in the places of the continuum.
    """
    coding, case = overlapping(continuum, cases)
    chosen = in_scope[case, continuum.codings.coder[coding]]
    mask = np.zeros(len(continuum.codings), dtype=np.bool_)
    mask[coding[chosen]] = True
    return mask
