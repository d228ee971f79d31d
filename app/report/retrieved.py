"""What is told of a retrieved passage, in the list of them and where they are copied."""

from dataclasses import replace

from app.in_context import around, quote
from app.isolation import isolated
from app.report.codings import LONGEST, MOST_AROUND
from app.report.painted_passages import AROUND, QUOTE, PaintedPassage
from app.report.tables import TableColumn
from app.retrieve.passages import RetrievedPassage
from app.translation import QT_TR_NOOP, tr


def columns_of_retrieved() -> list[TableColumn[RetrievedPassage]]:
    """What the list shows, and the columns that are copied of it, in the reader's language."""
    line = TableColumn[RetrievedPassage](
        "", lambda passage: passage.quote, tip=lambda _: "", spoken=in_words, painted=_painted, copied=False
    )
    return [line, *(replace(column.in_language(), shown=False) for column in _COPIED)]


def in_words(passage: RetrievedPassage) -> str:
    """A passage as a sentence for a screen reader."""
    parts = [", ".join(passage.codes), passage.document, passage.speaker]
    return f"{', '.join(part for part in parts if part)}: {passage.quote}"


def coders_of(passage: RetrievedPassage) -> str:
    """The initials of who coded it, each once."""
    return ", ".join(dict.fromkeys(coding.initials for coding in passage.codings))


def _painted(passage: RetrievedPassage) -> PaintedPassage:
    about = (", ".join(passage.codes), passage.speaker, coders_of(passage))
    start, length = len(passage.before), len(passage.quote)
    words = passage.before + passage.quote + passage.after
    before, after = around(words, start, start + length, MOST_AROUND)
    shown = quote(passage.quote, 0, length, LONGEST)
    memos = [" ".join(coding.memo.split()) for coding in passage.codings if coding.memo]
    return PaintedPassage(
        (passage.document_id, passage.start, passage.end),
        "  ·  ".join(isolated(part) for part in about if part),
        tr("to the text ›") if passage.turn is None else tr("turn {turn} ›", turn=passage.turn),
        ((before, AROUND), (shown, QUOTE), (after, AROUND)),
        passage.direction,
        passage.codings[0].colour if passage.codings else "",
        memo=tr("Memo: {memo}", memo=isolated(" / ".join(memos))) if memos else "",
    )


_COPIED: tuple[TableColumn[RetrievedPassage], ...] = (
    TableColumn(QT_TR_NOOP("Document"), lambda passage: passage.document, holds="title"),
    TableColumn(QT_TR_NOOP("Turn"), lambda passage: passage.turn, "count"),
    TableColumn(QT_TR_NOOP("Speaker"), lambda passage: passage.speaker, holds="title"),
    TableColumn(QT_TR_NOOP("Start"), lambda passage: passage.start, "count"),
    TableColumn(QT_TR_NOOP("End"), lambda passage: passage.end, "count"),
    TableColumn(QT_TR_NOOP("Codes"), lambda passage: ", ".join(passage.codes), holds="name"),
    TableColumn(QT_TR_NOOP("Coders"), coders_of, holds="name"),
    TableColumn(QT_TR_NOOP("Quote"), lambda passage: passage.quote, "text", holds="quote"),
)
