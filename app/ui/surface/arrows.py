"""Which way an arrow moves an edge: where it points is where the edge is seen to go."""

from collections.abc import Sequence

from app.documents.edges import Edge
from app.ui.surface.geometry import ScreenLine


def goes_forward(
    lines: Sequence[ScreenLine], edge: Edge, at: int, onward: int, back: int, *, right: bool, rtl: bool
) -> bool:
    """Whether an arrow moves an edge towards the text's end.

    `at`, `onward` and `back`: where the edge is and where a step on or back would put it, in Qt's positions.
    Where both steps go to the side that the arrow points to, or neither, the paragraph's direction decides;
    where the edge is on none of the lines, the document's: `rtl`.
    """
    opens = edge == "start"
    line = next((line for line in lines if line.edge(at, opens) is not None), None)
    if line is None:
        return right != rtl
    run = line.runs(at, at + 1)[0] if opens else line.runs(at - 1, at)[-1]
    x = line.edge(at, opens) or 0.0

    def is_right(position: int, forward: bool) -> bool:
        edge_x = line.edge(position, opens)
        return forward != run.rtl if edge_x is None else edge_x > x

    steps = ((onward, True), (back, False))
    fitting = [
        forward for position, forward in steps if position != at and is_right(position, forward) == right
    ]
    return fitting[0] if len(fitting) == 1 else right != line.rtl
