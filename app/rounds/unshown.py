"""Documents of which nothing is counted, drawn or suggested: coded blind at present, and repeats."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Document
from app.rounds.queries import open_blind_pairs


def unshown_documents(session: Session) -> set[int]:
    """The ids of documents in open blind rounds with their originals, and of repeats."""
    originals: dict[int, int] = {
        row[0]: row[1] or 0
        for row in session.execute(
            select(Document.id, Document.repeat_of_id)
            .where(Document.repeat_of_id.is_not(None))
            .execution_options(everything=True)
        )
    }
    blind = {document_id for document_id, _ in open_blind_pairs(session)}
    return {*blind, *originals, *(originals[id_] for id_ in blind if id_ in originals)}
