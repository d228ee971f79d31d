"""Where codings stood in an earlier version of their text, and those that it lost."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, select

from app.documents.text_checks import KEPT
from app.models import Code, Coding, TextCheck, now
from app.store.journal import WriteSession, add_many, set_many

Place = tuple[int, int]
OF_A_CODING = ("document_id", "code_id", "coder_id", "start", "end", "memo", "sure", "created_at", "origin")


def known_places(session: WriteSession, document_ids: Sequence[int], version: int) -> Mapping[int, Place]:
    """Where codings stood that the version after this one changed, but for those that were marked anew."""
    rows = session.execute(
        select(TextCheck.coding_id, TextCheck.start, TextCheck.end).where(
            _of(document_ids, version), TextCheck.outcome == "changed", TextCheck.answer.in_(("", KEPT))
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def bring_back(session: WriteSession, document_ids: Sequence[int], version: int) -> None:
    """Let the codings stand again that the version after this one had lost; nothing of them is to be done.

    Where their coder has coded the same words with the same code since, or the code is gone, they stay away.
    """
    checks = session.scalars(
        select(TextCheck).where(_of(document_ids, version), TextCheck.answer == "").order_by(TextCheck.id)
    ).all()
    lost = [check for check in checks if check.outcome == "lost" and _may_come(session, check)]
    rows = [
        {"id": check.coding_id, "guid": check.coding_guid}
        | {name: getattr(check, name) for name in OF_A_CODING}
        for check in lost
    ]
    came = {check.id for check in lost} | {check.id for check in checks if check.outcome == "changed"}
    set_many(session, TextCheck, {check_id: {"answer": KEPT, "answered_at": now()} for check_id in came})
    add_many(session, Coding, rows)


def _of(document_ids: Sequence[int], version: int) -> ColumnElement[bool]:
    return and_(TextCheck.document_id.in_(document_ids), TextCheck.version == version + 1)


def _may_come(session: WriteSession, check: TextCheck) -> bool:
    if session.get(Code, check.code_id) is None or session.get(Coding, check.coding_id) is not None:
        return False
    return twin_of(session, check, check.start, check.end) is None


def twin_of(session: WriteSession, check: TextCheck, start: int, end: int) -> int | None:
    """The coding that a lost one would be the same as on these words."""
    return session.scalar(
        select(Coding.id).where(
            Coding.document_id == check.document_id,
            Coding.coder_id == check.coder_id,
            Coding.code_id == check.code_id,
            Coding.start == start,
            Coding.end == end,
        )
    )
