"""The sheet “Disagreements”: each with what everybody coded; decisions typed here can be imported again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple

from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.settling import AS, MEANINGS, Settled, offered, settled
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.report_columns import cells_of, sheet_column
from app.exchange.workbook.writing.rows import Rows, style, text_cell
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import LONGEST_CELL, most_parts, visible
from app.reconcile.outcomes import REASONS
from app.reconcile.reasons import own_reasons
from app.report.disagreements import DISAGREEMENT, DisagreementLine, codes_of, codes_together, quote_of
from app.report.tables import TableColumn
from app.rounds.then import names_by_id

TITLE = "Disagreements"
LISTS = "Decision lists"
ABOUT = (
    "Every passage that coders coded differently, with their codes, and how it was settled. Edit the "
    "yellow columns and import the workbook: what would change is shown first. Rows may be sorted, filtered "
    "and deleted."
)
ITEM, DECIDED = "item id", "decision id"
FILL = "#FFF8E1"
FEW = 3  # coders who have a column each beside the passage
LAST = {"speaker": 14, "kind": 11, "weight": 9, "status": 10, "round": 14, "start": 9, "end": 9}
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


class SheetLine(NamedTuple):
    """A disagreement, and what its cells that may be edited say."""

    line: DisagreementLine
    says: Settled


def columns(export: Export) -> list[Column]:
    """The columns: hidden ids, the passage, what was coded, four to be edited, then what else is known."""
    return [
        *(replace(_reported(DISAGREEMENT[name], 12), hidden=True) for name in (ITEM, DECIDED)),
        _reported(DISAGREEMENT["document"], 16),
        _reported(DISAGREEMENT["turn"], 6),
        _reported(DISAGREEMENT["passage"], 42, most_parts(_passages(export))),
        *_what_was_coded(export),
        *_to_edit(most_parts(_notes(export))),
        _reported(DISAGREEMENT["before"], 30),
        _reported(DISAGREEMENT["after"], 30),
        *_of_coders(export),
        *(_reported(DISAGREEMENT[name], width) for name, width in LAST.items()),
    ]


def _reported(column: TableColumn[DisagreementLine], width: int, parts: int = 1) -> Column:
    return sheet_column(column.of(attrgetter("line")), width, parts)


def _what_was_coded(export: Export) -> list[Column]:
    """A column for each of a few coders; of more all in one, so that the columns to edit stay in sight."""
    if _are_few(export):
        return [_codes_of(export, coder_id) for coder_id in _people(export)]
    return [_reported(codes_together(_people(export)), 34)]


def _to_edit(parts: int) -> list[Column]:
    """What is typed here comes back by settling.py, which has the words for both ways."""
    decisions = "; ".join(f"“{word}”: {meaning}" for word, meaning in MEANINGS)
    final = "What the consensus has; to be chosen for “other code”."
    return [
        Column(
            "decision",
            f"How it is settled. {decisions}.",
            16,
            holds="word",
            editable=True,
            cell=attrgetter("says.decision"),
        ),
        Column("final code", final, 20, holds="name", editable=True, cell=attrgetter("says.final")),
        Column("reason", "Why, from the list.", 28, editable=True, cell=attrgetter("says.reason")),
        Column(
            "note",
            "Anything else that should be kept.",
            32,
            "text",
            parts,
            editable=True,
            cell=attrgetter("says.note"),
        ),
    ]


def _codes_of(export: Export, coder_id: int) -> Column:
    return _reported(codes_of(coder_id, _names(export)[coder_id]), 16)


def _are_few(export: Export) -> bool:
    return len(_people(export)) <= FEW


def _of_coders(export: Export) -> Iterator[Column]:
    for coder_id in _people(export):
        if not _are_few(export):
            yield _codes_of(export, coder_id)
        yield _reported(quote_of(coder_id, _names(export)[coder_id]), 36)


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """The disagreements of every listed round in the order of documents and text."""
    return cells_of(columns(export), _lines(export))


def _lines(export: Export) -> Iterator[SheetLine]:
    documents = {document.id: document for document in export.documents}
    coders, codes = _names(export), names_by_id(export.then.codes)
    for listed in export.disagreements:
        for row in listed.rows:
            document = documents.get(row.item.document_id)
            if document is not None:
                text = export.text_then(document.id, row.item.round_id)
                line = DisagreementLine(row, listed.name, document, text, coders, codes)
                yield SheetLine(line, settled(row.item, row.decision, coders, codes))


def _passages(export: Export) -> Iterator[str]:
    return (
        export.text_then(row.item.document_id, row.item.round_id)[row.item.start : row.item.end]
        for listed in export.disagreements
        for row in listed.rows
        if 2 * (row.item.end - row.item.start) > LONGEST_CELL
    )


def _notes(export: Export) -> Iterator[str]:
    return (row.decision.note for listed in export.disagreements for row in listed.rows if row.decision)


def _people(export: Export) -> list[int]:
    return [coder.id for coder in export.taking_part]


def _names(export: Export) -> Mapping[int, str]:
    return {coder_id: visible(name) for coder_id, name in names_by_id(export.then.coders).items()}


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
