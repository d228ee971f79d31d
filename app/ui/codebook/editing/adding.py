"""Adding codes, one after the other: where each goes is chosen, and the dialog stays for the next."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

from app.codebook.queries import CodeRow
from app.translation import tr
from app.ui.codebook.editing.dialog import CodeDialog
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox

Add = Callable[[int | None, Mapping[str, Any]], object]  # under which code (None: at the top), and what it is


class NewCodeDialog(CodeDialog):
    """Gives each code to `add`; “Add and next” keeps the place and empties the rest."""

    def __init__(
        self,
        parent: QWidget | None,
        add: Add,
        codes: Callable[[], Sequence[CodeRow]],
        under: int | None = None,
    ) -> None:
        self._add = add
        super().__init__(parent, lambda fields: self._add(self.under(), fields))
        self.place = ChoiceBox()
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.place.setMinimumContentsLength(24)
        self._codes = codes
        self._fill_places(under)
        self.form.insertRow(1, tr("Un&der"), self.place)
        self.setTabOrder(self.name, self.place)
        self.next = self.buttons.addButton(tr("Add and ne&xt"), QDialogButtonBox.ButtonRole.ActionRole)
        self.next.setAutoDefault(False)
        self.next.clicked.connect(self.add_and_next)
        self.name.textChanged.connect(self._allow_next)
        self._allow_next()

    def under(self) -> int | None:
        """The code under which the new one goes; None: at the top."""
        code_id: int | None = self.place.currentData()
        return code_id

    def add_and_next(self) -> None:
        """Add the code and empty the form for the next one, in the same place."""
        name = self.name.text().strip()
        if not self.submitted():
            return
        for field in (self.name, self.shortcut):
            field.clear()
        for text in self.texts.values():
            text.clear()
            text.document().setModified(False)
        self.exclusive.setChecked(False)
        self.set_colour("")
        self._fill_places(self.under())  # the code just added may hold the next ones
        self.begin_anew()
        self.tell(tr("“{name}” was added.", name=name))
        self.name.setFocus()

    def _fill_places(self, under: int | None) -> None:
        self.place.clear()
        self.place.addItem(tr("nothing: at the top"), None)
        for code in self._codes():
            self.place.addItem(chip_icon(code.colour), code.path, code.id)
        self.place.setCurrentIndex(max(0, self.place.findData(under)))

    def _allow_next(self) -> None:
        self.next.setEnabled(self.ok.isEnabled())
