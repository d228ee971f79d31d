"""Pictures in the Analyse workspace: chosen, looked at, opened by mouse and keyboard, saved, copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.report.pictures.request import KINDS, PictureKind
from app.rounds.actions import create_round
from app.ui import jobs
from app.ui.analyse import AnalyseWorkspace
from app.ui.analyse.pictures.pictures_view import PicturesView
from app.ui.kit.file_dialog import FileDialog
from app.ui.session import ProjectSession
from tests.study import BAKER, Study


@pytest.fixture
def workspace(session: ProjectSession, qtbot: QtBot) -> Iterator[AnalyseWorkspace]:
    """The workspace with its page of pictures shown."""
    workspace = AnalyseWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 760)
    workspace.show_pictures()
    with qtbot.waitSignal(workspace.pictures.drawn, timeout=20_000):
        workspace.show()
    yield workspace
    jobs.cancel_all(workspace)


@pytest.fixture
def view(workspace: AnalyseWorkspace) -> PicturesView:
    """That page."""
    return workspace.pictures


def choose(view: PicturesView, qtbot: QtBot, kind: PictureKind) -> None:
    if view.form.kind.currentData() != kind:
        with qtbot.waitSignal(view.drawn, timeout=20_000):
            view.form.show_kind(kind)
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.kind == kind, timeout=20_000)


def click_mark(view: PicturesView, qtbot: QtBot, label: str) -> None:
    drawing = view.view.drawing
    assert drawing is not None
    labels = [mark.label for mark in drawing.marks]
    bounds = drawing.bounds_of(next(index for index, words in enumerate(labels) if words.startswith(label)))
    assert bounds is not None
    left, top, right, bottom = bounds
    view.view._show_bounds(bounds)
    scale = view.view._scale()
    at = QPoint(round((left + right) / 2 * scale), round((top + bottom) / 2 * scale)) + view.view._origin()
    qtbot.mouseMove(view.view.viewport(), at)
    qtbot.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def opened(view: PicturesView) -> list[str]:
    return [passage.quote for passage in view.passages_model.rows()]


def test_it_begins_with_the_study_at_a_glance(view: PicturesView) -> None:
    assert view.picture is not None
    assert view.picture.kind == "glance"
    assert view.view.accessibleName() == "The study at a glance"
    assert "1 document; " in view.view.accessibleDescription()


def test_every_kind_is_drawn_or_says_what_to_do(view: PicturesView, qtbot: QtBot) -> None:
    for kind in KINDS:
        choose(view, qtbot, kind)
        assert view.view.drawing is not None
        assert view.picture is not None
        assert view.save.isEnabled() is not bool(view.picture.nothing)
        assert view.model.rowCount() == len(view.picture.rows)
        view.grab()
    choose(view, qtbot, "compare")
    assert "Two are needed" in view.view.accessibleDescription()


def test_a_mark_opens_its_passages_and_these_open_the_text(
    workspace: AnalyseWorkspace, view: PicturesView, qtbot: QtBot
) -> None:
    choose(view, qtbot, "matrix")
    assert not view.opened.isVisible()
    click_mark(view, qtbot, "Corruption, Baker")
    assert opened(view) == ["They took the flour for themselves", "for themselves"]
    assert view.opened_title.text() == "Corruption, Baker"
    with qtbot.waitSignal(workspace.passage_opened) as signal:
        view.passages.open(view.passages_model.index(1, 0))
    start = BAKER.index("for themselves")
    assert signal.args == [1, start, start + len("for themselves")]


def test_a_line_of_the_table_opens_the_same(view: PicturesView, qtbot: QtBot) -> None:
    choose(view, qtbot, "bars")
    line = view.model.line_of(lambda row: row.cells[0] == "Hard life")
    rect = view.table.visualRect(view.model.index(line, 0))
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert opened(view) == ["We queued"]


def test_arrows_go_through_what_can_be_opened_and_enter_opens_it(view: PicturesView, qtbot: QtBot) -> None:
    choose(view, qtbot, "matrix")
    canvas = view.view
    canvas.setFocus()
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home)
    seen = []
    for key in keys:
        qtbot.keyClick(canvas, key)
        assert canvas.current is not None
        assert canvas.drawing is not None
        seen.append(canvas.drawing.marks[canvas.current].label.split(",")[0])
    assert seen == ["Corruption", "Bribes", "Corruption", "Hard life", "Corruption"]
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert len(opened(view)) == 2


def test_words_are_looked_for_in_everything_and_places_open_in_the_text(
    workspace: AnalyseWorkspace, view: PicturesView, qtbot: QtBot
) -> None:
    choose(view, qtbot, "keywords")
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.form.words.setText("flour")
    with qtbot.waitSignal(workspace.passage_opened) as signal:
        click_mark(view, qtbot, "Baker: ")
    start = BAKER.index("flour")
    assert signal.args == [1, start, start + 5]
    choose(view, qtbot, "words")
    click_mark(view, qtbot, "flour: ")
    assert workspace.finding.form.words.text() == "flour"
    assert workspace.finding.isVisible()


def test_a_picture_follows_what_is_coded(view: PicturesView, qtbot: QtBot, study: Study) -> None:
    choose(view, qtbot, "bars")
    before = [row.cells for row in view.model.rows()]
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        study.code("in the morning", code_id=study.hard_life)
        view._session.look()
    after = [row.cells for row in view.model.rows()]
    assert ("Hard life", 1) in before
    assert ("Hard life", 2) in after


def test_what_is_coded_blind_leaves_the_page_at_once(view: PicturesView, qtbot: QtBot, study: Study) -> None:
    choose(view, qtbot, "matrix")
    click_mark(view, qtbot, "Corruption, Baker")
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        study.project.do("Plan", create_round, name="Blind", document_ids=[1], coder_ids=[1, 2], blind=True)
        view._session.look()
    assert view.model.rowCount() == 0
    assert opened(view) == []
    assert "coded blind" in view.view.accessibleDescription()


def test_a_picture_is_saved_and_copied(
    view: PicturesView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, qtbot, "matrix")
    chosen = str(tmp_path / "matrix")
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_: (chosen, "PDF (*.pdf)"))
    with qtbot.waitSignal(view.news) as signal:
        qtbot.mouseClick(view.save, Qt.MouseButton.LeftButton)
    assert signal.args == ["The picture was saved as “matrix.pdf”."]
    assert (tmp_path / "matrix.pdf").read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(view.news):
        qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    image = QGuiApplication.clipboard().image()
    assert isinstance(image, QImage)
    assert image.width() > 400


def test_only_what_a_kind_has_a_use_for_is_offered(view: PicturesView, qtbot: QtBot) -> None:
    form = view.form
    choose(view, qtbot, "matrix")
    assert form.style_of.isVisible()
    assert not form.words.isVisible()
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        form.by.setCurrentIndex(form.by.findData("coder"))
    assert not form.layer.isVisible()
    choose(view, qtbot, "cloud")
    assert not form.layer.isVisible()
    assert form.interviewer.isVisible()
    choose(view, qtbot, "network")
    assert form.layer.isVisible()
