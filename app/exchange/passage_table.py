"""A table of passages given beforehand: which stretch of which document each row means."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.documents.passages import wrong_passages
from app.documents.queries import DocumentRow, documents, texts
from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.tables import SPREADSHEETS, read_table, whole
from app.names import keys

TEXT_FILES = (".csv", ".tsv")
WORDS = ("quote", "text", "passage")  # columns of either of these names have the words of a passage


@dataclass(frozen=True)
class PassageTable:
    """Passages by document id, and what is wrong with the table: nothing is taken while anything is."""

    passages: Mapping[int, list[tuple[int, int]]]
    wrong: tuple[str, ...]


def read_passages(session: Session, path: Path) -> PassageTable:
    """Read a .csv, .tsv, .xlsx or .ods file with `document`, and `start` and `end` or the words (`quote`).

    Offsets count characters of the document from 0, the end not included. Words must stand in the document
    once. UserError where the file can't be read as a table at all.
    """
    if path.suffix.lower() not in (*SPREADSHEETS, *TEXT_FILES):
        raise UserError(
            f"“{path.name}” is none of .xlsx, .ods, .csv and .tsv. Save the passages as one of these."
        )
    problems = Problems()
    table = read_table(path, ["document"], problems)
    problems.raise_if_any(path.name)
    if table is None or not table.rows:
        raise UserError(f"“{path.name}” has no rows. It needs one for each passage.")
    words = next((name for name in WORDS if name in table.headers), None)
    if words is None and not {"start", "end"} <= set(table.headers):
        raise UserError(
            f"“{path.name}” says of no passage where it is. It needs the columns “start” and “end”, or "
            "“quote” with the words."
        )
    reading = _Reading(session, path.name, words)
    for row, cells in table.rows:
        reading.take(row, cells)
    return reading.done()


class _Reading:
    """Takes row after row; `words` is the column of words, if there is one."""

    def __init__(self, session: Session, file: str, words: str | None) -> None:
        self._session, self._file, self._words = session, file, words
        self._problems = Problems()
        rows = documents(session)
        self._documents = {key: row for row in rows for key in keys(row.name)}
        self._texts: dict[int, str] = {}
        self._passages: dict[int, list[tuple[int, int]]] = {}

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        name = cells["document"].strip()
        document = next((self._documents[key] for key in keys(name) if key in self._documents), None)
        if document is None:
            self._problems.add(self._file, f"there is no document “{name}” in this project", row)
            return
        span = self._span(row, cells, document)
        if span is not None:
            self._passages.setdefault(document.id, []).append(span)

    def done(self) -> PassageTable:
        wrong = list(self._problems)
        by_id = {row.id: row for row in self._documents.values()}
        for document_id, spans in self._passages.items():
            document = by_id[document_id]
            wrong += [
                f"{self._file}: {words}" for words in wrong_passages(document.name, document.length, spans)
            ]
        return PassageTable({of: sorted(spans) for of, spans in self._passages.items()}, tuple(wrong))

    def _span(self, row: int, cells: Mapping[str, str], document: DocumentRow) -> tuple[int, int] | None:
        start, end = (whole(cells, name) if name in cells else "" for name in ("start", "end"))
        quote = cells.get(self._words, "") if self._words else ""
        if start or end:
            if start.isdecimal() and end.isdecimal():
                return self._checked(row, document, (int(start), int(end)), quote)
            self._problems.add(self._file, "“start” and “end” are not both whole numbers", row)
            return None
        if not quote.strip():
            self._problems.add(self._file, "it says neither where the passage is nor what its words are", row)
            return None
        text, quote = self._text(document), quote.strip()
        count = text.count(quote)
        if count == 1:
            at = text.index(quote)
            return at, at + len(quote)
        often = "don't stand" if not count else f"stand {count} times"
        more = "" if not count else "; say which by “start” and “end”"
        self._problems.add(self._file, f"these words {often} in “{document.name}”{more}", row)
        return None

    def _checked(
        self, row: int, document: DocumentRow, span: tuple[int, int], quote: str
    ) -> tuple[int, int] | None:
        there = " ".join(self._text(document)[slice(*span)].split())
        if quote.strip() and there != " ".join(quote.split()):
            words = f"other words stand at {span[0]}–{span[1]} of “{document.name}” than the table says"
            self._problems.add(self._file, words, row)
            return None
        return span

    def _text(self, document: DocumentRow) -> str:
        if document.id not in self._texts:
            self._texts |= texts(self._session, [document.id])
        return self._texts[document.id]
