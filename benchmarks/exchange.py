"""An exchange project of 100,000 codings, written for other programs and taken in as theirs."""

import tempfile
from itertools import count
from pathlib import Path

from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.refi.exporting import export_exchange
from app.exchange.foreign.taking import take_project
from app.jobs import Job
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

DOCUMENTS, CODERS = 200, 10


def write(times: int) -> Measured:
    """100,000 codings (times `times`) of 10 coders in 200 documents, as .qdpx with what only we read back."""
    path = project_with(codings=100_000 * times, documents=DOCUMENTS, characters=40_000, coders=CODERS)
    with Project.open(str(path)) as project, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.qdpx"
        return repeated(lambda: export_exchange(project, out, Job()), 3 if times == 1 else 1)


def take(times: int) -> Measured:
    """The same without what only we read back: parsed, offsets inferred, journaled, on the disk."""
    path = project_with(codings=100_000 * times, documents=DOCUMENTS, characters=40_000, coders=CODERS)
    with tempfile.TemporaryDirectory() as folder:
        out, number = Path(folder) / "out.qdpx", count()
        with Project.open(str(path)) as project:
            export_exchange(project, out, Job(), plain=True)

        def read() -> None:
            with Project.create(str(Path(folder) / f"{next(number)}.intercoder")) as project:
                take_project(project, read_foreign(out, Job()), TakeChoices(), Job())

        return repeated(read, 3 if times == 1 else 1)
