"""Retrieved passages in their words, page by page: who speaks, and which codes whoever gave."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.coding.queries import CONTEXT, CodingRow, Places, codings_by_id
from app.in_context import around
from app.jobs import Job
from app.models import Document
from app.retrieve.queries import Retrieved
from app.store.journal import batches


@dataclass(frozen=True)
class RetrievedPassage:
    """One passage [start, end): its words, up to CONTEXT characters around it, and the codings on it."""

    document_id: int
    start: int
    end: int
    document: str
    direction: str
    before: str
    quote: str
    after: str
    turn: int | None
    speaker: str
    codings: tuple[CodingRow, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of its codes, each once."""
        return tuple(dict.fromkeys(coding.code_name for coding in self.codings))


def read_passages(
    session: Session, retrieved: Retrieved, indices: Sequence[int], job: Job | None = None
) -> list[RetrievedPassage]:
    """Some of the passages, by index, in this order; without those whose document is gone meanwhile."""
    job = job or Job()
    ids = {index: retrieved.codings_of(index) for index in indices}
    codings = codings_by_id(session, {coding_id for listed in ids.values() for coding_id in listed})
    documents = _documents(session, {int(retrieved.document[index]) for index in indices})
    places = Places(session)
    places.expect(
        (document_id, documents[document_id][2])
        for index in indices
        if (document_id := int(retrieved.document[index])) in documents
    )
    passages = []
    for step, index in enumerate(indices):
        job.step(step, len(indices))
        document_id, start, end = (
            int(row[index]) for row in (retrieved.document, retrieved.start, retrieved.end)
        )
        if document_id not in documents or end > documents[document_id][2]:
            continue
        text = places.text(document_id)
        name, direction, _ = documents[document_id]
        before, after = around(text, start, end, CONTEXT)
        turn, speaker = places.turn(document_id, start)
        rows = tuple(codings[coding_id] for coding_id in ids[index] if coding_id in codings)
        place = document_id, start, end, name, direction
        passages.append(RetrievedPassage(*place, before, text[start:end], after, turn, speaker, rows))
    return passages


def _documents(session: Session, ids: set[int]) -> dict[int, tuple[str, str, int]]:
    """(name, direction, length) of documents by id."""
    columns = Document.id, Document.name, Document.direction, Document.length
    return {
        row[0]: (row[1], row[2], row[3])
        for batch in batches(sorted(ids))
        for row in session.execute(select(*columns).where(Document.id.in_(batch)))
    }
