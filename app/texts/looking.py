"""What coders look at again because a new version of a text changed or lost their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.coding.actions import remove_codings, resize_coding
from app.documents.alignment import Alignment
from app.documents.text_checks import KEPT, MARKED, REMOVED
from app.documents.version_alignment import between
from app.documents.versions import text_in_version
from app.errors import UserError
from app.models import Code, Coding, Document, TextCheck, now
from app.store.journal import WriteSession, add_many, set_many
from app.texts.restoring import OF_A_CODING, twin_of


@dataclass(frozen=True)
class TextToCheck:
    """A coding whose words a version of its text changed or lost, as `outcome` says.

    [old_start, old_end) with `old_words` is what was coded, in the version before `version`. [start, end) is
    where the coding stands now; of a lost one where it would stand, empty.
    """

    id: int
    document_id: int
    version: int
    outcome: str
    coding_id: int
    code_id: int
    coder_id: int
    old_start: int
    old_end: int
    old_words: str
    start: int
    end: int
    memo: str


def to_look_at(session: Session, coder_id: int, document_id: int | None = None) -> list[TextToCheck]:
    """What a coder is to look at, of all documents or of one, in their order and that of the text."""
    statement = (
        select(TextCheck, Coding.start, Coding.end, Document.text_version)
        .join(Document, Document.id == TextCheck.document_id)
        .outerjoin(Coding, Coding.id == TextCheck.coding_id)
        .where(_waits(coder_id))
        .order_by(Document.position, Document.id, TextCheck.id)
    )
    if document_id is not None:
        statement = statement.where(TextCheck.document_id == document_id)
    texts = _Versions(session)
    rows = [
        _to_check(check, start, end, version, texts)
        for check, start, end, version in session.execute(statement).all()
    ]
    order = {row.document_id: index for index, row in reversed(list(enumerate(rows)))}
    return sorted(rows, key=lambda row: (order[row.document_id], row.start, row.end, row.id))


def left_to_look_at(session: Session, coder_id: int) -> dict[int, int]:
    """How many codings a coder is to look at, by document id."""
    rows = session.execute(
        select(TextCheck.document_id, func.count(TextCheck.id))
        .outerjoin(Coding, Coding.id == TextCheck.coding_id)
        .where(_waits(coder_id))
        .group_by(TextCheck.document_id)
    )
    return {row[0]: row[1] for row in rows}


def _waits(coder_id: int) -> ColumnElement[bool]:
    """What has no answer; a changed coding that its coder took away since needs none."""
    there = or_(TextCheck.outcome == "lost", Coding.id.is_not(None))
    return and_(TextCheck.coder_id == coder_id, TextCheck.answer == "", there)


class _Versions:
    """Versions of texts, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts: dict[tuple[int, int], str] = {}
        self._alignments: dict[tuple[int, int, int], Alignment] = {}

    def text(self, document_id: int, version: int) -> str:
        key = document_id, version
        if key not in self._texts:
            self._texts[key] = text_in_version(self._session, document_id, version)
        return self._texts[key]

    def alignment(self, document_id: int, old: int, new: int) -> Alignment:
        key = document_id, old, new
        if key not in self._alignments:
            self._alignments[key] = between(self._session, document_id, old, new)
        return self._alignments[key]


def _to_check(
    check: TextCheck, start: int | None, end: int | None, version: int, texts: _Versions
) -> TextToCheck:
    before = check.version - 1
    if start is None or end is None:
        start = end = texts.alignment(check.document_id, before, version).moved(check.start, check.end).start
    return TextToCheck(
        id=check.id,
        document_id=check.document_id,
        version=check.version,
        outcome=check.outcome,
        coding_id=check.coding_id,
        code_id=check.code_id,
        coder_id=check.coder_id,
        old_start=check.start,
        old_end=check.end,
        old_words=texts.text(check.document_id, before)[check.start : check.end],
        start=start,
        end=end,
        memo=check.memo,
    )


def keep_looked_at(session: WriteSession, *, check_ids: Sequence[int], coder_id: int) -> None:
    """Say that changed codings are right as they stand now."""
    for check in _own(session, check_ids, coder_id):
        if check.outcome == "lost":
            raise UserError(
                "Nothing of these words is left in the text, so nothing can be kept. Mark others, or let "
                "the coding go."
            )
    _answer(session, check_ids, KEPT)


def mark_looked_at(session: WriteSession, *, check_id: int, coder_id: int, start: int, end: int) -> None:
    """Put a coding that was changed or lost on other words of its text; its memo comes along."""
    (check,) = _own(session, [check_id], coder_id)
    coding_id = check.coding_id
    if session.get(Coding, coding_id) is None:
        _stand_again(session, check, start, end)
    resize_coding(session, coding_id=coding_id, coder_id=coder_id, start=start, end=end)
    _answer(session, [check_id], MARKED)


def _stand_again(session: WriteSession, check: TextCheck, start: int, end: int) -> None:
    if session.get(Code, check.code_id) is None:
        raise UserError(
            "The code of this coding is no longer in the codebook, so it can't be marked again. Use another "
            "code, and let this coding go."
        )
    if twin_of(session, check, start, end) is not None:
        raise UserError(
            "You have coded these words with this code already, so nothing was changed. Mark other words, or "
            "let this coding go."
        )
    fields = {name: getattr(check, name) for name in OF_A_CODING} | {"start": start, "end": end}
    add_many(session, Coding, [{"id": check.coding_id, "guid": check.coding_guid} | fields])


def remove_looked_at(session: WriteSession, *, check_ids: Sequence[int], coder_id: int) -> None:
    """Let codings go that were changed or lost."""
    checks = _own(session, check_ids, coder_id)
    standing = [check.coding_id for check in checks if session.get(Coding, check.coding_id) is not None]
    remove_codings(session, coding_ids=standing, coder_id=coder_id)
    _answer(session, check_ids, REMOVED)


def _own(session: WriteSession, check_ids: Sequence[int], coder_id: int) -> list[TextCheck]:
    """Checks by id that wait for a coder's answer; UserError where one is answered, gone or another's."""
    checks = [session.get(TextCheck, check_id) for check_id in check_ids]
    mine = [
        check for check in checks if check is not None and check.coder_id == coder_id and not check.answer
    ]
    if len(mine) < len(check_ids):
        raise UserError(
            "This coding no longer waits for you: it was looked at meanwhile, or its text was changed back. "
            "Nothing was changed."
        )
    return mine


def _answer(session: WriteSession, check_ids: Sequence[int], answer: str) -> None:
    values = {"answer": answer, "answered_at": now()}
    set_many(session, TextCheck, dict.fromkeys(check_ids, values))
