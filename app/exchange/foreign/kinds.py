"""Which program a file or folder is of, and what reads it; each reader is loaded when it is needed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from app.errors import UserError
from app.exchange.foreign.project import ForeignProject
from app.jobs import Job

Reader = Callable[[Path, Job], ForeignProject]

_BY_ENDING = {
    ".qdpx": "refi.reading:read_project",
    ".qdc": "refi.reading:read_codebook_file",
}


def read_foreign(path: Path, job: Job) -> ForeignProject:
    """Read whatever project of another program it is; UserError says what is wrong with it."""
    if not path.exists():
        raise UserError(f"There is no file “{path}”. It may have been moved or renamed. Check its name.")
    reader = _BY_ENDING.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(_BY_ENDING)
        raise UserError(
            f"“{path.name}” is no project of another program that Intercoder reads. It reads {endings}. "
            "Export the project from its program as REFI-QDA (.qdpx), and take that file."
        )
    module, _, name = reader.partition(":")
    read: Reader = getattr(import_module(f"app.exchange.foreign.{module}"), name)
    return read(path, job)
