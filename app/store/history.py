"""The trail of actions, newest first."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Action, Change, Coder


@dataclass(frozen=True)
class HistoryRow:
    """One action: when (UTC), who, what; `kind` is begin, do, undo or redo; `rows` it touched."""

    id: int
    at: str
    coder: str
    kind: str
    label: str
    undoes_id: int | None
    rows: int


def history(session: Session, *, limit: int | None = None, before: int | None = None) -> list[HistoryRow]:
    """Actions, newest first; with `before`, those older than that action."""
    statement = (
        select(
            Action.id,
            Action.at,
            func.coalesce(Coder.name, ""),
            Action.kind,
            Action.label,
            Action.undoes_id,
            select(func.count()).where(Change.action_id == Action.id).scalar_subquery(),
        )
        .outerjoin(Coder, Coder.id == Action.coder_id)
        .order_by(Action.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(Action.id < before)
    return [HistoryRow(*row) for row in session.execute(statement)]
