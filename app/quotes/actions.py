"""What can be done to the quote bank, which is the team's."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from app.errors import UserError
from app.models import Code, Document, Quote
from app.names import storable
from app.store.journal import WriteSession, delete_many, set_many
from app.store.leading import acting
from app.store.meanwhile import refuse_overwriting
from app.store.sight import is_coded_blind
from app.store.written import CLEARANCES

GONE = "This quote is no longer there: it was removed meanwhile. Nothing was changed."
TEXTS = ("attribution", "wording", "translation", "used_in", "note")


def add_quote(
    session: WriteSession,
    /,
    *,
    document_id: int,
    start: int,
    end: int,
    code_id: int | None = None,
    **texts: str,
) -> int:
    """Choose a passage [start, end) to be quoted, behind those that were chosen; `texts` as in change_quote.

    UserError where it lies outside its text, or was chosen already.
    """
    document = session.get(Document, document_id)
    if document is None:
        raise UserError("This document is no longer in the project. Choose another one.")
    if not 0 <= start < end <= document.length:
        raise UserError("Nothing is selected that could be quoted. Select a passage of the text.")
    if code_id is not None and session.get(Code, code_id) is None:
        raise UserError("This code is no longer in the codebook. Choose another one.")
    same = select(Quote).where(Quote.document_id == document_id, Quote.start == start, Quote.end == end)
    coder_id = acting(session)
    if any(
        other.coder_id == coder_id or not is_coded_blind(session, document_id)
        for other in session.scalars(same)
    ):
        raise UserError("This passage is in the quote bank already.")
    position = (session.scalar(select(func.max(Quote.position))) or 0) + 1
    quote = Quote(
        document_id=document_id, start=start, end=end, code_id=code_id, coder_id=coder_id, position=position
    )
    session.add(quote)
    for field, value in _checked(texts).items():
        setattr(quote, field, value)
    session.flush()
    return quote.id


def add_quotes(session: WriteSession, *, places: Sequence[tuple[int, int, int, int | None]]) -> int:
    """Choose several passages (document id, start, end, code id) that weren't yet; returns how many.

    UserError where all of them are in the bank.
    """
    added, refusal = 0, None
    for document_id, start, end, code_id in places:
        try:
            add_quote(session, document_id=document_id, start=start, end=end, code_id=code_id)
        except UserError as error:
            refusal = error
        else:
            added += 1
    if not added and refusal is not None:
        raise refusal
    return added


def change_quote(
    session: WriteSession, /, *, quote_id: int, seen: Mapping[str, str] | None = None, **texts: str
) -> None:
    """Change what is given of a quote: attribution, wording, translation, used_in, note, clearance.

    Conflict where that is no longer as it was `seen`.
    """
    quote = existing(session, quote_id)
    wanted = _checked(texts)
    refuse_overwriting(quote, wanted, seen, "this quote")
    for field, value in wanted.items():
        setattr(quote, field, value)


def move_quote(session: WriteSession, *, quote_id: int, position: int) -> None:
    """Give a quote the place `position` (from 0) in the order of all."""
    quote = existing(session, quote_id)
    ids = list(session.scalars(select(Quote.id).order_by(Quote.position, Quote.id)))
    ids.remove(quote.id)
    ids.insert(max(0, position), quote.id)
    set_many(session, Quote, {row_id: {"position": index} for index, row_id in enumerate(ids, start=1)})


def remove_quotes(session: WriteSession, *, quote_ids: Collection[int]) -> None:
    """Take quotes out of the bank; their passages stay as they are."""
    delete_many(session, Quote, [existing(session, quote_id).id for quote_id in dict.fromkeys(quote_ids)])


def existing(session: WriteSession, quote_id: int) -> Quote:
    """A quote by id; UserError where it is gone, or nothing may be known of it."""
    quote = session.get(Quote, quote_id)
    if quote is None:
        raise UserError(GONE)
    mine = quote.coder_id == acting(session)
    if not mine and quote.document_id is not None and is_coded_blind(session, quote.document_id):
        raise UserError(GONE)
    return quote


def _checked(texts: Mapping[str, str]) -> dict[str, str]:
    for field in texts:
        if field not in (*TEXTS, "clearance"):
            raise ValueError(field)
    clearance = texts.get("clearance")
    if clearance is not None and clearance not in CLEARANCES:
        raise UserError(f"“{clearance}” is no clearance. There are: {', '.join(CLEARANCES)}.", "clearance")
    return {field: storable(value) for field, value in texts.items()}
