"""What is told of places where words were found: in which text, memo, note, definition or property."""

from collections.abc import Iterator
from dataclasses import replace

from app.find.places import Piece, Where
from app.find.queries import Found, Hit
from app.in_context import around, one_line
from app.isolation import isolated
from app.report.tables import TableColumn
from app.translation import QT_TR_NOOP, tr, translated

CONTEXT = 120  # characters around what was found, in cells
SPOKEN = 60
KINDS: dict[Where, str] = {
    "texts": QT_TR_NOOP("Texts"),
    "memos": QT_TR_NOOP("Memos"),
    "notes": QT_TR_NOOP("Notes"),
    "definitions": QT_TR_NOOP("Definitions"),
    "properties": QT_TR_NOOP("Properties"),
}
IN_KIND: dict[Where, str] = {
    "memos": QT_TR_NOOP("in memos"),
    "notes": QT_TR_NOOP("in notes"),
    "definitions": QT_TR_NOOP("in definitions"),
    "properties": QT_TR_NOOP("in properties"),
}
NAMES = {  # of fields of codes and documents, and of what notes are
    "name": QT_TR_NOOP("name"),
    "brief_definition": QT_TR_NOOP("brief definition"),
    "full_definition": QT_TR_NOOP("full definition"),
    "use_when": QT_TR_NOOP("use when"),
    "do_not_use_when": QT_TR_NOOP("do not use when"),
    "typical_example": QT_TR_NOOP("typical example"),
    "close_but_no": QT_TR_NOOP("close but no"),
    "file_name": QT_TR_NOOP("file"),
    "outlet": QT_TR_NOOP("outlet"),
    "author": QT_TR_NOOP("author"),
    "published": QT_TR_NOOP("published"),
    "collected": QT_TR_NOOP("collected"),
    "url": QT_TR_NOOP("address"),
    "licence": QT_TR_NOOP("licence"),
    "interviewer": QT_TR_NOOP("interviewer"),
    "interpreter": QT_TR_NOOP("interpreter"),
    "place": QT_TR_NOOP("place"),
    "note": QT_TR_NOOP("note"),
    "discussion": QT_TR_NOOP("discussion"),
    "reason": QT_TR_NOOP("reason of a decision"),
    "decision": QT_TR_NOOP("note on a decision"),
    "proposal": QT_TR_NOOP("proposal for the codebook"),
    "answer": QT_TR_NOOP("answer to a proposal"),
    "round": QT_TR_NOOP("note on a round"),
}


def kind_in_words(piece: Piece) -> str:
    """What a piece of text is: “memo of Ana on “Faith””; "" for the text of a document."""
    if piece.where == "texts":
        return ""
    if piece.where == "memos":
        if not piece.name:
            return tr("memo of {coder}", coder=isolated(piece.about)) if piece.about else tr("memo")
        return tr("memo of {coder} on “{code}”", coder=isolated(piece.about), code=isolated(piece.name))
    what = translated(NAMES[piece.about]) if piece.about in NAMES else isolated(piece.about)
    if not piece.name:
        return what
    return f"{what}, {isolated(piece.name)}"


def place_in_words(piece: Piece, document: str) -> str:
    """Where a piece of text belongs, for one line: the document, and what of it."""
    parts = [isolated(document), kind_in_words(piece)]
    return ", ".join(part for part in parts if part)


def columns_of_hits() -> list[TableColumn[Hit]]:
    """What a list of places shows, and the columns that are copied of it, in the reader's language."""
    shown = TableColumn[Hit]("", words_of, tip=lambda _: "", spoken=in_words, holds="quote", copied=False)
    return [shown, *(replace(column.in_language(), shown=False) for column in _COPIED)]


def words_of(hit: Hit) -> str:
    """The words that were found, in one line."""
    return one_line(hit.holding.text[hit.start : hit.end])


def around_hit(hit: Hit, most: int) -> tuple[str, str]:
    """What stands before and behind the words, `most` characters at most."""
    return around(hit.holding.text, hit.start, hit.end, most)


def in_words(hit: Hit) -> str:
    """A place as a sentence for a screen reader."""
    before, after = around_hit(hit, SPOKEN)
    return f"{place_in_words(hit.holding.piece, hit.holding.document)}: {before}{words_of(hit)}{after}"


_COPIED: tuple[TableColumn[Hit], ...] = (
    TableColumn(QT_TR_NOOP("Document"), lambda hit: hit.holding.document, holds="title"),
    TableColumn(QT_TR_NOOP("What"), lambda hit: kind_in_words(hit.holding.piece), holds="title"),
    TableColumn(QT_TR_NOOP("Start"), lambda hit: hit.start, "count"),
    TableColumn(QT_TR_NOOP("End"), lambda hit: hit.end, "count"),
    TableColumn(QT_TR_NOOP("Before"), lambda hit: around_hit(hit, CONTEXT)[0].strip(), "text", holds="quote"),
    TableColumn(QT_TR_NOOP("Words"), words_of, "text", holds="quote"),
    TableColumn(QT_TR_NOOP("After"), lambda hit: around_hit(hit, CONTEXT)[1].strip(), "text", holds="quote"),
)


def total_in_words(found: Found) -> str:
    """“12 places: 9 in texts of 3 documents, 3 in memos”."""
    parts = []
    for kind, count in found.by_kind().items():
        if kind == "texts":
            of = sum(holding.piece.where == "texts" for holding in found.holdings)
            parts.append(
                tr(
                    "{places} in the text of {count} document",
                    "{places} in the texts of {count} documents",
                    of,
                    places=f"{count:,}",
                )
            )
        else:
            parts.append(f"{count:,} {translated(IN_KIND[kind])}")
    places = tr("{count} place", "{count} places", found.total)
    return f"{places}: {', '.join(parts)}" if parts else places


def given_up(found: Found) -> Iterator[str]:
    """What wasn't looked at because a pattern took too long, as sentences."""
    if found.stopped:
        yield tr(
            "The pattern took too long in {names} and was stopped there. Make it simpler: a repeated group "
            "within a repetition, such as (a+)+, is what takes so long.",
            names=", ".join(f"“{isolated(name)}”" for name in found.stopped),
        )
    if found.given_up:
        yield tr("The rest was not looked at.")
