"""Which program a file or folder is of, and what reads it; each reader is loaded when it is needed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from app.errors import UserError
from app.exchange.foreign.catma import is_catma
from app.exchange.foreign.project import ForeignProject
from app.jobs import Job

Reader = Callable[[Path, Job], ForeignProject]

_BY_ENDING = {
    ".qdpx": "refi.reading:read_project",
    ".qdc": "refi.reading:read_codebook_file",
    ".qda": "qualcoder:read",
    ".rqda": "rqda:read",
    ".sqlite3": "taguette:read",
    ".json": "labelled:read",
    ".jsonl": "labelled:read",
    ".xmi": "inception:read",
    ".zip": "inception:read",
    ".mex": "maxqda:read",
    **dict.fromkeys((".mx12", ".mx18", ".mx20", ".mx22", ".mx24"), "maxqda:read"),
    **dict.fromkeys((".xlsx", ".ods", ".csv", ".tsv"), "segments:read"),
}
ENDINGS = tuple(_BY_ENDING)
# that are nothing else; a .json may be a transcript
DROPPED_PROJECTS = (".qdpx", ".qdc", ".qda", ".rqda", ".sqlite3")


def read_foreign(path: Path, job: Job) -> ForeignProject:
    """Read whatever project of another program it is; UserError says what is wrong with it."""
    if not path.exists():
        raise UserError(f"There is no file “{path}”. It may have been moved or renamed. Check its name.")
    reader = _of_folder(path) if path.is_dir() else _BY_ENDING.get(path.suffix.lower())
    if reader is None:
        raise UserError(
            f"“{path.name}” is no project of another program that Intercoder reads. It reads files that "
            "end with "
            f"{', '.join(_BY_ENDING)}, and folders of QualCoder and CATMA. Export the project from its "
            "program as "
            "REFI-QDA (.qdpx), and take that file."
        )
    module, _, name = reader.partition(":")
    read: Reader = getattr(import_module(f"app.exchange.foreign.{module}"), name)
    return read(path, job)


def _of_folder(folder: Path) -> str | None:
    if (folder / "data.qda").is_file():
        return "qualcoder:read"
    return "catma:read" if is_catma(folder) else None
