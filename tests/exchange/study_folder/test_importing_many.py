"""Importing many codings: read row by row, whichever document a row is of."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.coding.queries import passages
from app.errors import Cancelled
from app.exchange.study_folder import import_study
from app.jobs import Job
from app.store import Project

Write = Callable[[str, Sequence[Sequence[object]]], None]
HEADER = ["doc_id", "coder", "code", "start", "end", "quote"]


def coded(project: Project) -> list[tuple[str, str, str, str]]:
    with project.read() as session:
        return [
            (found.document_name, found.coder_name, found.coding.code_name, found.quote)
            for found in passages(session)
        ]


def test_reading_many_codings_is_cancelled_in_their_midst(
    project: Project, folder: Path, write: Write
) -> None:
    write("codings.csv", [HEADER, *[["teacher", "Ana", "Faith", 0, 5, ""]] * 12_000])

    def listen(done: int, _of: int, what: str) -> None:
        if what == "Reading codings" and done:
            job.cancel()

    job = Job(listen)
    with pytest.raises(Cancelled):
        import_study(project, folder, job)
    assert coded(project) == []


def test_codings_of_mixed_documents_come_in_by_document_and_those_that_repeat_as_one(
    project: Project, folder: Path, write: Write
) -> None:
    text = (folder / "documents" / "teacher.txt").read_bytes()
    (folder / "documents" / "teacher.txt").write_bytes(text.replace(b"\n", b"\r\n"))
    start = text.decode().index("I taught") + 1  # with two characters for the line end
    rows = [
        ["teacher", "Ana", "Faith", start, start + 8, "I taught"],
        ["driver", "Ana", "Money", 0, 3, "ANA"],
        ["teacher", "Ana", "Faith", start, start + 8, "I taught"],
        ["driver", "Ana", "Money", 0, 3, "ANA"],
        ["teacher", "Ana", "Faith", 0, 5, "مرحبا"],
    ]
    write("codings.csv", [HEADER, *rows])
    imported = import_study(project, folder, Job())
    assert (imported.rows, imported.codings, imported.repeated) == (5, 3, 2)
    assert sorted(coded(project)) == [
        ("driver", "Ana", "Money", "ANA"),
        ("teacher", "Ana", "Faith", "I taught"),
        ("teacher", "Ana", "Faith", "مرحبا"),
    ]
    assert any("counted in the file as it is" in note for note in imported.notes)
