"""Every column of every table is in a study, or there is a reason why not."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, StaticPool, String, Table, create_engine

from app.models import Base
from app.store import chain
from app.store.sight import ReadSession
from app.store.stored.codebook import StoredCode
from app.store.stored.decisions import StoredOwn
from app.store.stored.rounds import StoredCoder, StoredDocument, StoredRegion
from app.studies.rows import SettledCoding, Study, StudyCode, StudyCoder, StudyDescription, StudyRegion
from app.studies.whole import study_of

TABLES = Base.metadata.tables
WHOLE_TABLES = {
    "action": "the history stays in its project: it names rows by ids, and its hashes are of them",
    "change": "the history stays in its project",
    "packet": "returns come to the project that gave the work out, which has the keys",
    "packet_return": "as packet",
}
REASONS = {
    "id": "an id means nothing in another project: guids name rows",
    "hash": "made of what the row holds, with the ids that it has there",
    "name_key": "made of the name",
    "text_hash": "made of the text",
}
TOLD_OTHERWISE = {
    ("snapshot_document", "document_id"): "what is stored of the document has its guid",
    ("text_check", "coding_id"): "the guid of the coding stands beside it",
}
COLUMNS = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if table.name not in WHOLE_TABLES and column.name not in REASONS
    if (table.name, column.name) not in TOLD_OTHERWISE
]


def test_every_reason_is_needed() -> None:
    """A table or a kind of column that is gone needs no reason."""
    names = {column.name for table in TABLES.values() for column in table.columns}
    assert names >= REASONS.keys()
    assert TABLES.keys() >= WHOLE_TABLES.keys()


@pytest.fixture(scope="module")
def memory(filled: Path) -> Iterator[sqlite3.Connection]:
    """The whole project in memory, where each change is taken back."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with closing(sqlite3.connect(filled)) as file:
            file.backup(connection)
        yield connection


@pytest.fixture(scope="module")
def look(memory: sqlite3.Connection) -> Iterator[Callable[[], Study]]:
    """The study as it is now; whatever was changed is taken back behind it."""
    engine = create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool)

    def ask() -> Study:
        with ReadSession(engine, info={"coder_id": None}) as session:
            return study_of(session)

    yield ask
    engine.dispose()


@pytest.fixture(scope="module")
def before(look: Callable[[], Study]) -> Study:
    """The study as it was made."""
    return look()


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[".".join(one) for one in COLUMNS])
def test_a_study_changes_with_every_column(
    memory: sqlite3.Connection, look: Callable[[], Study], before: Study, table: str, column: str
) -> None:
    for row_id, changes in changed_rows(memory, TABLES[table], column):
        memory.execute("BEGIN")
        places = ", ".join(f'"{name}" = ?' for name in changes)
        statement = f'UPDATE OR IGNORE "{table}" SET {places} WHERE id = ?'
        memory.execute(statement, (*changes.values(), row_id))
        if look() != before:
            break
    else:
        pytest.fail("whatever stands there, the study is the same: tell it, or say here why not")


def test_whatever_was_changed_here_was_taken_back(look: Callable[[], Study], before: Study) -> None:
    assert look() == before


def changed_rows(
    memory: sqlite3.Connection, table: Table, column: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows with another value in one column, as a program of ours might have stored it, and their hash."""
    names = [each.name for each in table.columns]
    for values in memory.execute(f'SELECT {", ".join(map(repr_of, names))} FROM "{table.name}"').fetchall():
        row = dict(zip(names, values, strict=True))
        for value in others(memory, table.columns[column], row[column]):
            changed = {column: value}
            if table.name in chain.SEALED:
                changed["hash"] = chain.seal(table.name, row | changed)
            yield row["id"], changed


def repr_of(name: str) -> str:
    return f'"{name}"'


def others(memory: sqlite3.Connection, column: Column[Any], value: Any) -> Iterator[Any]:
    """Other values of a column."""
    targets = [key.column.table.name for key in column.foreign_keys] or [REFERENCES.get(column.name)]
    if (column.table.name, column.name) in JSON:
        yield from JSON[column.table.name, column.name](json.loads(value or "[]"))
    elif targets[0]:
        rows = memory.execute(f'SELECT id FROM "{targets[0]}" WHERE id IS NOT ?', (value,)).fetchall()
        yield from (row[0] for row in rows)
    elif isinstance(column.type, String):
        yield "e" * 32 if "guid" in column.name else f"{value or ''}!"
    else:
        yield 1 - value if isinstance(column.type, Boolean) else (value or 0) + 10


REFERENCES = {  # columns that outlive what they name are no foreign keys
    "coder_id": "coder",
    "created_by": "coder",
    "answered_by": "coder",
    "code_id": "code",
    "target_id": "code",
    "from_code_id": "code",
    "to_code_id": "code",
    "coding_id": "coding",
}


def renamed(stored: Any) -> Iterator[str]:
    """JSON with another name of a code or document in it."""
    whole = json.dumps(stored)
    yield whole.replace('"Bribe"', '"Bribery"').replace('"Baker"', '"Bakery"')


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (StoredCoder._fields[1:], StudyCoder._fields),
        (StoredDocument._fields[1:], StudyDescription._fields),
        (StoredRegion._fields[1:], StudyRegion._fields[:6]),
        (StoredCode._fields[3:], StudyCode._fields[2:]),
        (StoredOwn._fields[1:], SettledCoding._fields[1:]),
    ],
)
def test_stored_forms_and_rows_of_a_study_have_the_same_fields_in_the_same_order(
    stored: tuple[str, ...], told: tuple[str, ...]
) -> None:
    """They are copied from one another by their places."""
    assert stored == told


JSON = {
    ("codebook_version", "content"): renamed,
    ("snapshot", "content"): renamed,
    ("snapshot_document", "content"): renamed,
    ("decision", "originals"): lambda stored: [json.dumps(stored | {"kind": "agreed"})],
    ("attribute", "options"): lambda stored: [json.dumps([*stored, "more"])],
    ("case_summary", "codings"): lambda stored: [json.dumps(stored | {"b" * 32: 1})],
    ("variable", "options"): lambda stored: [json.dumps([*stored, ["more", ""]])],
    ("snapshot_sheet", "content"): lambda stored: [json.dumps(stored | {"name": "other"})],
    ("value_decision", "originals"): lambda stored: [json.dumps(stored | {"result": None})],
    ("vote", "codings"): lambda stored: [json.dumps(stored | {"codings": []})],
}
