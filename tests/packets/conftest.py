"""A lead's project, and packets of it, made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import Project
from tests.packets.team import given, make_team


@pytest.fixture(scope="session")
def given_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lead's project, and the packets of Ana and Murat in `out`."""
    folder = tmp_path_factory.mktemp("team")
    with make_team(folder / "lead.intercoder") as project:
        given(project, folder / "out")
    return folder


@pytest.fixture
def lead(given_out: Path, tmp_path: Path) -> Iterator[Project]:
    """The lead's project, open, with the packets beside it."""
    shutil.copytree(given_out, tmp_path, dirs_exist_ok=True)
    with Project.open(str(tmp_path / "lead.intercoder"), station="lead") as project:
        project.coder_id = 1
        yield project


@pytest.fixture
def packets(lead: Project) -> dict[str, Path]:
    """The packets of the project, by first names."""
    out = Path(lead.location).with_name("out")
    return {path.stem.split()[0]: path for path in out.glob("*.intercoder")}
