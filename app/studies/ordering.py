"""One order of all rows of a study that was brought together out of copies, whichever of them came first.

Elsewhere rows stand in the order in which they were made. Where several copies were made into one, that
order would tell which copy took in the others, and the same study would be two different folders.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from app.names import key
from app.studies.rows import Study, StudyCoding

TOGETHER = "brought_together"  # the setting of a study that came together out of copies
TIMES = ("at", "created_at", "published_at", "imported_at")


def in_one_order(study: Study) -> Study:
    """The study with its rows in one order, where it was brought together out of copies."""
    if TOGETHER not in study.settings:
        return study
    positions = {document.about.guid: document.about.position for document in study.documents}

    def of_coding(row: StudyCoding) -> tuple[Any, ...]:
        return positions[row.document], row.start, row.created_at, row.guid

    lists: dict[str, Any] = {}
    for field in fields(study):
        rows = getattr(study, field.name)
        if isinstance(rows, list):
            rank: Callable[[Any], Any] = of_coding if field.name == "codings" else _rank
            lists[field.name] = sorted(rows, key=rank)
    return replace(study, **lists)


def _rank(row: Any) -> tuple[str, int, str, str]:
    about = getattr(row, "about", row)
    times = (getattr(about, time, None) for time in TIMES)
    position = getattr(about, "position", 0)
    return next(filter(None, times), ""), position, key(getattr(about, "name", "")), repr(row)
