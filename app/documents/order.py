"""The order of the documents: by name as people count, or a person's own."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select

from app.models import Document
from app.natural import natural
from app.store.journal import WriteSession, set_many


@dataclass(frozen=True)
class _Place:
    """Where a document stands; `hidden` says that it repeats another one under a name without meaning."""

    position: int
    id: int
    name: str
    hidden: bool


def place_by_name(session: WriteSession, document_ids: Sequence[int]) -> None:
    """Put new documents where their names belong, unless the others stand in an order of their own."""
    new = set(document_ids)
    groups = _groups(session)
    order = [group for group in groups if group[0].id not in new]
    keys = [natural(group[0].name) for group in order]
    if keys != sorted(keys):
        return
    for group in sorted([group for group in groups if group[0].id in new], key=_by_name):
        at = bisect(keys, _by_name(group))
        keys.insert(at, _by_name(group))
        order.insert(at, group)
    _put(session, list(chain.from_iterable(order)))


def sort_documents(session: WriteSession) -> None:
    """Put all documents in the order of their names."""
    groups = sorted(_groups(session), key=_by_name)
    _put(session, list(chain.from_iterable(groups)))


def move_documents(session: WriteSession, *, document_ids: Sequence[int], before_id: int | None) -> None:
    """Put documents, in the order in which they stand, before another one, or at the end."""
    moved, places = set(document_ids), _places(session)
    ids = [row.id for row in places]
    before = ids.index(before_id) if before_id in ids else len(ids)
    chosen = [row for row in places if row.id in moved]
    above = [row for row in places[:before] if row.id not in moved]
    below = [row for row in places[before:] if row.id not in moved]
    _put(session, [*above, *chosen, *below])


def _by_name(group: list[_Place]) -> tuple[tuple[str | int, ...], str]:
    return natural(group[0].name)


def _groups(session: WriteSession) -> list[list[_Place]]:
    """Documents in their order, each with the hidden repeats that stand behind it."""
    groups: list[list[_Place]] = []
    for row in _places(session):
        if row.hidden and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _places(session: WriteSession) -> list[_Place]:
    session.flush()
    columns = Document.position, Document.id, Document.name, Document.repeat_of_id
    rows = session.execute(select(*columns).order_by(Document.position, Document.id))
    return [
        _Place(position, document_id, name, repeat is not None)
        for position, document_id, name, repeat in rows
    ]


def _put(session: WriteSession, order: Sequence[_Place]) -> None:
    """Give positions that rise in this order, changing no more than must be."""
    last, wanted = (0, 0), {}
    for row in order:
        if (row.position, row.id) > last:
            last = row.position, row.id
        else:
            last = last[0] + 1, row.id
            wanted[row.id] = {"position": last[0]}
    set_many(session, Document, wanted)
