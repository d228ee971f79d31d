"""Coding what was found, all of it as one action."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.errors import UserError
from app.models import Code, Coder, Coding, Document
from app.store.codings import Origin
from app.store.journal import WriteSession, add_many, batches


def code_passages(
    session: WriteSession,
    *,
    passages: Sequence[tuple[int, int, int]],
    code_id: int,
    coder_id: int,
    origin: Origin = "search",
) -> int:
    """Put a code on passages (document id, start, end) that don't have it from this coder; returns how many.

    UserError, and nothing is coded, where a document is gone or all of them have it.
    """
    for model, row_id, what in ((Code, code_id, "code"), (Coder, coder_id, "coder")):
        if session.get(model, row_id) is None:
            raise UserError(f"This {what} is no longer in the project. Choose another one.")
    wanted = dict.fromkeys(passages)
    there = _coded(session, wanted, code_id, coder_id)
    new = [passage for passage in wanted if passage not in there]
    if not new:
        raise UserError("All of these passages have this code from you already. Nothing was changed.")
    rows = [
        {
            "document_id": document_id,
            "start": start,
            "end": end,
            "code_id": code_id,
            "coder_id": coder_id,
            "origin": origin,
        }
        for document_id, start, end in new
    ]
    add_many(session, Coding, rows)
    return len(new)


def _coded(
    session: WriteSession, wanted: Iterable[tuple[int, int, int]], code_id: int, coder_id: int
) -> set[tuple[int, int, int]]:
    """Where this coder has the code already; UserError where a passage lies outside its text."""
    lengths: dict[int, int] = {}
    coded: set[tuple[int, int, int]] = set()
    for batch in batches(list({document_id for document_id, _, _ in wanted})):
        documents = select(Document.id, Document.length).where(Document.id.in_(batch))
        lengths.update((row[0], row[1]) for row in session.execute(documents))
        spans = select(Coding.document_id, Coding.start, Coding.end).where(
            Coding.document_id.in_(batch), Coding.code_id == code_id, Coding.coder_id == coder_id
        )
        coded.update((row[0], row[1], row[2]) for row in session.execute(spans))
    if not all(0 <= start < end <= lengths.get(document_id, -1) for document_id, start, end in wanted):
        raise UserError(
            "A document is gone, or its text is another one now, so nothing was coded. Look for the "
            "words again."
        )
    return coded
