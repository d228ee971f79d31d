"""The dialog for a new code and for a code's definition: all that the codebook says about it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.codebook.queries import CodeRow
from app.errors import UserError
from app.ui.codebook.colours import ColourGrid, names
from app.ui.kit.dialog import Dialog
from app.ui.kit.plain import Label
from app.ui.text.selection_bar import chip_icon

Store = Callable[[Mapping[str, Any]], object]
LINES = {"brief_definition": 2, "full_definition": 5}
LINES_OF_OTHERS = 3


class CodeDialog(Dialog):
    """Gives what was filled in to `store`; what that refuses is said here, and nothing typed is lost."""

    def __init__(
        self, parent: QWidget | None, store: Store, code: CodeRow | None = None, under: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit code") if code else self.tr("Add code"))
        self._store, self._code = store, code
        self._colour = code.colour if code else ""
        self.name = QLineEdit(code.name if code else "")
        self.shortcut = QLineEdit(code.shortcut.upper() if code else "", maxLength=1)
        self.shortcut.setFixedWidth(44)
        self.exclusive = QCheckBox(self.tr("Exclusive: only one of the codes under it fits any passage"))
        self.exclusive.setChecked(code.exclusive if code else False)
        self.colour = QPushButton()
        self.texts: dict[str, QPlainTextEdit] = {}
        self.problem = Label(wordWrap=True)
        self.problem.setObjectName("dialogProblem")
        self.problem.hide()
        self._lay_out(under)
        self._show_colour()
        self.name.textChanged.connect(self._allow)
        self._allow()
        self.name.setFocus()
        self._as_opened: dict[str, Any] = self.changed()

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

    def save(self) -> None:
        """Store what was changed and close; where it is refused, say why and stay."""
        changed = self.changed()
        try:
            if changed:
                self._store(changed)
        except UserError as refusal:
            self.problem.setText(str(refusal))
            self.problem.show()
            (self.shortcut if "shortcut" in changed and "name" not in changed else self.name).setFocus()
        else:
            self.accept()

    def reject(self) -> None:
        """Leave; ask first where that would lose something typed."""
        if self.changed() == self._as_opened or self._may_be_lost():
            super().reject()

    def _may_be_lost(self) -> bool:
        answers = QMessageBox.StandardButton
        return answers.Discard == QMessageBox.question(
            self,
            self.windowTitle(),
            self.tr("What you filled in is not stored yet. Leave it?"),
            answers.Discard | answers.Cancel,
            answers.Cancel,
        )

    def set_colour(self, colour: str) -> None:
        """Choose a colour; stored with everything else."""
        self._colour = colour
        self._menu.close()
        self._show_colour()

    def _lay_out(self, under: str) -> None:
        inside = QWidget()
        inside.setLayout(self._form(under))
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumWidth(inside.minimumSizeHint().width() + bar)  # long words of other languages
        save, cancel = QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(save | cancel)
        self.ok = buttons.button(save)
        if self._code is None:
            self.ok.setText(self.tr("Add"))
        self.ok.setToolTip(self.tr("Ctrl+Enter"))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.ok.click)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.resize(600, 660)

    def _form(self, under: str) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        if under:
            place = Label(self.tr("It becomes the last code under “{}”.").format(under), wordWrap=True)
            place.setProperty("muted", True)
            form.addRow("", place)
        form.addRow(self.tr("&Name"), self.name)
        colour = Label(self.tr("&Colour"))
        colour.setBuddy(self.colour)
        form.addRow(colour, self._look())
        for field, words in (
            ("brief_definition", self.tr("&Brief definition")),
            ("full_definition", self.tr("&Full definition")),
            ("use_when", self.tr("&Use when")),
            ("do_not_use_when", self.tr("&Do not use when")),
            ("typical_example", self.tr("&Typical example")),
            ("close_but_no", self.tr("C&lose, but no")),
        ):
            text = QPlainTextEdit(getattr(self._code, field) if self._code else "")
            text.setProperty("field", True)
            text.setTabChangesFocus(True)
            lines = LINES.get(field, LINES_OF_OTHERS)
            text.setFixedHeight(text.fontMetrics().lineSpacing() * lines + 16)
            self.texts[field] = text
            form.addRow(words, text)
        form.addRow("", self.exclusive)
        return form

    def _look(self) -> QHBoxLayout:
        self._menu = QMenu(self)
        grid = ColourGrid(self._colour)
        grid.colour_chosen.connect(self.set_colour)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(grid)
        self._menu.addAction(action)
        self.colour.setMenu(self._menu)
        self.colour.setAccessibleName(self.tr("Colour"))
        label = Label(self.tr("&Key"))
        label.setBuddy(self.shortcut)
        hint = Label(self.tr("one letter or digit, pressed while words are selected"), wordWrap=True)
        hint.setProperty("muted", True)
        hint.setProperty("small", True)
        row = QHBoxLayout()
        row.addWidget(self.colour)
        row.addSpacing(14)
        row.addWidget(label)
        row.addSpacing(8)
        row.addWidget(self.shortcut)
        row.addSpacing(6)
        row.addWidget(hint, 1)
        return row

    def _show_colour(self) -> None:
        if self._colour:
            self.colour.setIcon(chip_icon(self._colour))
        self.colour.setText(names().get(self._colour, self._colour) or self.tr("chosen for you"))

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))
