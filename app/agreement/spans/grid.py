"""The complete grid unit x code x coder: who gave which unit which code, and who has not judged it."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from app.agreement.spans.continuum import (
    Codings,
    Continuum,
    Ints,
    Stretches,
    codable,
    in_units,
    units_without_regions,
    without_regions,
)

NOT_JUDGED = -1


@dataclass(frozen=True, eq=False)
class UnitGrid:
    """A continuum in given units, and those units in characters of the whole text, in their order.

    `_undecided` are those of `_undecided_from`, by document: there a coder has said nothing yet.
    """

    continuum: Continuum
    units: Stretches
    _units_from: Ints
    _codings_from: Ints
    _undecided: Codings
    _undecided_from: Ints

    def units_of(self, document: int) -> list[tuple[int, int]]:
        """Start and end of a document's units."""
        rows = slice(*self._units_from[document : document + 2])
        return list(zip(self.units.start[rows].tolist(), self.units.end[rows].tolist(), strict=True))

    def of(self, document: int) -> NDArray[np.int8]:
        """A document's int8 (units, codes, coders): 1 given, 0 not given, NOT_JUDGED."""
        continuum = self.continuum
        codings = continuum.codings.take(np.arange(*self._codings_from[document : document + 2]))
        length = int(continuum.lengths[document])
        steps = np.zeros((length + 1, continuum.codes, continuum.coders), dtype=np.int16)
        np.add.at(steps, (codings.start, codings.code, codings.coder), 1)
        np.add.at(steps, (codings.end, codings.code, codings.coder), -1)
        given = (np.cumsum(steps[:-1], axis=0) > 0).astype(np.int8)
        given[:, :, ~continuum.completed[document]] = NOT_JUDGED
        for row in range(*self._undecided_from[document : document + 2].tolist()):
            undecided = self._undecided
            cells = given[
                undecided.start[row] : undecided.end[row], undecided.code[row], undecided.coder[row]
            ]
            cells[cells == 0] = NOT_JUDGED
        return given


def grid(
    whole: Continuum,
    compared: Continuum,
    units: Stretches,
    regions: Stretches,
    undecided: Codings | None = None,
) -> UnitGrid:
    """Everybody's codings counted in units.

    Where `compared` has a coder in a document, its codings (in units already) are taken; elsewhere those of
    `whole`, which has the same documents and codes, and perhaps more coders. What is `undecided` is not
    judged where the code isn't given.
    """
    is_compared = np.zeros_like(whole.completed)
    is_compared[:, : compared.coders] = compared.completed
    pair = (whole.codings.document, whole.codings.coder)
    others = whole.codings.take(whole.completed[pair] & ~is_compared[pair])
    cut = without_regions(replace(whole, codings=others), regions)
    whole_units = units_without_regions(whole, units, regions)
    counted = in_units(cut, whole_units)
    left = without_regions(replace(whole, codings=undecided or Codings.of([])), regions)
    blank = in_units(left, whole_units).codings
    blank = blank.take(np.argsort(blank.document, kind="stable"))
    codings = together(compared.codings, counted.codings)
    units = in_order(whole, units, regions)
    numbers = np.arange(whole.documents + 1)
    return UnitGrid(
        replace(counted, codings=codings),
        units,
        np.searchsorted(units.document, numbers),
        np.searchsorted(codings.document, numbers),
        blank,
        np.searchsorted(blank.document, numbers),
    )


def in_order(whole: Continuum, units: Stretches, regions: Stretches) -> Stretches:
    """The units of the uncut continuum that count, by document and start, as `in_units` numbers them."""
    units = _taken(units, np.lexsort((units.start, units.document)))
    return _taken(units, np.flatnonzero(codable(whole, units, regions)))


def _taken(units: Stretches, places: Ints) -> Stretches:
    return Stretches(units.document[places], units.start[places], units.end[places])


def together(codings: Codings, others: Codings) -> Codings:
    """Both, by document."""
    columns = [
        np.concatenate([getattr(codings, field.name), getattr(others, field.name)])
        for field in fields(Codings)
    ]
    both = Codings(*columns)
    return both.take(np.argsort(both.document, kind="stable"))
