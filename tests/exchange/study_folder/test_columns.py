"""Columns of a study folder's tables that aren't read are named; none is taken for what it doesn't say."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.study_folder import import_study
from app.jobs import Job
from app.store import Project
from tests.exchange.study_folder.conftest import Write


def test_columns_that_mean_nothing_here_are_named(project: Project, folder: Path, write: Write) -> None:
    codings = [
        ["doc_id", "coder", "code", "start", "end", "Weight", "sure"],
        ["driver", "Ana", "Money", 0, 3, 2, "no"],
    ]
    write("codings.csv", codings)
    write("assignments.csv", [["doc_id", "coder", "hours", "status"], ["driver", "Ana", 3, "completed"]])
    notes = import_study(project, folder, Job()).notes
    assert "codings.csv: Not taken: “Weight”, “sure”." in notes
    assert "assignments.csv: Not taken: “hours”." in notes


@pytest.mark.parametrize(
    ("column", "cell"), [("completed", "no"), ("Status", "in progress"), ("done", "0"), ("state", "open")]
)
def test_a_row_that_says_a_document_is_not_completed_is_not_taken_for_one_that_is(
    project: Project, folder: Path, write: Write, column: str, cell: str
) -> None:
    write(
        "assignments.csv", [["doc_id", "coder", column], ["driver", "Ana", "yes"], ["driver", "Murat", cell]]
    )
    with pytest.raises(UserError, match=f"row 3: “{column.lower()}” is “{cell}”, and each row"):
        import_study(project, folder, Job())


@pytest.mark.parametrize("cell", ["yes", "TRUE", "", "2026-11-29", "3.5.2024", "Completed"])
def test_a_row_that_says_when_or_that_it_is_completed_is_taken(
    project: Project, folder: Path, write: Write, cell: str
) -> None:
    write("assignments.csv", [["doc_id", "coder", "completed"], ["driver", "Murat", cell]])
    assert import_study(project, folder, Job()).completed == 1
