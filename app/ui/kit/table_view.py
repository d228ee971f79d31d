"""The table in which whole lines are read, chosen and copied."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate


class TableView(QTableView):
    """Shows a model under its name; a column is as wide as `widths` says, `stretched` takes what is left."""

    def __init__(
        self, name: str, model: QAbstractItemModel, widths: Sequence[int] = (), stretched: int | None = None
    ) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(NamesDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        for section, width in enumerate(widths):
            self.setColumnWidth(section, width)
        if stretched is not None:
            self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.copying = Copying(self)

    def fit_columns(self, stretched: int) -> None:
        """Let each column be as wide as its words, and one take what is left."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
