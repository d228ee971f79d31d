"""What stands in the margin: stripes in lanes, labels where there is room, counts where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.ui.surface.bands import Placed
from app.ui.surface.geometry import ScreenLine
from app.ui.surface.lanes import COLLAPSED


@dataclass(frozen=True, slots=True)
class Stripe:
    """The visible part of one coding's stripe, in the viewport's y."""

    placed: Placed
    top: float
    bottom: float
    opens: bool  # its start is on screen
    closes: bool

    @property
    def id(self) -> int:
        return self.placed.mark.id

    @property
    def has_memo(self) -> bool:
        """Whether its coder wrote a memo."""
        return bool(self.placed.mark.memo)


@dataclass(frozen=True, slots=True)
class StripeLabel:
    """A stripe's name beside it; `hidden` more begin here and found no room."""

    stripe: Stripe
    y: float
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Collapsed:
    """Codings that found no lane, drawn as one dotted stripe with their count."""

    ids: tuple[int, ...]
    top: float
    bottom: float
    has_memo: bool = False  # one of them has


def stripes_on_screen(lines: Sequence[ScreenLine], placed: Sequence[Placed]) -> list[Stripe]:
    """Stripes of the codings that touch a line on screen, from top to bottom, then by lane."""
    stripes = []
    for band in placed:
        touched = [line for line in lines if band.start < line.end and line.start < band.end]
        if touched:
            first, last = touched[0], touched[-1]
            opens, closes = band.start >= first.start, band.end <= last.end
            stripes.append(Stripe(band, first.top, last.bottom + 1, opens, closes))
    return parted(sorted(stripes, key=lambda stripe: (stripe.placed.lane, stripe.placed.start, stripe.id)))


def parted(stripes: Sequence[Stripe]) -> list[Stripe]:
    """Two in one lane that share a line share its height; takes them sorted by lane and start."""
    parted: list[Stripe] = []
    for stripe in stripes:
        last = parted[-1] if parted else None
        if last and last.placed.lane == stripe.placed.lane != COLLAPSED and stripe.top < last.bottom:
            middle = max(last.top + 3, (stripe.top + last.bottom) / 2)
            parted[-1] = replace(last, bottom=middle - 1)
            stripe = replace(stripe, top=middle + 1)
        parted.append(stripe)
    return sorted(parted, key=lambda stripe: (stripe.top, stripe.placed.lane, stripe.id))


def place_labels(stripes: Sequence[Stripe], row: float, height: float) -> list[StripeLabel]:
    """Labels from top to bottom without overlap, each at its stripe's start or pushed down a little.

    One that would begin below its stripe's end, and more than three rows below its start, is dropped and
    counted at the label that took its room; one that would end below the margin's end is left out.
    """
    labels: list[StripeLabel] = []
    free = 0.0
    for stripe in sorted(stripes, key=lambda stripe_: (max(stripe_.top, 0), stripe_.placed.lane)):
        y = max(stripe.top, free, 0.0)
        too_far = y + row > max(stripe.bottom, stripe.top + 4 * row) or y + row > height
        if too_far and labels and y > stripe.top:
            labels[-1] = StripeLabel(labels[-1].stripe, labels[-1].y, labels[-1].hidden + 1)
        elif not too_far:
            labels.append(StripeLabel(stripe, y))
            free = y + row
    return labels


def collapse(stripes: Sequence[Stripe]) -> list[Collapsed]:
    """The stripes without a lane, joined where they overlap."""
    groups: list[Collapsed] = []
    for stripe in stripes:
        if stripe.placed.lane != COLLAPSED:
            continue
        last = groups[-1] if groups else None
        if last and stripe.top < last.bottom:
            bottom, has_memo = max(last.bottom, stripe.bottom), last.has_memo or stripe.has_memo
            groups[-1] = Collapsed((*last.ids, stripe.id), last.top, bottom, has_memo)
        else:
            groups.append(Collapsed((stripe.id,), stripe.top, stripe.bottom, stripe.has_memo))
    return groups
