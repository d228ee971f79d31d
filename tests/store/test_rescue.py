"""What can be read of a damaged project becomes a new one that is sound."""

import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.commands import main
from app.errors import StoreError, UserError
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.snapshot import frozen
from app.store import Project
from app.store.check import problems
from app.store.rescue import Rescued, rescue
from tests.study import make_study

FILES = Path(__file__).parent.parent / "files"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with codings, a closed round, and things that were changed and removed."""
    path = tmp_path_factory.mktemp("whole") / "study.intercoder"
    study = make_study(str(path))
    people = [study.ana, study.murat]
    for coder in people:
        for words in ("They took the flour", "He stayed", "We queued from four"):
            study.code(words, coder_id=coder)
    project = study.project
    for coder in people:
        project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    round_id = project.do("Plan", create_round, name="R", document_ids=[study.baker], coder_ids=people)
    for coder in people:
        project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    project.do("Close", close_round, round_id=round_id)
    study.code("morning", memo="gone")
    project.undo()
    project.close()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "damaged.intercoder"))


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()


def rescued(path: Path) -> tuple[Rescued, Path]:
    new = path.with_name("new.intercoder")
    before = path.read_bytes()
    found = rescue(path, str(new), station="here")
    assert path.read_bytes() == before
    with Project.open(str(new)) as project:
        assert problems(project) == []
    return found, new


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


TABLES = ("coder", "code", "document", "document_text", "region", "coding", "round", "assignment", "snapshot")


def test_a_project_that_is_not_damaged_comes_through_whole(path: Path, whole: Path) -> None:
    found, new = rescued(path)
    assert (found.lost, found.notes) == ({}, ())
    for table in TABLES:
        assert rows(new, table) == rows(whole, table)
    with Project.open(str(new)) as project, project.read() as session:
        assert frozen(session, 1) is not None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM coding",
        "UPDATE coding SET start = 'five'",
        "UPDATE coding SET memo = 'other'",
        "UPDATE code SET name = 'other'",
        "DELETE FROM region WHERE id = 2",
        "UPDATE coder SET name_key = CAST(x'ff' AS TEXT) WHERE id = 1",
        "INSERT INTO coding SELECT 99, 'x', 1, code_id, coder_id, 1, 2, '', 1, '', '' FROM coding LIMIT 1",
    ],
)
def test_rows_that_are_damaged_come_back_from_the_history(path: Path, whole: Path, statement: str) -> None:
    change(path, statement)
    _, new = rescued(path)
    for table in TABLES:
        assert rows(new, table) == rows(whole, table)


def test_without_its_history_the_rows_that_are_there_come_through(path: Path, whole: Path) -> None:
    change(path, "DELETE FROM change", "DELETE FROM action")
    _, new = rescued(path)
    for table in TABLES:
        assert rows(new, table) == rows(whole, table)


def test_damaged_letters_stay_and_are_named(path: Path) -> None:
    change(path, "UPDATE document_text SET text = CAST(replace(text, 'flour', x'fffe' || 'our') AS TEXT)")
    found, new = rescued(path)
    assert any("Letters of “Baker” are damaged" in note for note in found.notes)
    assert "\ufffd" in str(rows(new, "document_text")[0])


def test_what_a_closed_round_left_comes_through_as_it_was_or_not_at_all(path: Path) -> None:
    change(path, "UPDATE snapshot_document SET content = replace(content, '1', '2')")
    found, new = rescued(path)
    assert any("closed round" in note for note in found.notes)
    with (
        Project.open(str(new)) as project,
        project.read() as session,
        pytest.raises(StoreError, match="is damaged"),
    ):
        frozen(session, 1)


@pytest.mark.parametrize("seed", range(12))
def test_pages_at_random_may_be_lost_and_the_rest_is_sound(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 2, 5))):
        page = 4096 * chance.randrange(1, len(damaged) // 4096)
        damaged[page : page + 4096] = chance.choice((bytes(4096), b"\xff" * 4096, chance.randbytes(4096)))
    path.write_bytes(damaged)
    new = path.with_name("new.intercoder")
    try:
        rescue(path, str(new), station="here")
    except StoreError as error:
        assert "can be read" in str(error)  # any other error fails the test
        return
    with Project.open(str(new)) as project:
        assert problems(project) == []


def test_a_project_of_an_earlier_version_is_rescued_into_the_current_one(tmp_path: Path) -> None:
    for stored in (FILES / "0.1.0.intercoder", FILES / "schema-0002" / "rounds.intercoder"):
        path = Path(shutil.copy(stored, tmp_path / f"{stored.stem}-old.intercoder"))
        _, new = rescued(path)
        assert len(rows(new, "coding")) == len(rows(stored, "coding"))
        new.unlink()


def test_the_command_says_what_came_through_and_what_did_not(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(path, "DELETE FROM document_text")
    new = path.with_name("new.intercoder")
    assert main(["rescue", str(path), str(new), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert {"table": "coder", "rows": 2, "lost": 0} in said["tables"]
    assert {"table": "document", "rows": 0, "lost": 1} in said["tables"]
    assert "The text of “Baker” is lost" in said["notes"][0]
    assert main(["rescue", str(path), str(new)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana")
    with pytest.raises(StoreError, match="can be read"):
        rescue(tmp_path / "letter.txt", str(tmp_path / "new.intercoder"), station="here")
    with pytest.raises(UserError, match="There is no file"):
        rescue(tmp_path / "nowhere", str(tmp_path / "new.intercoder"), station="here")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("damaged", "new", "told"),
    [
        (
            "postgresql://ana:secret@host/study",
            "new.intercoder",
            "is on a server, and rescue reads damaged files",
        ),
        (".", "new.intercoder", "is a folder. Name the damaged project file in it."),
        ("none.intercoder", "new.intercoder", "There is no file"),
        (
            "none.intercoder",
            "postgresql://ana:secret@host/study",
            "goes into a new project file, not onto a server",
        ),
    ],
)
def test_rescue_says_that_it_is_for_files_and_what_to_do_for_a_server(
    tmp_path: Path, damaged: str, new: str, told: str
) -> None:
    places = [one if "://" in one else str(tmp_path / one) for one in (damaged, new)]
    with pytest.raises(UserError) as refused:
        rescue(places[0], places[1], station="here")
    assert told in str(refused.value)
    assert "secret" not in str(refused.value)
    assert not list(tmp_path.iterdir())
