"""The codings of the document that is shown: lanes for all of them, marks for what is on screen."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.ui.surface.bands import Placed
from app.ui.surface.lanes import Lanes, assign, partition, reassign
from app.ui.surface.marks import CodingMark, CodingsIn, Extent, Extents, Stripes
from app.ui.surface.offsets import Offsets

PAGE_AROUND = 4000  # characters asked for beyond what is on screen


class ShownCodings:
    """Asks the owner for codings, no more than needed, and places them in Qt's positions."""

    def __init__(self, offsets: Offsets, codings_in: CodingsIn, extents: Extents, stripes: Stripes) -> None:
        self._offsets = offsets
        self._codings_in = codings_in
        self._extents = extents
        self._stripes = stripes
        self._all: dict[int, Extent] = {}
        self._preview: tuple[int, int, int] | None = None
        self.lanes = self._levels = Lanes()
        self._fetched: tuple[int, int] | None = None
        self._marks: Sequence[CodingMark] = ()
        self.placed: Sequence[Placed] = ()

    def __contains__(self, coding_id: int) -> bool:
        return coding_id in self._all

    def reload(self, stripes: Stripes) -> None:
        """Asks for all extents and assigns all lanes anew."""
        self._stripes = stripes
        self._all = {extent.id: extent for extent in self._extents()}
        self.lanes = assign(list(self._all.values()), stripes)
        self._levels = self.lanes if stripes == "code" else partition(self._all.values())
        self._forget()

    def change(self, now: Sequence[Extent], gone: Collection[int]) -> None:
        """Some codings came, moved or went; the others keep their lanes."""
        one_packing = self._levels is self.lanes
        for coding_id in gone:
            self._all.pop(coding_id, None)
        self._all.update((extent.id, extent) for extent in now)
        self.lanes = reassign(self.lanes, self._all, now, gone, self._stripes)
        self._levels = self.lanes if one_packing else reassign(self._levels, self._all, now, gone, "code")
        self._forget()

    def need(self, first: int, last: int) -> None:
        """Makes sure that the codings of [first, last) are here; asks for a page around it, too."""
        if self._fetched and self._fetched[0] <= first and last <= self._fetched[1]:
            return
        start, end = max(0, first - PAGE_AROUND), last + PAGE_AROUND
        self._forget()
        self._fetched = (start, end)  # first, so that an owner who fails isn't asked at every frame
        self._marks = self._codings_in(start, end)
        self._place_all()

    def preview(self, changed: tuple[int, int, int] | None) -> None:
        """Shows a coding (id, start, end) as it would be; None: as it is."""
        self._preview = changed
        self._place_all()

    def mark(self, coding_id: int | None) -> CodingMark | None:
        """A coding that is on screen or near it, as it is."""
        return next((mark for mark in self._marks if mark.id == coding_id), None)

    def _forget(self) -> None:
        self._fetched, self._marks, self.placed = None, (), ()

    def _place_all(self) -> None:
        self.placed = [self._placed_mark(mark) for mark in self._marks]

    def _placed_mark(self, mark: CodingMark) -> Placed:
        if self._preview and self._preview[0] == mark.id:
            mark = replace(mark, start=self._preview[1], end=self._preview[2])
        start, end = self._offsets.to_qt(mark.start), self._offsets.to_qt(mark.end, end=True)
        colour = mark.coder_colour if self._stripes == "coder" else mark.colour
        return Placed(mark, start, end, self._levels.lane(mark.id), self.lanes.lane(mark.id), colour)
