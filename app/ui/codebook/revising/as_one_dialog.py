"""“What if these codes were one?”: agreement as it is and as it would be, side by side."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHeaderView,
    QListWidgetItem,
    QWidget,
)

from app.agreement.study.diagnosis import Confused, most_confused
from app.agreement.study.material import UNITS, Material
from app.agreement.study.recoding import Recoding
from app.codebook.queries import CodeRow, codebook
from app.codebook.succession import merged_into
from app.codebook.versions import versions
from app.isolation import isolated
from app.jobs import Job
from app.report.names import unit_name
from app.report.recoded import (
    columns,
    compare,
    in_a_sentence,
    load,
)
from app.report.tables import ReportTable
from app.rounds.queries import rounds
from app.translation import tr
from app.ui import jobs
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Heading, Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.kit.wrapped_list import WrappedList
from app.ui.session import ProjectSession
from app.ui.unseen import ClosesUnseen, Shown

T = TypeVar("T")
ROW = 38  # pixels: two lines with air
TWO_CODES, ALL_MERGES = 0, -1  # stand for no version


class AsOneDialog(Dialog):
    """Computes in the background whenever something else is chosen."""

    def __init__(
        self, parent: QWidget | None, session: ProjectSession, first_id: int = 0, second_id: int = 0
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What if these codes were one?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._material: Material | None = None
        self._job = jobs.Newest(self)
        self._merges: dict[int, dict[int, int]] = {}
        self.what, self.where, self.unit = (ChoiceBox() for _ in range(3))
        self.first, self.second = ChoiceBox(), ChoiceBox()
        self.confused = WrappedList(tr("Codes that are confused most"))
        self.sentence = Heading()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().lineSpacing() * 4)
        self.note = Hint()
        self.table = self._table()
        self._fill()
        self._lay_out()
        for box, code_id in ((self.first, first_id), (self.second, second_id)):
            box.setCurrentIndex(max(0, box.findData(code_id)))
        self._connect()
        ClosesUnseen(self, session, self._seen_of)
        self._load()

    def _table(self) -> TableView:
        self.model = TableModel(ReportTable(columns()))
        table = TableView(tr("Agreement as it is and as one"), self.model)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setWordWrap(True)
        table.verticalHeader().setMinimumSectionSize(ROW)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.fit_columns(stretched=0)
        return table

    def _fill(self) -> None:
        with self._session.project.read() as reading:
            codes = codebook(reading)
            published = versions(reading)
            closed = [round_ for round_ in rounds(reading) if round_.closed_at]
            self._merges = {version.id: merged_into(reading, version.id) for version in published}
            self._merges[ALL_MERGES] = merged_into(reading)
        self.what.addItem(tr("these two codes were one"), TWO_CODES)
        if self._merges[ALL_MERGES]:
            self.what.addItem(tr("every merge until now had been made before"), ALL_MERGES)
        for version in published:
            if self._merges[version.id]:
                words = tr("the merges up to version {version} had been made before", version=version.number)
                self.what.addItem(words, version.id)
        self.where.addItem(tr("all that can be compared now"), None)
        for row in reversed(closed):
            self.where.addItem(tr("{name}, as it was closed", name=row.name), row.id)
        for unit in UNITS:
            self.unit.addItem(tr("by {unit}", unit=unit_name(unit)), unit)
        self.unit.setCurrentIndex(self.unit.findData("turn"))
        for box in (self.first, self.second):
            _add_codes(box, codes)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._codes = QWidget()
        pair = beside(on=self._codes, margins=NO_MARGINS)
        for box in (self.first, self.second):
            pair.addWidget(box, 1)
        scope = beside((self.where, 2), (self.unit, 1))
        form.addRow(tr("&If"), self.what)
        form.addRow(tr("&Codes"), self._codes)
        form.addRow(tr("In"), scope)
        self._form = form
        title = Hint(tr("Confused most"), wordWrap=False)
        left = below(title, (self.confused, 1))
        right = below(form, spacing=10)
        for widget in (self.sentence, self.table, self.note):
            right.addWidget(widget, 1 if widget is self.table else 0)
        beside((left, 2), 10, (right, 5), on=self)
        self.resize(940, 560)

    def _connect(self) -> None:
        for box in (self.where, self.unit):
            box.activated.connect(self._load)
        for box in (self.what, self.first, self.second):
            box.currentIndexChanged.connect(self._compute)
        self.confused.itemClicked.connect(self._take_pair)
        self.confused.itemActivated.connect(self._take_pair)

    def mapping(self) -> dict[int, int]:
        """Which codes go into which."""
        chosen = self.what.currentData()
        if chosen != TWO_CODES:
            return self._merges[chosen]
        first, second = self.first.currentData(), self.second.currentData()
        return {second: first} if first and second and first != second else {}

    def _load(self, _: object = None) -> None:
        self._material = None
        self._say(tr("Reading the codings …"))
        project, round_id, unit = self._session.project, self.where.currentData(), self.unit.currentData()

        def work(job: Job) -> tuple[Material, list[Confused]]:
            material = load(project, round_id, unit, job)
            return material, most_confused(material, job)

        self._run(work, self._take_material)

    def _seen_of(self) -> Shown:
        return ([], None) if self._material is None else self._material.seen_of()

    def _take_material(self, read: tuple[Material, list[Confused]]) -> None:
        self._material, pairs = read
        for box in (self.first, self.second):  # a round may have codes that are gone
            _show_codes(box, self._material.codes)
        self.confused.clear()
        for pair in pairs:
            code, other = map(isolated, pair.names)
            words = tr(
                "{code} and {other}\n{count} character",
                "{code} and {other}\n{count} characters",
                pair.characters,
                code=code,
                other=other,
            )
            item = QListWidgetItem(words, self.confused)
            item.setData(Qt.ItemDataRole.UserRole, (pair.first_id, pair.second_id))
        self._compute()

    def _take_pair(self, item: QListWidgetItem) -> None:
        self.what.setCurrentIndex(0)
        for box, code_id in zip((self.first, self.second), item.data(Qt.ItemDataRole.UserRole), strict=True):
            box.setCurrentIndex(box.findData(code_id))

    def _compute(self, _: object = None) -> None:
        self._form.setRowVisible(self._codes, self.what.currentData() == TWO_CODES)
        if self._material is None:
            return
        mapping, material = self.mapping(), self._material
        if not mapping:
            self._say(tr("Choose two codes, or one of the pairs that are confused most."))
            return
        self._run(lambda job: compare(material, mapping, job), self._show)

    def _run(self, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        self._job.run(tr("Comparing"), work, done)

    def _say(self, words: str) -> None:
        self.sentence.setText(words)
        self.note.clear()
        self.model.show_rows(())

    def _show(self, recoding: Recoding) -> None:
        happened = self.what.currentData() != TWO_CODES
        if len(recoding.after.codes) == len(recoding.before.codes):
            self._say(
                tr("Those merges are made in what is compared here. Choose a round that was closed before.")
            )
            return
        self.model.show_rows(recoding.rows)
        self.sentence.setText(in_a_sentence(recoding.rows, happened=happened))
        documents = int((recoding.before.coders_per_document > 1).sum())
        words = tr(
            "Computed from {count} document that at least two coders completed. Nothing was changed.",
            "Computed from {count} documents that at least two coders completed. Nothing was changed.",
            documents,
        )
        self.note.setText(words)


def _show_codes(box: QComboBox, codes: Sequence[CodeRow]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    _add_codes(box, codes)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)


def _add_codes(box: QComboBox, codes: Sequence[CodeRow]) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    box.addItem("–", 0)
    for code in codes:
        box.addItem(chip_icon(code.colour), code.name, code.id)
