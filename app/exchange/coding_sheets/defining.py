"""Takes in variables that a file defines: what would be new, and what would change, is said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.codebook.variables import VariableRow, variables
from app.errors import UserError
from app.names import folded, key
from app.sheets.queries import answers_of_variables
from app.sheets.variable_actions import AnswerChange, NewVariable, Unfit, add_variables, change_variable
from app.store import Project
from app.store.journal import WriteSession

PLAIN = ("question", "instruction", "unit", "passages")
ANSWERS = ("level", "several", "options", "unclear")


@dataclass(frozen=True)
class VariableChange:
    """A variable that a file defines otherwise than it is, and in which fields; `answers` it has already."""

    name: str
    fields: tuple[str, ...]
    answers: int


@dataclass(frozen=True)
class DefinitionPlan:
    """What taking in a file of variables would do."""

    file: str
    variables: tuple[NewVariable, ...]
    added: tuple[str, ...]
    changed: tuple[VariableChange, ...]
    unchanged: int

    @property
    def does_nothing(self) -> bool:
        """Whether all of it is so already."""
        return not (self.added or self.changed)


def plan_definitions(session: Session, file: str, defined: Sequence[NewVariable]) -> DefinitionPlan:
    """What taking in variables would do: those of known names change, the others are new."""
    by_key = {key(row.name): row for row in variables(session)}
    counts = answers_of_variables(session)
    changed = []
    for variable in defined:
        row = by_key.get(key(variable.name))
        fields = _differing(row, variable) if row else ()
        if row is not None and fields:
            changed.append(VariableChange(row.name, fields, counts.get(row.id, 0)))
    known = sum(key(variable.name) in by_key for variable in defined)
    return DefinitionPlan(
        file=file,
        variables=tuple(defined),
        added=tuple(variable.name for variable in defined if key(variable.name) not in by_key),
        changed=tuple(changed),
        unchanged=known - len(changed),
    )


def _differing(row: VariableRow, variable: NewVariable) -> tuple[str, ...]:
    return tuple(
        field
        for field in ("about", *PLAIN, *ANSWERS)
        if (tuple(variable.options) if field == "options" else getattr(variable, field))
        != getattr(row, field)
    )


def apply_definitions(
    project: Project, plan: DefinitionPlan, *, unfit: Unfit = "ask", renamed: Mapping[str, str] | None = None
) -> None:
    """Do what a plan says as one undoable action; UserError where answers don't fit and `unfit` is “ask”.

    `renamed` are answers under their new names, of whatever variable has them.
    """
    project.do(
        f"Define variables “{plan.file}”", _apply, plan.variables, unfit=unfit, renamed=dict(renamed or {})
    )


def _apply(
    session: WriteSession, defined: Sequence[NewVariable], unfit: Unfit, renamed: Mapping[str, str]
) -> None:
    by_key = {key(row.name): row for row in variables(session)}
    for variable in defined:
        row = by_key.get(key(variable.name))
        fields = _differing(row, variable) if row else ()
        if row is None or not fields:
            continue
        if "about" in fields:
            raise UserError(
                f"“{row.name}” is asked of a {row.about} already, so nothing was changed. Give the variable "
                "about the other another name."
            )
        change_variable(
            session,
            variable_id=row.id,
            question=variable.question,
            instruction=variable.instruction,
            unit=variable.unit,
            passages=variable.passages,
            answers=_answer_change(row, variable, unfit, renamed) if set(fields) & set(ANSWERS) else None,
        )
    new = [variable for variable in defined if key(variable.name) not in by_key]
    if new:
        add_variables(session, variables=new)


def _answer_change(
    row: VariableRow, variable: NewVariable, unfit: Unfit, renamed: Mapping[str, str]
) -> AnswerChange:
    words = {folded(word) for word in row.words}
    return AnswerChange(
        level=variable.level,
        several=variable.several,
        options=tuple(variable.options),
        unclear=variable.unclear,
        renamed={old: new for old, new in renamed.items() if folded(old) in words},
        unfit=unfit,
    )
