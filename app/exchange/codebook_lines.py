"""The rows of a codebook table, whether it comes with a study folder or as a spreadsheet of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.errors import UserError
from app.exchange.codebook_columns import last_level
from app.exchange.problems import Problems
from app.exchange.tables import Table, whole
from app.names import key, tidy
from app.studies.rows import StudyCode

COLUMNS = ("code", "parent", *DEFINITION_FIELDS, "colour", "shortcut", "exclusive")
MOST_CODES = 5_000
YES = {"1", "yes", "y", "true", "x"}
NO = {"", "0", "no", "n", "false"}


@dataclass(frozen=True)
class CodeLine:
    """One row: `fields` holds what the table has columns for, as add_code and change_code take it.

    `has_parent` says whether the table has a column for the parent at all.
    """

    row: int
    name: str
    parent: str
    guid: str
    fields: Mapping[str, str | bool]
    has_parent: bool = False


def code_cells(code: CodeRow | StudyCode, parent: str) -> list[str]:
    """A code as cells under COLUMNS."""
    definition = [getattr(code, field) for field in DEFINITION_FIELDS]
    return [code.name, parent, *definition, code.colour, code.shortcut, "yes" if code.exclusive else ""]


def code_lines(table: Table, problems: Problems) -> list[CodeLine]:
    """The rows of a codebook table, checked one by one and against one another."""
    lines = [line for line in (_line(table, *row, problems) for row in table.rows) if line]
    if len(lines) > MOST_CODES:
        problems.add(table.file, f"has {len(lines):,} codes; {MOST_CODES:,} are the most. Delete rows.")
        return []
    names = {line.name for line in lines}
    lines = [replace(line, parent=last_level(line.parent, names)) for line in lines]
    seen: dict[str, int] = {}
    keys: dict[str, int] = {}
    for line in lines:
        first = seen.setdefault(key(line.name), line.row)
        if first != line.row:
            problems.add(table.file, f"“{line.name}” is in row {first} already.", line.row)
        shortcut = str(line.fields.get("shortcut", ""))
        if shortcut and keys.setdefault(shortcut, line.row) != line.row:
            problems.add(
                table.file, f"the key “{shortcut}” belongs to row {keys[shortcut]} already.", line.row
            )
    _refuse_circles(table, lines, problems)
    return lines


def _line(table: Table, row: int, cells: Mapping[str, str], problems: Problems) -> CodeLine | None:
    try:
        name = tidy(cells["code"], "code")
        parent = cells.get("parent", "").strip()
        fields: dict[str, str | bool] = {}
        for field in DEFINITION_FIELDS:
            if field in cells:
                fields[field] = whole(cells, field)
        fields |= _look(cells)
    except UserError as error:
        problems.add(table.file, str(error), row)
        return None
    guid = cells.get("guid", "").strip()
    return CodeLine(row, name, tidy(parent, "code") if parent else "", guid, fields, "parent" in cells)


def _look(cells: Mapping[str, str]) -> dict[str, str | bool]:
    """Colour, shortcut and exclusive of a row, where the table has them."""
    look: dict[str, str | bool] = {}
    colour = cells.get("colour", "").strip().lower()
    if colour and not re.fullmatch("#[0-9a-f]{6}", colour):
        raise UserError("the colour is not written like #4477aa.")
    if colour:
        look["colour"] = colour
    if "shortcut" in cells:
        look["shortcut"] = shortcut = cells["shortcut"].strip().casefold()
        if shortcut and (len(shortcut) > 1 or not shortcut.isalnum()):
            raise UserError("the shortcut is not one digit or letter.")
    if "exclusive" in cells:
        answer = cells["exclusive"].strip().casefold()
        if answer not in YES | NO:
            raise UserError("exclusive says neither “yes” nor “no”.")
        look["exclusive"] = answer in YES
    return look


def _refuse_circles(table: Table, lines: Sequence[CodeLine], problems: Problems) -> None:
    parents = {key(line.name): key(line.parent) for line in lines}
    for line in lines:
        above = parents[key(line.name)]
        for _ in lines:
            if above == key(line.name):
                problems.add(table.file, f"“{line.name}” lies within itself.", line.row)
                break
            above = parents.get(above, "")
            if not above:
                break


def parents_first(lines: Sequence[CodeLine]) -> list[CodeLine]:
    """The same lines, each behind its parent's."""
    by_name = {key(line.name): line for line in lines}
    placed: dict[str, CodeLine] = {}
    for line in lines:
        path: list[CodeLine] = []
        above: CodeLine | None = line
        while above is not None and key(above.name) not in placed:
            path.append(above)
            above = by_name.get(key(above.parent))
        placed |= {key(ancestor.name): ancestor for ancestor in reversed(path)}
    return list(placed.values())
