"""The check finds what was changed behind the journal's back."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.codebook.version_actions import publish_version
from app.codebook.versions import content_of
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document, remove_document
from app.errors import StoreError
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.queries import rounds
from app.rounds.snapshot import frozen
from app.store import Project
from app.store.check import problems


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.intercoder"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(str(path)) as made:
        coder = made.do("Add Ana", add_coder, name="Ana")
        document = made.do("Import", add_document, name="Driver", text="ANA: They took the flour.\n")
        code = made.do("Add code", add_code, name="Corruption")
        made.do(
            "Apply", apply_code, document_id=document, code_id=code, coder_id=coder, start=5, end=9, memo="x"
        )
        yield made


def tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_project_made_by_the_program_is_sound(project: Project) -> None:
    assert problems(project) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE coding SET memo = 'other'", "1 row of “coding” differs from what the journal says"),
        ("DELETE FROM coding", "1 row of “coding” differs"),
        ("UPDATE coding SET end = 5000", "1 coding of “Driver” lies outside its text"),
        ("UPDATE region SET end = 5000", "of “Driver” lies outside its text"),
        ("UPDATE coding SET code_id = 99", "names a “code” that doesn't exist"),
        ("UPDATE document_text SET text = 'ANA: They took the bread.\n'", "not the one that was imported"),
        ("DELETE FROM document_text", "is missing"),
    ],
)
def test_tampering_is_found_and_said_in_a_sentence(
    project: Project, path: Path, statement: str, sentence: str
) -> None:
    tamper(path, statement)
    assert any(sentence in problem for problem in problems(project))


@pytest.fixture
def closed(project: Project) -> Project:
    """The project, with a closed round and a published version of the codebook."""
    project.coder_id = 1
    project.do("Publish", publish_version, reason="First", coder_id=1)
    project.do("Complete", complete_document, document_id=1, coder_id=1)
    project.do("Plan", create_round, name="Round 1", document_ids=[1], coder_ids=[1])
    project.do("Complete", complete_document, document_id=1, coder_id=1)
    project.do("Close", close_round, round_id=1)
    return project


KEPT = {
    "snapshot": ("round_id", "at", "content", "hash"),
    "snapshot_document": ("document_id", "content", "hash"),
    "codebook_version": ("number", "reason", "content", "published_at", "hash"),
    "action": ("at", "station", "coder_id", "kind", "label", "content_hash", "hash"),
    "change": ("action_id", "table_name", "row_id", "before", "after"),
}


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in KEPT.items() for column in columns]
)
def test_every_value_of_the_journal_and_of_what_is_kept_for_ever_is_checked(
    closed: Project, path: Path, table: str, column: str
) -> None:
    assert problems(closed) == []
    with closing(sqlite3.connect(path)) as connection:
        (row_id, value), *_ = connection.execute(
            f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY id DESC'
        )
        other = value + 1 if isinstance(value, int) else value[:-2] + chr(ord(value[-2]) ^ 1) + value[-1]
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (other, row_id))
        connection.commit()
    assert problems(closed) != []


@pytest.mark.parametrize("table", KEPT)
def test_a_row_that_is_gone_is_missed(closed: Project, path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f'SELECT id FROM "{table}"').fetchall()
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', rows[len(rows) // 2])
        connection.commit()
    assert problems(closed) != []


@pytest.mark.parametrize("table", ["snapshot", "snapshot_document", "codebook_version"])
def test_what_is_kept_for_ever_is_read_as_it_was_written_or_not_at_all(
    closed: Project, path: Path, table: str
) -> None:
    tamper(path, f"UPDATE \"{table}\" SET content = replace(content, '1', '2')")
    with closed.read() as session:
        with pytest.raises(StoreError, match="is damaged"):
            content_of(session, 1) if table == "codebook_version" else frozen(session, 1)
        (row,) = rounds(session)
        assert row.damaged == (table == "snapshot")


@pytest.mark.parametrize("table", ["snapshot", "snapshot_document"])
def test_a_closed_round_that_lost_a_part_is_not_read_without_it(
    closed: Project, path: Path, table: str
) -> None:
    tamper(path, f'DELETE FROM "{table}"')
    with closed.read() as session, pytest.raises(StoreError, match="“Round 1” left is damaged"):
        frozen(session, 1)


def test_a_document_may_go_from_a_closed_round(closed: Project) -> None:
    closed.do("Remove", remove_document, document_id=1, anyway=True)
    with closed.read() as session:
        snapshot = frozen(session, 1)
    assert snapshot is not None
    assert snapshot.documents == ()
    assert problems(closed) == []


def test_a_damaged_history_is_not_undone_by(closed: Project, path: Path) -> None:
    tamper(path, "UPDATE change SET before = '{\"closed_at\":\"x\"}' WHERE before LIKE '%closed_at%'")
    with pytest.raises(StoreError, match="history of what is to be taken back is damaged"):
        closed.undo()


def test_the_newest_hash_stands_for_the_whole_history(closed: Project, path: Path) -> None:
    """As the manual describes it, with nothing but what stands in the file."""
    previous = ""
    with closing(sqlite3.connect(path)) as connection:
        for row_id, at, station, coder, kind, label, undoes, content_hash, stored in connection.execute(
            "SELECT id, at, station, coder_id, kind, label, undoes_id, content_hash, hash FROM action"
        ).fetchall():
            content = json.dumps(label, ensure_ascii=False)
            for values in connection.execute(
                "SELECT table_name, row_id, before, after FROM change WHERE action_id = ? ORDER BY id",
                (row_id,),
            ):
                content += "\n" + "\x1f".join("" if value is None else str(value) for value in values)
            assert sha256(content.encode()).hexdigest() == content_hash
            values = [previous, row_id, at, station, coder, kind, undoes, content_hash]
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
            previous = sha256(line.encode()).hexdigest()
            assert previous == stored
