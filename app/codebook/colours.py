"""Colours that keep codes apart, in light and dark, for colour-blind people too."""

from collections.abc import Sequence

# after Paul Tol's "bright", "vibrant" and "muted" schemes (SRON technical note, 2021)
PALETTE = (
    "#4477aa",
    "#ee6677",
    "#228833",
    "#ccbb44",
    "#66ccee",
    "#aa3377",
    "#ee7733",
    "#009988",
    "#882255",
    "#999933",
    "#332288",
    "#cc6677",
    "#44aa99",
    "#ddcc77",
    "#117733",
    "#88ccee",
)


def free_colour(used: Sequence[str]) -> str:
    """The colour of the palette that is used least, the earlier one first."""
    counts = [colour.lower() for colour in used]
    return min(PALETTE, key=counts.count)
