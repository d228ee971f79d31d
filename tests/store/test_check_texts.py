"""The check of a project looks at every version of every text."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.store import Project
from app.store.check import problems
from app.store.stored.texts import StoredStretch, fits, stretches_read, stretches_written
from tests.whole_project import fill


def test_stretches_come_back_as_they_were_written() -> None:
    stretches = (StoredStretch(0, 0, 4), StoredStretch(7, 5, 3), StoredStretch(10, 20, 1))
    assert stretches_read(stretches_written(stretches)) == stretches
    assert stretches_read(stretches_written([])) == ()


def test_stretches_fit_only_texts_that_have_them_in_common() -> None:
    assert fits([StoredStretch(0, 1, 3)], "abc", "xabc")
    assert not fits([StoredStretch(0, 0, 3)], "abc", "xabc")
    assert not fits([StoredStretch(0, 0, 9)], "abc", "abc")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (
            "UPDATE document_text SET text = replace(text, 'FLOUR', 'flower') WHERE version = 2",
            "The text of “Baker” is not the one that was imported.",
        ),
        (
            "UPDATE document_text SET text_hash = 'x' WHERE version = 2",
            "Version 2 of the text of “Baker” is not what was stored.",
        ),
        (
            """UPDATE document_text SET stretches = '{"format":1,"same":[0,1,9]}' WHERE version = 2""",
            "What versions 1 and 2 of “Baker” have in common is not in both.",
        ),
        (
            "UPDATE document_text SET stretches = '[]' WHERE version = 2",
            "What versions 1 and 2 of “Baker” have in common is not in both.",
        ),
        (
            'UPDATE text_check SET "end" = 1000000 WHERE id = 1',
            "1 coding that is to be looked at lies outside the version of “Baker” that it was made in.",
        ),
    ],
)
def test_a_damaged_version_is_found(tmp_path: Path, damage: str, sentence: str) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path), station="here", title="Riverbank") as project:
        fill(project)
        assert problems(project) == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(damage)
        connection.commit()
    with Project.open(str(path), station="here") as project:
        assert sentence in problems(project)
