"""`intercoder import-project`: takes in a project or a codebook of another program."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.errors import UserError
from app.exchange.foreign.found_again import found_again
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.preview import ForeignPreview, foreign_preview
from app.exchange.foreign.project import CoderReading, ForeignProject, OffsetCount
from app.exchange.foreign.taking import Taken, take_project, taken_words
from app.jobs import Job
from app.store import Project

NOUNS = {
    "documents": ("document", "documents"),
    "codes": ("code", "codes"),
    "coders": ("coder", "coders"),
    "cases": ("case", "cases"),
    "values": ("value of a case", "values of cases"),
}
READINGS: dict[CoderReading, str] = {
    "coding": "who is named at the coding",
    "selection": "who is named at the selection",
}
MOST_NOTES = 20
MOST_DOCUMENTS = 5


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Take it in as one action; with --preview only say what is in it and what would come in."""
    foreign = read_foreign(Path(chosen.file), job)
    choices = TakeChoices(chosen.coder_of, tuple(_merged(pair) for pair in chosen.merge))
    is_new = "://" not in chosen.project and not Path(chosen.project).exists()
    if is_new and chosen.preview:
        preview = foreign_preview(None, foreign, choices)
        return CommandOutput("\n".join(_lines(preview, None)), _value(preview, foreign, None))
    if is_new and chosen.as_coder is not None:
        raise UserError(f"“{chosen.project}” is a new project and has no coders yet, so leave --as away.")
    opened = projects.open_to_look if chosen.preview else projects.open_to_change
    with _new_project(chosen.project) if is_new else opened(chosen) as project:
        foreign = found_again(project, foreign, job)
        preview = foreign_preview(project, foreign, choices)
        taken = None if chosen.preview else take_project(project, foreign, choices, job)
        notes = projects.left_out(project)
    lines = [f"“{projects.shown(chosen.project)}” is a new project."] if is_new else []
    value = _value(preview, foreign, taken) | {"new_project": is_new, "left_out": notes}
    unplaced = foreign.unplaced[:MOST_NOTES]
    if len(foreign.unplaced) > MOST_NOTES:
        more = counted(len(foreign.unplaced) - MOST_NOTES, "more passage", "more passages")
        unplaced = (*unplaced, f"... and {more} that --json lists.")
    return CommandOutput("\n".join([*lines, *_lines(preview, taken), *unplaced, *notes]), value)


@contextmanager
def _new_project(location: str) -> Iterator[Project]:
    """A project that is made for what comes in, and that isn't there where that fails."""
    project = projects.make(location)
    try:
        with project:
            yield project
    except BaseException:
        Path(location).unlink(missing_ok=True)
        raise


def _merged(pair: str) -> tuple[str, str]:
    name, equals, target = pair.partition("=")
    if not (equals and name.strip() and target.strip()):
        raise UserError(f"“{pair}” doesn't say who is who. Write --merge NAME=NAME, the second one stays.")
    return name.strip(), target.strip()


def _value(preview: ForeignPreview, foreign: ForeignProject, taken: Taken | None) -> dict[str, Any]:
    return {
        "changed": taken is not None,
        "program": preview.program,
        "form": preview.form,
        "title": preview.title,
        "in_file": {row.kind: row.in_file for row in preview.counts}
        | {"codings": len(foreign.codings), "attributes": len(foreign.attributes)},
        "in_project": {row.kind: row.already for row in preview.counts},
        "coder_of": preview.reading,
        "coders": preview.coders,
        "repeated": preview.repeated,
        "passages": [asdict(passage) for passage in preview.passages],
        "offsets": [row._asdict() for row in preview.offsets],
        "left": [{"count": row.count, "what": row.what, "why": row.why} for row in preview.left],
        "notes": list(preview.notes),
        "unplaced": list(foreign.unplaced),
        "is_ours": preview.is_ours,
        "taken": None if taken is None else asdict(taken),
    }


def _lines(preview: ForeignPreview, taken: Taken | None) -> Iterator[str]:
    yield f"“{preview.title}” is a {preview.form} by {preview.program}."
    if taken is None:
        for row in preview.counts:
            there = f", {row.already:,} of them in the project already" if row.already else ""
            if row.in_file:
                yield f"  {counted(row.in_file, *NOUNS[row.kind])}{there}"
        yield f"  {counted(preview.codings, 'coding')}"
        if preview.repeated:
            again = counted(preview.repeated, "coding says", "codings say")
            yield f"  {again} once more what another one says"
    yield from _who_coded(preview)
    yield from _offsets(preview)
    if taken is None:
        for passage in preview.passages:
            words = " ".join(passage.words.split())
            yield f"  {passage.document}, {passage.start:,}: {passage.coder}, “{passage.code}”: “{words}”"
    yield from (row.sentence for row in preview.left)
    yield from preview.notes
    yield from _outcome(taken)


def _offsets(preview: ForeignPreview) -> Iterator[str]:
    """How passages were counted: of each document, or of all that were counted alike where there are many."""
    alike: dict[str, list[OffsetCount]] = {}
    for row in preview.offsets:
        alike.setdefault(row.counting, []).append(row)
    for counting, rows in alike.items():
        if len(rows) > MOST_DOCUMENTS:
            where, share = counted(len(rows), "document"), min(row.share for row in rows)
            yield f"Offsets of {where}: {counting}; {share:.0%} or more of passages begin and end at words."
            continue
        for row in rows:
            passages = counted(row.selections, "passage")
            what = f"{row.share:.0%} of {passages} begin and end at words"
            yield f"Offsets of “{row.document}”: {counting}; {what}."


def _who_coded(preview: ForeignPreview) -> Iterator[str]:
    if not preview.readings_differ:
        if preview.coders["coding"]:
            yield f"Codings by coder: {_counts(preview, 'coding')}."
        return
    yield "Who coded can be read in two ways:"
    for reading, words in READINGS.items():
        mark = " (taken)" if reading == preview.reading else f" (--coder-of {reading})"
        yield f"  {words}{mark}: {_counts(preview, reading)}"


def _counts(preview: ForeignPreview, reading: CoderReading) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in preview.coders[reading].items())


def _outcome(taken: Taken | None) -> Iterator[str]:
    if taken is None:
        yield "Nothing was changed. Without --preview all of this is taken in: one step, one undo."
        return
    yield taken_words(taken)
    if taken.already:
        yield f"{counted(taken.already, 'coding was', 'codings were')} there already."
    if taken.repeated:
        yield f"{counted(taken.repeated, 'coding says', 'codings say')} once more what another one says."
    yield from taken.notes[:MOST_NOTES]
    if len(taken.notes) > MOST_NOTES:
        yield f"... and {counted(len(taken.notes) - MOST_NOTES, 'more difference')}."
