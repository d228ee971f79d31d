"""Renames and describes documents."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.documents.actions import change_document
from app.documents.queries import DocumentRow, document, properties
from app.local_times import local_time
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import Hint, Label
from app.ui.session import ProjectSession


def rename(window: QWidget, session: ProjectSession, document_id: int) -> None:
    """Ask for another name."""
    row = _document(session, document_id)
    label = tr("Rename “{name}”", name=row.name)

    opened = Opened({"name": row.name})

    def store(name: str) -> None:
        opened.store(
            lambda seen: session.do(label, change_document, document_id=document_id, name=name, seen=seen)
        )

    open_and_forget(RenameDialog(window, row.name, store))


class RenameDialog(FormDialog):
    """Gives another name to `store`."""

    def __init__(self, parent: QWidget | None, name: str, store: Callable[[str], object]) -> None:
        super().__init__(parent, tr("Rename document"), tr("Rename"))
        self._before, self._store = name, store
        self.name = QLineEdit(name)
        self.name.selectAll()
        form = form_layout()
        form.addRow(tr("&Name"), self.name)
        self.lay_out(form, 460)

    def submit(self) -> None:
        """Store the name, where it is another one."""
        if self.name.text().strip() != self._before:
            self._store(self.name.text())


def _document(session: ProjectSession, document_id: int) -> DocumentRow:
    with session.project.read() as reading:
        return document(reading, document_id)


def describe(window: QWidget, session: ProjectSession, document_id: int) -> None:
    """Show a document's properties, and change its provenance when the person does."""
    row = _document(session, document_id)
    with session.project.read() as reading:
        more = properties(reading).get(document_id, {})

    label, opened = tr("Describe “{name}”", name=row.name), Opened(asdict(row))

    def store(changed: dict[str, Any]) -> None:
        opened.store(
            lambda seen: session.do(label, change_document, document_id=document_id, seen=seen, **changed)
        )

    open_and_forget(PropertiesDialog(window, row, more, store))


def provenance() -> list[tuple[str, str]]:
    """The fields that say where a document comes from: what they are called in the project, and by people."""
    return [
        ("language", tr("Language")),
        ("interviewer", tr("Interviewer")),
        ("interpreter", tr("Interpreter")),
        ("collected", tr("Collected on")),
        ("place", tr("Place")),
        ("outlet", tr("Outlet")),
        ("author", tr("Author")),
        ("published", tr("Published on")),
        ("url", tr("Address (URL)")),
        ("licence", tr("Licence")),
    ]


class PropertiesDialog(FormDialog):
    """Where a document comes from; what was measured at import can't be changed."""

    def __init__(
        self,
        parent: QWidget | None,
        row: DocumentRow,
        more: dict[str, str],
        store: Callable[[dict[str, Any]], object],
    ) -> None:
        super().__init__(parent, tr("Properties and provenance"), tr("Save"))
        self._row, self._store = row, store
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.direction = ChoiceBox()
        self.direction.addItem(tr("Left to right"), "ltr")
        self.direction.addItem(tr("Right to left"), "rtl")
        self.direction.setCurrentIndex(self.direction.findData(row.direction))
        self.lay_out(self._form(more), 560)

    def submit(self) -> None:
        """Store what was changed."""
        changed = self.changed()
        if changed:
            self._store(changed)

    def field_of(self, name: str, /) -> QWidget | None:
        """By the name that it has in the project."""
        return self._fields.get(name) or super().field_of(name)

    def changed(self) -> dict[str, str]:
        """The fields that were changed, by their names in the project."""
        now = {
            name: field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text().strip()
            for name, field in self._fields.items()
        }
        now["direction"] = self.direction.currentData()
        return {name: value for name, value in now.items() if value != getattr(self._row, name)}

    def _form(self, more: dict[str, str]) -> QFormLayout:
        form = form_layout()
        for name, words in (("name", tr("Name")), *provenance()):
            self._fields[name] = QLineEdit(getattr(self._row, name))
            form.addRow(words, self._fields[name])
        form.addRow(tr("Direction"), self.direction)
        note = text_field(self._row.note)
        self._fields["note"] = note
        form.addRow(tr("Note"), note)
        for words, value in (
            *sorted(more.items()),
            (tr("Characters"), f"{self._row.length:,}"),
            (tr("File"), self._row.file_name or "–"),
            (tr("Imported"), local_time(self._row.imported_at)),
        ):
            label = Hint(value)
            form.addRow(Label(words), label)
        return form
