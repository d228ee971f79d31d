"""Asks for cases and attributes, and what becomes of values that don't fit."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.cases.actions import NewCase
from app.cases.attribute_actions import NewAttribute, Unfit
from app.cases.queries import AttributeRow, CaseRow
from app.cases.values import CASE_KINDS, KINDS, WITH_OPTIONS
from app.report.cases import CASE_KIND_NAMES, KIND_NAMES
from app.translation import tr, translated
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import Hint


class CaseForm(FormDialog):
    """For new cases, a name in each line, or for one that is there; gives what was typed to `store`."""

    def __init__(
        self, parent: QWidget | None, store: Callable[[list[NewCase]], object], case: CaseRow | None = None
    ) -> None:
        super().__init__(parent, tr("Case") if case else tr("New cases"), tr("Save") if case else tr("Add"))
        self._store, self._is_new = store, case is None
        self.names = text_field(case.name if case else "", 2 if case else 6)
        self.kind = ChoiceBox()
        for kind in CASE_KINDS:
            self.kind.addItem(translated(CASE_KIND_NAMES[kind]), kind)
        self.kind.setCurrentIndex(self.kind.findData(case.kind if case else "person"))
        self.note = text_field(case.note if case else "", 3)
        form = form_layout()
        form.addRow(tr("&Name") if case else tr("&Names"), self.names)
        form.addRow(tr("&Kind"), self.kind)
        form.addRow(tr("N&ote"), self.note)
        if case is None:
            form.addRow(Hint(tr("A name in each line. All of them get the same kind and note.")))
        self.lay_out(form)
        self.names.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.names.toPlainText().strip()))

    def submit(self) -> None:
        """Store what was typed."""
        typed = self.names.toPlainText()
        names = typed.splitlines() if self._is_new else [typed]
        kind, note = self.kind.currentData(), self.note.toPlainText()
        self._store([NewCase(name, kind, note) for name in names if name.strip()])


class AttributeForm(FormDialog):
    """For a new attribute or one that is there; gives what was typed, and what becomes of the rest."""

    def __init__(
        self,
        parent: QWidget | None,
        store: Callable[[NewAttribute, Unfit], object],
        attribute: AttributeRow | None = None,
    ) -> None:
        title = tr("Attribute") if attribute else tr("New attribute")
        super().__init__(parent, title, tr("Save") if attribute else tr("Add"))
        self._store = store
        self.name = QLineEdit(attribute.name if attribute else "")
        self.kind = ChoiceBox()
        for kind in KINDS:
            self.kind.addItem(translated(KIND_NAMES[kind]), kind)
        self.kind.setCurrentIndex(self.kind.findData(attribute.kind if attribute else "text"))
        self.unit = QLineEdit(attribute.unit if attribute else "")
        self.unit.setPlaceholderText(tr("years"))
        self.options = text_field("\n".join(attribute.options) if attribute else "", 5)
        self.definition = text_field(attribute.definition if attribute else "", 3)
        self.unfit = ChoiceBox()
        for key, words in (
            ("ask", tr("say so and change nothing")),
            ("unknown", tr("become unknown")),
            ("remove", tr("are removed")),
        ):
            self.unfit.addItem(words, key)
        self._lay_out(is_new=attribute is None)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.name.textChanged.connect(self._allow)
        self._show_fields()
        self._allow()

    def _lay_out(self, *, is_new: bool) -> None:
        self._form = form_layout()
        self._form.addRow(tr("&Name"), self.name)
        self._form.addRow(tr("&Kind"), self.kind)
        self._form.addRow(tr("&Unit"), self.unit)
        self._form.addRow(tr("&List, a word in each line"), self.options)
        self._form.addRow(tr("&Definition"), self.definition)
        self._form.addRow(tr("&Values that don't fit"), self.unfit)
        self._form.setRowVisible(self.unfit, not is_new)
        self.lay_out(self._form)

    def _show_fields(self) -> None:
        kind = self.kind.currentData()
        self._form.setRowVisible(self.unit, kind == "number")
        self._form.setRowVisible(self.options, kind in WITH_OPTIONS)

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))

    def submit(self) -> None:
        """Store what was typed."""
        kind = self.kind.currentData()
        new = NewAttribute(
            name=self.name.text(),
            kind=kind,
            unit=self.unit.text() if kind == "number" else "",
            options=self.options.toPlainText().splitlines() if kind in WITH_OPTIONS else (),
            definition=self.definition.toPlainText(),
        )
        self._store(new, self.unfit.currentData())
