"""Published versions of the codebook: which there are, and what differs between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.differences import CodeDifference, differences
from app.codebook.queries import CodeRow
from app.codebook.succession import successions
from app.codebook.version_content import codes_of, content_of
from app.errors import UserError
from app.models import CodebookVersion, Coder

__all__ = ["Version", "changed_since", "content_of", "difference", "latest", "version", "versions"]


@dataclass(frozen=True)
class Version:
    """One published version: who published it (empty where the coder is gone), when (UTC) and why."""

    id: int
    guid: str
    number: int
    reason: str
    published_at: str
    coder_id: int | None
    coder: str


def versions(session: Session) -> list[Version]:
    """All published versions, the newest first."""
    rows = session.execute(
        select(
            CodebookVersion.id,
            CodebookVersion.guid,
            CodebookVersion.number,
            CodebookVersion.reason,
            CodebookVersion.published_at,
            CodebookVersion.coder_id,
            Coder.name,
        )
        .outerjoin(Coder, Coder.id == CodebookVersion.coder_id)
        .order_by(CodebookVersion.number.desc())
    )
    return [Version(*row[:6], row[6] or "") for row in rows]


def version(session: Session, version_id: int) -> Version:
    """One version; UserError where it is gone."""
    for row in versions(session):
        if row.id == version_id:
            return row
    raise UserError("This version of the codebook is no longer in the project. Choose another one.")


def latest(session: Session) -> Version | None:
    """The newest version, or None before the first."""
    return next(iter(versions(session)), None)


def difference(session: Session, a: int | None, b: int | None) -> list[CodeDifference]:
    """What differs between two versions by id: `a` None is the empty codebook, `b` None the one of now."""
    before: Sequence[CodeRow] = [] if a is None else content_of(session, a)
    return differences(before, content_of(session, b), successions(session))


def changed_since(session: Session) -> list[CodeDifference]:
    """What was changed since the newest version: empty where now is what was published."""
    newest = latest(session)
    return difference(session, newest.id if newest else None, None)


def contents(session: Session) -> dict[int, list[CodeRow]]:
    """The codes of all versions, by the number of the version."""
    rows = session.execute(select(CodebookVersion.__table__)).mappings()
    return {row["number"]: codes_of(row) for row in rows}
