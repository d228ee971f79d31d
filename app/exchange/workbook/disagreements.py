"""The sheet “Disagreements”: each with what everybody coded; decisions typed here can be imported again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.documents.queries import DocumentRow
from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.pages import is_kept
from app.exchange.workbook.settling import AS, MEANINGS, offered, settled
from app.exchange.workbook.sheet import Cell, Column, OfDocument
from app.exchange.workbook.text import after, before, most_parts, visible
from app.reconcile.outcomes import REASONS
from app.reconcile.queries import QueueRow
from app.reconcile.reasons import own_reasons
from app.rounds.then import names_by_id

TITLE = "Disagreements"
LISTS = "Decision lists"
ABOUT = (
    "Every passage that coders coded differently, with their codes, and how it was settled. Edit the last "
    "four columns and import the workbook: what would change is shown first. Everything else is locked."
)
CONTEXT = 200
ITEM, DECIDED = "item id", "decision id"
FILL = "#FFF8E1"
MOST_IN_A_LIST = 5000


def is_sensible(export: Export) -> bool:
    """Whether there is any disagreement, and not too many codings to settle them in a table."""
    return not export.is_large and any(one.rows for one in export.queues)


def columns(export: Export) -> list[Column]:
    """The columns: where it is, its words, two for each coder, and four to be edited."""
    around = f"What stands {{}} the passage, {CONTEXT} characters at most, whole words in one line."
    quotes = most_parts(_passages(export))
    return [
        *_place(),
        Column("before", around.format("before"), 30, "text", holds="quote"),
        Column("passage", "The words that are coded differently.", 54, "text", quotes, holds="quote"),
        Column("after", around.format("behind"), 30, "text", holds="quote"),
        *_of_coders(export),
        *_to_edit(most_parts(_notes(export))),
    ]


def _place() -> list[Column]:
    kinds = "How coders differ: boundary, split, relative, swapped, missed, exclusive."
    weight = "Its share of all disagreement, by length; all weights of a round sum to 1."
    status = "open, deferred, settled, or changed: its codings are others since."
    return [
        Column(ITEM, "Identifies the disagreement and the codings in it; needed to import.", 12, holds="id"),
        Column(DECIDED, "The latest decision about it when this was written.", 12, holds="id"),
        Column("round", "The round; empty for codings as they are now.", 14, holds="name"),
        Column("document", "The document's name.", 22, holds="title"),
        Column("turn", "The number of the turn where the passage starts, from 1.", 7, "count"),
        Column("speaker", "Who speaks in that turn.", 14, holds="title"),
        Column("start", "Characters before the passage in the document's text.", 9, "count"),
        Column("end", "Characters up to the end of the passage.", 9, "count"),
        Column("kind", kinds, 11, holds="word"),
        Column("weight", weight, 9, "share"),
        Column("status", status, 10, holds="word"),
    ]


def _to_edit(parts: int) -> list[Column]:
    decisions = "; ".join(f"“{word}”: {meaning}" for word, meaning in MEANINGS)
    final = "What the consensus has; to be chosen for “other code”."
    return [
        Column("decision", f"How it is settled. {decisions}.", 16, holds="word", editable=True),
        Column("final code", final, 24, holds="name", editable=True),
        Column("reason", "Why, from the list.", 30, holds="note", editable=True),
        Column("note", "Anything else that should be kept.", 40, "text", parts, "note", editable=True),
    ]


def _of_coders(export: Export) -> Iterator[Column]:
    for coder_id in _people(export):
        name = visible(_names(export)[coder_id])
        what = f"{name}'s codes here; “–” for none, empty where {name} didn't complete the document."
        yield Column(f"{name}: codes", what, 20, holds="name")
        yield Column(f"{name}: quote", f"The words that {name} coded here.", 36, "text", holds="quote")


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """The disagreements of every listed round in the order of documents and text."""
    documents = {one.id: one for one in export.documents}
    said = _Said(_people(export), _names(export), _code_names(export))
    for listed in export.queues:
        for row in listed.rows:
            if row.item.document_id in documents:
                yield _cells(export, said, listed.name, row, documents[row.item.document_id])


class _Said(NamedTuple):
    """The ids of those who take part, and the names of coders and of codes."""

    people: Sequence[int]
    names: Mapping[int, str]
    codes: Mapping[int, str]


def _cells(export: Export, said: _Said, round_name: str, row: QueueRow, document: DocumentRow) -> list[Cell]:
    item, rtl = row.item, document.direction == "rtl"
    body = export.text(document.id)
    says = settled(item, row.decision, said.names, said.codes)
    cells: list[Cell] = [
        item.key,
        row.decision.guid if row.decision else None,
        round_name or None,
        document.name,
        item.turn,
        OfDocument(item.speaker, rtl),
        item.start,
        item.end,
        item.kind,
        round(item.weight, 6),
        row.status,
        OfDocument(before(body, item.start, CONTEXT), rtl),
        OfDocument(body[item.start : item.end], rtl),
        OfDocument(after(body, item.end, CONTEXT), rtl),
    ]
    for coder_id in said.people:
        own = item.coders.get(coder_id)
        codes = dict.fromkeys(said.codes.get(one.code_id, "?") for one in own or ())
        cells.append(None if own is None else "; ".join(codes) or "–")
        quotes = " … ".join(body[one.start : one.end] for one in own or ())
        cells.append(OfDocument(_short(quotes), rtl) if quotes else None)
    return [*cells, says.decision, says.final, says.reason, says.note]


def _short(quote: str) -> str:
    """A quote that fits a cell; the whole one stands in Codings."""
    if len(quote) <= 4 * CONTEXT:
        return quote
    return f"{after(quote, 0, 4 * CONTEXT)} (all of it in “Codings”)"


def _passages(export: Export) -> Iterator[str]:
    return (
        export.text(row.item.document_id)[row.item.start : row.item.end]
        for listed in export.queues
        for row in listed.rows
    )


def _notes(export: Export) -> Iterator[str]:
    return (row.decision.note for listed in export.queues for row in listed.rows if row.decision)


def _people(export: Export) -> list[int]:
    """The ids of everybody who takes part in a listed disagreement, in the order of coders."""
    there = {coder_id for listed in export.queues for row in listed.rows for coder_id in row.item.coders}
    return [coder.id for coder in export.known.coders if coder.id in there]


def _names(export: Export) -> Mapping[int, str]:
    return names_by_id(export.known.coders)


def _code_names(export: Export) -> Mapping[int, str]:
    return names_by_id(export.known.codes)


def lock(book: Any, worksheet: Any, export: Export) -> None:
    """Lock all but the columns to be edited, and let those be chosen from lists."""
    last = sum(len(listed.rows) for listed in export.queues)
    kept = [column for column in columns(export) if is_kept(column, export.choices)]
    lists = _lists(book, export)
    open_cell = book.add_format({"locked": False, "valign": "top", "text_wrap": True, "indent": 1})
    fill = book.add_format({"bg_color": FILL})
    number = 0
    for column in kept:
        if column.editable:
            worksheet.set_column(number, number, column.width, open_cell)
        if column.editable and last:
            worksheet.conditional_format(
                1, number, last, number, {"type": "formula", "criteria": "=TRUE", "format": fill}
            )
        if column.name in lists and last:
            worksheet.data_validation(1, number, last, number, _choice(column.name, lists[column.name]))
        number += column.parts
    allowed = ("autofilter", "sort", "format_columns", "format_rows")
    worksheet.protect("", dict.fromkeys(allowed, True))


def _choice(name: str, source: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning" if name == "reason" else "stop",
        "error_title": "Not in the list",
        "error_message": f"Choose a {name} from the list, or leave the cell empty.",
    }


def _lists(book: Any, export: Export) -> dict[str, str]:
    """Writes what can be chosen, and who and what is meant by it, into a hidden sheet; returns the ranges."""
    coders = {one.id: one for one in export.known.coders}
    people = [coders[coder_id] for coder_id in _people(export)]
    codes = export.known.codes  # today's first: only these can be chosen
    many = min(len(export.codes), MOST_IN_A_LIST)
    reasons = (*REASONS.values(), *own_reasons(export.session))
    choices = {
        "decision": offered([export.safe(one.name) for one in people]),
        "final code": [visible(export.safe(one.name)) for one in codes],
        "reason": [visible(one) for one in reasons if "note" in PROFILES[export.choices.profile].keeps],
    }
    meant = [[f"{one.id} {one.guid}" for one in some] for some in (people, codes)]
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    columns = [*choices.values(), *meant]
    for line in range(max(map(len, columns))):
        for place, some in enumerate(columns):
            if line < len(some):
                sheet.write_string(line, place, some[line])
    offers = {name: many if name == "final code" else len(some) for name, some in choices.items()}
    return {
        name: f"='{LISTS}'!${letter}$1:${letter}${offers[name]}"
        for letter, name in zip("ABC", choices, strict=True)
        if offers[name]
    }


def meanings(lines: Sequence[Sequence[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """From the lines of that hidden sheet: {"id guid": name} of coders, and of codes, as they were then."""
    rows = [(*line, *[""] * 5)[:5] for line in lines]
    return (
        {row[3]: row[0].removeprefix(AS) for row in rows if row[3]},
        {row[4]: row[1] for row in rows if row[4]},
    )
