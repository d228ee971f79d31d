"""`intercoder export`: writes the workbook, or its sheets for other programs."""

from argparse import Namespace
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import of_what, scope
from app.counting import counted
from app.errors import UserError
from app.exchange.targets import WITH_SHEETS, Kind, kind_of, write
from app.exchange.workbook import Written
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.contents import SHEETS
from app.jobs import Job
from app.rounds.queries import rounds
from app.store import Project


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Write what the target asks for: complete or not at all."""
    target = Path(chosen.target)
    kind: Kind = "calculators" if chosen.calculators else kind_of(target)
    _refuse_idle(chosen, kind)
    with projects.open_to_look(chosen) as project:
        choices = _choices(project, chosen)
        written = write(project, kind, target, job, choices=choices, for_excel=chosen.csv_bom)
        notes = projects.left_out(project)
        with project.read() as session:
            has_rounds = any(round_.closed_at for round_ in rounds(session))
            compared = of_what(session, choices.scope.round_id)
    remarks = [compared] if has_rounds else []  # without rounds there is nothing to choose
    remarks += [note for note in notes if not has_rounds or note not in compared]
    value = _as_value(kind, written) | {"scope": compared, "left_out": notes}
    return CommandOutput("\n".join([_in_words(kind, written), *remarks]), value)


def _choices(project: Project, chosen: Namespace) -> WorkbookChoices:
    with project.read() as session:
        compared = scope(session, chosen)
    usual = WorkbookChoices()
    return WorkbookChoices(
        scope=compared,
        sheets=None if chosen.sheets is None else tuple(_title(name) for name in chosen.sheets),
        profile=chosen.profile,
        statistic=chosen.statistic,
        threshold=usual.threshold if chosen.threshold is None else chosen.threshold,
        intervals=chosen.bootstrap != 0,
    )


def _title(name: str) -> str:
    """The sheet's title as it is written, whatever the case; the name itself where there is none."""
    return next((kind.title for kind in SHEETS if kind.title.casefold() == name.casefold()), name)


def _refuse_idle(chosen: Namespace, kind: Kind) -> None:
    """UserError for an option that this kind of file has no use for."""
    if chosen.sheets is not None and kind not in WITH_SHEETS:
        raise UserError(
            "--sheets chooses among the sheets of a workbook or of CSV files. Leave it away here."
        )
    if chosen.csv_bom and kind != "csv":
        raise UserError("--csv-bom is for CSV files. Leave it away here, or name a folder for CSV files.")


def _in_words(kind: Kind, written: Written) -> str:
    if kind == "calculators":
        return f"Wrote {counted(len(written.rows), 'file')} for calculators into “{written.path}”."
    if kind == "spss":
        return f"Wrote “{written.path}”: {counted(sum(written.rows.values()), 'unit')}."
    sheets = ", ".join(f"{title} ({counted(rows, 'row')})" for title, rows in written.rows.items())
    return f"Wrote “{written.path}”: {sheets}."


def _as_value(kind: Kind, written: Written) -> dict[str, object]:
    value: dict[str, object] = {"kind": kind, "path": str(written.path), "sheets": written.rows}
    return value | {"workbook": str(written.path)} if kind == "workbook" else value
