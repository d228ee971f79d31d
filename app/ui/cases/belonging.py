"""Says which cases a document, a stretch or a speaker belongs to, and what selected words say of one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from app.cases.actions import add_case, link_documents, link_speaker, link_stretch, unlink
from app.cases.queries import (
    AttributeRow,
    CaseLinkRow,
    CaseRow,
    attributes,
    case_named,
    cases,
    links_of_document,
)
from app.cases.value_actions import add_value
from app.documents.queries import regions
from app.errors import UserError
from app.report.tables import ReportTable, TableColumn
from app.store.journal import WriteSession
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Hint, literal
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.session import ProjectSession

Passage = tuple[int, int]
WHOLE, STRETCH = "whole", "stretch"


class CaseField(QLineEdit):
    """A case by its name, offered while it is typed."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


class BelongsDialog(FormDialog):
    """Adds what belongs to a case, and takes it out again."""

    def __init__(
        self, parent: QWidget | None, session: ProjectSession, document_id: int, passage: Passage | None
    ) -> None:
        super().__init__(parent, tr("Cases of the document"), tr("Add"))
        self._session, self._document_id, self._passage = session, document_id, passage
        with session.project.read() as reading:
            self._cases = {case.id: case for case in cases(reading)}
            spoken = [region.speaker for region in regions(reading, document_id) if region.speaker]
        self.case = CaseField([case.name for case in self._cases.values()])
        self.what = ChoiceBox()
        if passage is not None:
            self.what.addItem(tr("the selected words"), (STRETCH, ""))
        self.what.addItem(tr("the whole document"), (WHOLE, ""))
        for name in dict.fromkeys(spoken):
            self.what.addItem(literal(tr("what {speaker} says", speaker=name)), ("speaker", name))
        self.model = TableModel[CaseLinkRow](ReportTable(self._columns()))
        self.table = TableView(tr("What belongs to cases"), self.model, (220,), 1)
        self.take_out = QPushButton(tr("&Take out"))
        self.take_out.setAutoDefault(False)
        self.take_out.clicked.connect(self._take_out)
        form = form_layout()
        form.addRow(tr("&Case"), self.case)
        form.addRow(tr("&What belongs to it"), self.what)
        form.addRow(Hint(tr("A new name makes a new case. Something may belong to several cases.")))
        form.addRow(self.table)
        form.addRow(self.take_out)
        self.lay_out(form, 520)
        self.case.textChanged.connect(self._allow)
        self.table.selectionModel().currentChanged.connect(self._allow)
        self._show()

    def _columns(self) -> list[TableColumn[CaseLinkRow]]:
        return [
            TableColumn(tr("Case"), lambda row: self._name_of(row.case_id)),
            TableColumn(tr("What belongs to it"), _in_words),
        ]

    def _name_of(self, case_id: int) -> str:
        case = self._cases.get(case_id)
        return case.name if case else ""

    def _show(self) -> None:
        with self._session.project.read() as reading:
            self._cases = {case.id: case for case in cases(reading)}
            self.model.show_rows(links_of_document(reading, self._document_id))
        self._allow()

    def _allow(self, *_: object) -> None:
        self.ok.setEnabled(bool(self.case.text().strip()))
        self.take_out.setEnabled(self.table.currentIndex().isValid())

    def _take_out(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        label = tr("Take out of case “{name}”", name=self._name_of(row.case_id))
        self._session.do(label, unlink, link_ids=[row.id])
        self._show()

    def submit(self) -> None:
        """Add it."""
        kind, speaker = self.what.currentData()
        self._session.do(
            tr("Add to case “{name}”", name=self.case.text().strip()),
            belong,
            name=self.case.text(),
            document_id=self._document_id,
            speaker=speaker,
            passage=self._passage if kind == STRETCH else None,
        )


def belong(
    session: WriteSession, *, name: str, document_id: int, speaker: str, passage: Passage | None
) -> None:
    """Let a document, its speaker or a passage of it belong to a case, which is made where it is new."""
    case_id = case_named(session, name)
    case_ids = [add_case(session, name=name) if case_id is None else case_id]
    if passage is not None:
        link_stretch(session, case_ids=case_ids, document_id=document_id, start=passage[0], end=passage[1])
    elif speaker:
        link_speaker(session, case_ids=case_ids, document_id=document_id, speaker=speaker)
    else:
        link_documents(session, case_ids=case_ids, document_ids=[document_id])


def _in_words(row: CaseLinkRow) -> str:
    if row.speaker:
        return tr("what {speaker} says", speaker=row.speaker)
    if row.end:
        return tr("the stretch {start}–{end}", start=f"{row.start:,}", end=f"{row.end:,}")
    return tr("the whole document")


class EvidenceDialog(FormDialog):
    """What selected words say of a case: a value with its passage."""

    def __init__(
        self, parent: QWidget | None, session: ProjectSession, document_id: int, passage: Passage, quote: str
    ) -> None:
        super().__init__(parent, tr("What the words say of a case"), tr("Add"))
        self._session, self._document_id, self._passage = session, document_id, passage
        with session.project.read() as reading:
            self._attributes: list[AttributeRow] = attributes(reading)
            self._cases: list[CaseRow] = cases(reading)
            of_document = {row.case_id for row in links_of_document(reading, document_id)}
        if not self._cases or not self._attributes:
            raise UserError(
                "There is no case or no attribute yet. Make them first: Code, Cases and attributes."
            )
        self.case = ChoiceBox()
        for case in sorted(self._cases, key=lambda case: case.id not in of_document):
            self.case.addItem(literal(case.name), case.id)
        self.attribute = ChoiceBox()
        for attribute in self._attributes:
            self.attribute.addItem(literal(attribute.name), attribute.id)
        self.value = QLineEdit()
        form = form_layout()
        form.addRow(Hint(f"“{quote}”"))
        form.addRow(tr("&Case"), self.case)
        form.addRow(tr("&Attribute"), self.attribute)
        form.addRow(tr("&Value"), self.value)
        form.addRow(Hint(tr("Where the case has a value already, this one stands beside it.")))
        self.lay_out(form)
        self.value.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.value.text().strip()))

    def submit(self) -> None:
        """Store the value with its passage."""
        self._session.do(
            tr("Add what a passage says of a case"),
            add_value,
            case_id=self.case.currentData(),
            attribute_id=self.attribute.currentData(),
            text=self.value.text(),
            document_id=self._document_id,
            start=self._passage[0],
            end=self._passage[1],
        )
