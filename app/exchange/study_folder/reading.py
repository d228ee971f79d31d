"""Reads a study folder; whatever is wrong with it is told by file and row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from app.errors import UserError
from app.exchange.codebook_columns import read_codebook
from app.exchange.codebook_lines import CodeLine, code_lines
from app.exchange.problems import Problems
from app.exchange.study_folder.columns import (
    CODING_COLUMNS,
    MORE_OF_CODINGS,
    PAIR_COLUMNS,
    STATES,
    not_taken,
    refuse_uncompleted,
)
from app.exchange.study_folder.documents import doc_id_of, read_documents
from app.exchange.study_folder.offsets import Span, in_canonical, wrong
from app.exchange.study_folder.spellings import as_one
from app.exchange.study_folder.study import (
    ASSIGNMENTS,
    CODEBOOK,
    CODINGS,
    DOCUMENTS,
    FolderCoding,
    FolderDocument,
    FolderStudy,
)
from app.exchange.tables import Stream, read_table, stream_table, table_at
from app.jobs import Job
from app.names import key, tidy
from app.store.codings import ORIGINS, folded, origin_of_both
from app.store.updates import PORTION
from app.studies.checking import MOMENT

SURENESS = {
    **dict.fromkeys(("", "sure", "yes", "y", "1", "true"), True),
    **dict.fromkeys(("unsure", "no", "n", "0", "false"), False),
}
INTEGER = re.compile("(-?[0-9]{1,18})(?:[.,]0{1,2})?")  # programs write 3.0 in a column with a gap

MOST_NAMED = 5

Documents = Mapping[str, FolderDocument]


class _CodingRow(NamedTuple):
    row: int
    coder: str
    code: str
    span: Span
    memo: str
    sure: bool
    created_at: str
    guid: str
    origin: str


def read_study(folder: Path, job: Job) -> FolderStudy:
    """Read and check a whole study folder; UserError lists everything that is wrong with it."""
    _refuse_other_places(folder)
    folder = folder.resolve()  # “.” has no name to tell
    problems = Problems()
    documents = read_documents(folder, job, problems)
    job.step(0, 0, "Reading codings")
    codes, about_columns = _codebook(table_at(folder, CODEBOOK), problems)
    names = _Names(codes)
    path = table_at(folder, CODINGS)
    table = stream_table(path, CODING_COLUMNS, problems)
    headers = table.headers if table else {}
    sorting = _Sorting(documents, names, path.name)
    codings = sorting.codings(table, job, problems) if table else []
    notes = [*about_columns, *not_taken(path.name, headers, *CODING_COLUMNS, *MORE_OF_CODINGS)]
    completed = _completed(table_at(folder, ASSIGNMENTS), documents, codings, names, problems, notes)
    problems.raise_if_any(folder.name)
    return FolderStudy(
        title=folder.name,
        documents=list(documents.values()),
        codes=codes,
        other_codes={code: name for code, name in names.codes.items() if code not in names.listed},
        coders=names.coders,
        codings=codings,
        completed=completed,
        codings_file=path.name,
        codebook_file=table_at(folder, CODEBOOK).name,
        rows=sorting.rows,
        notes=[*notes, *_counted_in_words(path.name, sorting.counted), *names.sentences()],
    )


def _counted_in_words(file: str, counted: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """How offsets were read where texts were changed: one sentence for each way, with its documents."""
    for how, doc_ids in counted.items():
        more = f" and {len(doc_ids) - MOST_NAMED:,} more" if len(doc_ids) > MOST_NAMED else ""
        yield (
            f"{file}: {', '.join(doc_ids[:MOST_NAMED])}{more}: the text was changed when it was read (line "
            f"ends, marks or control characters); its offsets were taken as {how}. A column “quote” would "
            "make sure of that."
        )


def _refuse_other_places(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(
            f"There is no folder “{folder}”, so nothing was imported. Check its name; a study folder holds "
            "codings.csv and the folder “documents”."
        )
    for missing, present in (
        (CODINGS, table_at(folder, CODINGS).is_file()),
        (f"the folder “{DOCUMENTS}”", (folder / DOCUMENTS).is_dir()),
    ):
        if not present:
            raise UserError(
                f"“{folder.name}” is not a study folder: {missing} is missing, so nothing was imported. "
                "Choose the folder that holds codings.csv and the folder “documents”."
            )


class _Names:
    """Codes and coders by key, under the name by which they are met first."""

    def __init__(self, codes: Sequence[CodeLine]) -> None:
        self.codes = {key(line.name): line.name for line in codes}
        self.listed = frozenset(self.codes)
        self.coders: dict[str, str] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._spellings: dict[tuple[str, str], dict[str, None]] = {
            ("code", key(line.name)): {line.name: None} for line in codes
        }

    def code(self, cell: str) -> str:
        """The key of a code; UserError where the cell is empty."""
        return self._key(cell, "code", self.codes)

    def coder(self, cell: str) -> str:
        """The key of a coder; UserError where the cell is empty."""
        return self._key(cell, "coder", self.coders)

    def sentences(self) -> Iterable[str]:
        """Which names are one though they are written in several ways, as sentences."""
        for (what, name_key), spellings in self._spellings.items():
            if len(spellings) > 1:
                name = (self.codes if what == "code" else self.coders)[name_key]
                yield as_one(what, name, spellings)

    def _key(self, cell: str, what: str, names: dict[str, str]) -> str:
        cell_key = self._keys.get((what, cell))
        if cell_key is None:
            name = tidy(cell, what)
            cell_key = self._keys[what, cell] = key(name)
            names.setdefault(cell_key, name)
            self._spellings.setdefault((what, cell_key), {}).setdefault(" ".join(cell.split()))
        return cell_key


def _codebook(path: Path, problems: Problems) -> tuple[list[CodeLine], list[str]]:
    """The codes of the folder's codebook, and sentences on columns that mean something else or nothing."""
    table, notes = read_codebook(path, problems) if path.exists() else (None, [])
    lines = code_lines(table, problems) if table else []
    names = {key(line.name) for line in lines}
    for line in lines:
        if line.parent and key(line.parent) not in names:
            problems.add(path.name, f"there is no code “{line.parent}” for its parent.", line.row)
    return lines, [f"{path.name}: {note}" for note in notes]


class _Sorting:
    """Checks codings as they are read and sorts them by document, so that no row is kept as it was read.

    Only rows of a document that its file has in another form wait for the others of that document.
    `counted` gets the documents whose offsets weren't plain, by how they were read.
    """

    def __init__(self, documents: Documents, names: _Names, file: str) -> None:
        self.rows = 0
        self.counted: dict[str, list[str]] = {}
        self._documents = documents
        self._names = names
        self._file = file
        self._checked: dict[str, list[FolderCoding]] = {}
        self._waiting: dict[str, list[_CodingRow]] = {}
        self._problems: dict[str, Problems] = {}

    def codings(self, table: Stream, job: Job, problems: Problems) -> list[FolderCoding]:
        """Checked codings by document, those that say the same as one."""
        for row, cells in table.rows:
            if self.rows % PORTION == 0:
                job.step(self.rows, 0, "Reading codings")
            self.rows += 1
            document = self._documents.get(doc_id_of(cells["doc_id"]))
            if document is None:
                problems.add(self._file, f"there is no document “{doc_id_of(cells['doc_id'])}”.", row)
                continue
            try:
                self._take(document, _row(row, cells, self._names))
            except UserError as error:
                problems.add(self._file, str(error), row)
        codings: list[FolderCoding] = []
        for done, doc_id in enumerate(list(self._checked)):
            job.step(done, len(self._documents), "Checking codings")
            self._read_waiting(self._documents[doc_id])
            problems.extend(self._problems[doc_id])
            codings += _each_once(self._checked.pop(doc_id))
        return codings

    def _take(self, document: FolderDocument, row: _CodingRow) -> None:
        if document.doc_id not in self._checked:
            self._checked[document.doc_id] = []
            self._problems[document.doc_id] = Problems()
        if document.raw == document.text:
            self._check(document, [row], [row.span])
        else:
            self._waiting.setdefault(document.doc_id, []).append(row)

    def _read_waiting(self, document: FolderDocument) -> None:
        rows = self._waiting.pop(document.doc_id, [])
        reading = in_canonical(document.raw, document.text, [row.span for row in rows])
        if reading.note:
            self.counted.setdefault(reading.note, []).append(document.doc_id)
        self._check(document, rows, reading.spans)

    def _check(self, document: FolderDocument, rows: Sequence[_CodingRow], spans: Sequence[Span]) -> None:
        problems = self._problems[document.doc_id]
        self._checked[document.doc_id] += _checked(self._file, document, rows, spans, problems)


def _each_once(codings: Iterable[FolderCoding]) -> Iterable[FolderCoding]:
    """A document's codings; of those at one place one, with what all say."""
    by_span: dict[tuple[str, str, int, int], FolderCoding] = {}
    for coding in codings:
        span = (coding.coder, coding.code, coding.start, coding.end)
        twin = by_span.get(span)
        if twin is not None:
            memo, sure = folded(twin.memo, twin.sure, coding.memo, coding.sure)
            origin = origin_of_both(twin.origin, coding.origin)
            coding = replace(twin, memo=memo, sure=sure, origin=origin)
        by_span[span] = coding
    return by_span.values()


def _row(row: int, cells: Mapping[str, str], names: _Names) -> _CodingRow:
    coder, code = names.coder(cells["coder"]), names.code(cells["code"])
    for column in ("start", "end"):
        if not cells[column].strip():
            raise UserError(f"“{column}” is empty. A code for a whole document gets 0 and the text's length.")
    start, end = (INTEGER.fullmatch(cells[column].strip()) for column in ("start", "end"))
    if start is None or end is None:
        raise UserError(f"“{'start' if start is None else 'end'}” is not a whole number.")
    sure = SURENESS.get(cells.get("certainty", "").strip().casefold())
    if sure is None:
        raise UserError("the certainty is neither “sure” nor “unsure”.")
    origin = cells.get("origin", "").strip().casefold()
    if origin and origin not in ORIGINS:
        raise UserError(f"the origin is none of {', '.join(ORIGINS)}.")
    created = cells.get("created_at", "").strip()
    return _CodingRow(
        row=row,
        coder=coder,
        code=code,
        span=(int(start[1]), int(end[1]), cells.get("quote", "")),
        memo=cells.get("memo", ""),
        sure=sure,
        created_at=_shared(created) if MOMENT.fullmatch(created) else "",
        guid=cells.get("guid", "").strip(),
        origin=_shared(origin),
    )


@lru_cache(maxsize=10_000)
def _shared(cell: str) -> str:
    """One text for all codings of a second, or of an origin."""
    return cell


def _checked(
    file: str, document: FolderDocument, rows: Sequence[_CodingRow], spans: Sequence[Span], problems: Problems
) -> Iterable[FolderCoding]:
    for row, span in zip(rows, spans, strict=True):
        trouble = wrong(document.text, span, row.span)
        if trouble:
            problems.add(file, trouble, row.row)
            continue
        yield FolderCoding(
            document.doc_id,
            row.coder,
            row.code,
            span[0],
            span[1],
            row.memo,
            row.sure,
            row.created_at,
            row.row,
            row.guid,
            row.origin,
        )


def _completed(
    path: Path,
    documents: Documents,
    codings: Sequence[FolderCoding],
    names: _Names,
    problems: Problems,
    notes: list[str],
) -> list[tuple[str, str]]:
    if not path.exists():
        return list(dict.fromkeys((coding.doc_id, coding.coder) for coding in codings))
    table = read_table(path, PAIR_COLUMNS, problems)
    notes += not_taken(path.name, table.headers if table else {}, *PAIR_COLUMNS, *STATES)
    pairs: dict[tuple[str, str], None] = {}
    for row, cells in table.rows if table else ():
        doc_id = doc_id_of(cells["doc_id"])
        if doc_id not in documents:
            problems.add(path.name, f"there is no document “{doc_id}”.", row)
            continue
        try:
            refuse_uncompleted(cells)
            pairs[doc_id, names.coder(cells["coder"])] = None
        except UserError as error:
            problems.add(path.name, str(error), row)
    return list(pairs)
