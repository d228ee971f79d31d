"""A project that each released version stored opens, is sound, and can be undone in."""

import shutil
from pathlib import Path

import pytest

from app.coding.queries import passages
from app.store import Project
from app.store.check import problems

STORED = sorted((Path(__file__).parent.parent / "files").glob("*.intercoder"))


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
