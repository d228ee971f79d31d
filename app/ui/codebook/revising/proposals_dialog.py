"""Proposals to change the codebook: each with its passage, and the lead's answer."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.codebook.proposals import ProposalRow, proposals
from app.documents.queries import document, text
from app.in_context import around
from app.isolation import isolated
from app.store.leading import ANSWERS, all_but_leads
from app.translation import tr
from app.ui.blind_note import BlindNote
from app.ui.codebook.revising.gestures import RevisionGestures
from app.ui.codebook.revising.page import HtmlPane
from app.ui.codebook.revising.proposal_words import Evidence, kind_names, proposal_html, state_names
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import plain_tip
from app.ui.kit.splitter import Splitter
from app.ui.kit.wrapped_list import WrappedList
from app.ui.live import Live
from app.ui.session import ProjectSession

CONTEXT = 200  # code points around a passage
EDITED = ("exclusion", "example", "split", "new")  # kinds whose words go into the codebook


class ProposalsDialog(Dialog):
    """Stays open beside the work; follows what is proposed and answered."""

    passage_opened = Signal(int, int, int)  # document, start, end
    propose_wanted = Signal()

    def __init__(self, parent: QWidget | None, session: ProjectSession) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Proposals for the codebook"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._gestures = session, RevisionGestures(session)
        self._rows: list[ProposalRow] = []
        self._evidence: Evidence | None = None
        self._refusal = ""  # why the coder at work may not answer
        self.answered = QCheckBox(tr("Show answered ones too"))
        self.list = WrappedList(tr("Proposals"))
        self.shown = HtmlPane(tr("Proposal"))
        self.text = QPlainTextEdit(tabChangesFocus=True)
        self.text.setProperty("field", True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 3 + 16)
        self.text.setAccessibleName(tr("What the codebook will say"))
        self.answer = QLineEdit(placeholderText=tr("Why, for whoever proposed it"))
        self.answer.setAccessibleName(tr("Answer"))
        self.accept_it = QPushButton(tr("Accept"))
        self.decline_it = QPushButton(tr("Decline"))
        self.in_text = QPushButton(tr("Open in the text"))
        self.new = QPushButton(tr("Propose a change…"))
        self._lay_out()
        self._connect()
        tables = ("proposal", "code", "codebook_version", "code_succession", "coder", "round", "document")
        self.live = Live(self, session, tables, self._load)

    def _lay_out(self) -> None:
        left = QWidget()
        column = below(on=left, margins=NO_MARGINS)
        for part in (self.list, BlindNote(self._session), self.answered, self.new):
            column.addWidget(part, 1 if part is self.list else 0)
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(14, 0, 0, 0)
        form.addRow(tr("The codebook will say"), self.text)
        form.addRow(tr("Answer"), self.answer)
        self._text_label = form.labelForField(self.text)
        buttons = beside(self.in_text, STRETCH)
        for button in (self.decline_it, self.accept_it):
            buttons.addWidget(button)
        for button in (self.in_text, self.decline_it, self.accept_it, self.new):
            button.setAutoDefault(False)
        self.accept_it.setProperty("primary", True)
        right = QWidget()
        below((self.shown, 1), self._form, buttons, on=right, margins=NO_MARGINS)
        QHBoxLayout(self).addWidget(Splitter((left, right), (290, 630), (0, 1)))
        self.resize(940, 600)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.answered.toggled.connect(self._load)
        self.accept_it.clicked.connect(self._accept)
        self.decline_it.clicked.connect(self._decline)
        self.in_text.clicked.connect(self._open)
        self.new.clicked.connect(self.propose_wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()

    def current(self) -> ProposalRow | None:
        """The proposal that is shown."""
        row = self.list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _load(self, _changes: object = None) -> None:
        chosen, row = self.current(), self.list.currentRow()
        with self._session.project.read() as reading:
            self._refusal = all_but_leads(reading, self._session.coder_id, ANSWERS)
            rows = proposals(reading, state=None if self.answered.isChecked() else "open")
        # as long as it is the same proposal, what was typed stays
        typed = self.text.toPlainText() if self.text.document().isModified() else None
        self._rows = rows
        self.list.blockSignals(True)
        self.list.clear()
        for proposal in rows:
            QListWidgetItem(_line(proposal), self.list)
        ids = [proposal.id for proposal in rows]
        same = chosen is not None and chosen.id in ids
        index = ids.index(chosen.id) if chosen and same else min(max(row, 0), len(ids) - 1)
        self.list.setCurrentRow(index)
        self.list.blockSignals(False)
        answer = self.answer.text()
        self._show()
        if same and typed is not None:
            self.text.setPlainText(typed)
            self.text.document().setModified(True)
        if same:
            self.answer.setText(answer)

    def _show(self, _row: int = 0) -> None:
        proposal = self.current()
        self._evidence = self._read_evidence(proposal) if proposal else None
        words = proposal.text if proposal else ""
        if proposal and proposal.kind == "example" and not words and self._evidence:
            words = f"“{self._evidence.quote.strip()}”"
        self.text.setPlainText(words)
        self.text.document().setModified(False)
        self.answer.clear()
        is_open = proposal is not None and proposal.state == "open"
        self._form.setVisible(is_open and not self._refusal)
        with_words = proposal is not None and proposal.kind in EDITED
        self.text.setVisible(with_words)
        self._text_label.setVisible(with_words)
        for button in (self.accept_it, self.decline_it):
            button.setVisible(is_open)
            button.setEnabled(not self._refusal)
            button.setToolTip(plain_tip(self._refusal))
        self.in_text.setVisible(self._evidence is not None)
        self._write()

    def _read_evidence(self, proposal: ProposalRow) -> Evidence | None:
        if proposal.document_id is None or proposal.start is None or proposal.end is None:
            return None
        with self._session.project.read() as reading:
            words = text(reading, proposal.document_id)
            name = document(reading, proposal.document_id).name
        before, after = around(words, proposal.start, proposal.end, CONTEXT)
        return Evidence(name, before, words[proposal.start : proposal.end], after)

    def _write(self) -> None:
        self.shown.write(proposal_html(self.current(), self._evidence, self.shown.ink()))

    def _accept(self) -> None:
        proposal = self.current()
        if proposal is not None:
            words = self.text.toPlainText() if proposal.kind in EDITED else proposal.text
            self._gestures.accept(proposal, words, self.answer.text())

    def _decline(self) -> None:
        proposal = self.current()
        if proposal is not None:
            self._gestures.decline(proposal, self.answer.text())

    def _open(self) -> None:
        proposal = self.current()
        if proposal is not None and self._evidence is not None:
            self.passage_opened.emit(proposal.document_id, proposal.start, proposal.end)


def _line(proposal: ProposalRow) -> str:
    first = proposal.text.partition("\n")[0] if proposal.kind == "new" else proposal.target
    about = " → ".join(isolated(name) for name in (proposal.code, first) if name)
    words = [kind_names()[proposal.kind], *([about] if about else [])]
    state = "" if proposal.state == "open" else f" ({state_names()[proposal.state]})"
    return "\n".join(words) + state
