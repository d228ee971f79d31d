"""`intercoder take-in`: takes in the work that coders returned."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.jobs import Job
from app.packets.arrivals import returns_at
from app.packets.plans import Unplaced
from app.packets.take_in import DocumentWork, ReturnState, TakenIn, label_of, preview_take_in, take_in
from app.store.journal import reporting
from app.store.leading import GIVES_OUT

MOST_SHOWN = 20


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Take in the files as one step; with --preview only say what would change."""
    files = returns_at([Path(path) for path in chosen.returns])
    options = {"files": files, "open_now": chosen.open_now, "anyway": chosen.anyway}
    opened = projects.open_to_look if chosen.preview else projects.open_to_change
    with opened(chosen) as project:
        projects.refuse_all_but_leads(project, GIVES_OUT)
        with project.read() as session:
            taken = preview_take_in(session, job=job, **options)
        if not chosen.preview:
            taken = project.do(label_of(taken), reporting(job, take_in), **options)
    return CommandOutput("\n".join(_lines(taken)), _value(taken, changed=not chosen.preview))


def _value(taken: TakenIn, *, changed: bool) -> dict[str, Any]:
    """Counts, names and offsets; no words of texts or memos."""
    return {
        "changed": changed,
        "returns": [asdict(row) for row in taken.returns],
        "documents": [asdict(row) for row in taken.documents],
        "new": taken.count("new"),
        "updated": taken.count("changed"),
        "removed": taken.count("removed"),
        "completed": taken.count("completed"),
        "look_again": taken.count("look_again"),
        "new_codes": list(taken.new_codes),
        "same_codes": list(taken.same_codes),
        "proposals": taken.proposals,
        "notes": taken.notes,
        "unplaced": [{"coder": coder} | asdict(part) for coder, part in taken.unplaced],
    }


def _lines(taken: TakenIn) -> list[str]:
    lines = [_return_line(row) for row in taken.returns]
    lines += [f"  {_document_line(row)}" for row in taken.documents]
    if taken.new_codes:
        lines.append(f"New codes: {', '.join(taken.new_codes)}")
    if taken.same_codes:
        lines.append(f"Taken for the codes of the same name: {', '.join(taken.same_codes)}")
    if taken.proposals:
        lines.append(f"{counted(taken.proposals, 'proposal')} for the codebook")
    if taken.notes:
        lines.append(f"{counted(taken.notes, 'note')}")
    return lines + _unplaced_lines(taken.unplaced)


def _return_line(row: ReturnState) -> str:
    start = f"{row.coder}, return {row.number} of {row.made_at}"
    if row.state == "sealed":
        return f"{start}: kept sealed; it is opened when nothing is missing: {'; '.join(row.waits_for)}."
    return f"{start}: {row.state}."


def _document_line(row: DocumentWork) -> str:
    parts = [
        f"{count:,} {what}"
        for count, what in (
            (row.new, "new"),
            (row.changed, "changed"),
            (row.removed, "removed"),
            (row.look_again, "to look at again"),
        )
        if count
    ]
    parts += ["completed"] if row.completed else []
    parts += ["opened again"] if row.reopened else []
    return f"{row.document} ({row.coder}): {', '.join(parts)}"


def _unplaced_lines(unplaced: Sequence[tuple[str, Unplaced]]) -> list[str]:
    if not unplaced:
        return []
    lines = [f"{counted(len(unplaced), 'thing fits', 'things fit')} nowhere, and the project keeps the list:"]
    for coder, part in unplaced[:MOST_SHOWN]:
        code = f" with “{part.code}”" if part.code else ""
        at = f" at {part.start:,}" if part.start is not None else ""
        lines.append(f"  {coder}, {part.document or 'a removed document'}: {part.what}{code}{at}: {part.why}")
    if len(unplaced) > MOST_SHOWN:
        lines.append(f"  ... and {len(unplaced) - MOST_SHOWN:,} more")
    return lines
