"""The quotes that were chosen, in their order, with their words and what they may be attributed to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.queries import facts_of_document
from app.cases.values import KNOWN
from app.coding.queries import Places
from app.models import Code, Coder, Document, Quote
from app.names import key


@dataclass(frozen=True)
class QuoteRow:
    """One quote: `original` are the words of its passage, `wording` the cleaned ones, "" for the same.

    `attribution` is what was written, or else made of the case: its name (a pseudonym) and what is known of
    it. Without a document its words were changed away from the text.
    """

    id: int
    guid: str
    document_id: int | None
    document: str
    direction: str
    start: int | None
    end: int | None
    original: str
    turn: int | None
    speaker: str
    code: str
    chosen_by: str
    position: int
    attribution: str
    is_attributed: bool
    wording: str
    translation: str
    clearance: str
    used_in: str
    note: str
    at: str
    colour: str = ""  # of the code

    @property
    def leaves(self) -> bool:
        """Whether its words may leave the project."""
        return self.clearance == "quote"


def quotes(session: Session) -> list[QuoteRow]:
    """All quotes that whoever looks may see, in their order."""
    rows = session.execute(
        select(Quote, Document.name, Document.direction, Document.length, Code.name, Coder.name, Code.colour)
        .outerjoin(Document, Document.id == Quote.document_id)
        .outerjoin(Code, Code.id == Quote.code_id)
        .outerjoin(Coder, Coder.id == Quote.coder_id)
        .order_by(Quote.position, Quote.id)
    ).all()
    places = Places(session)
    places.expect((row[0].document_id or 0, row[3]) for row in rows if row[0].document_id is not None)
    facts: dict[int, Any] = {}
    return [_row(session, places, facts, *row) for row in rows]


def _row(
    session: Session,
    places: Places,
    facts: dict[int, Any],
    quote: Quote,
    document: str | None,
    direction: str | None,
    length: int | None,
    code: str | None,
    coder: str | None,
    colour: str | None,
) -> QuoteRow:
    where = None
    if length is not None and quote.document_id is not None:
        where = _where(session, places, facts, quote)
    original, turn, speaker, attribution = where or ("", None, "", "")
    return QuoteRow(
        id=quote.id,
        guid=quote.guid,
        document_id=None if document is None else quote.document_id,
        document=document or "",
        direction=direction or "ltr",
        start=quote.start,
        end=quote.end,
        original=original,
        turn=turn,
        speaker=speaker,
        code=code or "",
        chosen_by=coder or "",
        position=quote.position,
        attribution=quote.attribution or attribution,
        is_attributed=bool(quote.attribution),
        wording=quote.wording,
        translation=quote.translation,
        clearance=quote.clearance,
        used_in=quote.used_in,
        note=quote.note,
        at=quote.at,
        colour=colour or "",
    )


def _where(
    session: Session, places: Places, facts: dict[int, Any], quote: Quote
) -> tuple[str, int | None, str, str] | None:
    """The words of a quote, its turn and speaker, and whose words they are by what is known of the case."""
    document_id, start, end = quote.document_id, quote.start, quote.end
    if document_id is None or start is None or end is None:
        return None
    turn, speaker = places.turn(document_id, start)
    if document_id not in facts:
        facts[document_id] = facts_of_document(session, document_id)
    attribution = attribution_of(facts[document_id], speaker, start, end)
    return places.text(document_id)[start:end], turn, speaker, attribution


def attribution_of(facts: Any, speaker: str, start: int, end: int) -> str:
    """The case that a passage belongs to, by name, and what is known of it: “Omar, 34 years, Homs”.

    A stretch that holds the passage comes before what a speaker says, and that before the whole document.
    """
    best: tuple[int, Any] | None = None
    for case in facts:
        for link in case.links:
            rank = None
            if link.end:
                rank = 0 if link.start <= start and end <= link.end else None
            elif link.speaker:
                rank = 1 if key(link.speaker) == key(speaker) else None
            else:
                rank = 2
            if rank is not None and (best is None or rank < best[0]):
                best = rank, case
    if best is None:
        return ""
    parts = [best[1].case.name]
    for attribute, cell in best[1].facts:
        if cell.entry.state == KNOWN:
            parts.append(f"{cell.entry.value} {attribute.unit}".strip())
    return ", ".join(parts)
