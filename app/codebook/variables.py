"""The variables of the codebook: what is asked of whole cases and documents."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import CodebookVariable
from app.store.stored.codebook import StoredVariable

LEVELS = ("nominal", "ordinal", "interval", "ratio")
OF_NUMBERS = ("interval", "ratio")
ABOUT = ("case", "document")


class VariableOption(NamedTuple):
    """One answer that may be chosen, and what it means."""

    word: str
    definition: str = ""


@dataclass(frozen=True)
class VariableRow:
    """One variable, about a `case` or a `document`; `options` are from the lowest to the highest."""

    id: int
    guid: str
    name: str
    about: str
    question: str
    instruction: str
    level: str
    several: bool
    options: tuple[VariableOption, ...]
    unit: str
    unclear: bool
    passages: bool
    position: int

    @property
    def words(self) -> tuple[str, ...]:
        """The answers that may be chosen, without their definitions."""
        return tuple(option.word for option in self.options)

    @property
    def takes_numbers(self) -> bool:
        """Whether its answers are numbers."""
        return self.level in OF_NUMBERS


def variables(session: Session, about: str | None = None) -> list[VariableRow]:
    """All variables in their order, or those about cases or documents."""
    statement = select(CodebookVariable).order_by(CodebookVariable.position, CodebookVariable.id)
    if about is not None:
        statement = statement.where(CodebookVariable.about == about)
    return [variable_row(row) for row in session.scalars(statement)]


def variable(session: Session, variable_id: int) -> VariableRow:
    """One variable; UserError where it is gone."""
    row = session.get(CodebookVariable, variable_id)
    if row is None:
        raise UserError("This variable is no longer in the codebook. Choose another one.")
    return variable_row(row)


def variable_row(row: CodebookVariable) -> VariableRow:
    """A row of the table as plain values."""
    fields = {name: getattr(row, name) for name in StoredVariable._fields if name != "options"}
    return VariableRow(**fields, options=tuple(VariableOption(*option) for option in json.loads(row.options)))


def stored_variables(rows: Iterable[VariableRow]) -> list[StoredVariable]:
    """Variables as published versions and closed rounds store them."""
    return [StoredVariable(**{name: getattr(row, name) for name in StoredVariable._fields}) for row in rows]


def variables_of(stored: Iterable[StoredVariable]) -> list[VariableRow]:
    """Stored variables as rows again."""
    rows = [
        VariableRow(**(row._asdict() | {"options": tuple(VariableOption(*each) for each in row.options)}))
        for row in stored
    ]
    return sorted(rows, key=lambda row: (row.position, row.id))
