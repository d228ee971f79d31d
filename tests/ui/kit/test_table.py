"""The one model of the window's tables and lists: shown, sorted, narrowed, read on, copied."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from app.report.tables import ReportTable, TableColumn
from app.ui.kit.copying import Copying
from app.ui.kit.table import CELL, LEFT, PAINTED, RIGHT, ROW, TableModel
from app.ui.kit.table_view import TableView
from tests.ui.watching import watch

DESCENDING = Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Use:
    """A code and how often it is used."""

    code: str
    uses: int
    alpha: float | None
    why: str = ""


HUNGER = Use("Hunger <b>", 1200, 0.8534, "two coders")
FEAR = Use("Fear", 3, None, "not used")
CODE_10 = Use("Code 10", 40, -0.0419)
CODE_9 = Use("Code 9", 40, 0.5)
POOLED = Use("All codes", 1283, 0.7)


def columns() -> list[TableColumn[Use]]:
    return [
        TableColumn("Code", lambda use: use.code, colour=lambda use: "#cc0000" if use.uses > 1000 else ""),
        TableColumn("Codings", lambda use: use.uses, "count", head="n", meaning="How many codings it has"),
        TableColumn(
            "Krippendorff’s alpha",
            lambda use: use.why if use.alpha is None else use.alpha,
            "decimal",
            head="α",
            words=lambda use: "–" if use.alpha is None else f"{use.alpha:.3f}",
            tip=lambda use: use.why,
            spoken=lambda use: use.why if use.alpha is None else "",
        ),
        TableColumn("Why", lambda use: use.why, shown=False),
        TableColumn(
            "Picture", lambda use: "", painted=lambda use: use.uses, head_colour="#cc0000", copied=False
        ),
    ]


@pytest.fixture
def model() -> TableModel[Use]:
    model = TableModel(ReportTable(columns(), [HUNGER, FEAR, CODE_10, CODE_9], [POOLED]))
    watch(model)
    return model


def cells(model: TableModel[Use], column: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.index(row, column).data(role) for row in range(model.rowCount())]


def test_a_cell_says_a_number_as_people_read_it_and_copies_it_in_full(model: TableModel[Use]) -> None:
    assert cells(model, 1) == ["1,200", "3", "40", "40", "1,283"]
    assert cells(model, 1, CELL) == [1200, 3, 40, 40, 1283]
    assert cells(model, 2) == ["0.853", "–", "-0.042", "0.500", "0.700"]
    assert cells(model, 2, CELL)[:2] == [0.8534, "not used"]
    assert cells(model, 2, Qt.ItemDataRole.AccessibleTextRole)[1] == "not used"


def test_only_what_is_shown_is_a_column_of_the_view(model: TableModel[Use]) -> None:
    across = Qt.Orientation.Horizontal
    assert [model.headerData(n, across) for n in range(model.columnCount())] == ["Code", "n", "α", "Picture"]
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) == "How many codings it has"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_numbers_stand_at_the_right_with_their_heads_and_names_at_the_left(model: TableModel[Use]) -> None:
    aligned = Qt.ItemDataRole.TextAlignmentRole
    assert [model.headerData(n, Qt.Orientation.Horizontal, aligned) for n in range(3)] == [LEFT, RIGHT, RIGHT]
    assert [model.index(0, n).data(aligned) for n in range(3)] == [LEFT, RIGHT, RIGHT]


def test_a_name_is_its_own_tip_in_plain_words_and_bears_its_colour(model: TableModel[Use]) -> None:
    name = model.index(0, 0)
    assert "Hunger &lt;b&gt;" in name.data(Qt.ItemDataRole.ToolTipRole)
    assert name.data(Qt.ItemDataRole.DecorationRole) is not None
    assert model.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) is None


def test_a_picture_is_painted_from_its_column_and_a_head_bears_a_colour(
    model: TableModel[Use],
) -> None:
    assert [model.index(0, column).data(PAINTED) for column in (1, 3)] == [None, 1200]
    across, icon = Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole
    assert [model.headerData(column, across, icon) is None for column in (1, 3)] == [True, False]


def test_names_are_sorted_as_people_count_and_the_last_row_stays_last(model: TableModel[Use]) -> None:
    model.sort(0)
    assert cells(model, 0) == ["Code 9", "Code 10", "Fear", "Hunger <b>", "All codes"]
    model.sort(-1)
    assert cells(model, 0) == ["Hunger <b>", "Fear", "Code 10", "Code 9", "All codes"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Qt.SortOrder.AscendingOrder, ["Code 10", "Code 9", "Hunger <b>", "Fear", "All codes"]),
        (DESCENDING, ["Hunger <b>", "Code 9", "Code 10", "Fear", "All codes"]),
    ],
)
def test_what_has_no_number_comes_behind_in_either_order(
    model: TableModel[Use], order: Qt.SortOrder, names: list[str]
) -> None:
    model.sort(2, order)
    assert cells(model, 0) == names


def test_what_is_chosen_stays_chosen_when_the_table_is_sorted(model: TableModel[Use]) -> None:
    chosen = QPersistentModelIndex(model.index(1, 0))
    model.sort(0, DESCENDING)
    assert model.row(chosen.row()) is FEAR
    assert chosen.data(ROW) is FEAR


def test_other_rows_are_sorted_as_those_before_and_other_columns_are_not(model: TableModel[Use]) -> None:
    model.sort(1)
    model.show_table(ReportTable(columns(), [HUNGER, CODE_9]))
    assert cells(model, 0) == ["Code 9", "Hunger <b>"]
    model.show_table(ReportTable(columns()[:1], [HUNGER, CODE_9]))
    assert cells(model, 0) == ["Hunger <b>", "Code 9"]


def test_rows_that_are_not_accepted_are_out_of_sight_until_all_are_again(model: TableModel[Use]) -> None:
    model.narrow(lambda use: use.uses == 40)
    assert cells(model, 0) == ["Code 10", "Code 9", "All codes"]
    assert model.line_of(lambda use: use is FEAR) == -1
    model.narrow(None)
    assert model.line_of(lambda use: use is FEAR) == 1


def test_more_rows_are_read_until_there_are_none(model: TableModel[Use]) -> None:
    pages = [[CODE_10], [CODE_9], []]
    model.show_table(ReportTable(columns()))
    model.show_rows([HUNGER], lambda: pages.pop(0))
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    assert cells(model, 0) == ["Hunger <b>", "Code 10", "Code 9"]


def test_single_rows_come_go_and_change_where_they_stand() -> None:
    model = TableModel(ReportTable(columns(), [HUNGER, FEAR]))
    model.insert(1, CODE_9)
    model.replace(0, POOLED)
    model.remove(2)
    assert cells(model, 0) == ["All codes", "Code 9"]
    model.narrow(None)
    assert cells(model, 0) == ["All codes", "Code 9"]


def test_a_table_copies_the_columns_of_its_report_also_those_that_are_not_shown(
    model: TableModel[Use], qtbot: QtBot
) -> None:
    view = TableView("Codes", model)
    qtbot.addWidget(view)
    view.copying.copy_all()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Code\tCodings\tKrippendorff’s alpha\tWhy"
    assert lines[1:3] == ["Hunger <b>\t1200\t0.8534\ttwo coders", "Fear\t3\tnot used\tnot used"]


def test_a_list_shows_the_first_column_and_copies_all(model: TableModel[Use], qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    Copying(view).copy_all()
    assert QGuiApplication.clipboard().text().splitlines()[2] == "Fear\t3\tnot used\tnot used"


def test_rows_have_names_beside_them_where_their_table_gives_them() -> None:
    model = TableModel(ReportTable(columns()[1:], [HUNGER, FEAR], row_name=lambda use: use.code))
    down = Qt.Orientation.Vertical
    assert [model.headerData(line, down) for line in range(3)] == ["Hunger <b>", "Fear", None]
    assert "&lt;b&gt;" in model.headerData(0, down, Qt.ItemDataRole.ToolTipRole)
