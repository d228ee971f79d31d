"""Codes what was found: with what, how much around it, and which of the passages."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.codebook.queries import codebook
from app.errors import UserError
from app.find.actions import code_passages
from app.find.candidates import FoundPassage, found_passages
from app.find.passages import Unit
from app.find.queries import Hit
from app.isolation import isolated
from app.jobs import Job
from app.store import Project
from app.translation import tr
from app.ui import jobs
from app.ui.kit.buttons import tool_button
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog
from app.ui.kit.plain import Label
from app.ui.session import ProjectSession

MOST = 5_000  # passages that somebody may look through
PASSAGE = Qt.ItemDataRole.UserRole
WIDE, HIGH = 860, 560


class CodeFoundDialog(FormDialog):
    """Shows each passage with a tick; one action codes those that are ticked."""

    coded = Signal(int)  # how many

    def __init__(self, parent: QWidget, session: ProjectSession, hits: Sequence[Hit]) -> None:
        super().__init__(parent, tr("Code what was found"), tr("Code"))
        self._session, self._hits = session, hits
        self._coder_id = session.coder()
        self._job: Job | None = None
        self._filling = False
        self.code = ChoiceBox()
        self.code.setAccessibleName(tr("Code"))
        self.code.setIconSize(QSize(14, 14))
        with session.project.read() as reading:
            for code in codebook(reading):
                self.code.addItem(chip_icon(code.colour), code.path, code.id)
        self.unit = ChoiceBox()
        self.unit.setAccessibleName(tr("How much"))
        for words, unit in (
            (tr("the words that were found"), "match"),
            (tr("the whole words"), "word"),
            (tr("the sentence"), "sentence"),
            (tr("the turn (without its label)"), "turn"),
        ):
            self.unit.addItem(words, unit)
        self.unit.setCurrentIndex(2)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Passages"))
        self.list.setWordWrap(True)
        self.list.setModel(self.model)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.sentence = Label(wordWrap=True)
        self._lay_out()
        self.code.currentIndexChanged.connect(self.refresh)
        self.unit.currentIndexChanged.connect(self.refresh)
        self.model.itemChanged.connect(self._say)
        self.refresh()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Code"), self.code)
        form.addRow(tr("Put it on"), self.unit)
        ticks = QHBoxLayout()
        ticks.addWidget(tool_button(tr("All"), tr("Tick all"), partial(self._tick, True)))
        ticks.addWidget(tool_button(tr("None"), tr("Tick none"), partial(self._tick, False)))
        ticks.addStretch()
        column = QVBoxLayout()
        column.addLayout(form)
        column.addLayout(ticks)
        column.addWidget(self.list, 1)
        self.lay_out(column, WIDE, HIGH, foot=self.sentence)

    def refresh(self, *_: object) -> None:
        """Show the passages of this code and this much, in the background."""
        if self._job is not None:
            self._job.cancel()
        if self.code.currentData() is None:
            raise UserError("There is no code yet. Add one to the codebook first.")
        self.ok.setEnabled(False)
        unit: Unit = self.unit.currentData()
        chosen = unit, self.code.currentData(), self._coder_id
        work = partial(_read, self._session.project, self._hits, *chosen)
        self._job = job = jobs.run(
            self, "", work, lambda rows: self._show(rows) if self._job is job else None
        )

    def _show(self, passages: Sequence[FoundPassage]) -> None:
        self._job = None
        self._filling = True
        self.model.clear()
        for passage in passages:
            words = f"{isolated(passage.document)} · {passage.words}"
            item = QStandardItem(words + (" · " + tr("has this code already") if passage.is_coded else ""))
            item.setData(passage, PASSAGE)
            item.setCheckable(not passage.is_coded)
            item.setEnabled(not passage.is_coded)
            if not passage.is_coded:
                item.setCheckState(Qt.CheckState.Checked)
            self.model.appendRow(item)
        self._filling = False
        self._say()

    def _items(self) -> list[QStandardItem]:
        items = (self.model.item(row) for row in range(self.model.rowCount()))
        return [item for item in items if item.isCheckable()]

    def _tick(self, ticked: bool) -> None:
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        self._filling = True
        for item in self._items():
            item.setCheckState(state)
        self._filling = False
        self._say()

    def chosen(self) -> list[FoundPassage]:
        """The passages that are ticked."""
        return [item.data(PASSAGE) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def _say(self, *_: object) -> None:
        if self._filling:
            return
        ticked = len(self.chosen())
        before = self.model.rowCount() - len(self._items())
        words = tr(
            "{count} passage gets the code; one Undo takes it back.",
            "{count} passages get the code; one Undo takes all of it back.",
            ticked,
        )
        if before:
            words += " " + tr("{count} has it already.", "{count} have it already.", before)
        self.sentence.setText(words)
        self.ok.setEnabled(ticked > 0)

    def submit(self) -> None:
        """Code what is ticked, as one action."""
        passages = [(row.document_id, row.start, row.end) for row in self.chosen()]
        code = self.code.currentText()
        added = self._session.do(
            f"Apply “{code}” to what was found",
            code_passages,
            passages=passages,
            code_id=self.code.currentData(),
            coder_id=self._coder_id,
        )
        self.coded.emit(added)


def _read(
    project: Project, hits: Sequence[Hit], unit: Unit, code_id: int, coder_id: int, job: Job
) -> list[FoundPassage]:
    with project.read() as session:
        return found_passages(session, hits, unit, code_id, coder_id, job)
