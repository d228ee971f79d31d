"""`intercoder agreement`: how far the coders agree."""

import shlex
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from app.agreement.coefficients.values import OfCodes
from app.agreement.study.prevalence import uses_of
from app.agreement.study.results import STATISTICS, Result, Row, study
from app.agreement.study.statistic_names import NAMED
from app.agreement.study.statistics import ON_CHARACTERS
from app.commands import projects, sheet_agreement
from app.commands.answer import CommandOutput
from app.commands.scope import scope, withheld
from app.commands.value_output import value_fields
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.report.agreement_notes import not_codable, of_origins
from app.rounds.queries import round_by_id, withdrawn
from app.store.history import newest
from app.store.project import Project

LEVELS = ("code", "overall")
SPREAD = "median, lowest (number)"


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Compute what was asked for, over what was asked for."""
    if chosen.sheets:
        return sheet_agreement.run(chosen, job)
    if chosen.variables:
        raise UserError("--variables is about coding sheets. Add --sheets, or leave it away.")
    with projects.open_to_look(chosen) as project:
        result = compared(project, chosen, job)
        name = _round_name(project, result)
        notes = _left_out(project, result)
    table = _nothing(result) or as_text(result, columns(result, chosen.statistics))
    warned = warnings(result)
    text = "\n".join([table, *(f"{code}: {words}" for code, words in warned), *notes])
    value = as_value(result, name) | {"warnings": [{"code": code, "text": words} for code, words in warned]}
    return CommandOutput(text, value)


def warnings(result: Result) -> list[tuple[str, str]]:
    """(code, sentence) where kappa and alpha of a code in the result mislead by themselves."""
    about = {row.code for row in result.rows if row.level == "code" and row.value.value is not None}
    if not about:
        return []
    return [
        (use.name, words) for use in uses_of(result.material) for words in use.warnings if use.name in about
    ]


def _left_out(project: Project, result: Result) -> list[str]:
    round_id = result.material.scope.round_id
    if round_id is None:
        return projects.left_out(project)
    with project.read() as session:
        return withheld(session, round_id) + withdrawn(session, round_id)


def _nothing(result: Result) -> str:
    """What a project lacks to be compared at all; "" where it lacks nothing."""
    material = result.material
    lacking = [
        what
        for what, rows in (
            ("documents", material.documents),
            ("coders", material.coders),
            ("codes", material.codes),
        )
        if not rows
    ]
    if not lacking:
        return ""
    listed = " and ".join([", ".join(lacking[:-1]), lacking[-1]] if lacking[1:] else lacking)
    return (
        f"There is nothing to compare: no {listed} here. Agreement needs documents that at least two coders "
        "have coded and completed."
    )


def compared(project: Project, chosen: Namespace, job: Job) -> Result:
    """The result for a parsed command line; UserError where it names what isn't there."""
    with project.read() as session:
        return study(
            session,
            scope(session, chosen),
            statistics=chosen.statistics or "all",
            by=chosen.by or LEVELS,
            intervals=chosen.bootstrap != 0,
            action_id=newest(session),
            job=job,
        )


def _round_name(project: Project, result: Result) -> str | None:
    round_id = result.material.scope.round_id
    if round_id is None:
        return None
    with project.read() as session:
        return round_by_id(session, round_id).name


def as_value(result: Result, round_name: str | None = None) -> dict[str, Any]:
    """The scope and all rows, for programs."""
    return {
        "scope": scope_value(result) | {"round": round_name},
        "results": [row_value(row) for row in result.rows],
    }


def scope_value(result: Result) -> dict[str, Any]:
    """What was compared and how, for programs."""
    material = result.material
    return {
        "unit": material.scope.unit,
        "round": None,
        "coders": [material.coders[coder].name for coder in material.compared],
        "codes": [code.name for code in material.codes],
        "documents": [document.name for document in material.documents],
        "trim": material.scope.trim,
        "tolerance": material.scope.tolerance,
        "without_speakers": list(material.scope.without_speakers),
        "interviewers": list(material.asking),
        "bootstrap": 0,
        "seed": None,
        "action": material.action_id,
        "cases": None if material.cases is None else int((material.continuum.coders_per_document > 1).sum()),
        "cases_left_out": material.dropped.single_coder_cases,
        "documents_of_one_coder": material.dropped.single_coder_documents,
        "codings_left_out": material.dropped.codings,
        "documents_coded_blind": material.dropped.blind_documents,
        "codings_not_codable": material.dropped.not_codable,
        "origins": None if material.scope.origins is None else list(material.scope.origins),
        "codings_of_other_origins": material.dropped.other_origins,
        "intervals": _intervals(result),
        "none_is_a_value": material.scope.absent,
    }


def _intervals(result: Result) -> str | None:
    if not result.intervals:
        return None
    return "jackknife over documents" if result.material.cases is None else "jackknife over cases"


def row_value(row: Row) -> dict[str, Any]:
    """One row, for programs; `value` is null exactly when `reason` is set."""
    value = row.value
    return {
        "level": row.level,
        "code": row.code,
        "document": row.document,
        "coders": list(row.coders),
        "unit": row.unit,
        "statistic": row.statistic,
        **value_fields(value),
        "median": value.codes and value.codes.median,
        "minimum": value.codes and value.codes.lowest,
        "codes": value.codes and value.codes.count,
    }


def columns(result: Result, asked: Sequence[str] | None) -> list[str]:
    """The statistics that people see: those they asked for, or the three that most papers report."""
    if asked:
        return list(STATISTICS if "all" in asked else asked)
    kappa = "cohen_kappa" if len(result.material.compared) == 2 else "fleiss_kappa"
    return ["percent_agreement", kappa, "krippendorff_alpha"]


def as_text(result: Result, statistics: Sequence[str]) -> str:
    """A table for people: one line for each thing compared, one column for each statistic."""
    rows = [row for row in result.rows if row.statistic in statistics]
    everywhere, somewhere = _flags(rows)
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        group = (row.level, row.document or "", _pair(row))
        lines.setdefault((*group, _about(row)), {})[row.statistic] = _value_text(row, somewhere)
        if row.value.codes is not None and row.value.codes.count > 1:
            lines.setdefault((*group, SPREAD), {})[row.statistic] = _spread(row.value.codes)
    names = [" · ".join(part for part in group[1:] if part) for group in lines]
    table = [
        ["", *(NAMED[statistic].name for statistic in statistics)],
        *(
            [name, *(values.get(statistic, "") for statistic in statistics)]
            for name, values in zip(names, lines.values(), strict=True)
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    text = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in table
    )
    notes = _notes(result, statistics) + [f"{flag[0].upper()}{flag[1:]}." for flag in everywhere]
    if somewhere:
        notes.append(f"* {'; '.join(somewhere)}.")
    return "\n".join([_heading(result), "", text, "", *notes])


def _flags(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """What to know about every value, and what to know about some."""
    flags = [set(row.value.flags) for row in rows if row.value.value is not None]
    everywhere = set.intersection(*flags) if flags else set()
    return sorted(everywhere), sorted(set().union(*flags) - everywhere)


def _about(row: Row) -> str:
    if row.level == "domain":
        return f"domain “{row.code}”" if row.code else "all domains together"
    return row.code or "all codes together"


def _pair(row: Row) -> str:
    return " and ".join(row.coders) if row.level == "pair" else ""


def _value_text(row: Row, starred: Sequence[str]) -> str:
    value = row.value
    if value.value is None:
        return value.reason or ""
    interval = ""
    if value.low is not None and value.high is not None:
        interval = f" [{_rounded(value.low, 2)}, {_rounded(value.high, 2)}]"
    star = " *" if set(starred) & set(value.flags) else ""
    return f"{_rounded(value.value, 3)}{interval}{star}"


def _spread(of_codes: OfCodes) -> str:
    return f"{_rounded(of_codes.median, 3)}, {_rounded(of_codes.lowest, 3)} ({of_codes.count})"


def _rounded(value: float, places: int) -> str:
    return f"{round(value, places) + 0.0:.{places}f}"  # never “-0.00”


def _heading(result: Result) -> str:
    material = result.material
    names = ", ".join(material.coders[coder].name for coder in material.compared) or "nobody"
    return (
        f"Agreement by {material.scope.unit}: {names}; {counted(len(material.documents), 'document')}, "
        f"{counted(len(material.codes), 'code')}."
    )


def _notes(result: Result, statistics: Sequence[str]) -> list[str]:
    material = result.material
    documents = len(material.documents) - material.dropped.single_coder_documents
    notes = [f"{counted(documents, 'document')} that at least two coders have completed."]
    if material.cases is not None:
        compared_cases = int((material.continuum.coders_per_document > 1).sum())
        left = material.dropped.single_coder_cases
        more = f"; {counted(left, 'case')} left out that fewer than two did" if left else ""
        notes.append(f"{counted(compared_cases, 'case')} whose documents two coders completed{more}.")
    if material.scope.without_speakers:
        notes.append(f"Without the turns of {', '.join(material.scope.without_speakers)}.")
    if material.asking:
        names = ",".join(f'"{who}"' if "," in who else who for who in material.asking)
        notes.append(
            f"The turns of {', '.join(material.asking)}, who by their labels ask, count like all others; "
            f"--without-speakers {shlex.quote(names)} leaves them out."
        )
    if material.dropped.not_codable:
        notes.append(f"{not_codable(material.dropped)}.")
    if material.scope.origins is not None:
        notes.append(f"{of_origins(material.scope.origins, material.dropped)}.")
    if result.intervals:
        wholes = "documents" if material.cases is None else "cases"
        notes.append(f"Intervals: 95 %, by leaving out {wholes}.")
    on_characters = [NAMED[key].name for key in statistics if key in ON_CHARACTERS]
    if on_characters and material.scope.unit != "character":
        notes.append(f"On characters, whatever the unit: {', '.join(on_characters)}.")
    return notes
