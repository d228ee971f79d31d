"""Plans a round: what it is for, who codes, which documents and how they are shared out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from app.agreement.planning.sampling import draw
from app.codebook.versions import versions
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow
from app.isolation import isolated
from app.reconcile.calibration import calibration_set
from app.report import rounds as words
from app.report.sampling import property_name, sampling_frame
from app.rounds.actions import create_round
from app.rounds.queries import assignments, rounds
from app.translation import tr
from app.ui.kit.checklist import Checklist, Entry
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout, text_field, with_margin
from app.ui.kit.plain import Hint, Label
from app.ui.session import ProjectSession

ALL, CHOSEN, DRAWN, SETTLED = "all", "chosen", "drawn", "settled"
LARGEST_SEED = 999_999_999
MOST_REPEATS = 50
FIELD_WIDTH = 460  # the longest purpose on one line


class NewRoundDialog(FormDialog):
    """Says in one sentence what the choices come to; `planned` carries the new round's id."""

    planned = Signal(int)

    def __init__(self, parent: QWidget, session: ProjectSession) -> None:
        super().__init__(parent, tr("New round"), tr("Make round"))
        self._session = session
        round_number = self._read()
        self.name = QLineEdit(tr("Round {number}", number=round_number))
        self.name.selectAll()
        self.kind = ChoiceBox()
        for key, name in words.kinds().items():
            self.kind.addItem(name, key)
        self.kind.setCurrentIndex(0 if round_number == 1 else 1)
        self.purpose = Hint()
        self.purpose.setMinimumWidth(FIELD_WIDTH)
        self.blind = QCheckBox(tr("&Blind: nobody sees another’s codings until the round is closed"))
        self.blind.setChecked(True)
        self.lock = QCheckBox(tr("&Lock the codebook: its coders propose new codes, the lead answers"))
        self.coders = Checklist(tr("Coders"), field=True)
        self.coders.show_entries(
            [Entry(person.id, person.name, person.colour) for person in self._people], None
        )
        self.version = ChoiceBox()
        for version in reversed(self._versions):
            self.version.addItem(
                tr("Version {version}: {reason}", version=version.number, reason=version.reason), version.id
            )
        self.version.addItem(tr("as it is now (not published)"), None)
        self.note = text_field(lines=2)
        self._choosing_documents()
        self._sharing()
        self.sentence = Label(wordWrap=True)
        self.sentence.setMinimumHeight(
            2 * self.sentence.fontMetrics().lineSpacing() + 2
        )  # it may take two lines
        self._lay_out()
        self._connect()
        self._follow()

    def _read(self) -> int:
        """Read what there is to choose from; returns the number of the next round."""
        with self._session.project.read() as reading:
            self._sampling_frame = sampling_frame(reading)
            self._people = [coder for coder in coders(reading) if coder.role != "consensus"]
            self._versions = versions(reading)
            all_rounds = rounds(reading)
            self._busy = {
                (row.document_id, row.coder_id): round_.name
                for round_ in all_rounds
                if round_.closed_at is None
                for row in assignments(reading, round_.id)
            }
            self._settled = {
                document_id
                for round_id in (None, *(round_.id for round_ in all_rounds if round_.closed_at))
                for document_id in calibration_set(reading, round_id).document_ids
            }
        return len(all_rounds) + 1

    def _choosing_documents(self) -> None:
        self.which = ChoiceBox()
        for key, name in (
            (ALL, tr("all documents")),
            (CHOSEN, tr("these documents")),
            (DRAWN, tr("drawn by lot")),
            (SETTLED, tr("with settled disagreements")),
        ):
            self.which.addItem(name, key)
        self.documents = Checklist(tr("Documents"), field=True)
        documents = self._sampling_frame.documents
        self.documents.show_entries([Entry(document.id, document.name) for document in documents], None)
        self.number = with_margin(
            QSpinBox(minimum=1, maximum=max(1, len(documents)), value=max(1, len(documents) // 5))
        )
        self.by = ChoiceBox()
        self.by.addItem(tr("at random"), "")
        for name in self._sampling_frame.properties:
            self.by.addItem(tr("in proportion to {property}", property=property_name(name)), name)
        self.seed = with_margin(QSpinBox(minimum=0, maximum=LARGEST_SEED, value=1))
        self.seed.setPrefix(tr("seed") + " ")
        self.seed.setToolTip(tr("The same seed draws and shares out the same again, on every computer"))

    def _sharing(self) -> None:
        self.everyone = QCheckBox(tr("&Everybody codes every document"))
        self.everyone.setChecked(True)
        self.per_document = with_margin(QSpinBox(minimum=1, maximum=max(1, len(self._people)), value=1))
        self.per_document.setSuffix(" " + tr("coders for each document, balanced by lot"))
        self.repeats = with_margin(QSpinBox(minimum=0, maximum=MOST_REPEATS))
        self.repeats.setSpecialValueText(tr("none"))
        self.repeats.setToolTip(
            tr("So many of each coder’s documents come back under another name: agreement with oneself")
        )

    def _lay_out(self) -> None:
        form = form_layout()
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("&Kind"), self.kind)
        form.addRow("", self.purpose)
        form.addRow("", self.blind)
        form.addRow("", self.lock)
        form.addRow(tr("&Coders"), self.coders)
        form.addRow(tr("Documents"), _row(self.which, self.documents, self.number, self.by))
        form.addRow("", self.everyone)
        form.addRow("", self.per_document)
        form.addRow(tr("Hidden repeats"), _row(self.repeats))
        self._form = form
        self._lot = QWidget()
        lot = _row(self.seed)
        lot.setContentsMargins(0, 0, 0, 0)
        self._lot.setLayout(lot)
        form.addRow(tr("Drawn with"), self._lot)
        form.addRow(tr("Code&book"), self.version)
        form.addRow(tr("N&ote"), self.note)
        self.lay_out(form, 600, foot=self.sentence)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._suggest)
        for box in (self.kind, self.which, self.by):
            box.currentIndexChanged.connect(self._follow)
        for spin in (self.number, self.per_document, self.repeats, self.seed):
            spin.valueChanged.connect(self._follow)
        for check in (self.blind, self.everyone):
            check.toggled.connect(self._follow)
        for checklist in (self.coders, self.documents):
            checklist.changed.connect(self._follow)
        self.name.textChanged.connect(self._follow)

    def _suggest(self) -> None:
        """A calibration needs settled passages; nothing else does."""
        wanted = SETTLED if self.kind.currentData() == "calibration" else ALL
        if (self.which.currentData() == SETTLED) != (wanted == SETTLED):
            self.which.setCurrentIndex(self.which.findData(wanted))

    def people(self) -> list[CoderRow]:
        """Who codes."""
        chosen = self.coders.chosen()
        return [person for person in self._people if chosen is None or person.id in chosen]

    def drawn(self) -> Sequence[DocumentRow]:
        """The documents of the round."""
        documents = self._sampling_frame.documents
        if self.which.currentData() == ALL or not documents:
            return documents
        if self.which.currentData() == SETTLED:
            return [document for document in documents if document.id in self._settled]
        if self.which.currentData() == CHOSEN:
            chosen = self.documents.chosen()
            return [document for document in documents if chosen is None or document.id in chosen]
        name = self.by.currentData()
        sample = draw(
            documents,
            self.number.value(),
            seed=self.seed.value(),
            identity=lambda document: document.guid,
            stratum=(lambda document: self._sampling_frame.value(name, document.id)) if name else None,
        )
        return sample.items

    def _follow(self) -> None:
        which = self.which.currentData()
        self.documents.setVisible(which == CHOSEN)
        self.number.setVisible(which == DRAWN)
        self.by.setVisible(which == DRAWN)
        self._form.setRowVisible(self._lot, self._draws_lots())
        self.per_document.setVisible(not self.everyone.isChecked())
        self.purpose.setText(words.purposes()[self.kind.currentData()])
        people, documents = self.people(), self.drawn()
        self.coders.setText(_names([isolated(person.name) for person in people], tr("choose coders")) + "  ▾")
        self.documents.setText(tr("{number} chosen", number=f"{len(documents):,}") + "  ▾")
        taken = self._taken(people, documents)
        self.sentence.setText(taken or self._sum(len(people), len(documents)))
        self.ok.setEnabled(bool(people and documents and self.name.text().strip() and not taken))

    def _draws_lots(self) -> bool:
        """Whether the seed decides anything."""
        drawn = self.which.currentData() == DRAWN
        return drawn or not self.everyone.isChecked() or self.repeats.value() > 0

    def _taken(self, people: Sequence[CoderRow], documents: Sequence[DocumentRow]) -> str:
        """Why these can't be coded in a new round: they are being coded in one that is open."""
        for document in documents:
            for person in people:
                if (document.id, person.id) in self._busy:
                    return tr(
                        "{coder} codes “{document}” in “{round}”, which is open. Close that round first, or "
                        "choose others.",
                        coder=isolated(person.name),
                        document=isolated(document.name),
                        round=isolated(self._busy[document.id, person.id]),
                    )
        return ""

    def _sum(self, people: int, documents: int) -> str:
        if not documents:
            return tr("Choose at least one document. The project may have none yet: import some first.")
        if not people:
            return tr("Choose at least one coder.")
        each = people if self.everyone.isChecked() else min(people, self.per_document.value())
        sentences = tr(
            "Documents: {documents}. Coders for each: {each}. Assignments: {assignments}.",
            documents=f"{documents:,}",
            each=each,
            assignments=f"{documents * each:,}",
        )
        if self.repeats.value():
            sentences += " " + tr("Hidden repeats for each coder: {number}.", number=self.repeats.value())
        if each < 2:
            sentences += " " + tr("Agreement needs two coders on the same document.")
        return sentences

    def submit(self) -> None:
        """Make the round."""
        name = self.name.text().strip()
        round_id = self._session.do(
            tr("Make round “{name}”", name=name),
            create_round,
            name=name,
            kind=self.kind.currentData(),
            document_ids=[document.id for document in self.drawn()],
            coder_ids=[person.id for person in self.people()],
            per_document=None if self.everyone.isChecked() else self.per_document.value(),
            repeats=self.repeats.value(),
            blind=self.blind.isChecked(),
            version_id=self.version.currentData(),
            seed=self.seed.value(),
            drawn=self._how(),
            note=self.note.toPlainText().strip(),
            coder_id=self._session.coder_id,
            lock_codebook=self.lock.isChecked(),
        )
        self.planned.emit(round_id)

    def _how(self) -> str:
        """How the documents were chosen, in words that the round keeps."""
        of = len(self._sampling_frame.documents)
        if self.which.currentData() == ALL:
            return tr("All {count} document", "All {count} documents", of)
        count = len(self.drawn())
        if self.which.currentData() == SETTLED:
            return tr(
                "{drawn} of {count} document, those with settled disagreements",
                "{drawn} of {count} documents, those with settled disagreements",
                of,
                drawn=f"{count:,}",
            )
        if self.which.currentData() == CHOSEN:
            return tr(
                "{chosen} of {count} document, chosen",
                "{chosen} of {count} documents, chosen",
                of,
                chosen=f"{count:,}",
            )
        return tr(
            "{drawn} of {count} document, drawn {way} with seed {seed}",
            "{drawn} of {count} documents, drawn {way} with seed {seed}",
            of,
            drawn=f"{count:,}",
            way=self.by.currentText(),
            seed=self.seed.value(),
        )


def _names(names: Sequence[str], nobody: str) -> str:
    if len(names) > 3:
        return f"{', '.join(names[:2])} + {len(names) - 2}"
    return ", ".join(names) or nobody


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row
