"""What differs between two states of one project: what would be lost, come back or be another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AttributeValue, Case, Code, Coder, Coding, Decision, Document, Memo, Round
from app.models.base import Base

COMPARED: tuple[type[Base], ...] = (
    Document,
    Code,
    Coder,
    Coding,
    Memo,
    Case,
    AttributeValue,
    Round,
    Decision,
)
MOST_NAMES = 20


@dataclass(frozen=True)
class StateDifference:
    """Of one table: how many rows are in the state of now only, in the earlier only, and in both but changed.

    Names are those of documents, codes and the like, as far as they have some. What is coded in an open
    blind round is in neither.
    """

    table: str
    only_now: int
    only_then: int
    changed: int
    names_now: tuple[str, ...]
    names_then: tuple[str, ...]


def differences(now: Session, then: Session) -> list[StateDifference]:
    """What differs, table by table; tables that are alike are left out."""
    return [difference for model in COMPARED for difference in _of(model, now, then)]


def _of(model: type[Base], now: Session, then: Session) -> Iterator[StateDifference]:
    rows, earlier = _rows(model, now), _rows(model, then)
    only_now, only_then = rows.keys() - earlier.keys(), earlier.keys() - rows.keys()
    changed = sum(rows[guid] != earlier[guid] for guid in rows.keys() & earlier.keys())
    if only_now or only_then or changed:
        names = (_names(rows, only_now), _names(earlier, only_then))
        yield StateDifference(model.__tablename__, len(only_now), len(only_then), changed, *names)


def _rows(model: type[Base], session: Session) -> dict[str, dict[str, Any]]:
    columns = [column.key for column in model.__table__.columns if column.key != "id"]
    selected = session.execute(select(*(getattr(model, key) for key in columns)))
    return {row.guid: dict(row._mapping) for row in selected}


def _names(rows: dict[str, dict[str, Any]], guids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(rows[guid]["name"] for guid in guids if "name" in rows[guid])[:MOST_NAMES])
