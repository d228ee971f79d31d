"""Reads documents of every supported format; a new format is one module and one line in the table here."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from app.documents.direction import Direction, direction_of, language_of
from app.documents.turns import Recognition, TextRegion, recognition
from app.errors import UserError
from app.exchange.readers import docx, markdown, plain_text
from app.exchange.readers.kinds import kind_of
from app.exchange.readers.reading import Reading
from app.names import storable

MAX_BYTES = 100_000_000
_DOUBTS_TOLD = 5

_READERS: dict[str, Callable[[bytes, str, str | None], Reading]] = {
    ".txt": plain_text.read,
    ".text": plain_text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".docx": docx.read,
}


@dataclass(frozen=True)
class ReadDocument:
    """A document as read from a file: its canonical text and what was recognised in it.

    `name` is the file's name without its ending, where that says anything. `language` is an ISO 639-1 code,
    given only where the script leaves hardly any doubt, else None. `warnings` are sentences for the person
    who imports.
    """

    name: str
    file_name: str
    text: str
    language: str | None
    direction: Direction
    recognition: Recognition
    warnings: tuple[str, ...]

    @property
    def regions(self) -> tuple[TextRegion, ...]:
        """Its turns, or its paragraphs."""
        return self.recognition.regions


def supported_extensions() -> tuple[str, ...]:
    """Return the endings of readable files, in lower case with their full stop."""
    return tuple(_READERS)


def read_document(path: Path, encoding: str | None = None) -> ReadDocument:
    """Read one file; UserError names the file if it cannot be read, isn't what it says or is empty.

    `encoding` is what somebody chose for a text file that bears no mark; without it, it is told or guessed.
    """
    data = read_bytes(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise _unsupported(path, data)
    reading = reader(data, path.name, encoding)
    text, marked = reading.canonical()
    if all(c.isspace() or unicodedata.category(c) == "Cf" for c in text):
        raise _empty(path)
    found = recognition(text, marked)
    return ReadDocument(
        name=storable(path.stem).strip() or "Document",
        file_name=path.name,
        text=text,
        language=language_of(text),
        direction=direction_of(text),
        recognition=found,
        warnings=(*reading.warnings, *_doubts(path.name, found)),
    )


def _doubts(file_name: str, found: Recognition) -> Iterator[str]:
    """A sentence about the lines that look like labels and were not taken for any."""
    doubtful = found.doubtful
    if not doubtful:
        return
    lines = [f"line {doubt.line:,} “{doubt.words}”" for doubt in doubtful[:_DOUBTS_TOLD]]
    if len(doubtful) > _DOUBTS_TOLD:
        lines.append(f"and {len(doubtful) - _DOUBTS_TOLD:,} more")
    what = "A line" if len(doubtful) == 1 else f"{len(doubtful):,} lines"
    yield (
        f"{what} of “{file_name}” may be mistyped or nameless labels of speakers: {'; '.join(lines)}. "
        "What is said there may have been given to the wrong person, or to nobody. "
        "Mend the labels and import it again."
    )


def is_plain_text(path: Path) -> bool:
    """Whether the file's ending is one of those that don't say how letters are encoded."""
    return path.suffix.lower() in _READERS and path.suffix.lower() != ".docx"


def read_bytes(path: Path) -> bytes:
    """The file's content; UserError names a file that can't be read, is too large or empty."""
    try:
        if path.is_dir():
            raise UserError(
                f"“{path.name}” is a folder. Documents are imported as files. Choose the files inside it."
            )
        facts = path.stat()
        if not S_ISREG(facts.st_mode):
            raise UserError(
                f"“{path}” is a device or connection, not a file. Save its content as a file and import that."
            )
        if facts.st_size > MAX_BYTES:
            raise UserError(
                f"“{path.name}” is larger than 100 MB, more than Intercoder reads as one document. "
                "Split it into several files, or remove its pictures, and import it again."
            )
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(
            f"There is no file “{path}”. It may have been moved or renamed. Check its name and try again."
        ) from None
    except PermissionError:
        raise UserError(
            f"“{path.name}” cannot be opened: you have no permission to read it, or another program has "
            "locked it. Close other programs that use it, or copy the file and import the copy."
        ) from None
    except OSError as error:
        raise UserError(
            f"“{path.name}” cannot be read ({error.strerror}). The disk or the connection to it may be "
            "faulty. Copy the file to this computer and import the copy."
        ) from error
    if not data.strip():
        raise _empty(path)
    return data


def _unsupported(path: Path, data: bytes) -> UserError:
    kind = kind_of(data) or (f"a {path.suffix} file" if path.suffix else "a file without an ending")
    endings = ", ".join(supported_extensions())
    return UserError(
        f"“{path.name}” is {kind}, which Intercoder does not read as a document. It reads {endings}. "
        "Open it in the program that made it, save it in one of these formats and import that file."
    )


def _empty(path: Path) -> UserError:
    return UserError(
        f"“{path.name}” holds no text. There is nothing to code in it, so it was not imported. "
        "Check that it is the right file and that its text was saved."
    )
