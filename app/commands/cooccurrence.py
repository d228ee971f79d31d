"""`intercoder cooccurrence`: how often codes stand together, code by code."""

from argparse import Namespace
from math import isnan
from typing import Any

from app.codebook.queries import codebook
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.conditions import conditions_of
from app.commands.scope import ids_named
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.names import key
from app.retrieve.asked import Measure
from app.retrieve.cooccurrence import CoOccurrences, Together, cooccurrences
from app.retrieve.sentence import text_of

DISTANCES: dict[str, Measure] = {
    word: measure for measure in ("word", "sentence", "turn") for word in (measure, f"{measure}s")
}
MOST_PRINTED = 40  # pairs; JSON has all


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Count what stands together."""
    with projects.open_to_look(chosen) as project:
        with project.read() as session:
            known_codes = {key(code.name): code.id for code in codebook(session)}
            ids = ids_named(chosen.codes, known_codes, "code")
            within, measure = _distance(chosen)
            together = Together(ids, chosen.unit, within, measure, conditions_of(chosen))
            table = cooccurrences(session, together, job)
        notes = projects.left_out(project)
    value = {
        "unit": together.unit,
        "within": within,
        "measure": None if within is None else measure,
        "codes": [
            {"code": code.name, "path": code.path, "total": total}
            for code, total in zip(table.codes, table.totals.tolist(), strict=True)
        ],
        "counts": table.counts.tolist(),
        "coefficients": [
            [None if isnan(value) else value for value in row] for row in table.coefficients().tolist()
        ],
        "left_out": notes,
    }
    return CommandOutput("\n".join([_text(table), *notes]), value)


def _distance(chosen: Namespace) -> tuple[int | None, Measure]:
    if chosen.near is None:
        return None, "word"
    if chosen.unit != "passage":
        raise UserError("--near is for passages, and --unit counts something else. Leave one of them out.")
    number, measure = chosen.near
    if not number.isdecimal() or len(number) > 6 or measure not in DISTANCES:
        raise UserError("--near wants a whole number, and words, sentences or turns: --near 5 words.")
    return int(number), DISTANCES[measure]


def _text(table: CoOccurrences) -> str:
    if not len(table.codes):
        return "Nothing is coded so, so no codes stand together."
    what = {"passage": "passages", "turn": "turns", "document": "documents", "case": "cases"}[
        table.together.unit
    ]
    lines = [f"{counted(len(table.codes), 'code')}; {what} that have both, and the c-coefficient."]
    coefficients = table.coefficients()
    pairs: list[tuple[Any, ...]] = [
        (coefficients[row, column], row, column)
        for row in range(len(table.codes))
        for column in range(row + 1, len(table.codes))
        if table.counts[row, column] or table.counts[column, row]
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    for coefficient, row, column in pairs[:MOST_PRINTED]:
        first, second = table.codes[row].name, table.codes[column].name
        one, other = int(table.counts[row, column]), int(table.counts[column, row])
        many = f"{one:,}" if one == other else f"{one:,} of the first, {other:,} of the second"
        lines.append(f"  {first} and {second}: {many}; c {coefficient:.3f}")
    if not pairs:
        lines.append("  No two of them stand together.")
    elif len(pairs) > MOST_PRINTED:
        lines.append(f"  ... and {counted(len(pairs) - MOST_PRINTED, 'other pair')}; --json has all.")
    if pairs:
        query = text_of(table.query(pairs[0][1], pairs[0][2]))
        lines += ["", f"The passages of the first pair: intercoder retrieve PROJECT '{query}'"]
    return "\n".join(lines)
