"""`intercoder figure`: a picture of the study as PNG, SVG or PDF, and its data."""

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.cases.queries import attributes
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.imported import imported
from app.commands.scope import ids_named
from app.commands.search import with_below
from app.documents.queries import documents
from app.errors import UserError
from app.jobs import Job
from app.names import key
from app.report.drawing.canvas import PAPER_WIDTH
from app.report.pictures.making import make_picture
from app.report.pictures.picture import Picture
from app.report.pictures.request import WAYS, Layer, PictureRequest
from app.report.tables import in_words

ENDINGS = (".png", ".svg", ".pdf")
LISTED = 40  # rows that are printed; JSON has all
LEAST_WIDTH, MOST_WIDTH = 200, 4_000  # points


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Draw a picture into a file where one is named, and print its data."""
    target = None if chosen.file is None else _target(Path(chosen.file))
    width = PAPER_WIDTH if chosen.width is None else chosen.width
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise UserError(
            f"--width is in points, {LEAST_WIDTH} to {MOST_WIDTH:,}; a page between its margins has 468."
        )
    with projects.open_to_look(chosen) as project:
        with project.read() as session:
            request = _request(session, chosen)
        picture = make_picture(project, request, job)
    if target is not None:
        _draw(picture, width, target)
    value = picture.as_value() | {"file": None if target is None else str(target)}
    return CommandOutput(_text(picture, target), value)


def _target(path: Path) -> Path:
    if path.suffix.lower() not in ENDINGS:
        raise UserError(
            f"“{path.name}” doesn't say what kind of picture to write. End the name with .png, .svg or .pdf."
        )
    return path


def _draw(picture: Picture, width: float, target: Path) -> None:
    from app.qt_libraries import require_qt

    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require_qt()
    imported("app.ui.pictures.headless").draw_to_file(picture.draw, float(width), target)


def _request(session: Session, chosen: Namespace) -> PictureRequest:
    """What the options ask for; UserError for a name that isn't there or an option without a use."""
    rows, codes, people = documents(session), codebook(session), coders(session)
    by_name = {key(row.name): row.id for row in rows}
    coder_ids = {key(row.name): row.id for row in people}
    code_ids = ids_named(chosen.codes, {key(code.name): code.id for code in codes}, "code")
    named = ids_named(chosen.documents, by_name, "document")
    coder_id = None if chosen.coder is None else (ids_named([chosen.coder], coder_ids, "coder") or (0,))[0]
    if coder_id is not None and chosen.layer is not None:
        raise UserError("--coder draws one coder's codings, --layer a layer. Leave one of them out.")
    by = "attribute" if chosen.attribute is not None else chosen.by
    if by is not None and by not in WAYS.get(chosen.kind, ()):
        ways = ", ".join(WAYS.get(chosen.kind, ()))
        raise UserError(
            f"A {chosen.kind} can't be drawn by {by}. "
            + (f"It can by: {ways}." if ways else "It is drawn without --by.")
        )
    layer: Layer = "coder" if coder_id is not None else chosen.layer or "any"
    return PictureRequest(
        chosen.kind,
        layer,
        coder_id,
        None if named is None else frozenset(named),
        None if code_ids is None else with_below(codes, code_ids),
        by,
        _attribute(session, chosen.attribute),
        chosen.style or "bubble",
        _sides(chosen, coder_ids if by == "coder" else by_name),
        chosen.words or "",
        chosen.most or None,
        chosen.with_interviewer,
    )


def _attribute(session: Session, name: str | None) -> int | None:
    if name is None:
        return None
    ids = {key(row.name): row.id for row in attributes(session)}
    return (ids_named([name], ids, "attribute") or (0,))[0]


def _sides(chosen: Namespace, ids: dict[str, int]) -> tuple[int, int] | None:
    if chosen.sides is None:
        return None
    pair = ids_named(chosen.sides, ids, "coder" if chosen.by == "coder" else "document") or ()
    if len(pair) != 2:
        raise UserError("--sides takes two different names with a comma between them.")
    return pair[0], pair[1]


def _text(picture: Picture, target: Path | None) -> str:
    if picture.nothing:
        lines = [f"{picture.title}: {picture.nothing}"]
    else:
        lines = [f"{picture.title}.", picture.caption]
        lines += ["", " | ".join(column.name for column in picture.columns)]
        lines += [_line(picture, row.cells) for row in picture.rows[:LISTED]]
        if len(picture.rows) > LISTED:
            lines.append(f"{LISTED} listed of {len(picture.rows):,}; all by --json.")
    if target is not None:
        lines += ["", f"Wrote “{target}”."]
    return "\n".join(lines)


def _line(picture: Picture, cells: tuple[Any, ...]) -> str:
    return " | ".join(
        cell if isinstance(cell, str) else in_words(column.kind, cell)
        for column, cell in zip(picture.columns, cells, strict=True)
    )
