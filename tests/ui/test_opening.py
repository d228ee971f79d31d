"""Projects are opened again whatever was opened before, and by whoever was at work."""

import os
import sys
from pathlib import Path

import pytest

from app.recent_projects import recent
from app.ui import opening
from app.ui.main_window import MainWindow

ODD = ["Pilot\t1", "\ttab\tand\ttab\t", "line\nbreak", "زهرة"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_that_was_opened_once_stops_no_project_from_opening(
    window: MainWindow, tmp_path: Path, name: str
) -> None:
    window.enter(opening.new_project(tmp_path / f"{name}.intercoder", "Ana"))
    window.enter(opening.new_project(tmp_path / "plain.intercoder", "Ana"))
    window.open_location(str(tmp_path / f"{name}.intercoder"))
    assert window.session is not None and window.session.coder_id is not None
    window.close_project()
    window.open_location(str(tmp_path / "plain.intercoder"))
    assert window.session is not None and window.session.coder_id is not None
    assert len(recent()) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a file is Unicode")
def test_a_name_that_is_no_unicode_can_be_remembered(window: MainWindow, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.intercoder")
    window.enter(opening.new_project(Path(path), "Ana"))
    window.close_project()
    assert recent() == [path]
    window.start.show_recent()
    window.open_location(recent()[0])
    assert window.session is not None
