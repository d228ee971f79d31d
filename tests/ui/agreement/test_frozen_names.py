"""Names stay in sight beside many columns, and the bar above finds its height in any width."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.report.agreement_table import NAME
from app.ui.agreement.workspace import AgreementWorkspace
from tests.study import Study
from tests.ui.agreement.conftest import complete
from tests.ui.agreement.test_workspace import column, press_compute


def computed(workspace: AgreementWorkspace, study: Study, qtbot: QtBot) -> AgreementWorkspace:
    """Both have completed both documents, and all statistics are shown."""
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    workspace.scope.statistics.list.all.click()
    press_compute(workspace, qtbot)
    return workspace


def test_names_stay_in_sight_while_the_numbers_are_scrolled(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    table = computed(workspace, study, qtbot).table
    assert not table.lines.names.isVisible()
    table.lines.horizontalScrollBar().setValue(431)
    for view in (table.lines, table.pooled):
        assert view.names.isVisible()
        cut = [
            number
            for number in range(1, table.model.columnCount())
            if view.columnViewportPosition(number) < view.names.width() - 1
            and view.columnViewportPosition(number) + view.columnWidth(number) > view.names.width()
        ]
        assert all(view.columnWidth(number) >= 120 for number in cut)
    place = table.lines.names.visualRect(table.lines.model().index(1, 0)).center()
    qtbot.mouseClick(table.lines.names.viewport(), Qt.MouseButton.LeftButton, pos=place)
    current = table.current()
    assert current is not None
    assert current.title == "Hard life"
    table.lines.horizontalScrollBar().setValue(0)
    assert not table.lines.names.isVisible()


def test_a_click_on_the_head_above_the_names_sorts_by_them(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    table = computed(workspace, study, qtbot).table
    table.lines.horizontalScrollBar().setValue(431)
    head = table.lines.names.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    up = column(workspace, NAME)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    assert sorted([up[:3], column(workspace, NAME)[:3]]) == [
        ["Boredom", "Corruption", "Hard life"],
        ["Hard life", "Corruption", "Boredom"],
    ]
    assert table.lines.horizontalHeader().sortIndicatorSection() == 0


def test_other_columns_are_in_the_order_of_the_project_and_no_arrow_says_otherwise(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    table = computed(workspace, study, qtbot).table
    table.lines.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    workspace.scope.statistics.list.usual.click()
    press_compute(workspace, qtbot)
    assert column(workspace, NAME)[:3] == ["Corruption", "Hard life", "Boredom"]
    assert table.lines.horizontalHeader().sortIndicatorSection() == -1


def test_the_bar_is_high_enough_for_two_rows_once_the_window_is_narrowed(
    workspace: AgreementWorkspace, qtbot: QtBot
) -> None:
    scope = workspace.scope
    two_rows = scope.height()
    workspace.resize(1920, 1000)
    qtbot.waitUntil(lambda: scope.height() < two_rows)
    workspace.resize(1280, 740)
    qtbot.waitUntil(lambda: scope.height() == two_rows)
    assert scope.unit.height() >= scope.unit.sizeHint().height()
