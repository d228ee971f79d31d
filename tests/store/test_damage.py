"""A damaged project ends in a sentence, in whatever command, and never in a report of our bug."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.commands import main
from app.store.damage import damage
from tests.study import Study, make_study


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    study: Study = make_study(str(path))
    for coder in (study.ana, study.murat):
        study.code("They took the flour", coder_id=coder)
    study.project.close()
    assert main(["rounds", str(path), "--create", "Round 1"]) == 0
    assert main(["rounds", str(path), "--close", "Round 1", "--leave-out-unfinished", "--anyway"]) == 0
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE coding SET start = 'five'",
        "UPDATE coding SET \"end\" = x'00ff'",
        "UPDATE region SET start = 1.5",
        "UPDATE document SET length = 'long'",
        "UPDATE document_text SET text = CAST(x'ff41' AS TEXT)",
        "UPDATE code SET name = CAST(x'ff41' AS TEXT)",
        "UPDATE code SET parent_id = 'x'",
        "UPDATE coder SET role = 3",
        "UPDATE change SET after = '{'",
        "UPDATE change SET after = '[]'",
        "UPDATE snapshot SET content = '{'",
        "UPDATE snapshot_document SET content = '[]'",
        "UPDATE action SET at = 7",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0001')",
        "UPDATE alembic_version SET version_num = x'00' WHERE rowid = 1",
        "DROP TABLE region",
    ],
)
def test_no_command_takes_damage_for_a_bug_of_ours(
    path: Path, tmp_path: Path, statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(path, "PRAGMA ignore_check_constraints=1", "PRAGMA writable_schema=1", statement)
    for command in (
        ["check"],
        ["agreement", "--bootstrap", "0"],
        ["agreement", "--round", "Round 1"],
        ["disagreements"],
        ["history"],
        ["rounds"],
        ["export-study"],
    ):
        more = [str(tmp_path / f"out-{command[0]}")] if command[0].startswith("export") else []
        assert main([command[0], str(path), *more, *command[1:]]) in (0, 1)
        assert "Something went wrong inside" not in capsys.readouterr().err
    assert main(["check", str(path)]) == 1


def test_a_sound_project_is_not_called_damaged(path: Path) -> None:
    from app.store import Project

    with Project.open(str(path)) as project:
        assert damage(project) is None
        assert damage(project, briefly=False) is None


@pytest.mark.parametrize("at", [0, 1, 2])
def test_letters_in_the_description_of_the_tables_may_be_damaged_too(
    path: Path, at: int, capsys: pytest.CaptureFixture[str]
) -> None:
    content = path.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(b"CREATE TABLE", place)]
    damaged = bytearray(content)
    damaged[places[at] : places[at] + 9] = b"\xff\xfe\xfdREATE"
    path.write_bytes(damaged)
    assert main(["check", str(path)]) == 1
    assert "damaged" in capsys.readouterr().err
