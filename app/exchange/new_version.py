"""Reads the file that holds a new version of a document's text."""

from pathlib import Path

from app.counting import counted
from app.documents.sources import Source
from app.errors import UserError
from app.exchange.readers import read_sources


def read_version(path: Path, encoding: str | None = None) -> Source:
    """The one text of a file; UserError where it can't be read, or holds several."""
    sources = read_sources(path, encoding)
    if len(sources) != 1:
        raise UserError(
            f"“{path.name}” holds {counted(len(sources), 'text')}, so it can't be told which is the new "
            "version. Save the one that is meant as a file of its own."
        )
    return sources[0]
