"""Coding sheets as tables that are compared like any other: a variable each, at its level of measurement."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.agreement.study.rated import Cells, Level, RatedAgreement, RatedVariable, rated_agreement
from app.cases.values import BETWEEN
from app.codebook.variables import VariableRow
from app.jobs import Job
from app.rounds.sheet_material import SheetMaterial
from app.sheets.values import ANSWERED, IN_A_TABLE, Given

LEVELS: dict[str, Level] = {
    "nominal": "nominal",
    "ordinal": "ordinal",
    "interval": "interval",
    "ratio": "ratio",
}


@dataclass(frozen=True)
class SheetAgreement:
    """How far coders agree on one variable.

    `left_out` counts answers “can't tell” and “not applicable” that are no value of the variable's level,
    `unanswered` cells of completed sheets without an answer.
    """

    variable: VariableRow
    rated: RatedAgreement
    left_out: int
    unanswered: int


def sheet_agreement(material: SheetMaterial, job: Job | None = None) -> list[SheetAgreement]:
    """Every coefficient of every variable; at the nominal level “can't tell” is a value like others."""
    job = job or Job()
    agreements = []
    for index, variable in enumerate(material.variables):
        job.step(index, len(material.variables), f"Comparing answers to “{variable.name}”")
        answers = _answers(material, variable)
        rated = rated_agreement(_rated(material, variable, answers), job)
        said = [given for row in answers for given in row]
        agreements.append(
            SheetAgreement(
                variable=variable,
                rated=rated,
                left_out=sum(given is not None and _cell(given, variable) is None for given in said),
                unanswered=len(material.completed[variable.about]) - sum(given is not None for given in said),
            )
        )
    return agreements


def _answers(material: SheetMaterial, variable: VariableRow) -> list[list[Given | None]]:
    people, rows = range(len(material.coders)), range(len(material.subjects[variable.about]))
    return [[material.given.get((variable.id, row, coder)) for coder in people] for row in rows]


def _rated(
    material: SheetMaterial, variable: VariableRow, answers: Sequence[Sequence[Given | None]]
) -> RatedVariable:
    cells: tuple[Cells, ...] = tuple(
        tuple(None if given is None else _cell(given, variable) for given in row) for row in answers
    )
    used = {cell for row in cells for cell in row if cell is not None}
    offered = (*variable.words, *(cell for cell in IN_A_TABLE.values() if cell in used))
    return RatedVariable(
        name=variable.name,
        units=tuple(name for _, name in material.subjects[variable.about]),
        coders=tuple(coder.name for coder in material.coders),
        cells=cells,
        level="sets" if variable.several else LEVELS[variable.level],
        order=() if variable.takes_numbers or variable.several else offered,
    )


def _cell(given: Given, variable: VariableRow) -> str | None:
    """What is compared; None where a level knows no such value."""
    if given.state == ANSWERED:
        return ";".join(given.value.split(BETWEEN)) if variable.several else given.value
    if variable.level == "nominal":
        return IN_A_TABLE[given.state]
    return None
