"""The menu bar of the real window: what of a project's own stands in it, and goes with it."""

from pathlib import Path

from app.coders.actions import add_coder
from app.store import Project
from app.ui.main_window import MainWindow


def test_the_menu_of_the_codebook_is_in_groups_that_go_with_the_project(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)) as project:
        project.do("Add", add_coder, name="Ana", role="lead")
    menu = window.menu.menus.menu("Code&book")
    for _ in range(2):
        window.open_location(str(path))
        assert sum(action.isSeparator() for action in menu.actions()) == 7
        window.close_project()
        assert menu.actions() == []
