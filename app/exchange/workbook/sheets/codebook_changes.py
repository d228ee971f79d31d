"""The sheet “Codebook changes”: what every published version of the codebook changed, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.codebook.queries import DEFINITION_FIELDS
from app.codebook.versions import contents, versions
from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import most_parts
from app.report.codebook_changes import CHANGE, codebook_changes

TITLE = "Codebook changes"
ABOUT = "What every published version of the codebook changed, and why."
WIDTHS = {
    "version": 9,
    "date": 21,
    "by": 16,
    "reason": 36,
    "code id": 12,
    "code": 28,
    "change": 18,
    "field": 18,
    "before": 44,
    "after": 44,
}


def columns(export: Export) -> list[Column]:
    """The columns, as many as the longest definition needs."""
    codes = [code for version in contents(export.session).values() for code in version]
    parts = most_parts(
        getattr(code, field) for code in [*codes, *export.codes] for field in DEFINITION_FIELDS
    )
    return sheet_columns(CHANGE, WIDTHS, {"before": parts, "after": parts})


def is_sensible(export: Export) -> bool:
    """Whether a version was published at all."""
    return bool(versions(export.session))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All changes, with the texts of examples where the profile lets these out."""
    changes = codebook_changes(export.session)
    if "example" not in PROFILES[export.choices.profile].keeps:
        changes = (
            replace(change, before=None, after=None) if change.is_of_example else change for change in changes
        )
    return cells_of(CHANGE.values(), changes)
