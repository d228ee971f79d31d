"""What tests of ways out share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exchange.study_folder import import_study
from app.exchange.workbook.book import write_workbook
from app.exchange.workbook.choices import ProfileName, WorkbookChoices
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.prepared import PreparedFiles
from tests.study import Study

SAMPLE = Path(__file__).parents[2] / "resources" / "sample_study"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The sample study as a project; tests only look at it."""
    path = tmp_path_factory.mktemp("sample") / "sample.intercoder"
    with Project.create(str(path), station="here", title="Sample") as project:
        import_study(project, SAMPLE, Job())
        yield project


@pytest.fixture
def differing(tmp_path: Path, prepared: PreparedFiles) -> Iterator[Study]:
    """Three disagreements: another code, another boundary, and one that Murat missed."""
    with prepared.study(tmp_path, differ) as study:
        yield study


def differ(study: Study) -> None:
    study.code("They took the flour")
    study.code("They took the flour", code_id=study.hard_life, coder_id=study.murat)
    study.code("We queued from four", code_id=study.hard_life)
    study.code("We queued from four in the morning", code_id=study.hard_life, coder_id=study.murat)
    study.code("He stayed")
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)


@pytest.fixture
def workbook(differing: Study, tmp_path: Path) -> Path:
    """Those three in a workbook."""
    path = tmp_path / "out.xlsx"
    write(differing, path)
    return path


def write(study: Study, path: Path, profile: ProfileName = "full") -> None:
    """The workbook with the sheets of disagreements and decisions."""
    choices = WorkbookChoices(sheets=("Disagreements", "Decisions"), intervals=True, profile=profile)
    write_workbook(study.project, path, Job(), choices=choices)
