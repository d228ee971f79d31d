"""What a file would change, shown before it is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.form import Choosing
from app.ui.kit.lines import below
from app.ui.kit.plain import Heading, Label
from app.ui.kit.wrapping import wrap


class ChangesDialog(Choosing):
    """Groups of lines, each with what is there now and then; a subclass does it."""

    def __init__(self, parent: QWidget | None, title: str, file: str, words: str, first: str) -> None:
        super().__init__(parent, title, tr("Import"))
        heading = Heading(tr("What “{file}” would change", file=file))
        self.words = Label(words, wordWrap=True)
        self.tree = QTreeWidget()
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setHeaderLabels([first, tr("Now"), tr("Then")])
        self.tree.setAccessibleName(tr("Changes"))
        wrap(self.tree)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        Copying(self.tree)
        self.lay_out(below(heading, self.words, (self.tree, 1)), 760, 540)

    def add_group(self, name: str, lines: Sequence[QTreeWidgetItem], *, is_open: bool = True) -> None:
        """Add lines below a name; nothing where there are none."""
        group = QTreeWidgetItem(self.tree, [name])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.addChildren(list(lines))
        group.setFirstColumnSpanned(True)
        group.setHidden(not lines)
        for line in [group, *lines] if is_open else []:
            line.setExpanded(True)
