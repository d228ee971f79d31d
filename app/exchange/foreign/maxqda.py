"""Reads MAXQDA's own files (.mex, .mx12 to .mx24): codes, and where passages begin; their texts are locked.

MAXQDA encrypts texts, memos and the words of segments; the beginnings of these are kept in the clear. So the
passages are found again in the documents of the project, by name, words and place.
"""

from collections.abc import Iterator
from pathlib import Path

from app.exchange.foreign.project import ForeignCode, ForeignProject, ForeignSegment, Losses
from app.exchange.foreign.sqlite_file import ForeignDatabase, number, opened_database, refuse_without, text
from app.exchange.foreign.times import utc_moment
from app.jobs import Job


def read(path: Path, job: Job) -> ForeignProject:
    """Read a project or an exchange file."""
    job.step(0, 0, f"Reading {path.name}")
    with opened_database(path) as database:
        refuse_without(database, "MAXQDA", "Texts", "Codewords", "Codings")
        losses = Losses()
        setup = {text(row, "Key"): text(row, "Value") for row in database.rows("sys_Setup")}
        segments = list(_segments(database, losses))
        why = "locked by MAXQDA: import the documents, or export the project there as .qdpx"
        losses.add("text", "texts", why, database.count("Texts"))
        losses.add("memo", "memos", "locked by MAXQDA", database.count("Memos"))
        return ForeignProject(
            program=" ".join(setup.get("APP", "MAXQDA").split()),
            form="MAXQDA file",
            title=path.stem,
            file_name=path.name,
            coders={segment.coder: segment.coder for segment in segments},
            codes=list(_codes(database)),
            segments=segments,
            left=losses.listed(),
        )


def _codes(database: ForeignDatabase) -> Iterator[ForeignCode]:
    """All codes under their parents, in the order of the file's index."""
    rows = sorted(database.rows("Codewords"), key=lambda row: number(row, "Idx"))
    ids = {text(row, "ID") for row in rows}
    for row in rows:
        parent = text(row, "WordID")
        colour = number(row, "Color")
        yield ForeignCode(
            key=text(row, "ID"),
            parent=parent if parent in ids else "",
            name=text(row, "Name"),
            colour="" if colour < 0 else f"#{colour & 0xFFFFFF:06x}",
        )


def _segments(database: ForeignDatabase, losses: Losses) -> Iterator[ForeignSegment]:
    names = {text(row, "ID"): text(row, "Name") for row in database.rows("Texts")}
    codes = {text(row, "ID") for row in database.rows("Codewords")}
    for index, row in enumerate(database.rows("Codings"), start=1):
        words, document = text(row, "Preview").strip(), names.get(text(row, "TextID"), "")
        if not (words and document and text(row, "WordID") in codes):
            losses.add("coding", "codings", "of pictures or recordings")
            continue
        start, end = number(row, "SegPos1X"), number(row, "SegPos2X")
        yield ForeignSegment(
            row=index,
            document=document,
            code=text(row, "WordID"),
            coder=text(row, "Author") or "MAXQDA",
            words=words,
            start=start if start >= 0 else None,
            end=end if end > 0 else None,
            memo=text(row, "CommentL").strip(),
            created_at=utc_moment(text(row, "Date")),
        )
