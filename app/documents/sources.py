"""What a reader brings from a file: a text with everything that the file says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.documents.direction import Direction
from app.documents.turns import Recognition, TextRegion


@dataclass(frozen=True)
class SourceNote:
    """A comment that the file holds on a passage, as half-open code point offsets into the canonical text."""

    start: int
    end: int
    text: str
    author: str = ""


@dataclass(frozen=True)
class Source:
    """A text as read from a file, which may hold several; every offset counts in the canonical `text`.

    `name` is proposed for the document. `file_hash` is that of the whole file (SHA-256, hexadecimal).
    `language` is an ISO 639-1 code, where the file says it or the script leaves hardly any doubt.
    `properties` are what the file says of itself, such as its author. `warnings` are sentences for the
    person who imports.
    """

    name: str
    file_name: str
    file_hash: str
    text: str
    language: str | None
    direction: Direction
    recognition: Recognition
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[SourceNote, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[TextRegion, ...]:
        """Its turns, or its paragraphs."""
        return self.recognition.regions
