"""What there is to know about coders."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Coder
from app.names import keys


@dataclass(frozen=True)
class CoderRow:
    """One coder."""

    id: int
    guid: str
    name: str
    initials: str
    colour: str
    role: str


def coders(session: Session) -> list[CoderRow]:
    """All coders in the order they joined, the consensus last."""
    rows = [_row(coder) for coder in session.scalars(select(Coder).order_by(Coder.id))]
    return sorted(rows, key=lambda coder: coder.role == "consensus")


def coder_named(session: Session, name: str) -> CoderRow | None:
    """The coder of this name, whatever its case."""
    coder = session.scalar(select(Coder).where(Coder.name_key.in_(keys(name))))
    return _row(coder) if coder else None


def _row(coder: Coder) -> CoderRow:
    return CoderRow(coder.id, coder.guid, coder.name, coder.initials, coder.colour, coder.role)
