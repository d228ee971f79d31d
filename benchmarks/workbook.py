"""The workbook of a large project, from the file to the finished .xlsx."""

import tempfile
from pathlib import Path

from app.exchange.workbook import write_workbook
from app.jobs import Job
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with


def export(times: int) -> Measured:
    """100,000 codings (times `times`) of 10 coders in 120 documents."""
    path = project_with(codings=100_000 * times, documents=120, characters=100_000 * times)
    with Project.open(str(path)) as project, tempfile.TemporaryDirectory() as folder:
        return repeated(lambda: write_workbook(project, Path(folder) / "workbook.xlsx", Job()), 1)
