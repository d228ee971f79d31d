"""Columns are only added, because the journal names them for ever; so migrations may stand side by side."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from app.errors import StoreError
from app.models import Base
from app.store import Project, upgrade
from app.store.check import problems
from app.store.migrations import HEAD

FILES = Path(__file__).parent.parent / "files"
STORED = sorted(FILES.rglob("*.intercoder"))
TODAY = {table.name: set(table.columns.keys()) for table in Base.metadata.sorted_tables}


def columns_after(revision: str) -> dict[str, set[str]]:
    """The columns of each table in the schema of a revision."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).with_name("migrations")))
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        looked = inspect(connection)
        found = {
            name: {column["name"] for column in looked.get_columns(name)} for name in looked.get_table_names()
        }
    engine.dispose()
    return found


@pytest.mark.parametrize("revision", upgrade.revisions())
def test_no_table_and_no_column_of_an_earlier_schema_is_gone_today(revision: str) -> None:
    earlier = columns_after(revision)
    earlier.pop("alembic_version")
    assert earlier
    gone = {name: columns - TODAY.get(name, set()) for name, columns in earlier.items()}
    assert not any(gone.values()), gone


def journaled(path: Path) -> Iterator[tuple[str, str]]:
    """The tables and columns that the journal of a stored project names."""
    with closing(sqlite3.connect(path)) as connection:
        for table, *sides in connection.execute('SELECT table_name, before, "after" FROM change'):
            for side in sides:
                yield from ((table, column) for column in json.loads(side or "{}"))


@pytest.mark.parametrize("stored", STORED, ids=[str(path.relative_to(FILES)) for path in STORED])
def test_every_column_that_a_stored_journal_names_is_there_today(stored: Path) -> None:
    named = set(journaled(stored))
    assert len(named) > 50
    assert {(table, column) for table, column in named if column not in TODAY.get(table, set())} == set()


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if two migrations had been developed side by side on today's schema."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    source = Path(upgrade.__file__).with_name("migrations")
    for file in [source / "env.py", *(source / "versions").glob("0*.py")]:
        (tmp_path / "migrations" / file.relative_to(source)).write_text(file.read_text())
    for name in ("a", "b"):
        (versions / f"9998{name}_{name}.py").write_text(
            f'from alembic import op\nrevision = "9998{name}"\ndown_revision = {tuple(HEAD.split("+"))}\n'
            f"def upgrade():\n    op.execute('CREATE TABLE beside_{name} (id INTEGER)')\n"
        )
    monkeypatch.setattr(upgrade, "__file__", str(tmp_path / "upgrade.py"))
    monkeypatch.setattr(upgrade, "HEAD", "9998a+9998b")


def state(path: Path) -> tuple[list[str], list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        versions = connection.execute("SELECT version_num FROM alembic_version ORDER BY 1")
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'beside%' ORDER BY name")
        return [row[0] for row in versions], [row[0] for row in tables]


@pytest.mark.parametrize("first", [None, "a", "b"], ids=["neither", "only a", "only b"])
def test_a_project_gets_of_two_migrations_side_by_side_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, first: str | None
) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path), title="Old").close()
    request.getfixturevalue("beside")
    if first is not None:  # whoever developed one of them had a project that the other was unknown to
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM alembic_version")
            connection.execute("INSERT INTO alembic_version VALUES (?)", [f"9998{first}"])
            connection.execute(f"CREATE TABLE beside_{first} (id INTEGER)")
            connection.commit()
    upgrade.prepare(str(path))
    assert state(path) == (["9998a", "9998b"], ["beside_a", "beside_b"])
    upgrade.prepare(str(path))  # nothing is left to do
    assert len(list(tmp_path.glob("study backup *.intercoder"))) == 1
    with Project.open(str(path)) as project:
        assert problems(project) == []


@pytest.mark.usefixtures("beside")
def test_a_new_project_has_both_of_two_migrations_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path), title="New").close()
    assert state(path)[0] == ["9998a", "9998b"]


def test_a_project_of_two_migrations_of_which_one_follows_the_other_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path), title="Old").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()
    with pytest.raises(StoreError, match="is damaged"):
        upgrade.prepare(str(path))
