"""Older files are upgraded on a checked copy, newer and foreign ones refused."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from app.documents.actions import add_document
from app.errors import StoreError, UserError
from app.models import Base
from app.store import Project, upgrade
from app.store import engine as engines
from app.store.migrations import HEAD


def empty_engine(location: str) -> Engine:
    if not engines.is_server(location):
        engines.create_file(Path(location))
    return engines.connect(location, writable=True)


def test_models_and_migrations_describe_the_same_schema(location: str) -> None:
    engine = empty_engine(location)
    engine.dispose()
    upgrade._migrate(location)
    engine = engines.connect(location, writable=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, Base.metadata)
        newest = [name for name in upgrade.revisions() if name[:4] == upgrade.revisions()[-1][:4]]
        assert upgrade.version_of(connection) == HEAD == "+".join(newest)
    engine.dispose()
    assert differences == []


def columns(path: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: "AUTOINCREMENT" in sql for name, sql in tables if name != "alembic_version"}


def test_migrated_tables_never_use_an_id_twice_either(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.intercoder", tmp_path / "migrated.intercoder"
    Project.create(str(made)).close()
    engines.create_file(migrated)
    upgrade._migrate(str(migrated))
    assert columns(made) == columns(migrated)


def test_an_upgrade_remembers_ids_of_rows_that_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "0.1.0.intercoder"
    shutil.copy(Path(__file__).parent.parent / "files" / path.name, path)
    with closing(sqlite3.connect(path)) as older:
        older.execute("UPDATE sqlite_sequence SET seq = 77 WHERE name = 'document'")
        older.commit()
    with Project.open(str(path)) as project:
        assert project.do("Add", add_document, name="New", text="One word.") == 78


def set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
        connection.commit()


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    set_version(path, "9999")
    before = path.read_bytes()
    with pytest.raises(UserError, match="newer version"):
        Project.open(str(path))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_is_upgraded_and_its_original_kept_as_a_dated_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path), title="Old").close()
    original = path.read_bytes()
    # as if the program had moved on: a revision that comes after the file's
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    source = Path(upgrade.__file__).with_name("migrations")
    for file in [source / "env.py", *(source / "versions").glob("0*.py")]:
        (tmp_path / "migrations" / file.relative_to(source)).write_text(file.read_text())
    (versions / "9998_next.py").write_text(
        f'from alembic import op\nrevision = "9998"\ndown_revision = {tuple(HEAD.split("+"))}\n'
        "def upgrade():\n    op.execute(\"UPDATE setting SET value = 'New' WHERE key = 'title'\")\n"
    )
    monkeypatch.setattr(upgrade, "__file__", str(tmp_path / "upgrade.py"))
    monkeypatch.setattr(upgrade, "HEAD", "9998")
    upgrade.prepare(str(path))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT value FROM setting WHERE key = 'title'").fetchone() == ("New",)
    backups = list(tmp_path.glob("study backup 20*.intercoder"))
    assert [backup.read_bytes() for backup in backups] == [original]


@pytest.mark.parametrize("content", [b"", b"not a project", b"SQLite format 3\0" + bytes(100)])
def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.intercoder"
    path.write_bytes(content)
    with pytest.raises(UserError, match="not an Intercoder project"):
        Project.open(str(path))
    assert path.read_bytes() == content


def test_a_damaged_project_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    damaged = bytearray(path.read_bytes())
    damaged[100:4096] = b"\xff" * 3996
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match="damaged"):
        Project.open(str(path))
    assert path.read_bytes() == damaged


def test_a_missing_file_or_a_folder_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no project “nowhere.intercoder”"):
        Project.open(str(tmp_path / "nowhere.intercoder"))
    with pytest.raises(UserError, match="is a folder"):
        Project.open(str(tmp_path))


def test_an_empty_server_database_holds_no_project(postgres_url: str) -> None:
    with pytest.raises(UserError, match="holds no Intercoder project"):
        Project.open(postgres_url)


def test_a_server_that_cant_be_reached_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="can't be reached") as caught:
        Project.open("postgresql://ana:secret@127.0.0.1:9/study")
    assert "secret" not in str(caught.value)
