"""Reads documents of every supported format; a new format is one module and one line in the table here."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from stat import S_ISREG

from app.counting import counted
from app.documents.direction import direction_of, language_of
from app.documents.sources import Source
from app.documents.turns import Recognition
from app.errors import UserError
from app.exchange.readers.kinds import kind_of
from app.exchange.readers.reading import Reading
from app.names import storable
from app.store.project import SUFFIX

MAX_BYTES = 100_000_000
_DOUBTS_TOLD = 5

# Each is a module here with `read(data, file_name, encoding)`; those that nobody needs are not loaded.
_READERS = {
    ".txt": "plain_text",
    ".text": "plain_text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".epub": "epub",
    ".pdf": "pdf",
    ".vtt": "subtitles",
    ".srt": "subtitles",
    ".sbv": "subtitles",
    ".ttml": "ttml",
    ".dfxp": "ttml",
    ".json": "transcripts_json",
    ".csv": "speech_table",
    ".tsv": "speech_table",
    ".tab": "speech_table",
    ".xlsx": "speech_table",
    ".ods": "speech_table",
}
_SAYING_THEIR_ENCODING = frozenset(
    {".docx", ".pdf", ".odt", ".epub", ".rtf", ".ttml", ".dfxp", ".mht", ".mhtml", ".xlsx", ".ods"}
)


def supported_extensions() -> tuple[str, ...]:
    """Return the endings of readable files, in lower case with their full stop."""
    return tuple(_READERS)


def read_sources(path: Path, encoding: str | None = None, dialect: str = "") -> tuple[Source, ...]:
    """Read one file, which may hold several texts; UserError names it if it can't be read or holds no text.

    `encoding` is what somebody chose for a text file that bears no mark; without it, it is told or guessed.
    So is the `dialect` of a transcript (see app.documents.turns.recognition).
    """
    data = read_bytes(path)
    module = _READERS.get(path.suffix.lower())
    if module is None:
        raise _unsupported(path, data)
    read: Callable[[bytes, str, str | None], Iterable[Reading]] = import_module(f"{__name__}.{module}").read
    file_hash = sha256(data).hexdigest()
    sources = tuple(
        source
        for reading in read(data, path.name, encoding)
        if (source := _source(path, file_hash, reading, dialect)) is not None
    )
    if not sources:
        raise _empty(path)
    return sources


def _source(path: Path, file_hash: str, reading: Reading, dialect: str) -> Source | None:
    """The text with what was recognised in it; None where it has no words."""
    text, recognition = reading.recognised(dialect)
    if all(c.isspace() or unicodedata.category(c) == "Cf" for c in text):
        return None
    return Source(
        name=reading.name or storable(path.stem).strip() or "Document",
        file_name=path.name,
        file_hash=file_hash,
        text=text,
        language=reading.language or language_of(text),
        direction=direction_of(text),
        recognition=recognition,
        properties=reading.properties,
        warnings=reading.warnings,
    )


def doubts(file_name: str, recognition: Recognition, taken: Collection[int] = ()) -> Iterator[str]:
    """A sentence about the lines that look like labels and were not taken for any, neither by somebody."""
    doubtful = [doubt for doubt in recognition.doubtful if doubt.line not in taken]
    if not doubtful:
        return
    lines = [f"line {doubt.line:,} “{doubt.words}”" for doubt in doubtful[:_DOUBTS_TOLD]]
    if len(doubtful) > _DOUBTS_TOLD:
        lines.append(f"and {len(doubtful) - _DOUBTS_TOLD:,} more")
    what = counted(len(doubtful), "line")
    yield (
        f"{what} of “{file_name}” may be mistyped or nameless labels of speakers: {'; '.join(lines)}. "
        "What is said there may have been given to the wrong person, or to nobody. "
        "Put it right in Code, Speakers and turns, or mend the labels and import it again."
    )


def is_plain_text(path: Path) -> bool:
    """Whether the file's ending is one of those that don't say how letters are encoded."""
    return path.suffix.lower() in _READERS.keys() - _SAYING_THEIR_ENCODING


def read_bytes(path: Path) -> bytes:
    """The file's content; UserError names a file that can't be read, is too large or empty."""
    if path.suffix.lower() == SUFFIX:  # to read and close it would drop its locks where it is open here
        raise UserError(
            f"“{path.name}” is an Intercoder project, no document. Open it as a project, or export its texts "
            "as a study folder and import that."
        )
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
