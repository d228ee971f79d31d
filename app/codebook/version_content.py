"""The codebook as text, as published versions keep it, and back."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import FIELDS, CodeRow, codebook, tree_of
from app.errors import UserError
from app.models import CodebookVersion
from app.store import chain


class _Stored(NamedTuple):
    """One code as a version keeps it; a field that a later program added is empty in older versions."""

    id: int
    guid: str
    parent_id: int | None
    position: int
    name: str
    colour: str = "#888888"
    shortcut: str = ""
    exclusive: bool = False
    brief_definition: str = ""
    full_definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    typical_example: str = ""
    close_but_no: str = ""


def written(codes: list[CodeRow]) -> str:
    """A codebook as JSON: a list of its codes, each with all that is stored of it."""
    rows = [{field: getattr(code, field) for field in FIELDS} for code in codes]
    return chain.to_json(rows)


def codes_of(version: Mapping[Any, Any]) -> list[CodeRow]:
    """The codebook of a row of the versions; StoreError where it is not what was published."""
    return read(chain.content_of("codebook_version", version, f"Version {version['number']} of the codebook"))


def read(rows: Iterable[Mapping[str, Any]]) -> list[CodeRow]:
    """A codebook from the list that `written` makes JSON of, each parent before its children."""
    stored = [
        _Stored(**{field: value for field, value in row.items() if field in _Stored._fields}) for row in rows
    ]
    return tree_of(sorted(stored, key=lambda code: (code.position, code.id)))


def content_of(session: Session, version_id: int | None) -> list[CodeRow]:
    """The codes of a published version, or of the codebook as it is now; UserError where it is gone."""
    if version_id is None:
        return codebook(session)
    table = CodebookVersion.__table__
    version = session.execute(select(table).where(table.c.id == version_id)).mappings().one_or_none()
    if version is None:
        raise UserError("This version of the codebook is no longer in the project. Choose another one.")
    return codes_of(version)
