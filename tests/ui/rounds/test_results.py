"""What closed rounds say: agreement over time, and the scores of a calibration."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.reconcile.actions import decide
from app.reconcile.outcomes import result_of
from app.reconcile.queries import queue
from app.rounds.actions import close_round, complete_document, create_round
from app.ui import opening
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import SCORES, RoundsDialog
from app.ui.rounds.new_round import SETTLED, NewRoundDialog
from tests.ui.rounds.test_rounds import fill


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    window.enter(opening.new_project(tmp_path / "study.intercoder", "Ana"))
    page = window.project_page()
    page.session.do("Fill", fill)
    return page


def code(page: ProjectPage, document_id: int, coder_id: int, start: int, end: int) -> None:
    place = {"document_id": document_id, "coder_id": coder_id, "start": start, "end": end}
    page.session.do("Code", apply_code, code_id=1, **place)


def coded_round(
    page: ProjectPage, name: str, document_ids: list[int], coder_ids: list[int], **more: str
) -> int:
    """A round in which everybody coded the first words, and the first coder some more; closed."""
    round_id = page.session.do(
        "Make", create_round, name=name, document_ids=document_ids, coder_ids=coder_ids, **more
    )
    for document_id in document_ids:
        for coder_id in coder_ids:
            code(page, document_id, coder_id, 0, 12)
            page.session.do("Done", complete_document, document_id=document_id, coder_id=coder_id)
    code(page, document_ids[0], coder_ids[0], 40, 60)
    page.session.do("Close", close_round, round_id=round_id)
    return round_id


def test_agreement_of_closed_rounds_stands_side_by_side(
    window: MainWindow, page: ProjectPage, qtbot: QtBot
) -> None:
    dialog = RoundsDialog(window, page.session)
    dialog.show()
    dialog.tabs.setCurrentIndex(1)
    coded_round(page, "Pilot", [1, 2], [1, 2])
    coded_round(page, "Round 2", [3, 4], [1, 2])
    dialog.over_time.unit.setCurrentIndex(dialog.over_time.unit.findData("character"))
    model = dialog.over_time.model
    qtbot.waitUntil(lambda: model.columnCount() == 4)
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert heads == ["", "Pilot", "Round 2", "Change"]
    first = [model.data(model.index(0, column)) for column in range(4)]
    assert first[0] == "All codes together"
    assert first[1].startswith(".")
    assert first[2].startswith(".")
    assert dialog.over_time.trend.accessibleDescription().startswith("Pilot .")
    dialog.close()


def test_a_new_coder_is_calibrated_on_what_is_settled_and_scored(
    window: MainWindow, page: ProjectPage, qtbot: QtBot
) -> None:
    round_id = coded_round(page, "Pilot", [1, 2], [1, 2])
    with page.session.project.read() as reading:
        (row,) = [one for one in queue(reading, round_id) if one.item.kind != "agreed"]
    page.session.do(
        "Decide",
        decide,
        item=row.item,
        outcome="union",
        codings=result_of(row.item, "union"),
        coder_id=1,
        follows_id=None,
    )
    lena = page.session.do("Add", add_coder, name="Lena")
    dialog = RoundsDialog(window, page.session)
    dialog.show()
    dialog.new.click()
    (new,) = dialog.findChildren(NewRoundDialog)
    new.kind.setCurrentIndex(new.kind.findData("calibration"))
    assert new.which.currentData() == SETTLED
    assert [one.id for one in new.drawn()] == [1]
    new.done(0)
    coded_round(page, "Lena's calibration", [1], [lena], kind="calibration")
    assert dialog.chosen() is not None
    dialog.choose(2)
    assert dialog.tabs.isTabVisible(SCORES)
    top = dialog.scores.tree.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.text(1)) == ("Lena", "1 / 1")
    opened: list[tuple[int, int, int]] = []
    dialog.passage_opened.connect(lambda *place: opened.append(place))
    passage = top.child(0)
    assert passage is not None
    dialog.scores.tree.itemActivated.emit(passage, 0)
    assert opened == [(1, 40, 60)]
    dialog.close()
