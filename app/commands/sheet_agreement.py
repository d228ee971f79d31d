"""`intercoder agreement --sheets`: how far coders agree on the variables of coding sheets."""

from argparse import Namespace
from typing import Any

from app.agreement.study.sheets import SheetAgreement, sheet_agreement
from app.codebook.variables import variables
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.rated_output import rated_rows, rated_text, rated_value, statistics_shown
from app.commands.scope import ids_named, withheld
from app.commands.value_output import value_fields
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.names import key
from app.report.rated import methods
from app.rounds.frozen_sheets import frozen_sheets
from app.rounds.queries import round_by_name
from app.rounds.sheet_material import SheetMaterial, sheet_material

OF_CODINGS = (
    ("unit", "--unit"),
    ("codes", "--codes"),
    ("documents", "--documents"),
    ("without_speakers", "--without-speakers"),
    ("no_trim", "--no-trim"),
    ("tolerance", "--tolerance"),
    ("origin", "--origin"),
    ("without_none", "--without-none"),
    ("by", "--by"),
)


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Compute every coefficient of every variable's level; UserError for what only codings have."""
    if idle := [name for field, name in OF_CODINGS if getattr(chosen, field, None) not in (None, False)]:
        raise UserError(f"{idle[0]} is about codings, not about sheets. Leave it away, or --sheets.")
    with projects.open_to_look(chosen) as project, project.read() as session:
        row = None if chosen.round is None else round_by_name(session, chosen.round)
        closed = None if row is None else frozen_sheets(session, row.id)
        people = {coder.name: coder.id for coder in (*coders(session), *(closed.coders if closed else ()))}
        asked = closed.variables if closed else variables(session)
        material = sheet_material(
            session,
            None if row is None else row.id,
            coder_ids=_ids(chosen.coders, people, "coder"),
            variable_ids=_ids(chosen.variables, {each.name: each.id for each in asked}, "variable"),
        )
        notes = projects.left_out(project) if row is None else withheld(session, row.id)
    agreements = sheet_agreement(material, job)
    value = {
        "scope": {
            "unit": "sheet",
            "round": None if row is None else row.name,
            "coders": [coder.name for coder in material.coders],
            "variables": [agreement.variable.name for agreement in agreements],
        },
        "results": [
            result
            for agreement in agreements
            for result in rated_rows(
                agreement.rated, value_fields, level="variable", unit=agreement.variable.about
            )
        ],
        "variables": [_as_value(material, agreement) for agreement in agreements],
    }
    parts = [_as_text(agreement, chosen) for agreement in agreements] or [_nothing(material)]
    if agreements:
        first = agreements[0].rated
        parts.append(methods([each.rated for each in agreements], statistics_shown(first, chosen.statistics)))
    return CommandOutput("\n\n".join([*parts, *notes]), value)


def _ids(names: list[str] | None, by_name: dict[str, int], what: str) -> list[int] | None:
    ids = ids_named(names, {key(name): row_id for name, row_id in by_name.items()}, what)
    return None if ids is None else list(ids)


def _nothing(material: SheetMaterial) -> str:
    if not material.variables:
        return "There are no variables to compare. Define some: intercoder sheets PROJECT define FILE."
    return "There is nothing to compare: no sheet is completed."


def _as_text(agreement: SheetAgreement, chosen: Namespace) -> str:
    text = rated_text(
        agreement.rated, statistics_shown(agreement.rated, chosen.statistics), agreement.variable.about
    )
    if agreement.left_out:
        told = counted(agreement.left_out, "answer is", "answers are")
        text += f"\n  {told} “can't tell” or “not applicable”, no value at this level, and left out."
    return text


def _as_value(material: SheetMaterial, agreement: SheetAgreement) -> dict[str, Any]:
    """What was compared of a variable; with the passages that show why coders differ."""
    variable = agreement.variable
    value = rated_value(agreement.rated) | {
        "about": variable.about,
        "unclear_or_not_applicable": agreement.left_out,
        "unanswered": agreement.unanswered,
    }
    for differing, index in zip(value["differing"], agreement.rated.differing, strict=True):
        differing["passages"] = {
            coder.name: [passage._asdict() for passage in passages]
            for at, coder in enumerate(material.coders)
            if (passages := material.passages.get((variable.id, index, at)))
        }
    return value
