"""The re-code worklist: which codings a codebook version touches, and which their coders have looked at."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.codebook.differences import CodeDifference
from app.codebook.versions import difference, version, versions
from app.models import CodebookVersion, Coding, Document, RecodeCheck

Why = Literal["split", "merged", "redefined"]


@dataclass(frozen=True)
class Touched:
    """A code whose codings a version touches, and why; `change` holds the code before and after."""

    code_id: int
    why: tuple[Why, ...]
    change: CodeDifference


@dataclass(frozen=True)
class ToCheck:
    """One coding that a version touches; `checked` when its coder has looked at it since."""

    coding_id: int
    document_id: int
    code_id: int
    start: int
    end: int
    checked: bool


@dataclass(frozen=True)
class Checking:
    """How far a coder is with the codings that a version touches."""

    coder_id: int
    touched: int
    checked: int


def touched(session: Session, version_id: int) -> list[Touched]:
    """The codes that a version touches, against the version before it; the first version touches none."""
    this = version(session, version_id)
    before = next((row for row in versions(session) if row.number < this.number), None)
    if before is None:
        return []
    codes = []
    for change in difference(session, before.id, version_id):
        why = _why(change)
        if why:
            codes.append(Touched(change.code.id, why, change))
    return codes


def _why(change: CodeDifference) -> tuple[Why, ...]:
    if change.after is None:
        return ()
    why: list[Why] = ["split"] if change.split_off else []
    why += ["merged"] if change.taken_in else []
    why += ["redefined"] if "redefined" in change.kinds else []
    return tuple(why)


def worklist(session: Session, version_id: int, coder_id: int) -> list[ToCheck]:
    """A coder's codings that a version touches, in the order of the documents and their text.

    Those are what the coder put on a touched code before the version was published, and what the coder has
    looked at since, also where it has another code now.
    """
    rows = session.execute(
        select(
            Coding.id,
            Coding.document_id,
            Coding.code_id,
            Coding.start,
            Coding.end,
            RecodeCheck.id.is_not(None),
        )
        .join(Document, Document.id == Coding.document_id)
        .outerjoin(RecodeCheck, _check_of(version_id))
        .where(Coding.coder_id == coder_id, _is_touched(session, version_id))
        .order_by(Document.position, Document.id, Coding.start, Coding.id)
    )
    return [ToCheck(*row[:5], bool(row[5])) for row in rows]


def checking(session: Session, version_id: int) -> list[Checking]:
    """How far each coder is who has anything to check, of the codings that may be seen."""
    rows = session.execute(
        select(Coding.coder_id, func.count(Coding.id), func.count(RecodeCheck.id))
        .outerjoin(RecodeCheck, _check_of(version_id))
        .where(_is_touched(session, version_id))
        .group_by(Coding.coder_id)
        .order_by(Coding.coder_id)
    )
    return [Checking(*row) for row in rows]


def left_to_check(session: Session, coder_id: int) -> dict[int, int]:
    """How many of a coder's codings are unchecked, by version id, the newest version first."""
    by_version = {}
    for row in versions(session):
        left = sum(not entry.checked for entry in worklist(session, row.id, coder_id))
        if left:
            by_version[row.id] = left
    return by_version


def _check_of(version_id: int) -> ColumnElement[bool]:
    return and_(RecodeCheck.coding_id == Coding.id, RecodeCheck.version_id == version_id)


def _is_touched(session: Session, version_id: int) -> ColumnElement[bool]:
    codes = [code.code_id for code in touched(session, version_id)]
    at = select(CodebookVersion.published_at).where(CodebookVersion.id == version_id).scalar_subquery()
    return or_(RecodeCheck.id.is_not(None), and_(Coding.code_id.in_(codes), Coding.created_at <= at))
