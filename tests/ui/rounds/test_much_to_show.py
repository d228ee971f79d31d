"""Many rounds, coders and documents with long names leave room for what matters."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.documents.actions import add_document
from app.rounds.actions import create_round
from app.store.journal import WriteSession
from app.ui import opening
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import RoundsDialog


def fill(session: WriteSession) -> None:
    people = [coders(session)[0].id, add_coder(session, name="Murat")]
    add_code(session, name="Corruption")
    for number in range(5):
        name = f"Interview {number}, " + "recorded in the camp, " * 10
        document_id = add_document(session, name=name, text="They took the flour.")
        chosen = {"document_ids": [document_id], "coder_ids": people}
        create_round(session, name=f"Round {number} with a name that is long", **chosen)


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    window.enter(opening.new_project(tmp_path / "study.intercoder", "Ana"))
    page = window.project_page()
    page.session.do("Fill", fill)
    return page


def test_several_rounds_are_summed_up_at_the_top_and_told_one_by_one_in_the_tip(
    page: ProjectPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page.bar.progress.text() == "5 rounds: 0 of 5 done")
    assert "Round 4 with a name tha…, blind: 0 of 1 done" in page.bar.progress.toolTip()


def test_coders_are_seen_beside_long_names_of_documents(
    window: MainWindow, page: ProjectPage, qtbot: QtBot
) -> None:
    dialog = RoundsDialog(window, page.session)
    dialog.show()
    qtbot.waitExposed(dialog)
    table = dialog.table
    assert table.columnViewportPosition(2) + table.columnWidth(2) <= table.viewport().width()
    dialog.close()
