"""A project that each released version stored opens, is sound, and can be undone in."""

import shutil
from pathlib import Path

import pytest

from app.codebook.versions import contents
from app.coding.queries import passages
from app.rounds.snapshot import frozen
from app.store import Project
from app.store.check import problems

FILES = Path(__file__).parent.parent / "files"
STORED = sorted(FILES.glob("*.intercoder"))


def quotes(project: Project) -> list[tuple[str, str, str, str, bool]]:
    with project.read() as session:
        return [
            (p.coding.code_name, p.coder_name, p.quote, p.coding.memo, p.coding.sure)
            for p in passages(session)
        ]


@pytest.mark.parametrize("stored", STORED, ids=[path.stem for path in STORED])
def test_a_project_that_a_released_version_stored_is_opened_and_undone_in(
    stored: Path, tmp_path: Path
) -> None:
    path = tmp_path / stored.name
    shutil.copy(stored, path)
    with Project.open(str(path), station=f"station-of-{stored.stem}") as project:
        assert problems(project) == []
        before = quotes(project)
        assert before == [
            ("Corruption", "Ana Yilmaz", "They took the flour", "طويل 🙂", True),
            ("Corruption", "سارة محمد", "flour for themselves", "", False),
            ("Hard life", "Ana Yilmaz", "queued from four", "", True),
            ("Corruption", "سارة محمد", "أخذوا الطحين", "", True),
        ]
        assert (project.undo_label(), project.redo_label()) == ("Complete", "Recode")
        while project.undo():
            pass
        assert quotes(project) == []
        while project.redo_label() not in ("Recode", None):
            project.redo()
        assert quotes(project) == before
        assert problems(project) == []


def test_what_was_stored_before_there_were_hashes_gets_them(tmp_path: Path) -> None:
    """A closed round, closed again after an undo; a document removed and brought back; a version undone."""
    path = tmp_path / "study.intercoder"
    shutil.copy(FILES / "schema-0002" / "rounds.intercoder", path)
    with Project.open(str(path), station="station-of-0002") as project:
        assert problems(project) == []
        with project.read() as session:
            closed = frozen(session, 1)
        assert closed is not None
        assert [len(document.codings) for document in closed.documents] == [2, 2]
        assert project.redo() == "Publish again"
        with project.read() as session:
            assert {number: len(codes) for number, codes in contents(session).items()} == {1: 1, 2: 1}
        assert problems(project) == []
        assert [project.undo() for _ in range(3)] == ["Publish again", "Change", "Close"]
        with project.read() as session:
            assert frozen(session, 1) is None
        assert project.redo() == "Close"
        with project.read() as session:
            assert frozen(session, 1) == closed
        assert problems(project) == []
