"""What somebody chooses about files before they come in as documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.documents.speaker_choices import SpeakerChoices


@dataclass(frozen=True)
class FileChoices:
    """About one file: how its letters are encoded where it doesn't say so itself ("": it is guessed), the
    form of transcript ("": it is recognised), and the lines that look like labels and begin a turn.
    """

    encoding: str = ""
    dialect: str = ""
    taken: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ImportChoices:
    """About files that come in together.

    every       what holds for each file about which nothing of its own is said
    files       what is said of single files
    speakers    about labels and speakers, in all files alike
    duplicates  whether a text that is there already comes in again
    language    of all texts (ISO 639-1); "" where it is told from the script
    groups      into which all of them are put
    """

    every: FileChoices = FileChoices()
    files: Mapping[Path, FileChoices] = field(default_factory=dict)
    speakers: SpeakerChoices = field(default_factory=SpeakerChoices)
    duplicates: Literal["import", "leave out"] = "import"
    language: str = ""
    groups: tuple[str, ...] = ()

    def of(self, path: Path) -> FileChoices:
        """What holds for a file."""
        return self.files.get(path, self.every)


def choices_of(encodings: Mapping[Path, str]) -> ImportChoices:
    """The choices where only the letters of some files were chosen."""
    return ImportChoices(files={path: FileChoices(encoding) for path, encoding in encodings.items()})
