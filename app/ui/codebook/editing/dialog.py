"""The dialog for a new code and for a code's definition: all that the codebook says about it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
    QWidgetAction,
)

from app.codebook.queries import CodeRow
from app.report.names import tip_of
from app.report.words import FIELDS
from app.translation import tr
from app.ui.codebook.editing.colours import ColourGrid, names
from app.ui.kit.chip import chip_icon
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.lines import beside
from app.ui.kit.plain import Hint, Label, plain_tip

Store = Callable[[Mapping[str, Any]], object]
LINES = {"brief_definition": 2, "full_definition": 5}
LINES_OF_OTHERS = 3


class CodeDialog(FormDialog):
    """All fields of a code; gives what was changed to `store`."""

    def __init__(self, parent: QWidget | None, store: Store, code: CodeRow | None = None) -> None:
        title, agree = (tr("Edit code"), tr("Save")) if code else (tr("Add code"), tr("Add"))
        super().__init__(parent, title, agree)
        self._store, self._code = store, code
        self._colour = code.colour if code else ""
        self.name = QLineEdit(code.name if code else "")
        self.shortcut = QLineEdit(code.shortcut.upper() if code else "", maxLength=1)
        self.shortcut.setFixedWidth(44)
        self.exclusive = QCheckBox(tr("Exclusive: only one of the codes under it fits any passage"))
        self.exclusive.setChecked(code.exclusive if code else False)
        self.colour = QPushButton()
        self.texts: dict[str, QPlainTextEdit] = {}
        self.form = form_layout()
        self._add_rows()
        self.lay_out(self.form, 600)
        self._show_colour()
        self.name.textChanged.connect(self._allow)
        self._allow()
        self.name.setFocus()

    def changed(self) -> dict[str, Any]:
        """The fields that differ from what the code has, by their names in the project."""
        now: dict[str, Any] = {
            "name": self.name.text().strip(),
            "shortcut": self.shortcut.text().strip().casefold(),
            "colour": self._colour,
            "exclusive": self.exclusive.isChecked(),
        }
        if self._code is None:
            changed = {field: value for field, value in now.items() if value}
        else:
            changed = {field: value for field, value in now.items() if value != getattr(self._code, field)}
        # only what was typed into: the widget gives other white space back than it was given
        written = {field: text for field, text in self.texts.items() if text.document().isModified()}
        return changed | {field: text.toPlainText().strip() for field, text in written.items()}

    def submit(self) -> None:
        """Store what was changed."""
        changed = self.changed()
        if changed:
            self._store(changed)

    def field_of(self, name: str, /) -> QWidget | None:
        """Definitions stand among texts."""
        return self.texts.get(name) or super().field_of(name)

    def filled_in(self) -> dict[str, Any]:
        """The colour is in no field."""
        return super().filled_in() | {"colour": self._colour}

    def set_colour(self, colour: str) -> None:
        """Choose a colour; stored with everything else."""
        self._colour = colour
        self._menu.close()
        self._show_colour()

    def _add_rows(self) -> None:
        form = self.form
        form.addRow(tr("&Name"), self.name)
        colour = Label(tr("&Colour"))
        colour.setBuddy(self.colour)
        form.addRow(colour, self._look())
        for field, words in (
            ("brief_definition", tr("&Brief definition")),
            ("full_definition", tr("&Full definition")),
            ("use_when", tr("&Use when")),
            ("do_not_use_when", tr("&Do not use when")),
            ("typical_example", tr("&Typical example")),
            ("close_but_no", tr("Counter-examp&le")),
        ):
            words_now = getattr(self._code, field) if self._code else ""
            text = text_field(words_now, LINES.get(field, LINES_OF_OTHERS))
            text.setToolTip(plain_tip(tip_of(FIELDS[field])))
            self.texts[field] = text
            form.addRow(words, text)
        form.addRow("", self.exclusive)

    def _look(self) -> QHBoxLayout:
        self._menu = QMenu(self)
        grid = ColourGrid(self._colour)
        grid.colour_chosen.connect(self.set_colour)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(grid)
        self._menu.addAction(action)
        self.colour.setMenu(self._menu)
        self.colour.setAccessibleName(tr("Colour"))
        label = Label(tr("&Key"))
        label.setBuddy(self.shortcut)
        hint = Hint(tr("one letter or digit, pressed while words are selected"))
        hint.setProperty("small", True)
        return beside(self.colour, 14, label, 8, self.shortcut, 6, (hint, 1))

    def _show_colour(self) -> None:
        if self._colour:
            self.colour.setIcon(chip_icon(self._colour))
        self.colour.setText(names().get(self._colour, self._colour) or tr("chosen for you"))

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))
