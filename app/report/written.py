"""What is told of memos and quotes, in lists and in the sheets of the workbook."""

from dataclasses import replace

from app.documents.direction import direction_of
from app.isolation import isolated
from app.local_times import local_date
from app.memos.queries import MemoRow
from app.quotes.queries import QuoteRow
from app.report import painted_passages as voices
from app.report.painted_passages import PaintedPassage
from app.report.tables import TableColumn
from app.translation import QT_TR_NOOP, tr, translated

ABOUT = {
    "project": QT_TR_NOOP("project"),
    "document": QT_TR_NOOP("document"),
    "passage": QT_TR_NOOP("passage"),
    "case": QT_TR_NOOP("case"),
    "code": QT_TR_NOOP("code"),
    "query": QT_TR_NOOP("query"),
    "coding": QT_TR_NOOP("coding"),
}
OF_NO_CODE = "#9aa0a6"  # the sign before what is on no code
CLEARANCES = {
    "quote": QT_TR_NOOP("may be quoted"),
    "paraphrase": QT_TR_NOOP("paraphrase only"),
    "never": QT_TR_NOOP("never leaves"),
}


def about_in_words(row: MemoRow) -> str:
    """What a memo is about, in one line: “code “Faith””, “passage of 01 Driver”."""
    what = translated(ABOUT[row.about])
    if row.is_gone:
        return tr("{what} “{name}”, which is gone", what=what, name=row.name)
    if row.name and row.document:
        return tr("{what} “{name}” in {document}", what=what, name=row.name, document=row.document)
    if row.name:
        return f"{what} “{row.name}”"
    if row.document:
        return f"{what}: {row.document}" if row.about == "document" else f"{what} in {row.document}"
    return what


_MEMO: tuple[TableColumn[MemoRow], ...] = (
    TableColumn("Memo id", lambda row: row.guid, meaning="Identifies the memo, or its coding.", holds="id"),
    TableColumn(
        QT_TR_NOOP("About"),
        lambda row: ABOUT[row.about],
        meaning=QT_TR_NOOP("What the memo is on: project, document, passage, case, code, query or coding."),
        holds="word",
    ),
    TableColumn(
        QT_TR_NOOP("Name"),
        lambda row: row.name or None,
        meaning=QT_TR_NOOP("The case, code or query that it is on; also where that is gone."),
        holds="title",
    ),
    TableColumn(
        QT_TR_NOOP("Document"),
        lambda row: row.document or None,
        meaning=QT_TR_NOOP("The document, where it is on one or on a passage."),
        holds="title",
    ),
    TableColumn(QT_TR_NOOP("Start"), lambda row: row.start, "count", QT_TR_NOOP("Where its passage begins.")),
    TableColumn(QT_TR_NOOP("End"), lambda row: row.end, "count", QT_TR_NOOP("Where its passage ends.")),
    TableColumn(
        QT_TR_NOOP("Kind"),
        lambda row: row.kind or None,
        meaning=QT_TR_NOOP("The kind that its writer gave it."),
        holds="memo",
    ),
    TableColumn(
        QT_TR_NOOP("Title"), lambda row: row.title or None, meaning=QT_TR_NOOP("Its title."), holds="memo"
    ),
    TableColumn(
        QT_TR_NOOP("Text"), lambda row: row.text, "text", QT_TR_NOOP("What is written."), holds="memo"
    ),
    TableColumn(
        QT_TR_NOOP("Writer"),
        lambda row: row.writer or None,
        meaning=QT_TR_NOOP("Who wrote it."),
        holds="name",
    ),
    TableColumn(
        QT_TR_NOOP("Time"),
        lambda row: row.at,
        meaning=QT_TR_NOOP("When it was written or changed last, in UTC."),
        holds="word",
    ),
)
MEMO = {column.name_in_files: column for column in _MEMO}


def _words_that_leave(row: QuoteRow) -> str | None:
    return (row.wording or row.original or None) if row.leaves else None


_QUOTE: tuple[TableColumn[QuoteRow], ...] = (
    TableColumn("Quote id", lambda row: row.guid, meaning="Identifies the quote.", holds="id"),
    TableColumn(
        QT_TR_NOOP("Quote"),
        _words_that_leave,
        "text",
        QT_TR_NOOP("The words as they are quoted; empty where the quote is cleared for a paraphrase only."),
        holds="quote",
    ),
    TableColumn(
        QT_TR_NOOP("Original"),
        lambda row: row.original if row.leaves and row.wording else None,
        "text",
        QT_TR_NOOP("The words as they stand in the text, where the wording is another one."),
        holds="quote",
    ),
    TableColumn(
        QT_TR_NOOP("Translation"),
        lambda row: row.translation or None if row.leaves else None,
        "text",
        QT_TR_NOOP("A translation of the words."),
        holds="quote",
    ),
    TableColumn(
        QT_TR_NOOP("Attribution"),
        lambda row: row.attribution or None,
        meaning=QT_TR_NOOP(
            "Whose words they are said to be: as written, or the case with what is known of it."
        ),
        holds="title",
    ),
    TableColumn(
        QT_TR_NOOP("Clearance"),
        lambda row: CLEARANCES[row.clearance],
        meaning=QT_TR_NOOP("Whether the words may be quoted, or told in other words only."),
        holds="word",
    ),
    TableColumn(
        QT_TR_NOOP("Code"),
        lambda row: row.code or None,
        meaning=QT_TR_NOOP("Which code it shows."),
        holds="name",
    ),
    TableColumn(
        QT_TR_NOOP("Document"),
        lambda row: row.document or None,
        meaning=QT_TR_NOOP("Where it stands."),
        holds="title",
    ),
    TableColumn(QT_TR_NOOP("Start"), lambda row: row.start, "count", QT_TR_NOOP("Where it begins.")),
    TableColumn(QT_TR_NOOP("End"), lambda row: row.end, "count", QT_TR_NOOP("Where it ends.")),
    TableColumn(
        QT_TR_NOOP("Used in"),
        lambda row: row.used_in or None,
        meaning=QT_TR_NOOP("Where it was quoted already."),
        holds="note",
    ),
    TableColumn(
        QT_TR_NOOP("Note"),
        lambda row: row.note or None,
        "text",
        QT_TR_NOOP("What was noted on it."),
        holds="note",
    ),
)
QUOTE = {column.name_in_files: column for column in _QUOTE}


def columns_of_memos() -> list[TableColumn[MemoRow]]:
    """What a list of memos shows, and the columns that are copied of it, in the reader's language."""
    line = TableColumn[MemoRow](
        "", lambda row: row.text, tip=lambda _: "", spoken=memo_in_words, painted=_painted_memo, copied=False
    )
    return [line, *(replace(column.in_language(), shown=False) for column in _MEMO[1:])]


def memo_in_words(row: MemoRow) -> str:
    """A memo as a sentence for a screen reader."""
    return f"{_about_memo(row)}: {row.in_one_line}"


def _about_memo(row: MemoRow) -> str:
    private = tr("private") if row.private else ""
    parts = (about_in_words(row), row.kind, row.writer, private)
    return "  ·  ".join(isolated(part) for part in parts if part)


def _painted_memo(row: MemoRow) -> PaintedPassage:
    place = row.document_id or 0, row.start or 0, row.end or 0
    words = " ".join(row.text.split())
    titled = ((row.title, voices.QUOTE), (f"  {words}", voices.AROUND))
    pieces = titled if row.title else ((words, voices.QUOTE),)
    direction = direction_of(row.title or row.text)
    return PaintedPassage(
        place, _about_memo(row), local_date(row.at), pieces, direction, row.colour or OF_NO_CODE
    )


def columns_of_quotes() -> list[TableColumn[QuoteRow]]:
    """What the quote bank shows, and the columns that are copied of it, in the reader's language.

    What may not be quoted is shown here, but not copied.
    """
    line = TableColumn[QuoteRow](
        "",
        lambda row: row.wording,
        tip=lambda _: "",
        spoken=quote_in_words,
        painted=_painted_quote,
        copied=False,
    )
    return [line, *(replace(column.in_language(), shown=False) for column in _QUOTE[1:])]


def in_the_bank(added: int) -> str:
    """That passages were chosen to be quoted."""
    return tr(
        "{count} passage is in the quote bank now.", "{count} passages are in the quote bank now.", added
    )


def quote_in_words(row: QuoteRow) -> str:
    """A quote as a sentence for a screen reader."""
    return f"{_about_quote(row)}: {row.wording or row.original}"


def _about_quote(row: QuoteRow) -> str:
    used = tr("used in {place}", place=row.used_in) if row.used_in else ""
    parts = (row.code, row.attribution, translated(CLEARANCES[row.clearance]), used)
    return "  ·  ".join(isolated(part) for part in parts if part)


def _painted_quote(row: QuoteRow) -> PaintedPassage:
    words = " ".join((row.wording or row.original).split()) or tr(
        "Its words were changed away from the text."
    )
    pieces = [(words, voices.QUOTE)]
    if row.wording and row.original:
        pieces.append((f" [{' '.join(row.original.split())}]", voices.AROUND))
    more = [" ".join(text.split()) for text in (row.translation, row.note) if text]
    return PaintedPassage(
        (row.document_id or 0, row.start or 0, row.end or 0),
        _about_quote(row),
        row.document or "",
        tuple(pieces),
        row.direction,
        row.colour or OF_NO_CODE,
        memo=isolated(" / ".join(more)) if more else "",
    )
