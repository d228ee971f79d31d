"""Whether a project is sound: the file itself, its references, the journal and every offset."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.models import Action, Change, Coding, Document, DocumentText, Region
from app.store.journal import TABLES
from app.store.project import Project

JOURNALED = [name for name in TABLES if name not in ("action", "change")]


def problems(project: Project) -> list[str]:
    """Everything that is wrong with a project, as sentences; empty when it is sound."""
    with project.read() as session:
        return [
            problem
            for found in (_file, _references, _journal, _texts, _codings, _regions)
            for problem in found(session)
        ]


def _file(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name == "sqlite":
        for line in session.execute(text("PRAGMA integrity_check(20)")).scalars():
            if line != "ok":
                yield f"The file is damaged: {line}. Go back to a backup."


def _references(session: Session) -> Iterator[str]:
    for name, table in TABLES.items():
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column
                lost = session.execute(
                    select(func.count())
                    .select_from(table)
                    .where(column.is_not(None), column.not_in(select(target)))
                ).scalar_one()
                if lost:
                    yield f"{lost} rows of “{name}” name a “{target.table.name}” that doesn't exist."


def _journal(session: Session) -> Iterator[str]:
    """Replays every change and compares the outcome with the tables."""
    rows: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in JOURNALED}
    changes = session.execute(
        select(Change.table_name, Change.row_id, Change.before, Change.after)
        .join(Action, Action.id == Change.action_id)
        .order_by(Change.action_id, Change.id)
        .execution_options(yield_per=2000)
    )
    for name, row_id, before, after in changes:
        if after is None:
            rows[name].pop(row_id, None)
        elif before is None:
            rows[name][row_id] = json.loads(after)
        elif row_id in rows[name]:
            rows[name][row_id] |= json.loads(after)
    for name in JOURNALED:
        differing = _differing(session, name, rows[name])
        if differing:
            yield f"{differing} rows of “{name}” differ from what the journal says of them."


def _differing(session: Session, name: str, told: dict[int, dict[str, Any]]) -> int:
    table = TABLES[name]
    columns = [column for column in table.columns if not column.info.get("big")]
    differing, seen = 0, 0
    for row in session.execute(select(*columns).execution_options(yield_per=2000)):
        stored = dict(row._mapping)
        replayed = {key: told.get(row.id, {}).get(key) for key in stored}
        differing += row.id not in told or replayed != stored
        seen += row.id in told
    return differing + len(told) - seen


def _texts(session: Session) -> Iterator[str]:
    for document_id, name, length, stored_hash, version in session.execute(
        select(Document.id, Document.name, Document.length, Document.text_hash, Document.text_version)
    ).all():
        body = session.scalar(
            select(DocumentText.text).where(
                DocumentText.document_id == document_id, DocumentText.version == version
            )
        )
        if body is None:
            yield f"The text of “{name}” is missing."
        elif len(body) != length or sha256(body.encode()).hexdigest() != stored_hash:
            yield f"The text of “{name}” is not the one that was imported."


def _codings(session: Session) -> Iterator[str]:
    for name, number in session.execute(
        select(Document.name, func.count(Coding.id))
        .join(Coding, Coding.document_id == Document.id)
        .where((Coding.start < 0) | (Coding.start >= Coding.end) | (Coding.end > Document.length))
        .group_by(Document.id, Document.name)
    ):
        yield f"{number} codings of “{name}” lie outside its text."


def _regions(session: Session) -> Iterator[str]:
    for name, number in session.execute(
        select(Document.name, func.count(Region.id))
        .join(Region, Region.document_id == Document.id)
        .where((Region.start < 0) | (Region.start > Region.end) | (Region.end > Document.length))
        .group_by(Document.id, Document.name)
    ):
        yield f"{number} turns or paragraphs of “{name}” lie outside its text."
