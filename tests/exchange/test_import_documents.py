"""Importing documents: what can be read comes in as one action, the rest is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents.queries import documents, regions, text
from app.errors import Cancelled
from app.exchange.import_choices import choices_of
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


@pytest.mark.parametrize(
    "name", ["~$nurse.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "._nurse.txt", ".~lock.nurse.docx#"]
)
def test_files_that_programs_leave_beside_documents_are_passed_over_and_named(
    project: Project, tmp_path: Path, name: str
) -> None:
    (tmp_path / "nurse.txt").write_text("A text.", encoding="utf-8")
    (tmp_path / name).write_bytes(b"\x00\x05lock")
    outcome = import_documents(project, [tmp_path / name, tmp_path / "nurse.txt"], Job())
    assert names(project) == ["nurse"]
    assert outcome.refused == ()
    assert [f"“{name}” was passed over" in file.reason for file in outcome.passed_over] == [True]


def test_an_outcome_says_who_speaks_how_often_and_which_lines_look_like_labels(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("I: Why?\nAna: So.\nI: And?\nAna: No.\nAna - Yes.\n", encoding="utf-8")
    (document,) = import_documents(project, [tmp_path / "a.txt"], Job()).imported
    assert (document.turns, document.speakers, document.paragraphs) == (4, {"I": 2, "Ana": 2}, 0)
    assert "line 5 “Ana - Yes.”" in document.warnings[0]


def test_a_text_is_read_in_the_encoding_that_was_chosen_for_it(project: Project, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes("Õ, jõud.".encode("cp1252"))
    chosen = choices_of({tmp_path / "b.txt": "cp1250"})
    imported = import_documents(project, [tmp_path / "a.txt", tmp_path / "b.txt"], Job(), chosen).imported
    with project.read() as session:
        assert text(session, imported[1].document_id) == "Ő, jőud."
    assert imported[1].warnings == ()
