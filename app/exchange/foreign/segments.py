"""Spreadsheets of coded segments, as MAXQDA, NVivo, ATLAS.ti, Dedoose, Delve, requal and Taguette write them.

They hold words and no texts: the passages are sought in the documents of the project (`found_again`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from app.errors import UserError
from app.exchange.codebook_columns import LEVELS
from app.exchange.foreign.project import UNNAMED_CODER, ForeignCode, ForeignProject, ForeignSegment, Losses
from app.exchange.foreign.times import utc_moment
from app.exchange.tables import ROWS_ABOVE, column, rows_of_file
from app.jobs import Job

DOCUMENTS = (
    *("document", "document_name", "document_title", "doc_name", "media_title", "transcript", "source_name"),
    *("source", "file_name", "filename", "file"),
)
WORDS = (
    *("coded_segment", "segment", "segment_text", "quotation_content", "content", "coded_text"),
    *("excerpt_copy", "excerpt", "snippet", "quote", "quotation", "reference_text", "selection", "text"),
)
CODES = ("code", "codes", "code_name", "tag", "tags", "node", "codes_applied_combined", "codes_applied")
CODERS = (
    *("coder", "coded_by", "created_by", "excerpt_creator", "creator", "author", "user_name", "user"),
    *("initials",),
)
MEMOS = ("comment", "memo", "quotation_comment", "note", "notes")
TIMES = ("created_at", "created", "creation_date", "excerpt_date", "coded_on", "date", "modified")
STARTS, ENDS = ("start", "segment_start", "start_position"), ("end", "segment_end", "end_position")
PARAGRAPHS = ("begin", "beginning", "paragraph")
APPLIED = re.compile(r"code:_(.+)_applied")  # Dedoose has a column for each code
TRUE = frozenset({"true", "1", "yes", "x"})
PROGRAMS = {
    "media_title": "Dedoose",
    "quotation_content": "ATLAS.ti",
    "segment_text": "requal",
    "document_group": "MAXQDA",
    "coded_text": "NVivo",
    "snippet": "Delve",
}


class _Header(NamedTuple):
    """Where the columns stand, by what they hold; `applied` are Dedoose's codes."""

    row: int
    names: Mapping[str, int]
    applied: Mapping[str, int]

    def cell(self, cells: Sequence[str], names: Sequence[str]) -> str:
        """What stands in the first of some columns that is there."""
        index = next((self.names[name] for name in names if name in self.names), None)
        return cells[index].strip() if index is not None and index < len(cells) else ""


def read(path: Path, job: Job) -> ForeignProject:
    """Read a table; UserError where it has no columns of documents, words and codes."""
    job.step(0, 0, f"Reading {path.name}")
    rows = rows_of_file(path)
    header = next(filter(None, (_header(row, cells) for row, cells in rows[:ROWS_ABOVE])), None)
    if header is None:
        raise UserError(
            f"“{path.name}” has no row that names columns of documents, coded words and codes (such as "
            "“Document name”, “Segment” and “Code”), so nothing was taken. A codebook is imported in the "
            "window: "
            "Codebook, Import from a spreadsheet."
        )
    losses = Losses()
    codes: dict[str, ForeignCode] = {}
    segments = [
        segment
        for row, cells in rows
        if row > header.row
        for segment in _segments(header, row, cells, codes, losses)
    ]
    program = next((name for sign, name in PROGRAMS.items() if sign in header.names), "a spreadsheet")
    return ForeignProject(
        program=program,
        form="table of coded segments",
        title=path.stem,
        file_name=path.name,
        coders={segment.coder: segment.coder for segment in segments},
        codes=list(codes.values()),
        segments=segments,
        left=losses.listed(),
    )


def _header(row: int, cells: Sequence[str]) -> _Header | None:
    names: dict[str, int] = {}
    applied: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = column(cell)
        match = APPLIED.fullmatch(name)
        if match:
            applied[cell.strip()[len("Code: ") : -len(" Applied")]] = index
        elif name:
            names.setdefault(name, index)
    has_codes = applied or any(name in names for name in CODES)
    complete = has_codes and all(any(name in names for name in group) for group in (DOCUMENTS, WORDS))
    return _Header(row, names, applied) if complete else None


def _segments(
    header: _Header, row: int, cells: Sequence[str], codes: dict[str, ForeignCode], losses: Losses
) -> Iterator[ForeignSegment]:
    """What a row says, once for each of its codes."""
    document, words = header.cell(cells, DOCUMENTS), header.cell(cells, WORDS)
    paths = list(_code_paths(header, cells))
    if not (document and words and paths):
        losses.add("row", "rows", "without a document, words or a code")
        return
    start, end = (_integer(header.cell(cells, names)) for names in (STARTS, ENDS))
    for path in paths:
        yield ForeignSegment(
            row=row,
            document=document,
            code=_code(path, codes),
            coder=header.cell(cells, CODERS) or UNNAMED_CODER,
            words=words,
            start=start,
            end=end,
            paragraph=_integer(header.cell(cells, PARAGRAPHS)),
            memo=header.cell(cells, MEMOS),
            created_at=utc_moment(header.cell(cells, TIMES)),
        )


def _code_paths(header: _Header, cells: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if header.applied:
        for name, index in header.applied.items():
            if index < len(cells) and cells[index].strip().casefold() in TRUE:
                yield (name,)
        return
    combined = any(name in header.names for name in CODES[-2:])
    for part in re.split("[;\n,]" if combined else "[;\n]", header.cell(cells, CODES)):
        levels = tuple(level.strip() for level in LEVELS.split(part.strip()) if level.strip())
        if levels:
            yield levels


def _code(path: tuple[str, ...], codes: dict[str, ForeignCode]) -> str:
    """The key of a code, which is added with those above it."""
    parent = ""
    for depth in range(1, len(path) + 1):
        key = "\n".join(path[:depth])
        codes.setdefault(key, ForeignCode(key, parent, path[depth - 1]))
        parent = key
    return parent


def _integer(text: str) -> int | None:
    plain = text.removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 12 else None
