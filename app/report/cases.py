"""What is told of cases and attributes: kinds, states, and cells in words."""

from app.cases.queries import AttributeCell, AttributeRow
from app.cases.values import KNOWN, CellEntry
from app.translation import QT_TR_NOOP, tr, translated

KIND_NAMES = {
    "text": QT_TR_NOOP("text"),
    "number": QT_TR_NOOP("number"),
    "date": QT_TR_NOOP("date"),
    "yes_no": QT_TR_NOOP("yes or no"),
    "choice": QT_TR_NOOP("one of a list"),
    "choices": QT_TR_NOOP("several of a list"),
    "ordered": QT_TR_NOOP("one of an ordered list"),
}
CASE_KIND_NAMES = {
    "person": QT_TR_NOOP("person"),
    "event": QT_TR_NOOP("event"),
    "organisation": QT_TR_NOOP("organisation"),
    "other": QT_TR_NOOP("other"),
}
STATE_NAMES = {
    "unknown": QT_TR_NOOP("unknown"),
    "not_asked": QT_TR_NOOP("not asked"),
    "not_applicable": QT_TR_NOOP("not applicable"),
}
YES_NO = {"yes": QT_TR_NOOP("yes"), "no": QT_TR_NOOP("no")}


def cell_in_words(attribute: AttributeRow, cell: AttributeCell | None) -> str:
    """What a cell says to a reader; "" where nobody has entered anything."""
    return "" if cell is None else entry_in_words(attribute, cell.entry)


def entry_in_words(attribute: AttributeRow, entry: CellEntry) -> str:
    """What one value says to a reader."""
    if entry.state != KNOWN:
        return f"({translated(STATE_NAMES[entry.state])})"
    return translated(YES_NO[entry.value]) if attribute.kind == "yes_no" else entry.value


def cell_in_full(attribute: AttributeRow, cell: AttributeCell | None) -> str:
    """The same with its unit, and with how many sources say otherwise."""
    words = cell_in_words(attribute, cell)
    if cell is None:
        return words
    if attribute.unit and cell.entry.state == KNOWN:
        words = f"{words} {attribute.unit}"
    if not cell.others:
        return words
    if cell.differs:
        return tr(
            "{value}; {count} other value, sources differ",
            "{value}; {count} other values, sources differ",
            cell.others,
            value=words,
        )
    return tr("{value}; {count} more source", "{value}; {count} more sources", cell.others, value=words)
