"""The variables of a study: as they are, and as versions and closed rounds have them."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CodebookVariable
from app.names import key
from app.store.journal import WriteSession, add_many
from app.store.stored.codebook import StoredVariable
from app.studies.guids import IdsByGuid
from app.studies.sheet_rows import StudyVariable


def variables_out(session: Session) -> list[StudyVariable]:
    """All variables, in the order in which they were made."""
    rows = session.scalars(select(CodebookVariable).order_by(CodebookVariable.id)).all()
    return [
        StudyVariable(
            **{name: getattr(row, name) for name in StudyVariable._fields if name != "options"},
            options=_options(json.loads(row.options)),
        )
        for row in rows
    ]


def _options(pairs: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((word, definition) for word, definition in pairs)


def variables_from_stored(stored: Sequence[StoredVariable]) -> tuple[StudyVariable, ...]:
    """Variables of a published version or a closed round by their guids."""
    return tuple(StudyVariable(*variable[1:]) for variable in stored)


def variables_to_stored(variables: Sequence[StudyVariable], ids: IdsByGuid) -> tuple[StoredVariable, ...]:
    """The same with the ids that they have here."""
    return tuple(StoredVariable(ids.variable(variable.guid), *variable) for variable in variables)


def variables_in(session: WriteSession, variables: Sequence[StudyVariable], ids: IdsByGuid) -> None:
    """Add variables."""
    rows = [
        variable._asdict()
        | {"name_key": key(variable.name), "options": json.dumps(variable.options, ensure_ascii=False)}
        for variable in variables
    ]
    new = add_many(session, CodebookVariable, rows)
    ids.variables |= dict(zip((variable.guid for variable in variables), new, strict=True))
