"""Which searches and retrievals are saved."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Coder, SavedQuery
from app.names import keys
from app.store.stored.queries import definition_read, seen_read


@dataclass(frozen=True)
class SavedQueryRow:
    """One saved query: what it asks for, the texts that were looked at (None: it never was), whose it is."""

    id: int
    guid: str
    name: str
    kind: str
    definition: str
    seen: str
    coder: str
    at: str

    @property
    def asked(self) -> dict[str, Any]:
        """What it asks for, as its feature wrote it; StoreError where a newer program did."""
        return definition_read(self.definition)

    @property
    def texts_seen(self) -> dict[str, str] | None:
        """The hashes of the texts that were looked at, by the guids of documents."""
        return seen_read(self.seen)


def saved_queries(session: Session, kind: str | None = None) -> list[SavedQueryRow]:
    """All of a kind, or all, by name."""
    columns = (
        SavedQuery.id,
        SavedQuery.guid,
        SavedQuery.name,
        SavedQuery.kind,
        SavedQuery.definition,
        SavedQuery.seen,
        Coder.name,
        SavedQuery.at,
    )
    statement = select(*columns).outerjoin(Coder, Coder.id == SavedQuery.coder_id)
    if kind is not None:
        statement = statement.where(SavedQuery.kind == kind)
    rows = session.execute(statement.order_by(SavedQuery.name_key, SavedQuery.id))
    return [SavedQueryRow(*row[:6], row[6] or "", row[7]) for row in rows]


def saved_query(session: Session, name: str, kind: str) -> SavedQueryRow:
    """The query of a name; UserError lists those that there are."""
    rows = saved_queries(session, kind)
    wanted = keys(name)
    for row in rows:
        if keys(row.name) & wanted:
            return row
    what = "retrieval" if kind == "retrieve" else "search"
    names = ", ".join(f"“{row.name}”" for row in rows)
    choice = f"There are: {names}." if names else f"No {what} is saved yet; --save NAME saves one."
    raise UserError(f"There is no saved {what} “{name}”. {choice}")
