"""What is told of a coding with its words, in the list of passages and in the sheets on codings."""

from collections.abc import Mapping
from dataclasses import replace

from app.coding.queries import CONTEXT, Passage
from app.in_context import around, quote
from app.isolation import isolated
from app.report.painted_passages import AROUND, QUOTE, PaintedPassage
from app.report.tables import TableColumn
from app.translation import QT_TR_NOOP, tr, translated

MOST_AROUND = 90  # code points of context on each side that a list shows
LONGEST = 900  # code points of a quote that a list shows
_AROUND = f"What stands {{}} the quote, {CONTEXT} characters at most, whole words in one line."


ORIGINS = {  # how a coding came about
    "hand": QT_TR_NOOP("by hand"),
    "search": QT_TR_NOOP("by a search"),
    "import": QT_TR_NOOP("imported"),
    "suggestion": QT_TR_NOOP("suggested"),
}


def origin_in_words(origin: str) -> str:
    """How a coding came about, where it isn't by hand."""
    return "" if origin == "hand" else translated(ORIGINS[origin])


def _rtl(passage: Passage) -> bool:
    return passage.direction == "rtl"


_ALL: tuple[TableColumn[Passage], ...] = (
    TableColumn(
        "Coding id",
        lambda passage: passage.guid,
        meaning="Identifies the coding, in every workbook of this project.",
        holds="id",
    ),
    TableColumn(
        QT_TR_NOOP("Document"),
        lambda passage: passage.document_name,
        meaning="The document's name.",
        holds="title",
    ),
    TableColumn(
        QT_TR_NOOP("Turn"),
        lambda passage: passage.turn,
        "count",
        "The number of the turn where the coding starts, from 1; empty outside turns.",
    ),
    TableColumn(
        QT_TR_NOOP("Speaker"),
        lambda passage: passage.speaker,
        meaning="Who speaks in that turn.",
        holds="title",
        rtl=_rtl,
    ),
    TableColumn(
        QT_TR_NOOP("Code"),
        lambda passage: passage.coding.code_name,
        meaning="The code, on its colour.",
        holds="name",
        colour=lambda passage: passage.coding.colour,
    ),
    TableColumn(
        QT_TR_NOOP("Coder"),
        lambda passage: passage.coder_name,
        meaning="Who made the coding.",
        holds="name",
    ),
    TableColumn(
        "Start",
        lambda passage: passage.coding.start,
        "count",
        "Characters before the quote in the document's text.",
    ),
    TableColumn(
        "End",
        lambda passage: passage.coding.end,
        "count",
        "Characters up to the end of the quote; end - start is its length.",
    ),
    TableColumn(
        QT_TR_NOOP("Quote"),
        lambda passage: passage.quote,
        "text",
        "The coded words.",
        holds="quote",
        rtl=_rtl,
    ),
    TableColumn(
        "Before",
        lambda passage: passage.before.strip(),
        "text",
        _AROUND.format("before"),
        holds="quote",
        rtl=_rtl,
    ),
    TableColumn(
        "After",
        lambda passage: passage.after.strip(),
        "text",
        _AROUND.format("behind"),
        holds="quote",
        rtl=_rtl,
    ),
    TableColumn(
        QT_TR_NOOP("Memo"),
        lambda passage: passage.coding.memo,
        "text",
        "The coder's memo on the coding.",
        holds="memo",
    ),
    TableColumn(
        QT_TR_NOOP("Certainty"),
        lambda passage: QT_TR_NOOP("sure") if passage.coding.sure else QT_TR_NOOP("unsure"),
        meaning="“sure” or “unsure”, as the coder says.",
        holds="word",
    ),
    TableColumn(
        QT_TR_NOOP("Origin"),
        lambda passage: ORIGINS[passage.coding.origin],
        meaning="How the coding came about: by hand, by a search, by an import or as a suggestion.",
        holds="word",
    ),
    TableColumn(
        "Time",
        lambda passage: passage.created_at,
        meaning="When the coding was made (UTC, ISO 8601).",
        holds="word",
    ),
)
PASSAGE: Mapping[str, TableColumn[Passage]] = {column.name_in_files: column for column in _ALL}
IN_THE_LIST = ("document", "turn", "speaker", "code", "coder", "quote", "memo", "certainty", "origin")


def columns_of_list() -> list[TableColumn[Passage]]:
    """What a list of passages shows, and the columns that are copied of it, in the reader's language."""
    line = TableColumn[Passage](
        "",
        lambda passage: passage.quote,
        tip=lambda _: "",
        spoken=in_words,
        painted=_painted,
        copied=False,
    )
    copied = [replace(PASSAGE[name].in_language(), shown=False) for name in IN_THE_LIST]
    return [line, *copied]


def _painted(passage: Passage) -> PaintedPassage:
    coding = passage.coding
    unsure = "" if coding.sure else tr("unsure")
    about = (coding.code_name, passage.speaker, passage.coder_name, unsure, origin_in_words(coding.origin))
    before, quoted, after = words_around(passage)
    return PaintedPassage(
        (coding.document_id, coding.start, coding.end),
        "  ·  ".join(isolated(part) for part in about if part),
        tr("to the text ›") if passage.turn is None else tr("turn {turn} ›", turn=passage.turn),
        ((before, AROUND), (quoted, QUOTE), (after, AROUND)),
        passage.direction,
        coding.colour,
        memo=tr("Memo: {memo}", memo=isolated(" ".join(coding.memo.split()))) if coding.memo else "",
    )


def words_around(passage: Passage) -> tuple[str, str, str]:
    """What is shown before the quote, of the quote, and behind it, each in one line."""
    start, length = len(passage.before), len(passage.quote)
    words = passage.before + passage.quote + passage.after
    before, after = around(words, start, start + length, MOST_AROUND)
    return before, quote(passage.quote, 0, length, LONGEST), after


def in_words(passage: Passage) -> str:
    """A passage as a sentence for a screen reader."""
    coding = passage.coding
    parts = [coding.code_name, place_in_words(passage), passage.speaker, passage.coder_name]
    if not coding.sure:
        parts.append(tr("unsure"))
    parts.append(origin_in_words(coding.origin))
    return f"{', '.join(part for part in parts if part)}: {passage.quote}"


def place_in_words(passage: Passage) -> str:
    """Where a passage stands: “04 Baker · turn 12”."""
    if passage.turn is None:
        return passage.document_name
    return tr("{document} · turn {turn}", document=passage.document_name, turn=passage.turn)
