"""A small study folder that every test may spoil."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from app.store import Project

DRIVER = "ANA: Why did you go?\nOMAR: It was the money. 🚚 They paid on the first.\n"
TEACHER = "مرحبا، كيف حالك؟\nI taught them to read.\n"

Write = Callable[[str, Sequence[Sequence[object]]], None]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(str(tmp_path / "study.intercoder")) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound study folder of two documents and three codings."""
    folder = tmp_path / "Riverbank"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "driver.txt").write_bytes(DRIVER.encode())
    (folder / "documents" / "teacher.txt").write_bytes(TEACHER.encode())
    start = DRIVER.index("It was")
    write_table(
        folder / "codings.csv",
        [
            ["doc_id", "coder", "code", "start", "end", "quote"],
            ["driver", "Ana", "Money", start, start + 17, "It was the money."],
            ["driver", "Murat", "Money", start + 18, start + 43, ""],
            ["teacher", "GOLD", "Faith", 0, 5, "مرحبا"],
        ],
    )
    return folder


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes a table of the study folder: write("codings.csv", rows)."""
    return lambda name, rows: write_table(folder / name, rows)


def write_table(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
