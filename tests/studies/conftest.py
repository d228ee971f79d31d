"""A project with every kind of row, made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import Project
from app.studies.rows import Study
from app.studies.whole import store_study
from tests.whole_project import fill, taken_out


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its file, closed; tests copy it."""
    path = tmp_path_factory.mktemp("whole") / "study.intercoder"
    with Project.create(str(path), station="here", title="Riverbank") as project:
        fill(project)
    return path


@pytest.fixture(scope="session")
def whole_study(filled: Path) -> Study:
    """All of it, as anybody may take it out."""
    with Project.open(str(filled), station="here") as project:
        return taken_out(project)


@pytest.fixture(scope="session")
def filled_copy(whole_study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a project that it came into."""
    path = tmp_path_factory.mktemp("copy") / "copy.intercoder"
    with Project.create(str(path), station="there", title="Empty") as project:
        project.do("Import", store_study, study=whole_study)
    return path


@pytest.fixture
def whole(filled: Path, tmp_path: Path) -> Iterator[Project]:
    """The project, open."""
    yield from opened(filled, tmp_path)


@pytest.fixture
def copy(filled_copy: Path, tmp_path: Path) -> Iterator[Project]:
    """Its copy, open."""
    yield from opened(filled_copy, tmp_path)


def opened(filled: Path, folder: Path) -> Iterator[Project]:
    path = folder / filled.name
    shutil.copyfile(filled, path)
    with Project.open(str(path), station="here") as project:
        yield project


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    """A new project."""
    with Project.create(str(tmp_path / "empty.intercoder"), station="there", title="Empty") as project:
        yield project
