"""The check finds what was changed behind the journal's back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
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
        ("UPDATE coding SET memo = 'other'", "1 rows of “coding” differ from what the journal says"),
        ("DELETE FROM coding", "1 rows of “coding” differ"),
        ("UPDATE coding SET end = 5000", "1 codings of “Driver” lie outside its text"),
        ("UPDATE region SET end = 5000", "of “Driver” lie outside its text"),
        ("UPDATE coding SET code_id = 99", "name a “code” that doesn't exist"),
        ("UPDATE document_text SET text = 'ANA: They took the bread.\n'", "not the one that was imported"),
        ("DELETE FROM document_text", "is missing"),
    ],
)
def test_tampering_is_found_and_said_in_a_sentence(
    project: Project, path: Path, statement: str, sentence: str
) -> None:
    tamper(path, statement)
    assert any(sentence in problem for problem in problems(project))
