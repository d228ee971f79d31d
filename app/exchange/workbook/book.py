"""Writes the whole workbook: which sheets it has, and what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.study import Result, study
from app.agreement.units import Material, Scope
from app.codebook.queries import codebook as all_codes
from app.coders.queries import CoderRow
from app.coders.queries import coders as all_coders
from app.documents.queries import documents as all_documents
from app.errors import UserError
from app.exchange.workbook import agreement, codebook, codings, readme
from app.exchange.workbook.place import workbook_at
from app.exchange.workbook.sheet import MOST_ROWS, Sheet
from app.exchange.workbook.text import visible
from app.jobs import Job
from app.models import Setting, now
from app.store import Project

RESAMPLES = 2000
SEED = 1


@dataclass(frozen=True)
class Written:
    """Where the workbook is, and how many rows each sheet has below its header."""

    path: Path
    rows: dict[str, int]


def write_workbook(project: Project, path: Path, job: Job, *, scope: Scope | None = None) -> Written:
    """Write a project as a workbook; a workbook that is there already is replaced when all is done.

    `scope` says whom and what the agreement sheet compares; it has every unit. Raises UserError or
    StoreError, and Cancelled; then nothing is left behind and what was there stays.
    """
    with workbook_at(path) as book, project.read() as session:
        rows = _write(book, session, job, scope or Scope(), project.latest_action())
        job.step(1, 1, "Saving the workbook")
    return Written(path, rows)


def _write(book: Any, session: Session, job: Job, scope: Scope, action_id: int) -> dict[str, int]:
    documents, coders, codes = all_documents(session), all_coders(session), all_codes(session)
    if codings.number_of_codings(session) >= MOST_ROWS:
        raise UserError(
            "The project has more codings than a sheet has rows (1,048,575), so no workbook was written. "
            "Export it as a study folder instead."
        )
    page = book.add_worksheet(readme.TITLE)
    sheets = [
        Sheet(book, agreement.TITLE, agreement.columns()),
        Sheet(book, codings.TITLE, codings.columns(session)),
        Sheet(book, codebook.TITLE, codebook.columns(codes, coders)),
    ]
    compared: list[Material] = []
    for unit in agreement.UNITS:  # one result at a time: with many coders each is large
        result = _result(session, replace(scope, unit=unit), action_id, job)
        agreement.write(sheets[0], result, codes)
        compared.append(result.material)
    sheets[0].end()
    codings.write(sheets[1], session, documents, {code.id: code for code in codes}, job)
    codebook.write(sheets[2], session, codes, coders)
    title = visible(session.scalar(select(Setting.value).where(Setting.key == "title")) or "")
    readme.write(book, page, _about(title, compared[0], len(documents), coders), sheets)
    book.set_properties({"title": title, "subject": "Codings, codebook and agreement"})
    return {sheet.title: sheet.rows for sheet in sheets}


def _result(session: Session, scope: Scope, action_id: int, job: Job) -> Result:
    return study(
        session,
        scope,
        statistics=tuple(agreement.STATISTICS),
        by=("code", "overall"),
        resamples=RESAMPLES,
        seed=SEED,
        action_id=action_id,
        job=job,
    )


def _about(title: str, found: Material, documents: int, coders: Sequence[CoderRow]) -> readme.About:
    trimmed = "taken off" if found.scope.trim else "kept"
    return readme.About(
        lines=[
            ("Project", title),
            ("Written", f"{now().replace('T', ' ').removesuffix('Z')} UTC"),
            ("By", readme.made_by()),
            ("Documents", documents),
            ("Coders compared", visible(", ".join(coder.name for coder in found.coders)) or "nobody"),
            ("Documents compared", len(found.documents) - found.dropped.single_coder_documents),
            ("Left out of agreement", _left_out(found, coders)),
            ("Units", ", ".join(agreement.UNITS)),
            (
                "White space at ends",
                f"{trimmed} before comparing; tolerance {found.scope.tolerance} characters",
            ),
            ("Intervals", f"95 %, {RESAMPLES:,} resamples of documents, seed {SEED}"),
            ("Profile", "full: with quotes, context and memos"),
            ("Offsets", "count Unicode characters from 0; the character at “end” is not included"),
            ("Text", "is never a formula; control characters are shown as their pictures (␀ to ␟)"),
        ],
        sheets={
            agreement.TITLE: "For each code and unit, how far coders agree, with intervals, or why not.",
            codings.TITLE: "Every coding with its words and what stands around them.",
            codebook.TITLE: "Every code with its definition, colour and uses.",
        },
    )


def _left_out(found: Material, coders: Sequence[CoderRow]) -> str:
    """What the agreement sheet doesn't compare, and why."""
    compared = {coder.id for coder in found.coders}
    parts = [
        (found.dropped.single_coder_documents, "documents that fewer than two coders have completed"),
        (found.dropped.codings, "codings where the coder or everybody else hasn't completed the document"),
    ]
    told = [f"{what}: {number:,}" for number, what in parts if number]
    for what, names in (
        (
            "consensus layers, which are no independent coding",
            [c.name for c in coders if c.role == "consensus"],
        ),
        ("coders not asked for", [c.name for c in coders if c.role != "consensus" and c.id not in compared]),
    ):
        if names:
            told.append(f"{what}: {visible(', '.join(names))}")
    return "; ".join(told) or "nothing"
