"""Every store test runs on a SQLite file and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.models import Code, Coder, Document, DocumentText
from app.store import Project
from app.store.journal import WriteSession


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty project may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "study.intercoder")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def project(location: str) -> Iterator[Project]:
    """A project with one coder (1), one document of 1,000 characters (1) and two codes (1, 2)."""
    with Project.create(location, station="here", title="Study") as made:
        made.do("Fill", fill)
        made.poll()
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a project file may be made."""
    return tmp_path / "study.intercoder"


@pytest.fixture
def open_here(path: Path) -> Iterator[Project]:
    """A project file with a code “Before”, open and quiet."""
    Project.create(str(path), title="Study").close()
    with Project.open(str(path), station="here") as project:
        project.do("Add", add_code, name="Before")
        project.fold()
        yield project


def fill(session: WriteSession) -> None:
    """The rows that the `project` fixture promises."""
    session.add(Coder(name="Ana", name_key="ana", initials="AN", colour="#0072b2"))
    session.add(Document(name="Driver", name_key="driver", length=1000, text_hash=""))
    session.add_all([Code(name="Money", name_key="money"), Code(name="Faith", name_key="faith")])
    session.flush()
    session.add(DocumentText(document_id=1, text="word " * 200))
