"""A new project that a study comes back into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import Project


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with Project.create(str(tmp_path / "new.intercoder"), station="here", title="New") as project:
        yield project
