"""What can be done to codings; nobody changes a colleague's."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from app.errors import UserError
from app.models import Assignment, Code, Coder, Coding, ConsensusCoding, Document, DocumentText
from app.store.blind import blind_pairs
from app.store.codings import Origin, delete_codings, fold_codings, folded, origin_of_both
from app.store.journal import WriteSession
from app.store.meanwhile import refuse_overwriting

LONGEST_LOOK = 10_000
LONGEST_TEXT = 2**31 - 2  # PostgreSQL counts no further
# Made once: making a statement takes longer than running it.
WORDS = (
    select(func.substr(DocumentText.text, bindparam("first"), bindparam("many")))
    .where(DocumentText.document_id == Document.id, DocumentText.version == Document.text_version)
    .correlate(Document)
    .scalar_subquery()
)
SAME = select(Coding.id).where(
    Coding.document_id == bindparam("document_id"),
    Coding.code_id == bindparam("code_id"),
    Coding.coder_id == bindparam("coder_id"),
    Coding.start == bindparam("start"),
    Coding.end == bindparam("end"),
)
SPAN = select(Document.length, WORDS).where(Document.id == bindparam("document_id"))
GESTURE = SPAN.add_columns(
    exists().where(Code.id == bindparam("code_id")),
    exists().where(Coder.id == bindparam("coder_id")),
    SAME.scalar_subquery(),
)


def apply_code(
    session: WriteSession,
    *,
    document_id: int,
    code_id: int,
    coder_id: int,
    start: int,
    end: int,
    memo: str = "",
    sure: bool = True,
    origin: Origin = "hand",
) -> int:
    """Put a code on the span [start, end) of a document; the same once more is folded into the first."""
    place = {"document_id": document_id, "code_id": code_id, "coder_id": coder_id, "start": start, "end": end}
    row = session.execute(GESTURE, place | _first_words(start, end)).one_or_none()
    length, words, has_code, has_coder, twin = row or (0, "", True, True, None)
    for stands, what in ((row is not None, "document"), (has_code, "code"), (has_coder, "coder")):
        if not stands:
            raise UserError(f"This {what} is no longer in the project. Choose another one.")
    _refuse_empty(start, end, length, words)
    if twin is not None:
        twin_row = session.get_one(Coding, twin)
        twin_row.memo, twin_row.sure = folded(twin_row.memo, twin_row.sure, memo, sure)
        twin_row.origin = origin_of_both(twin_row.origin, origin)
        return twin_row.id
    coding = Coding(
        document_id=document_id,
        code_id=code_id,
        coder_id=coder_id,
        start=start,
        end=end,
        memo=memo,
        sure=sure,
        origin=origin,
    )
    session.add(coding)
    session.flush()
    return coding.id


def remove_codings(session: WriteSession, *, coding_ids: Sequence[int], coder_id: int) -> None:
    """Remove some of a coder's own codings."""
    for coding_id in coding_ids:
        _refuse_decided(session, _own_coding(session, coding_id, coder_id))
    delete_codings(session, coding_ids)


def resize_coding(session: WriteSession, *, coding_id: int, coder_id: int, start: int, end: int) -> None:
    """Give a coding another span; where that makes it the same as another one, one remains."""
    coding = _own_coding(session, coding_id, coder_id)
    _refuse_decided(session, coding)
    span = {"document_id": coding.document_id} | _first_words(start, end)
    _refuse_empty(start, end, *session.execute(SPAN, span).one())
    twin = _same(session, coding.document_id, coding.code_id, coder_id, start, end)
    if twin is not None and twin != coding_id:
        fold_codings(session, {coding.id: twin})
    else:
        coding.start, coding.end = start, end


def recode(session: WriteSession, *, coding_id: int, coder_id: int, code_id: int) -> None:
    """Give a coding another code; where that makes it the same as another one, one remains."""
    coding = _own_coding(session, coding_id, coder_id)
    _refuse_decided(session, coding)
    if session.get(Code, code_id) is None:
        raise UserError("This code is no longer in the codebook. Choose another one.")
    twin = _same(session, coding.document_id, code_id, coder_id, coding.start, coding.end)
    if twin is not None and twin != coding_id:
        fold_codings(session, {coding.id: twin})
    else:
        coding.code_id = code_id


def change_coding(
    session: WriteSession,
    *,
    coding_id: int,
    coder_id: int,
    memo: str | None = None,
    sure: bool | None = None,
    seen: Mapping[str, Any] | None = None,
) -> None:
    """Change the memo of a coding, or how sure the coder is; Conflict where it isn't as it was `seen`."""
    coding = _own_coding(session, coding_id, coder_id)
    given = {field: value for field, value in (("memo", memo), ("sure", sure)) if value is not None}
    refuse_overwriting(coding, given, seen, "this coding")
    if memo is not None:
        coding.memo = memo
    if sure is not None:
        coding.sure = sure


def _own_coding(session: WriteSession, coding_id: int, coder_id: int) -> Coding:
    """A coder's own coding by id; UserError where it is gone or somebody else's."""
    coding = session.get(Coding, coding_id)
    if coding is None or (coding.coder_id != coder_id and _coded_blind(session, coding.document_id)):
        raise UserError("This coding is no longer there: it was removed meanwhile. Nothing was changed.")
    if coding.coder_id != coder_id:
        owner = session.get_one(Coder, coding.coder_id)
        raise UserError(
            f"This is a coding of {owner.name}, and nobody changes another coder's work. "
            "Apply a code of your own instead."
        )
    return coding


def _coded_blind(session: WriteSession, document_id: int) -> bool:
    """Whether a text is in an open blind round: then nobody learns what others have in it."""
    blind = blind_pairs().where(Assignment.document_id == document_id)
    return session.execute(blind.limit(1)).first() is not None


def _refuse_decided(session: WriteSession, coding: Coding) -> None:
    """UserError for a coding that a decision made: it changes by a decision, which says why."""
    decided = select(ConsensusCoding.id).where(ConsensusCoding.coding_id == coding.id)
    if session.scalar(decided.limit(1)) is not None:
        raise UserError(
            "This coding of the consensus was made by a decision, so it stays as it is here. "
            "Open the passage in Reconcile and decide anew: then the reason stays with it."
        )


def _same(
    session: WriteSession, document_id: int, code_id: int, coder_id: int, start: int, end: int
) -> int | None:
    return session.scalar(
        SAME,
        {"document_id": document_id, "code_id": code_id, "coder_id": coder_id, "start": start, "end": end},
    )


def _first_words(start: int, end: int) -> dict[str, int]:
    """Where WORDS begin, from 1, and how many characters they have."""
    return {"first": min(start, LONGEST_TEXT) + 1, "many": max(0, min(end - start, LONGEST_LOOK))}


def _refuse_empty(start: int, end: int, length: int, words: str) -> None:
    if not 0 <= start < end <= length:
        raise UserError(
            "That passage lies outside the text or is empty, so no code was put on it. "
            "Select some words and try again."
        )
    if not words.strip():
        raise UserError("There are no words in that passage. Select some words and try again.")
