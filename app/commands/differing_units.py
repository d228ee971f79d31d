"""`intercoder disagreements --unit`: the units in whose codes coders differ."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from app.agreement.study.material import Material, Scope, material
from app.agreement.study.unit_differences import UnitDifference, codings_in_units, unit_differences
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named, of_what
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.report.names import unit_name
from app.rounds.queries import round_by_name
from app.rounds.texts import texts_then
from app.rounds.then import document_ids, then
from app.store.history import newest

Behind = Mapping[tuple[int, int, int, int], list[int]]


def differing_units(chosen: Namespace, job: Job) -> CommandOutput:
    """List them with the codings that lie in them. UserError with --kind: kinds are of passages."""
    if chosen.kind:
        raise UserError(
            "Kinds of disagreement are told of passages, so --kind says nothing beside --unit: give one."
        )
    with projects.open_to_look(chosen) as project, project.read() as session:
        round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
        names = then(session, [] if round_id is None else [round_id])
        scope = Scope(
            unit=chosen.unit,
            coder_ids=ids_named(chosen.coders, names.coder_ids(), "coder"),
            code_ids=ids_named(chosen.codes, names.code_ids(), "code"),
            document_ids=ids_named(chosen.documents, document_ids(session, round_id), "document"),
            round_id=round_id,
        )
        compared = material(session, scope, newest(session), job)
        rows = unit_differences(compared, job)
        texts = (
            texts_then(session, round_id, [row.id for row in compared.documents]) if chosen.quotes else None
        )
        scope_words = of_what(session, round_id)
    value = _values(compared, rows, texts)
    head = f"{counted(len(rows), 'difference')} by {unit_name(chosen.unit)}, each about one code."
    lines = [head, "", *(_line(row) for row in value)]
    answer = {"round": chosen.round, "scope": scope_words, "unit": chosen.unit, "differences": value}
    return CommandOutput("\n".join([*lines, "", scope_words]), answer)


def _values(
    compared: Material, rows: Sequence[UnitDifference], texts: Mapping[int, str] | None
) -> list[dict[str, Any]]:
    behind = codings_in_units(compared)
    starts: dict[int, list[int]] = {}
    if compared.units is not None:
        for index, document in enumerate(compared.units.document.tolist()):
            starts.setdefault(document, []).append(index)
    return [_value(compared, row, behind, starts, texts) for row in rows]


def _value(
    compared: Material,
    row: UnitDifference,
    behind: Behind,
    starts: Mapping[int, Sequence[int]],
    texts: Mapping[int, str] | None,
) -> dict[str, Any]:
    name = compared.wholes[row.whole].name
    place: dict[str, Any] = {"case": name, "document": None, "number": None, "start": None, "end": None}
    if compared.units is not None:
        index = starts[row.whole][row.unit]
        span = {"start": int(compared.units.start[index]), "end": int(compared.units.end[index])}
        place = {"case": None, "document": name, "number": row.unit + 1, **span}
        if texts is not None:
            text = texts[compared.documents[row.whole].id]
            place["quote"] = text[span["start"] : span["end"]]
    codings = compared.spans.codings
    return {
        **place,
        "code": compared.codes[row.code].name,
        "present": [compared.coders[coder].name for coder in row.having],
        "absent": [compared.coders[coder].name for coder in row.lacking],
        "codings": [
            {
                "coder": compared.coders[coder].name,
                "document": compared.documents[int(codings.document[index])].name,
                "start": int(codings.start[index]),
                "end": int(codings.end[index]),
            }
            for coder in row.having
            for index in behind.get((row.whole, row.unit, row.code, coder), ())
        ],
    }


def _line(row: Mapping[str, Any]) -> str:
    where = row["case"] or f"{row['document']} {row['start']:,} to {row['end']:,}"
    line = f"{where}  {row['code']}  {', '.join(row['present'])}: yes  {', '.join(row['absent'])}: no"
    return f"{line}\n    “{' '.join(row['quote'].split())}”" if "quote" in row else line
