"""Groups of documents: a document may be in several, and a group is there as long as one is in it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Document, DocumentGroup
from app.names import key, tidy
from app.natural import natural
from app.store.journal import WriteSession, add_many, delete_many, set_many


def groups(session: Session) -> dict[str, tuple[int, ...]]:
    """The ids of the documents in each group, groups in the order of their names."""
    members: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    rows = session.execute(
        select(DocumentGroup.name, DocumentGroup.name_key, DocumentGroup.document_id)
        .join(Document, Document.id == DocumentGroup.document_id)
        .order_by(DocumentGroup.id)
    )
    for name, name_key, document_id in rows:
        members.setdefault(names.setdefault(name_key, name), []).append(document_id)
    return {name: tuple(members[name]) for name in sorted(members, key=natural)}


def groups_of(session: Session) -> Mapping[int, tuple[str, ...]]:
    """The names of the groups that each document is in."""
    of: dict[int, list[str]] = {}
    rows = select(DocumentGroup.document_id, DocumentGroup.name).order_by(DocumentGroup.id)
    for document_id, name in session.execute(rows):
        of.setdefault(document_id, []).append(name)
    return {document_id: tuple(names) for document_id, names in of.items()}


def put_in_group(session: WriteSession, *, document_ids: Sequence[int], group: str) -> None:
    """Put documents into a group, which is made where it isn't there; those in it stay."""
    name = tidy(group, "group")
    stored = session.scalar(select(DocumentGroup.name).where(DocumentGroup.name_key == key(name)).limit(1))
    there = set(session.scalars(select(DocumentGroup.document_id).where(DocumentGroup.name_key == key(name))))
    known = set(session.scalars(select(Document.id).where(Document.id.in_(list(document_ids)))))
    rows = [
        {"document_id": document_id, "name": stored or name, "name_key": key(name)}
        for document_id in dict.fromkeys(document_ids)
        if document_id in known - there
    ]
    add_many(session, DocumentGroup, rows)


def take_out_of_group(session: WriteSession, *, document_ids: Sequence[int], group: str) -> None:
    """Take documents out of a group; with its last it is gone."""
    of_group = select(DocumentGroup.id).where(
        DocumentGroup.name_key == key(group), DocumentGroup.document_id.in_(list(document_ids))
    )
    delete_many(session, DocumentGroup, session.scalars(of_group).all())


def rename_group(session: WriteSession, *, group: str, name: str) -> None:
    """Call a group otherwise; UserError where another one has that name."""
    name = tidy(name, "group")
    taken = select(DocumentGroup.id).where(DocumentGroup.name_key == key(name)).limit(1)
    if key(name) != key(group) and session.scalar(taken) is not None:
        raise UserError(
            f"There is a group “{name}” already, so nothing was changed. Choose another name, or put the "
            "documents into that one.",
            "name",
        )
    ids = session.scalars(select(DocumentGroup.id).where(DocumentGroup.name_key == key(group))).all()
    set_many(session, DocumentGroup, {row_id: {"name": name, "name_key": key(name)} for row_id in ids})
