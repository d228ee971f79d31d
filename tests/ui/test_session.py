"""The open project as the window sees it: told of every change, its own and colleagues'."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.codebook.actions import change_code
from app.errors import Conflict, UserError
from app.store import Changes, Project
from app.ui.session import ProjectSession
from tests.study import make_study


def test_views_are_told_after_a_refused_undo_that_another_action_is_next(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = str(tmp_path / "shared.intercoder")
    study = make_study(path)
    session = ProjectSession(study.project)
    told: list[Changes] = []
    session.changed.connect(told.append)
    session.do("Recolour", change_code, code_id=study.corruption, colour="#111111")
    with Project.open(path, station="elsewhere") as colleague:
        colleague.do("Recolour", change_code, code_id=study.corruption, colour="#222222")
    told.clear()
    with pytest.raises(Conflict):
        session.undo()
    assert told
    assert session.project.undo_label() == "Add code"
    session.close()


def test_without_a_coder_a_sentence_says_to_choose_one(qtbot: QtBot, tmp_path: Path) -> None:
    session = ProjectSession(make_study(str(tmp_path / "study.intercoder")).project)
    with pytest.raises(UserError, match="Choose who you are"):
        session.coder()
    session.close()
