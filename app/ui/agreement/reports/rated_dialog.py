"""Agreement from a table that somebody brings: coefficients, pairs, confusion, differing rows; no project."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QStackedWidget, QTabBar, QWidget

from app.agreement.study.rated import LEVELS, Level, RatedAgreement, rated_agreement
from app.exchange.rating_tables import read_rating_table, with_level
from app.jobs import Job
from app.report.rated import confusion_table, differing_table, methods, pairs_table, values_table
from app.report.tables import ReportTable
from app.translation import tr, translated
from app.ui import jobs
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import Dialog, show_once
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

ALL = ""
COLUMN, NAMES = 96, 150  # pixels
PATTERNS = "*.xlsx *.ods *.csv *.tsv"


class RatedDialog(Dialog):
    """Computes in the background when a file or a level is chosen."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Agreement from a table"))
        self._job = jobs.Newest(self)
        self.path: Path | None = None
        self.results: Sequence[RatedAgreement] = ()
        self._levels: dict[str, Level] = {}
        self.choose = QPushButton(tr("Choose a table…"))
        self.file = ElidedLabel()
        self.variable, self.level = ChoiceBox(), ChoiceBox()
        self.variable.setAccessibleName(tr("Variable"))
        self.level.setAccessibleName(tr("Level of measurement"))
        for level in LEVELS:
            self.level.addItem(translated(level), level)
        self.sentence = Hint()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Agreement from a table"))
        self.models: list[TableModel[Any]] = [TableModel() for _ in range(4)]
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(tr("Methods text"))
        self.workbook = QPushButton(tr("Write a workbook…"))
        self.copy = QPushButton(tr("Copy the methods text"))
        self._lay_out()
        self._connect()
        self._show_nothing()
        self.resize(940, 640)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        titles = (tr("coefficients"), tr("pairs"), tr("confusion"), tr("rows that differ"))
        for title, model in zip(titles, self.models, strict=True):
            self.tabs.addTab(title)
            self.pages.addWidget(TableView(title, model))
        self.tabs.addTab(tr("methods text"))
        self.pages.addWidget(self.text)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        chosen = beside(
            self.choose, (self.file, 1), Hint(tr("Level of"), wordWrap=False), self.variable, self.level
        )
        foot = beside(STRETCH, self.copy, self.workbook)
        below(chosen, self.sentence, self.tabs, (self.pages, 1), foot, on=self)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._ask)
        self.variable.currentIndexChanged.connect(self._show_level)
        self.level.currentIndexChanged.connect(self._change_level)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.workbook.clicked.connect(self._write)

    def _ask(self) -> None:
        patterns = tr("Tables ({patterns})", patterns=PATTERNS)
        name = FileDialog.file_to_open(self, tr("A table of what coders said"), "", patterns)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Compute the agreement of a table."""
        self.path, self._levels = path, {}
        self.file.setText(path.name)
        self._compute()

    def _compute(self) -> None:
        if self.path is not None:
            work = partial(_computed, self.path, dict(self._levels))
            self._job.run(tr("Computing agreement"), work, self._take, self._refuse)

    def _refuse(self, sentence: str) -> None:
        """What is wrong with the table."""
        self._show_nothing()
        self.sentence.setText(sentence)

    def _show_nothing(self) -> None:
        self.results = ()
        words = tr(
            "A row for each unit, and a column for each coder; or columns such as motive_Ana and motive_Ben "
            "for each variable; or a row for each unit and coder. No project is needed, nothing is stored."
        )
        self.sentence.setText(words)
        for widget in (self.variable, self.level, self.tabs, self.pages, self.copy, self.workbook):
            widget.setEnabled(False)

    def _take(self, results: Sequence[RatedAgreement]) -> None:
        self.results = results
        for widget in (self.variable, self.level, self.tabs, self.pages, self.copy, self.workbook):
            widget.setEnabled(True)
        tables: tuple[ReportTable[Any], ...] = (
            *(values_table(results), pairs_table(results)),
            *(confusion_table(results), differing_table(results)),
        )
        for index, (model, table) in enumerate(zip(self.models, tables, strict=True)):
            model.show_table(table)
            view = self.pages.widget(index)
            if isinstance(view, TableView):
                for section, column in enumerate(table.columns):
                    view.setColumnWidth(section, COLUMN if column.is_number else NAMES)
                view.horizontalHeader().setStretchLastSection(True)
        shown = list(dict.fromkeys(key for result in results for key in result.values))
        self.text.setPlainText(methods(results, shown))
        self._fill_variables()
        units = max(len(result.variable.units) for result in results)
        coders = max(len(result.variable.coders) for result in results)
        self.sentence.setText(
            tr(
                "{variables} of {coders}, {units}",
                variables=tr("{count} variable", "{count} variables", len(results)),
                coders=tr("{count} coder", "{count} coders", coders),
                units=tr("{count} row", "{count} rows", units),
            )
        )

    def _fill_variables(self) -> None:
        names = [result.variable.name for result in self.results]
        if [self.variable.itemData(index) for index in range(1, self.variable.count())] != names:
            self.variable.blockSignals(True)
            self.variable.clear()
            self.variable.addItem(tr("all variables"), ALL)
            for name in names:
                self.variable.addItem(name, name)
            self.variable.blockSignals(False)
        self._show_level()

    def _show_level(self) -> None:
        level = self._levels.get(str(self.variable.currentData()), self._levels.get(ALL, "nominal"))
        self.level.blockSignals(True)
        self.level.setCurrentIndex(self.level.findData(level))
        self.level.blockSignals(False)

    def _change_level(self) -> None:
        name: str = str(self.variable.currentData() or ALL)
        if name == ALL:
            self._levels = {}
        self._levels[name] = self.level.currentData()
        self._compute()

    def _write(self) -> None:
        from app.exchange.workbook.rated import write_rated_workbook

        start = "" if self.path is None else str(self.path.with_name(f"{self.path.stem} agreement.xlsx"))
        name, _ = FileDialog.file_to_write(
            self, tr("Write a workbook"), start, tr("Workbook ({pattern})", pattern="*.xlsx")
        )
        if name:
            results, path = self.results, Path(name)
            words = tr("Written: “{name}”.", name=path.name)
            jobs.run(
                self,
                tr("Writing the workbook"),
                lambda job: write_rated_workbook(path, results, job),
                lambda _: self.sentence.setText(words),
            )


def show_rated(window: QWidget) -> RatedDialog:
    """Open the page over a window."""
    return show_once(window, RatedDialog, lambda: RatedDialog(window))


def _computed(path: Path, levels: Mapping[str, Level], job: Job) -> Sequence[RatedAgreement]:
    otherwise = levels.get(ALL, "nominal")
    return [
        rated_agreement(with_level(variable, levels.get(variable.name, otherwise)), job)
        for variable in read_rating_table(path)
    ]
