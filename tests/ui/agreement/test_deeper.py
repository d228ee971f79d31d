"""Groups, why, the confusion matrix and the matrix of pairs, driven by mouse; figures as files."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, change_code, move_code
from app.errors import UserError
from app.ui.agreement.deeper.group_view import ALPHA, COVERED, CU, NOTES, RELEVANCE, U
from app.ui.agreement.deeper.heat_map import HeatMap
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.kit.file_dialog import FileDialog
from app.ui.pictures.saving import save_drawing
from tests.study import BAKER, Study
from tests.ui.agreement.conftest import complete
from tests.ui.agreement.test_workspace import passages, press_compute

BY_CODE, BY_GROUP, WHY, CONFUSION, PAIRS = 0, 3, 4, 5, 6
FLOUR = "They took the flour for themselves"


@pytest.fixture
def ready(workspace: AgreementWorkspace, study: Study, qtbot: QtBot) -> AgreementWorkspace:
    """Corruption and Hard life exclude each other; Murat took the queue for corruption."""
    make_group(study)
    study.code("We queued from four", coder_id=study.murat)
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    press_compute(workspace, qtbot)
    return workspace


def make_group(study: Study) -> None:
    group = study.project.do("Add", add_code, name="Why they left")
    for place, code in enumerate((study.corruption, study.hard_life)):
        study.project.do("Move", move_code, code_id=code, parent_id=group, position=place)
    study.project.do("Exclusive", change_code, code_id=group, exclusive=True)


def open_view(workspace: AgreementWorkspace, qtbot: QtBot, number: int) -> QWidget:
    """Click on a tab and wait for its view."""
    qtbot.mouseClick(
        workspace.levels, Qt.MouseButton.LeftButton, pos=workspace.levels.tabRect(number).center()
    )
    deeper = workspace.deeper
    qtbot.waitUntil(lambda: deeper.currentWidget() is not deeper.wait, timeout=20_000)
    assert deeper.isVisible()
    return deeper.currentWidget()


def click_cell(workspace: AgreementWorkspace, qtbot: QtBot, row: str, column: str) -> None:
    view = workspace.deeper.currentWidget()
    assert isinstance(view, HeatMap)
    assert view.grid is not None
    index = view.model.index(view.grid.rows.index(row), view.grid.columns.index(column))
    qtbot.mouseClick(
        view.view.viewport(), Qt.MouseButton.LeftButton, pos=view.view.visualRect(index).center()
    )
    qtbot.waitUntil(lambda: "Looking" not in workspace.passages.count.text(), timeout=20_000)


def click_group(workspace: AgreementWorkspace, qtbot: QtBot) -> None:
    tree = workspace.deeper.groups.tree
    place = tree.visualItemRect(tree.topLevelItem(0)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: "Looking" not in workspace.passages.count.text(), timeout=20_000)


def test_a_group_shows_the_unitizing_family_and_its_codes_below_it(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    open_view(ready, qtbot, BY_GROUP)
    group = ready.deeper.groups.tree.topLevelItem(0)
    assert group.text(0) == "Why they left"
    assert all(group.text(column)[-4:-3] in ".–" for column in (ALPHA, U, RELEVANCE, CU))
    assert [group.child(number).text(0) for number in range(2)] == ["Corruption", "Hard life"]
    assert (
        group.child(1).text(COVERED) == "56 %"
    )  # of “We queued from four in the morning”, 19 of 34 characters


def test_why_names_groups_and_codes_without_a_gap_before_them(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    open_view(ready, qtbot, WHY)
    choice = ready.deeper.why.choice
    names = [choice.itemText(number) for number in range(choice.count())]
    assert names[:2] == ["All codes", "Why they left (group)"]
    assert names == [name.strip() for name in names]


def test_none_of_a_group_is_a_value_by_choice(ready: AgreementWorkspace, qtbot: QtBot) -> None:
    ready.scope.unit.setCurrentIndex(ready.scope.unit.findData("token"))
    press_compute(ready, qtbot)
    open_view(ready, qtbot, BY_GROUP)
    group = ready.deeper.groups.tree.topLevelItem(0)
    as_value, spans = group.text(ALPHA), group.text(U)
    assert "no value" not in ready.deeper.groups.sentence.text()
    qtbot.mouseClick(ready.scope.absent, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not ready.scope.choices().absent
    press_compute(ready, qtbot)
    open_view(ready, qtbot, BY_GROUP)
    group = ready.deeper.groups.tree.topLevelItem(0)
    assert group.text(ALPHA) != as_value
    assert group.text(U) == spans
    assert "no value in “α by unit”" in ready.deeper.groups.sentence.text()


def test_overlapping_codes_of_a_group_are_the_reason_and_are_listed_and_opened(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    make_group(study)
    study.code("the flour for", code_id=study.hard_life)
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    press_compute(workspace, qtbot)
    open_view(workspace, qtbot, BY_GROUP)
    group = workspace.deeper.groups.tree.topLevelItem(0)
    assert [group.text(column) for column in (U, RELEVANCE, CU)] == ["–", "–", "–"]
    assert group.text(NOTES) == "1 passage: codes overlap; α: two codes in one unit"
    assert "Compare by a finer unit" in group.toolTip(ALPHA)
    assert "take one code off" in group.toolTip(U)
    click_group(workspace, qtbot)
    assert workspace.passages.title.text() == "Why they left: codes that exclude each other overlap"
    assert "AY Corruption + Hard life" in passages(workspace)[0]
    view = workspace.passages.view
    with qtbot.waitSignal(workspace.passage_opened) as opened:
        qtbot.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=view.visualRect(workspace.passages.model.index(0, 0)).center(),
        )
    start = BAKER.index("the flour for")
    assert opened.args == [study.baker, start, start + len("the flour for")]


def test_without_an_exclusive_group_the_page_says_how_to_make_one(
    workspace: AgreementWorkspace, qtbot: QtBot, study: Study
) -> None:
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    press_compute(workspace, qtbot)
    open_view(workspace, qtbot, BY_GROUP)
    assert "no exclusive group" in workspace.deeper.groups.sentence.text()
    assert not workspace.deeper.groups.tree.isVisible()


def test_why_is_about_the_line_that_was_chosen_and_says_how_much_of_each_kind(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    row = next(n for n in range(9) if ready.table.model.row(n).title == "Hard life")
    view = ready.table.lines
    index = view.part.mapFromSource(ready.table.model.index(row, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    open_view(ready, qtbot, WHY)
    why = ready.deeper.why
    assert why.choice.currentText().strip() == "Hard life"
    shown = why.disagreement()
    assert shown is not None
    assert sum(shown[1].shares.values()) == pytest.approx(1)
    assert "34 of 34 characters" in why.head.text()
    assert "Prevalence index" in why.words.text()
    assert "Ana Yilmaz" in why.words.text()
    qtbot.keyClick(why.choice, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: ready.passages.title.text().startswith("All codes"), timeout=20_000)


def test_a_cell_of_the_confusion_matrix_lists_who_called_it_what(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    open_view(ready, qtbot, CONFUSION)
    click_cell(ready, qtbot, "Hard life", "Corruption")
    grid = ready.deeper.confusion.grid
    assert grid is not None
    assert grid.rows == ("Corruption", "Hard life")
    assert grid.cells[1][0].words == "19"
    assert len(passages(ready)) == 1
    assert "AY Hard life, MK Corruption" in passages(ready)[0]
    click_cell(ready, qtbot, "Corruption", "Corruption")
    assert ready.passages.title.text() == "Corruption: where they agree"
    assert len(passages(ready)) == 2
    click_cell(ready, qtbot, "Corruption", "nothing")
    assert all("AY Corruption" in words for words in passages(ready))


def test_a_cell_of_the_pair_matrix_chooses_the_pair(ready: AgreementWorkspace, qtbot: QtBot) -> None:
    open_view(ready, qtbot, PAIRS)
    click_cell(ready, qtbot, "AY", "MK")
    grid = ready.deeper.pairs.grid
    assert grid is not None
    assert grid.cells[0][1].words == grid.cells[1][0].words != ""
    assert ready.passages.title.text() == "AY – MK: where they differ"
    assert "only AY" in ready.detail.table.text()


def test_what_was_behind_a_line_does_not_appear_beside_another_view(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    ready.table.choose(0)
    open_view(ready, qtbot, BY_GROUP)
    qtbot.wait(200)
    assert ready.passages.title.text() == "Where the coders differ"


def test_names_of_columns_are_turned_upwards_so_that_many_fit(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    view = open_view(ready, qtbot, CONFUSION)
    assert isinstance(view, HeatMap)
    head = view.view.horizontalHeader()
    assert head.sectionSize(0) <= 50
    assert head.height() > 40


@pytest.mark.parametrize("number", [BY_CODE, WHY, CONFUSION, PAIRS])
def test_what_is_drawn_is_saved_for_paper_as_png_svg_and_pdf(
    ready: AgreementWorkspace,
    qtbot: QtBot,
    number: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if number != BY_CODE:
        open_view(ready, qtbot, number)
    for name in ("figure.png", "figure.svg", "figure.pdf"):
        chosen = str(tmp_path / name)
        monkeypatch.setattr(FileDialog, "file_to_write", lambda *_, chosen=chosen: (chosen, ""))
        qtbot.mouseClick(ready.save_figure, Qt.MouseButton.LeftButton)
    image = QImage(str(tmp_path / "figure.png"))
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    assert image.pixelColor(2, 2) == QColor("white")
    places = ((x, y) for y in range(0, image.height(), 9) for x in range(image.width()))
    assert any(image.pixelColor(*place) != QColor("white") for place in places)
    drawn = ET.parse(tmp_path / "figure.svg").getroot()
    words = {"".join(node.itertext()).strip() for node in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert len(words) > 3
    assert (tmp_path / "figure.pdf").read_bytes().startswith(b"%PDF")


def test_a_figure_that_cannot_be_written_is_told(ready: AgreementWorkspace, tmp_path: Path) -> None:
    drawing = ready.drawing()
    assert drawing is not None
    for name in ("figure.png", "figure.svg", "figure.pdf"):
        with pytest.raises(UserError, match="could not be written"):
            save_drawing(drawing, tmp_path / "missing" / name)


def test_at_1280_pixels_the_table_by_code_needs_no_horizontal_scrollbar(ready: AgreementWorkspace) -> None:
    assert ready.width() == 1280
    assert ready.table.lines.horizontalScrollBar().maximum() == 0
    place = ready.save_figure.mapTo(ready, QPoint(0, 0))
    assert place.x() + ready.save_figure.width() <= ready.width()
