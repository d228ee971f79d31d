"""The sheet “Disagreements”: each with what everybody coded; decisions typed here can be imported again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.documents.queries import DocumentRow
from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.settling import AS, MEANINGS, offered, settled
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.rows import Rows, style, text_cell
from app.exchange.workbook.writing.sheet import Cell, Column, OfDocument
from app.exchange.workbook.writing.text import LONGEST_CELL, most_parts, visible
from app.in_context import after, before
from app.reconcile.items import ITEM_KINDS
from app.reconcile.outcomes import REASONS
from app.reconcile.queries import STATUSES, QueueRow
from app.reconcile.reasons import own_reasons
from app.report.words import KINDS, STATES
from app.rounds.then import names_by_id

TITLE = "Disagreements"
LISTS = "Decision lists"
ABOUT = (
    "Every passage that coders coded differently, with their codes, and how it was settled. Edit the "
    "yellow columns and import the workbook: what would change is shown first. Rows may be sorted, filtered "
    "and deleted."
)
CONTEXT = 200
ITEM, DECIDED = "item id", "decision id"
FILL = "#FFF8E1"
FEW = 3  # coders who have a column each beside the passage
NOTHING = "–"
NOT_READ = {
    "validate": "custom",
    "value": "=FALSE()",
    "error_title": "Nobody reads this",
    "error_message": "Only the yellow columns are imported: decision, final code, reason, note. Cancel this.",
}
MOST_IN_A_LIST = 5000


def is_sensible(export: Export) -> bool:
    """Whether there is any disagreement, and not too many codings to settle them in a table."""
    return not export.is_large and any(queue.rows for queue in export.disagreements)


def columns(export: Export) -> list[Column]:
    """The columns: hidden ids, the passage, what was coded, four to be edited, then what else is known."""
    around = f"What stands {{}} the passage, {CONTEXT} characters at most, whole words in one line."
    quotes = most_parts(_passages(export))
    item = "Identifies the disagreement and the codings in it; needed to import."
    return [
        Column(ITEM, item, 12, holds="id", hidden=True),
        Column(DECIDED, "The latest decision about it when this was written.", 12, holds="id", hidden=True),
        Column("document", "The document's name.", 16, holds="title"),
        Column("turn", "The number of the turn where the passage starts, from 1.", 6, "count"),
        Column("passage", "The words that are coded differently.", 42, "text", quotes, holds="quote"),
        *_what_was_coded(export),
        *_to_edit(most_parts(_notes(export))),
        Column("before", around.format("before"), 30, "text", holds="quote"),
        Column("after", around.format("behind"), 30, "text", holds="quote"),
        *_of_coders(export),
        *_about(),
    ]


def _what_was_coded(export: Export) -> list[Column]:
    """A column for each of a few coders; of more all in one, so that the columns to edit stay in sight."""
    if _are_few(export):
        return [_codes_of(export, coder_id) for coder_id in _people(export)]
    meaning = "Each code here with those who gave it; “–” for those who gave none."
    return [Column("codes", meaning, 34, "text", holds="name")]


def _about() -> list[Column]:
    names = [KINDS[kind].name for kind in ITEM_KINDS if kind != "agreed"]
    kinds = f"How coders differ: {', '.join(names)}."
    weight = "Its share of all disagreement, by length; all weights of a round sum to 1."
    meanings = (f"{STATES[state].name} ({STATES[state].meaning})" for state in STATUSES)
    status = f"How far it is: {', '.join(meanings)}."
    return [
        Column("speaker", "Who speaks in that turn.", 14, holds="title"),
        Column("kind", kinds, 11, holds="word"),
        Column("weight", weight, 9, "share"),
        Column("status", status, 10, holds="word"),
        Column("round", "The round; empty for codings as they are now.", 14, holds="name"),
        Column("start", "Characters before the passage in the document's text.", 9, "count"),
        Column("end", "Characters up to the end of the passage.", 9, "count"),
    ]


def _to_edit(parts: int) -> list[Column]:
    decisions = "; ".join(f"“{word}”: {meaning}" for word, meaning in MEANINGS)
    final = "What the consensus has; to be chosen for “other code”."
    return [
        Column("decision", f"How it is settled. {decisions}.", 16, holds="word", editable=True),
        Column("final code", final, 20, holds="name", editable=True),
        Column("reason", "Why, from the list.", 28, holds="note", editable=True),
        Column("note", "Anything else that should be kept.", 32, "text", parts, "note", editable=True),
    ]


def _codes_of(export: Export, coder_id: int) -> Column:
    name = visible(_names(export)[coder_id])
    what = f"{name}'s codes here; “–” for none, empty where {name} didn't complete the document."
    return Column(f"{name}: codes", what, 16, "text", holds="name")


def _are_few(export: Export) -> bool:
    return len(_people(export)) <= FEW


def _of_coders(export: Export) -> Iterator[Column]:
    for coder_id in _people(export):
        name = visible(_names(export)[coder_id])
        if not _are_few(export):
            yield _codes_of(export, coder_id)
        yield Column(f"{name}: quote", f"The words that {name} coded here.", 36, "text", holds="quote")


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """The disagreements of every listed round in the order of documents and text."""
    documents = {document.id: document for document in export.documents}
    answers = _Said(_people(export), _names(export), _code_names(export))
    for listed in export.disagreements:
        for row in listed.rows:
            if row.item.document_id in documents:
                yield _cells(export, answers, listed.name, row, documents[row.item.document_id])


class _Said(NamedTuple):
    """The ids of those who take part, and the names of coders and of codes."""

    people: Sequence[int]
    names: Mapping[int, str]
    codes: Mapping[int, str]


def _cells(
    export: Export, answers: _Said, round_name: str, row: QueueRow, document: DocumentRow
) -> list[Cell]:
    item, rtl = row.item, document.direction == "rtl"
    body = export.text(document.id)
    says = settled(item, row.decision, answers.names, answers.codes)
    codes, quotes = _coded(answers, row), _quoted(answers, row, body, rtl)
    both = [cell for pair in zip(codes, quotes, strict=True) for cell in pair]
    is_apart = len(answers.people) <= FEW
    return [
        item.key,
        row.decision.guid if row.decision else None,
        document.name,
        item.turn,
        OfDocument(body[item.start : item.end], rtl),
        *(codes if is_apart else [_together(answers, codes)]),
        says.decision,
        says.final,
        says.reason,
        says.note,
        OfDocument(before(body, item.start, CONTEXT), rtl),
        OfDocument(after(body, item.end, CONTEXT), rtl),
        *(quotes if is_apart else both),
        OfDocument(item.speaker, rtl),
        KINDS[item.kind].name,
        round(item.weight, 6),
        row.status,
        round_name or None,
        item.start,
        item.end,
    ]


def _coded(answers: _Said, row: QueueRow) -> list[Cell]:
    """What each coder gave; None for who didn't complete the document."""
    cells: list[Cell] = []
    for coder_id in answers.people:
        spans = row.item.coders.get(coder_id)
        codes = dict.fromkeys(answers.codes.get(span.code_id, "?") for span in spans or ())
        cells.append(None if spans is None else "; ".join(codes) or NOTHING)
    return cells


def _quoted(answers: _Said, row: QueueRow, body: str, rtl: bool) -> list[Cell]:
    cells: list[Cell] = []
    for coder_id in answers.people:
        quotes = " … ".join(body[span.start : span.end] for span in row.item.coders.get(coder_id) or ())
        cells.append(OfDocument(_short(quotes), rtl) if quotes else None)
    return cells


def _together(answers: _Said, codes: Sequence[Cell]) -> str:
    """“Hard life: Ana, Murat”, a line for each; the codes that most gave first."""
    by_codes: dict[Cell, list[str]] = {}
    for coder_id, cell in zip(answers.people, codes, strict=True):
        if cell is not None:
            by_codes.setdefault(cell, []).append(answers.names[coder_id])
    groups = sorted(by_codes.items(), key=lambda group: -len(group[1]))
    return "\n".join(f"{cell}: {', '.join(names)}" for cell, names in groups)


def _short(quote: str) -> str:
    """A quote that fits a cell; the whole one stands in Codings."""
    if len(quote) <= 4 * CONTEXT:
        return quote
    return f"{after(quote, 0, 4 * CONTEXT)} (all of it in “Codings”)"


def _passages(export: Export) -> Iterator[str]:
    return (
        export.text(row.item.document_id)[row.item.start : row.item.end]
        for listed in export.disagreements
        for row in listed.rows
        if 2 * (row.item.end - row.item.start) > LONGEST_CELL
    )


def _notes(export: Export) -> Iterator[str]:
    return (row.decision.note for listed in export.disagreements for row in listed.rows if row.decision)


def _people(export: Export) -> list[int]:
    return [coder.id for coder in export.taking_part]


def _names(export: Export) -> Mapping[int, str]:
    return names_by_id(export.then.coders)


def _code_names(export: Export) -> Mapping[int, str]:
    return names_by_id(export.then.codes)


def guide(book: Any, worksheet: Any, export: Export) -> None:
    """Show which columns are to be edited, offer lists, keep the passage in sight, print what is needed.

    The sheet is not protected, or it could be neither sorted nor filtered nor thinned; where something is
    typed that no import reads, the program says so.
    """
    last = sum(len(listed.rows) for listed in export.disagreements)
    columns_kept = [column for column in columns(export) if is_kept(column, export.choices)]
    lists = _lists(book, export)
    fill = book.add_format({"bg_color": FILL})
    first, ends = 0, {}
    for column in columns_kept:
        area = (1, first, last, first + column.parts - 1)
        first += column.parts
        ends[column.name] = first
        if not last:
            continue
        if column.editable:
            worksheet.conditional_format(*area, {"type": "formula", "criteria": "=TRUE", "format": fill})
        if column.name in lists:
            worksheet.data_validation(*area, _choice(column.name, lists[column.name]))
        elif not column.editable:
            worksheet.data_validation(*area, NOT_READ)
    worksheet.freeze_panes(1, ends.get("passage", 0))
    worksheet.print_area(0, 0, max(last, 1), ends["final code"] - 1 + _behind(columns_kept))
    worksheet.fit_to_pages(1, 0)


def _behind(columns: Sequence[Column]) -> int:
    """How many columns to edit stand behind the final code."""
    return sum(column.parts for column in columns if column.name in ("reason", "note"))


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
    people = export.taking_part
    codes = export.then.codes  # today's first: only these can be chosen
    many = min(len(export.codes), MOST_IN_A_LIST)
    reasons = (*REASONS.values(), *own_reasons(export.session))
    choices = {
        "decision": offered([export.safe(person.name) for person in people]),
        "final code": [visible(export.safe(code.name)) for code in codes],
        "reason": [visible(reason) for reason in reasons if "note" in PROFILES[export.choices.profile].keeps],
    }
    meant = [[f"{row.id} {row.guid}" for row in rows] for rows in (people, codes)]
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    columns = [*choices.values(), *meant]
    plain, lines = style(book.add_format()), Rows(sheet, len(columns))
    for line in range(max(map(len, columns))):
        lines.write([text_cell(column[line], plain) if line < len(column) else None for column in columns])
    lines.end()
    offers = {name: many if name == "final code" else len(options) for name, options in choices.items()}
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
