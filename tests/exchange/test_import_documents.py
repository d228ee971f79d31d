"""Importing documents: what can be read comes in as one action, the rest is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents.queries import documents, regions, text
from app.errors import Cancelled
from app.exchange.import_documents import import_documents
from app.jobs import Job
from app.store import Project

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(str(tmp_path / "study.intercoder")) as made:
        yield made


def names(project: Project) -> list[str]:
    with project.read() as session:
        return [document.name for document in documents(session)]


def test_several_files_are_one_action(project: Project, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(f"The text of {name}.", encoding="utf-8")
    outcome = import_documents(project, [tmp_path / "a.txt", tmp_path / "b.md"], Job())
    assert [document.name for document in outcome.imported] == ["a", "b"]
    assert not outcome.refused
    assert project.undo() == "Import 2 documents"
    assert names(project) == []


def test_what_cannot_be_read_is_named_and_does_not_keep_the_rest_out(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("A text.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    outcome = import_documents(
        project, [tmp_path / "b.txt", tmp_path / "a.txt", tmp_path / "none.txt", tmp_path], Job()
    )
    assert names(project) == ["a"]
    assert [Path(file.file).name for file in outcome.refused] == ["b.txt", "none.txt", tmp_path.name]
    assert all(file.reason.endswith((".", "again.")) for file in outcome.refused)


def test_nothing_readable_is_no_action(project: Project, tmp_path: Path) -> None:
    before = project.latest_action()
    assert import_documents(project, [tmp_path / "none.txt"], Job()).imported == ()
    assert project.latest_action() == before


def test_a_name_that_is_taken_gets_a_number(project: Project, tmp_path: Path) -> None:
    for folder in ("one", "two", "three"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Nurse.txt").write_text(f"Text {folder}.", encoding="utf-8")
    import_documents(project, [tmp_path / "one" / "Nurse.txt"], Job())
    import_documents(project, [tmp_path / name / "Nurse.txt" for name in ("two", "three")], Job())
    assert names(project) == ["Nurse", "Nurse (2)", "Nurse (3)"]


def test_a_text_that_is_there_already_is_told(project: Project, tmp_path: Path) -> None:
    first, second = tmp_path / "driver.txt", tmp_path / "copy.txt"
    for path in (first, second):
        path.write_text("I drove a lorry.", encoding="utf-8")
    import_documents(project, [first], Job())
    (again,) = import_documents(project, [second], Job()).imported
    assert "the very text of “driver”" in " ".join(again.warnings)


def test_a_cancelled_import_leaves_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.", encoding="utf-8")
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        import_documents(project, [tmp_path / "a.txt"], job)
    assert names(project) == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not beside this clone")
def test_the_seed_texts_come_in_and_the_radio_transcript_has_its_speakers(project: Project) -> None:
    outcome = import_documents(project, sorted(SEEDS.glob("*.txt")), Job())
    assert len(outcome.imported) == 4
    with project.read() as session:
        speakers = {
            turn.speaker
            for document in documents(session)
            for turn in regions(session, document.id, "turn")
            if text(session, document.id)
        }
    assert {"MCEVERS", "NEUMANN"} <= speakers
