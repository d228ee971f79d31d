"""A large study folder, read into a new project."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app.exchange.study_folder import export_study, import_study
from app.jobs import Job
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with


@contextmanager
def _folder(times: int) -> Iterator[Path]:
    path = project_with(codings=74_000 * times, documents=200, characters=40_000 * times, coders=29)
    with Project.open(str(path)) as project, tempfile.TemporaryDirectory() as folder:
        export_study(project, Path(folder) / "study", Job())
        yield Path(folder)


def load(times: int) -> Measured:
    """74,000 codings (times `times`) of 29 coders in 200 documents: checked, journaled, on the disk."""
    with _folder(times) as folder:
        number = count()

        def read() -> None:
            with Project.create(str(folder / f"{next(number)}.intercoder")) as project:
                import_study(project, folder / "study", Job())

        return repeated(read, 3 if times == 1 else 1)
