"""The cases of a project in a window of its own: a grid to fill, and what is known of each cell."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from app.cases.queries import AttributeCell, AttributeRow, CaseRow, attributes, cases, cases_of_values, cells
from app.cases.value_actions import CellText, set_values
from app.errors import UserError
from app.names import folded
from app.report.case_grid import CaseEntry
from app.store.changes import Changes
from app.translation import tr
from app.ui.cases import files, gestures
from app.ui.cases.grid import CaseGrid
from app.ui.cases.model import CasesModel
from app.ui.cases.values_pane import ValuesPane
from app.ui.kit.dialog import Dialog
from app.ui.kit.hint_page import hint_page
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Hint
from app.ui.kit.splitter import Splitter
from app.ui.live import Live
from app.ui.session import ProjectSession

VALUES = "attribute_value"
TABLES = ("study_case", "case_link", "attribute", VALUES, "document", "coder")


class CasesDialog(Dialog):
    """Stays open beside the text; whatever anybody changes is shown."""

    passage_opened = Signal(int, int, int)

    def __init__(self, parent: QWidget | None, session: ProjectSession) -> None:
        super().__init__(parent, tr("Cases and attributes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.model = CasesModel(self)
        self.grid = CaseGrid(self.model)
        self.values = ValuesPane(session)
        self.filter = QLineEdit(placeholderText=tr("Find in names and cells"), clearButtonEnabled=True)
        self.filter.setAccessibleName(tr("Find in names and cells"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.filter.textChanged.connect(self._narrow)
        self.grid.cells_typed.connect(self._store)
        self.grid.selectionModel().currentChanged.connect(self._show_values)
        self.grid.setFocus()
        self.values.passage_opened.connect(self.passage_opened)
        Live(self, session, TABLES, self._refresh)

    def _lay_out(self) -> None:
        head = beside(*self._buttons(), STRETCH, (self.filter, 1))
        self._pages.addWidget(Splitter((self.grid, self.values), (420, 180), down=True))
        self._pages.addWidget(self._nothing_yet())
        below(head, (self._pages, 1), on=self)
        self.resize(1040, 680)

    def _buttons(self) -> Sequence[QWidget]:
        new = QPushButton(tr("New &cases…"))
        new.clicked.connect(lambda: gestures.ask_for_cases(self, self._session))
        attribute = QPushButton(tr("New &attribute…"))
        attribute.clicked.connect(lambda: gestures.ask_for_attribute(self, self._session))
        for button in (new, attribute):
            button.setAutoDefault(False)
        case = self._menu_button(
            tr("Ca&se"),
            (
                (tr("Name, kind and note…"), self._change_case),
                (tr("Make one case of several…"), self._merge),
                (tr("Delete…"), self._delete_cases),
            ),
        )
        of_attribute = self._menu_button(
            tr("A&ttribute"),
            (
                (tr("Name, kind and list…"), partial(self._of_attribute, gestures.ask_to_change_attribute)),
                (tr("Move to the left"), partial(self._move, -1)),
                (tr("Move to the right"), partial(self._move, 1)),
                (tr("Delete…"), partial(self._of_attribute, gestures.ask_to_delete_attribute)),
            ),
        )
        cell = self._menu_button(tr("C&ells"), ())
        cell.menu().addActions([*self.grid.copying.actions, *self.grid.fill_actions])
        table = self._menu_button(
            tr("Ta&ble"),
            (
                (tr("Import…"), lambda: files.ask_and_import(self, self._session)),
                (tr("Export…"), lambda: files.ask_and_export(self, self._session)),
            ),
        )
        self.grid.addActions([*case.menu().actions(), *of_attribute.menu().actions()])
        return new, attribute, case, of_attribute, cell, table

    def _menu_button(self, words: str, entries: Sequence[tuple[str, Callable[[], object]]]) -> QToolButton:
        button = QToolButton()
        button.setText(f"{words}  ▾")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(button)
        for name, do in entries:
            menu.addAction(name, partial(_call, do))
        button.setMenu(menu)
        return button

    def _nothing_yet(self) -> QWidget:
        hint = Hint(
            tr(
                "No cases yet.\n\nA case is a person, an event or an organisation that the study is about, "
                "with its documents and with what is known of it: origin, age, when it joined. Import a "
                "table with a row for each case, or make them here; then add attributes and fill the grid."
            )
        )
        button = QPushButton(tr("Import a table…"))
        button.setAutoDefault(False)
        button.setProperty("primary", True)
        button.clicked.connect(lambda: files.ask_and_import(self, self._session))
        return hint_page(hint, button)

    # what is shown

    def _refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.touch(*(table for table in TABLES if table != VALUES)):
            self._renew(changes.rows[VALUES])
        else:
            self._read()
        self._show_values()

    def _read(self) -> None:
        with self._session.project.read() as reading:
            columns, rows, by_cell = attributes(reading), cases(reading), cells(reading)
        of_cases: dict[int, dict[int, AttributeCell]] = {case.id: {} for case in rows}
        for (case_id, attribute_id), cell in by_cell.items():
            of_cases[case_id][attribute_id] = cell
        self.model.show_cases(columns, [CaseEntry(case, of_cases[case.id]) for case in rows])
        self._pages.setCurrentIndex(0 if rows else 1)

    def _renew(self, value_ids: frozenset[int]) -> None:
        """Show single cells anew: a thousand others stay as they are."""
        with self._session.project.read() as reading:
            case_ids = cases_of_values(reading, value_ids)
            by_cell = cells(reading, case_ids)
        changed = {}
        for entry in self.model.table.rows:
            if entry.case.id in case_ids:
                of_case = {column: cell for (case, column), cell in by_cell.items() if case == entry.case.id}
                changed[entry.case.id] = CaseEntry(entry.case, of_case)
        self.model.renew(changed)

    def _narrow(self, words: str) -> None:
        sought = folded(words)
        self.model.narrow((lambda entry: _holds(entry, sought)) if sought else None)

    def _show_values(self, *_: object) -> None:
        index = self.grid.currentIndex()
        attribute = self.model.attribute(index.column()) if index.isValid() else None
        case = self.model.row(index.row()).case if index.isValid() else None
        self.values.show_cell(case, attribute)

    # what is done

    def _store(self, label: str, typed: list[CellText]) -> None:
        self._session.do_much(len(typed), label, set_values, cells=typed)

    def _cases(self) -> list[CaseRow]:
        ids = self.grid.chosen_case_ids()
        if not ids:
            raise UserError("Choose a cell of the case first.")
        by_id = {entry.case.id: entry.case for entry in self.model.rows()}
        return [by_id[case_id] for case_id in ids]

    def _change_case(self) -> None:
        gestures.ask_to_change_case(self, self._session, self._cases()[0])

    def _merge(self) -> None:
        gestures.ask_to_merge(self, self._session, self._cases())

    def _delete_cases(self) -> None:
        gestures.ask_to_delete_cases(self, self._session, self._cases())

    def _attribute(self) -> AttributeRow:
        index = self.grid.currentIndex()
        attribute = self.model.attribute(index.column()) if index.isValid() else None
        if attribute is None:
            raise UserError("Choose a cell of the attribute first.")
        return attribute

    def _of_attribute(self, ask: Callable[[QWidget, ProjectSession, AttributeRow], None]) -> None:
        ask(self, self._session, self._attribute())

    def _move(self, by: int) -> None:
        attribute = self._attribute()
        keys = [column.key for column in self.model.shown if column.key.isdecimal()]
        gestures.move(self._session, attribute, keys.index(str(attribute.id)) + by)


def _call(do: Callable[[], object]) -> None:
    do()


def _holds(entry: CaseEntry, sought: str) -> bool:
    texts = (entry.case.name, *(cell.entry.in_a_table for cell in entry.cells.values()))
    return any(sought in folded(text) for text in texts)
