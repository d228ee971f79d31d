"""More like this in the Analyse workspace: accepted, declined and taken back by key."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models import Coding
from app.ui import jobs
from app.ui.analyse import AnalyseWorkspace
from app.ui.analyse.similar.similar_view import SimilarView
from app.ui.session import ProjectSession
from tests.study import Study


@pytest.fixture
def workspace(coded: Study, qtbot: QtBot) -> Iterator[AnalyseWorkspace]:
    """The workspace, with Ana at work, and sentences like those of Corruption."""
    session = ProjectSession(coded.project)
    session.coder_id = coded.ana
    session.look()
    workspace = AnalyseWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1000, 700)
    workspace.show()
    with qtbot.waitSignal(workspace.similar.ready, timeout=20_000, check_params_cb=lambda: True):
        workspace.show_similar(coded.corruption)
    qtbot.waitUntil(lambda: workspace.similar.model.rowCount() > 0, timeout=20_000)
    yield workspace
    jobs.cancel_all(workspace)
    session._timer.stop()


@pytest.fixture
def view(workspace: AnalyseWorkspace) -> SimilarView:
    """That page."""
    return workspace.similar


def listed(view: SimilarView) -> list[str]:
    return [f"{row.document}: {row.text[:19]}" for row in view.model.rows()]


def test_it_says_what_the_test_promises_before_the_list(view: SimilarView) -> None:
    assert view.promise.text().startswith(
        "Tested on your own codings, with documents left out, 8 of the first"
    )
    assert listed(view)[:2] == ["Baker 8: They took our flour", "Baker 9: They took our bread"]
    view.grab()


def test_enter_codes_the_sentence_as_a_suggestion_and_goes_on(
    view: SimilarView,
    qtbot: QtBot,
    coded: Study,
) -> None:
    with qtbot.waitSignal(view.news):
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert listed(view)[0] == "Baker 9: They took our bread"
    assert view.list.currentIndex().row() == 0
    with coded.project.read() as session:
        newest = session.scalars(select(Coding).order_by(Coding.id.desc())).first()
        assert newest is not None
        assert (newest.origin, newest.code_id, newest.coder_id) == ("suggestion", coded.corruption, coded.ana)
    assert coded.project.undo() == "Apply code"


def test_delete_says_no_and_shift_takes_that_back(view: SimilarView, qtbot: QtBot) -> None:
    before = listed(view)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert listed(view) == before[1:]
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert listed(view) == before[1:]
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view._look()
    qtbot.waitUntil(lambda: view.model.rowCount() > 0, timeout=20_000)
    assert before[0] not in listed(view)
    assert before[1] in listed(view)


def test_space_shows_the_sentence_in_its_text(
    workspace: AnalyseWorkspace, view: SimilarView, qtbot: QtBot
) -> None:
    sentence = view.model.row(0)
    with qtbot.waitSignal(workspace.passage_opened) as signal:
        qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert signal.args == [sentence.document_id, sentence.start, sentence.end]


def test_where_it_cannot_help_it_offers_the_search(
    workspace: AnalyseWorkspace,
    view: SimilarView,
    qtbot: QtBot,
    coded: Study,
) -> None:
    with qtbot.waitSignal(view.ready, timeout=20_000):
        workspace.show_similar(coded.hard_life)
    qtbot.waitUntil(lambda: "too little to learn from" in view.hint.text(), timeout=20_000)
    assert view.search.isVisible()
    qtbot.mouseClick(view.search, Qt.MouseButton.LeftButton)
    assert workspace.finding.isVisible()


def test_another_coder_learns_from_the_own_codings_alone(
    view: SimilarView,
    qtbot: QtBot,
    coded: Study,
) -> None:
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view._session.coder_id = coded.murat
    qtbot.waitUntil(lambda: "0 sentences are coded" in view.hint.text(), timeout=20_000)
    assert view.model.rowCount() == 0
