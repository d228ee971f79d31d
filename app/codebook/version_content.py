"""The codebook as published versions and closed rounds store it, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook, tree_of
from app.codebook.variables import VariableRow, stored_variables, variables, variables_of
from app.errors import UserError
from app.models import CodebookVersion
from app.store import chain
from app.store.stored.codebook import StoredCode, variables_of_version, version_read, version_written


def written(codes: Iterable[CodeRow], rows: Iterable[VariableRow] = ()) -> str:
    """A codebook as the JSON of a published version, each code and variable with all that is stored of it."""
    return version_written(stored_codes(codes), stored_variables(rows))


def variables_of_content(session: Session, version_id: int | None) -> list[VariableRow]:
    """The variables of a published version, or of the codebook as it is now; UserError where it is gone."""
    if version_id is None:
        return variables(session)
    row = _row(session, version_id)
    what = f"Version {row['number']} of the codebook"
    return variables_of(variables_of_version(chain.content_of("codebook_version", row, what), what))


def codes_of(version: Mapping[Any, Any]) -> list[CodeRow]:
    """The codebook of a row of the versions; StoreError where it is not what was published."""
    what = f"Version {version['number']} of the codebook"
    return rows_of(version_read(chain.content_of("codebook_version", version, what), what))


def stored_codes(codes: Iterable[CodeRow]) -> list[StoredCode]:
    """Codes as they are stored."""
    return [
        StoredCode(
            id=code.id,
            guid=code.guid,
            parent_id=code.parent_id,
            position=code.position,
            name=code.name,
            colour=code.colour,
            shortcut=code.shortcut,
            exclusive=code.exclusive,
            brief_definition=code.brief_definition,
            full_definition=code.full_definition,
            use_when=code.use_when,
            do_not_use_when=code.do_not_use_when,
            typical_example=code.typical_example,
            close_but_no=code.close_but_no,
        )
        for code in codes
    ]


def rows_of(stored: Iterable[StoredCode]) -> list[CodeRow]:
    """Stored codes as the codebook that they are: paths, depths and domains follow from the tree."""
    return tree_of(sorted(stored, key=lambda code: (code.position, code.id)))


def content_of(session: Session, version_id: int | None) -> list[CodeRow]:
    """The codes of a published version, or of the codebook as it is now; UserError where it is gone."""
    if version_id is None:
        return codebook(session)
    return codes_of(_row(session, version_id))


def _row(session: Session, version_id: int) -> Mapping[Any, Any]:
    table = CodebookVersion.__table__
    version = session.execute(select(table).where(table.c.id == version_id)).mappings().one_or_none()
    if version is None:
        raise UserError("This version of the codebook is no longer in the project. Choose another one.")
    return version
