"""Tables in the Analyse workspace: counted as by the command, each number with what is behind it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cases.actions import NewCase, add_cases, link_documents
from app.cases.attribute_actions import add_attribute
from app.cases.queries import attributes
from app.cases.value_actions import CellText, set_values
from app.ui import jobs
from app.ui.analyse.tables.tables_view import TablesView
from app.ui.session import ProjectSession
from tests.study import Study


@pytest.fixture
def view(session: ProjectSession, study: Study, qtbot: QtBot) -> Iterator[TablesView]:
    """The page of tables, of two people of whom one has the interview with the baker."""
    study.project.do("Describe", describe, document_id=study.baker)
    session.look()
    page = TablesView(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitSignal(page.counted):
        page.show()
    yield page
    jobs.cancel_all(page)


def describe(session, *, document_id):
    baker, driver = add_cases(session, cases=[NewCase("The baker"), NewCase("ليلى")])
    link_documents(session, case_ids=[baker], document_ids=[document_id])
    add_attribute(session, name="gender", kind="choice", options=["woman", "man"])
    column = attributes(session)[0].id
    set_values(session, cells=[CellText(baker, column, "man"), CellText(driver, column, "woman")])


def choose(view: TablesView, qtbot: QtBot, field: str, key: str) -> None:
    box = getattr(view.form, field)
    with qtbot.waitSignal(view.counted):
        box.setCurrentIndex(box.findData(key))


def texts(view: TablesView) -> list[list[str]]:
    model = view.model
    return [
        [model.index(row, column).data(Qt.ItemDataRole.DisplayRole) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_codes_by_an_attribute_show_percent_and_n_and_mark_small_numbers(
    view: TablesView, qtbot: QtBot
) -> None:
    choose(view, qtbot, "columns", "attribute:gender")
    shown = {row[0]: row[1:] for row in texts(view)}
    assert shown["Corruption"] == ["0 (0 %)*", "1 (100 %)*", "1"]
    assert shown["all"] == ["1", "1", "2"]
    assert "any coder" in view.about.text()
    assert "all 2 cases" in view.about.text()


def test_a_number_shows_its_cases_and_passages_and_a_passage_opens(view: TablesView, qtbot: QtBot) -> None:
    choose(view, qtbot, "columns", "attribute:gender")
    row = [line[0] for line in texts(view)].index("Corruption")
    view.table.setCurrentIndex(view.model.index(row, 2))
    qtbot.waitUntil(lambda: view.passages_model.rowCount() == 2)
    assert "The baker" in view.cell_title.text()
    with qtbot.waitSignal(view.passage_opened) as opened:
        view.passages.activated.emit(view.passages_model.index(0, 0))
    assert opened.args[1] < opened.args[2]


def test_what_can_t_be_counted_is_said_in_the_place_of_the_table(view: TablesView, qtbot: QtBot) -> None:
    choose(view, qtbot, "rows", "attribute:gender")
    choose(view, qtbot, "columns", "documents")
    assert "about documents" in view.hint.text()
    choose(view, qtbot, "columns", "attribute:gender")
    assert view.model.rowCount() == 3


def test_layer_and_denominator_change_the_numbers(view: TablesView, qtbot: QtBot) -> None:
    choose(view, qtbot, "columns", "attribute:gender")
    choose(view, qtbot, "layer", "Murat Kaya")
    choose(view, qtbot, "denominator", "coded")
    shown = {row[0]: row[1:] for row in texts(view)}
    assert shown["all"] == ["0", "1", "1"]
    assert "Murat Kaya alone" in view.about.text()
