"""What would be coded of what was found: each passage in its context, and whether it has the code already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.queries import regions
from app.find.passages import Unit, passages_of
from app.find.queries import Hit
from app.in_context import around, quote
from app.jobs import Job
from app.models import Coding

AROUND = 50  # characters on each side
LONGEST = 240


@dataclass(frozen=True)
class FoundPassage:
    """A passage [start, end) of a document, in words; `is_coded` where this coder gave it this code."""

    document_id: int
    start: int
    end: int
    document: str
    words: str
    is_coded: bool


def found_passages(
    session: Session, hits: Sequence[Hit], unit: Unit, code_id: int, coder_id: int, job: Job | None = None
) -> list[FoundPassage]:
    """The passages that hits in texts stand in, in the order of documents, each once."""
    by_document: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.holding.piece.where == "texts":
            by_document.setdefault(hit.holding.piece.document_id, []).append(hit)
    passages: list[FoundPassage] = []
    for done, (document_id, own_hits) in enumerate(by_document.items()):
        if job is not None:
            job.step(done, len(by_document))
        holding = own_hits[0].holding
        turns = [(turn.body, turn.end) for turn in regions(session, document_id, "turn")]
        coded = _coded(session, document_id, code_id, coder_id)
        places = [(hit.start, hit.end) for hit in own_hits]
        for start, end in passages_of(holding.text, places, unit, turns):
            before, after = around(holding.text, start, end, AROUND)
            words = f"{before}[{quote(holding.text, start, end, LONGEST)}]{after}"
            is_coded = (start, end) in coded
            passages.append(FoundPassage(document_id, start, end, holding.document, words, is_coded))
    return passages


def _coded(session: Session, document_id: int, code_id: int, coder_id: int) -> set[tuple[int, int]]:
    rows = select(Coding.start, Coding.end).where(
        Coding.document_id == document_id, Coding.code_id == code_id, Coding.coder_id == coder_id
    )
    return {(start, end) for start, end in session.execute(rows)}
