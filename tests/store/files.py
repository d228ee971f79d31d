"""What tests of project files look at."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.codebook.queries import codebook
from app.store import Project
from app.store import engine as engines


def codes(project: Project) -> list[str]:
    """The names of a project's codes."""
    with project.read() as session:
        return [code.name for code in codebook(session)]


def codes_of_file_alone(path: Path) -> list[str]:
    """The names of the codes in a file, as if it had no log."""
    with closing(engines.open_file(path, way=engines.ALONE)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM code ORDER BY id")]


def until(true: Callable[[], bool]) -> None:
    """Wait, a minute at most."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
