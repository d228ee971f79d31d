"""Whether a row of a sheet of disagreements still stands beside the id that it was written with."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy.orm import Session

from app.documents.queries import text
from app.exchange.workbook.writing.text import visible
from app.reconcile.items import Item

COMPARED = 120  # characters of a passage
MOVED = (
    "shows another passage than its hidden id stands for: part of the sheet was sorted or pasted without the "
    "rest. Sort the whole table, or write the workbook anew"
)


class RowPlaces:
    """Knows what stands in the cells of an item, as far as people see them."""

    def __init__(self, session: Session) -> None:
        self._text = cache(lambda document_id: text(session, document_id))

    def refuse_moved(self, item: Item, cells: Mapping[str, str]) -> None:
        """ValueError where the passage or its place in a row is not the item's."""
        shown = cells.get("passage", "").strip()
        words = _beginning(visible(self._text(item.document_id)[item.start : item.end]))
        if shown and _beginning(shown) != words:
            raise ValueError(MOVED)
        for column, place in (("start", item.start), ("end", item.end)):
            number = cells.get(column, "").strip().removesuffix(".0")
            if number.isdecimal() and int(number) != place:
                raise ValueError(MOVED)


def _beginning(words: str) -> str:
    return " ".join(words[: 2 * COMPARED].split())[:COMPARED]
