"""What tests of ways out share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exchange.study_folder import import_study
from app.jobs import Job
from app.store import Project

SAMPLE = Path(__file__).parents[2] / "resources" / "sample_study"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The sample study as a project; tests only look at it."""
    path = tmp_path_factory.mktemp("sample") / "sample.intercoder"
    with Project.create(str(path), station="here", title="Sample") as project:
        import_study(project, SAMPLE, Job())
        yield project
