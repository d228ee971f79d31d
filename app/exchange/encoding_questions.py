"""Text files that don't say in which encoding they are written, with a sample to choose it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.exchange.readers import is_plain_text, read_bytes
from app.exchange.readers.encodings import guessed_encoding, letters_beyond_ascii
from app.exchange.readers.leftovers import leftover
from app.exchange.readers.plain_text import must_be_guessed
from app.jobs import Job

_SHOWN = 4_000  # bytes of a sample


@dataclass(frozen=True)
class EncodingQuestion:
    """A text file whose encoding is a guess; `sample` are lines that hold letters beyond ASCII."""

    path: Path
    guessed: str
    sample: bytes

    def read_as(self, encoding: str) -> str:
        """The sample as it reads in an encoding; what that can't hold is shown as �."""
        return self.sample.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def encoding_questions(paths: Sequence[Path], job: Job) -> list[EncodingQuestion]:
    """Look which of the files need a guess; those that can't be read are left to the import to name."""
    questions = []
    for index, path in enumerate(paths):
        job.step(index, len(paths), f"Looking at {path.name}")
        if not is_plain_text(path) or leftover(path):
            continue
        try:
            data = read_bytes(path)
        except UserError:
            continue
        guessed = guessed_encoding(data) if b"\x00" not in data and must_be_guessed(data) else None
        if guessed is not None:
            questions.append(EncodingQuestion(path, guessed, letters_beyond_ascii(data, _SHOWN)))
    return questions
