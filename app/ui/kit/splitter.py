"""A splitter whose parts keep the least room that they need."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


class Splitter(QSplitter):
    """Parts side by side, or below one another with `down`; `sizes` in pixels as they are at first.

    `grows` says how much of what the window grows by each part takes; where it says nothing, all alike.
    """

    def __init__(
        self, parts: Sequence[QWidget], sizes: Sequence[int], grows: Sequence[int] = (), *, down: bool = False
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if down else Qt.Orientation.Horizontal)
        for part in parts:
            self.addWidget(part)
        for index, share in enumerate(grows):
            self.setStretchFactor(index, share)
        if sizes:
            self.setSizes(sizes)
        self.setChildrenCollapsible(False)
