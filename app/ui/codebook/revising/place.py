"""A passage that a proposal takes as its evidence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EvidencePassage:
    """A passage [start, end) of a document, and its words to be shown."""

    document_id: int
    start: int
    end: int
    quote: str
