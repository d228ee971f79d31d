"""`intercoder matrix`: cases by codes with passages and summaries, which are stale, and one written."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.cases.queries import cases
from app.codebook.queries import CodeRow, codebook
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named
from app.counting import counted
from app.crosstabs.choices import TableChoice
from app.crosstabs.summaries import MatrixCell, matrix, write_summary
from app.errors import UserError
from app.jobs import Job
from app.names import key

WRITE = "Write what a case says of a code"


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """List the cells that have passages or a summary, or write one summary."""
    if chosen.summary is not None:
        return _write(chosen, job)
    with projects.open_to_look(chosen) as project, project.read() as session:
        case_ids, code_ids = _named(session, chosen)
        choice = TableChoice(layer=chosen.layer, code_ids=code_ids)
        cells = matrix(session, choice, case_ids, job)
        left_out = projects.left_out(project)
    shown = [cell for cell in cells if cell.is_stale or not chosen.stale]
    return CommandOutput("\n".join([*_lines(shown), *left_out]), [_value(cell) for cell in shown])


def _write(chosen: Namespace, job: Job) -> CommandOutput:
    with projects.open_to_change(chosen) as project:
        with project.read() as session:
            case_ids, code_ids = _named(session, chosen)
            if not case_ids or not code_ids or len(case_ids) + len(code_ids) != 2:
                raise UserError(
                    "A summary is of one case and one code: --cases CASE --codes CODE --summary TEXT."
                )
            cells = matrix(session, TableChoice(code_ids=code_ids), case_ids, job)
        basis = cells[0].basis if cells else {}
        project.do(
            WRITE,
            write_summary,
            case_id=case_ids[0],
            code_id=code_ids[0],
            text=chosen.summary,
            codings=basis,
        )
    words = "Written" if chosen.summary.strip() else "Taken away"
    return CommandOutput(f"{words}.", {"written": bool(chosen.summary.strip()), "codings": len(basis)})


def _named(session: Session, chosen: Namespace) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    codes: Sequence[CodeRow] = codebook(session)
    return (
        ids_named(chosen.cases, {key(row.name): row.id for row in cases(session)}, "case"),
        ids_named(chosen.codes, {key(row.name): row.id for row in codes}, "code"),
    )


def _value(cell: MatrixCell) -> dict[str, Any]:
    summary = cell.summary
    return {
        "case": cell.case,
        "code": cell.code,
        "passages": [
            {"document": passage.document, "start": passage.start, "end": passage.end, "coder": passage.coder}
            | {"quote": quote}
            for passage, quote in zip(cell.passages, cell.quotes, strict=True)
        ],
        "summary": None
        if summary is None
        else {"text": summary.text, "by": summary.coder or None, "at": summary.at},
        "stale": cell.is_stale,
        "new": cell.new,
        "gone": cell.gone,
        "changed": cell.changed,
    }


def _lines(cells: Sequence[MatrixCell]) -> list[str]:
    if not cells:
        return ["No case has a passage or a summary here."]
    lines = []
    for cell in cells:
        lines.append(f"{cell.case} · {cell.code}: {counted(len(cell.passages), 'passage')}")
        lines += [
            f"    {passage.document} {passage.start:,} to {passage.end:,}, {passage.coder}: "
            f"“{' '.join(quote.split())}”"
            for passage, quote in zip(cell.passages, cell.quotes, strict=True)
        ]
        if cell.summary is not None:
            stale = (
                f"  (stale: {cell.new} new, {cell.gone} gone, {cell.changed} changed)"
                if cell.is_stale
                else ""
            )
            lines.append(f"    = {cell.summary.text}{stale}")
    return lines
