"""What the columns of a codebook table mean, as this and other programs call them; what none is, is named."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.codebook.queries import DEFINITION_FIELDS
from app.exchange.problems import Problems
from app.exchange.tables import Table, read_table

# as ATLAS.ti, MAXQDA, NVivo, Dedoose, Taguette and QualCoder write them, and as people do
CODE = ("code", "code_name", "codename", "tag", "title", "name", "node", "theme", "label")
NAMES: Mapping[str, tuple[str, ...]] = {
    "code": CODE,
    "parent": ("parent", "parent_code", "parent_name", "parent_code_name", "parent_node", "category"),
    "brief_definition": ("brief_definition", "definition", "short_description", "brief_description"),
    "full_definition": ("full_definition", "long_description", "full_description", "detailed_description"),
    "use_when": ("use_when", "when_to_use", "inclusion_criteria", "inclusion", "include"),
    "do_not_use_when": ("do_not_use_when", "when_not_to_use", "exclusion_criteria", "exclusion", "exclude"),
    "typical_example": ("typical_example", "example", "examples", "anchor_example", "typical_examples"),
    "close_but_no": ("close_but_no", "atypical_example", "counterexample"),
    "colour": ("colour", "color", "code_color", "code_colour"),
    "shortcut": ("shortcut",),
    "exclusive": ("exclusive",),
    "guid": ("guid", "code_id"),
}
TEXTS = ("description", "code_description", "comment", "code_comment", "memo", "code_memo", "nickname")
HIERARCHY, ID, PARENT_ID = "hierarchical_name", "id", "parent_id"
OURS = re.compile(r"code_path|uses(:_.*)?")  # what the workbook counts beside it
CONTINUED = re.compile(r"(.*)_\(\d+\)")
LEVELS = re.compile(r"\\+|\s*>\s*|::")
BASIC_COLOURS = {
    "black": "#000000",
    "blue": "#0000ff",
    "brown": "#a52a2a",
    "cyan": "#00ffff",
    "green": "#008000",
    "grey": "#808080",
    "gray": "#808080",
    "magenta": "#ff00ff",
    "orange": "#ffa500",
    "pink": "#ffc0cb",
    "purple": "#800080",
    "red": "#ff0000",
    "white": "#ffffff",
    "yellow": "#ffff00",
}

Cells = Mapping[str, str]
Rows = Sequence[tuple[int, Cells]]


def read_codebook(path: Path, problems: Problems, *, sheet: str = "") -> tuple[Table | None, list[str]]:
    """A codebook table under our own names of columns, and sentences about those taken otherwise or not.

    Where something is amiss there is a problem and no table.
    """
    for name in CODE:
        tried = Problems()
        table = read_table(path, [name], tried, sheet=sheet)
        if table is not None and (
            name == CODE[0] or len(_taken(table.headers)) > 1
        ):  # a list of names is none
            problems.extend(tried)
            return recognised(table)
    return read_table(path, [CODE[0]], problems, sheet=sheet), []


def recognised(table: Table) -> tuple[Table, list[str]]:
    """The table under our own names of columns, and sentences about those taken otherwise or not at all."""
    taken = _taken(table.headers)
    renamed = {theirs: ours for ours, theirs in taken.items()}
    rows: Rows = [(row, _renamed(cells, renamed)) for row, cells in table.rows]
    notes = _taken_words(table.headers, {theirs: ours for theirs, ours in renamed.items() if theirs != ours})
    used = set(renamed)
    if "parent" not in taken:
        rows, more = _parents(table, rows)
        used |= more
        if not more and (as_tree := _in_the_names(rows)):
            rows = as_tree
            notes.append(f"Taken: the levels that stand in “{table.headers[taken['code']]}” as the tree.")
    if taken.get("colour", "colour") != "colour":
        rows, unread = _colours(rows)
        notes += unread
    lost = [header for name, header in table.headers.items() if not _is_used(name, used)]
    if lost:
        notes.append(f"Not taken: {', '.join(f'“{header}”' for header in lost)}.")
    headers = {renamed.get(name, name): header for name, header in table.headers.items()}
    return replace(table, headers=headers, rows=rows), notes


def _taken(headers: Iterable[str]) -> dict[str, str]:
    """The column of the file that each of ours is taken from; texts of no special name fill definitions."""
    present = list(headers)
    taken: dict[str, str] = {}
    for ours, names in NAMES.items():
        theirs = next((name for name in names if name in present), None)
        if theirs is not None:
            taken[ours] = theirs
    free = [field for field in DEFINITION_FIELDS[:2] if field not in taken]
    texts = [name for name in TEXTS if name in present]
    taken |= dict(zip(free, texts, strict=False))
    return taken


def _renamed(cells: Cells, renamed: Mapping[str, str]) -> dict[str, str]:
    cells_of = {}
    for name, cell in cells.items():
        continued = CONTINUED.fullmatch(name)
        stem = continued[1] if continued else name
        rest = name.removeprefix(stem)
        cells_of[renamed[stem] + rest if stem in renamed else name] = cell
    return cells_of


def _is_used(name: str, used: Iterable[str]) -> bool:
    continued = CONTINUED.fullmatch(name)
    return not name or name in used or bool(OURS.fullmatch(name)) or bool(continued and continued[1] in used)


def _taken_words(headers: Mapping[str, str], renamed: Mapping[str, str]) -> list[str]:
    names = [f"“{headers[theirs]}” as {ours.replace('_', ' ')}" for theirs, ours in renamed.items()]
    return [f"Taken: {', '.join(names)}."] if names else []


def _parents(table: Table, rows: Rows) -> tuple[Rows, set[str]]:
    """The rows with their parents by numbers, or from names with all levels; and the columns used for it."""
    if {ID, PARENT_ID} <= table.headers.keys():
        names = {cells[ID].strip(): cells["code"] for _, cells in rows}
        above = [names.get(cells[PARENT_ID].strip(), "") for _, cells in rows]
        used = {ID, PARENT_ID, "depth"}
    elif HIERARCHY in table.headers:
        levels = [[level for level in LEVELS.split(cells[HIERARCHY].strip()) if level] for _, cells in rows]
        code_names = {cells["code"].strip() for _, cells in rows}
        above = [path[-2] if len(path) > 1 and path[-2] in code_names else "" for path in levels]
        used = {HIERARCHY}
    else:
        return rows, set()
    return [
        (row, {**cells, "parent": parent}) for (row, cells), parent in zip(rows, above, strict=True)
    ], used


def _in_the_names(rows: Rows) -> Rows:
    """The rows with parents that the names themselves tell, by indents or levels; empty where they don't."""
    cells = [row_cells["code"] for _, row_cells in rows]
    indents = [len(cell) - len(cell.lstrip()) for cell in cells]
    paths = [tuple(level for level in LEVELS.split(cell.strip()) if level) for cell in cells]
    known, names = set(paths), [path[-1] if path else "" for path in paths]
    if any(indents) and not indents[0]:
        above = _less_indented(cells, indents)
        names = [cell.strip() for cell in cells]
    elif any(len(path) > 1 for path in paths) and all(len(path) < 2 or path[:-1] in known for path in paths):
        above = [path[-2] if len(path) > 1 else "" for path in paths]
    else:
        return ()
    return [
        (row, {**row_cells, "code": name, "parent": parent})
        for (row, row_cells), name, parent in zip(rows, names, above, strict=True)
    ]


def _less_indented(cells: Sequence[str], indents: Sequence[int]) -> list[str]:
    """Of each cell the last one before it that is indented less; "" for none."""
    above: list[str] = []
    open_levels: list[tuple[int, str]] = []
    for cell, indent in zip(cells, indents, strict=True):
        while open_levels and open_levels[-1][0] >= indent:
            open_levels.pop()
        above.append(open_levels[-1][1] if open_levels else "")
        open_levels.append((indent, cell.strip()))
    return above


def _colours(rows: Rows) -> tuple[Rows, list[str]]:
    """The rows with colours as we write them; of another program one that can't be read is left away."""
    coloured: list[tuple[int, Cells]] = []
    unread: dict[str, None] = {}
    for row, cells in rows:
        colour = colour_of(cells["colour"])
        if not colour and any(sign.isalnum() for sign in cells["colour"]):
            unread[cells["colour"].strip()] = None
        coloured.append((row, {**cells, "colour": colour}))
    return coloured, [
        f"Colours that can't be read: {', '.join(f'“{colour}”' for colour in unread)}."
    ] if unread else []


def colour_of(text: str) -> str:
    """A colour as programs write it (#47A, #4477AA, rgb(68, 119, 170), red) as “#4477aa”; "" for others."""
    plain = text.strip().casefold()
    if re.fullmatch("#?[0-9a-f]{6}", plain):
        return "#" + plain.removeprefix("#")
    if re.fullmatch("#[0-9a-f]{3}", plain):
        return "#" + "".join(2 * sign for sign in plain[1:])
    numbers = re.fullmatch(r"(?:rgb)?\(?\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*\)?", plain)
    if numbers and all(int(group) <= 255 for group in numbers.groups()):
        return "#" + "".join(f"{int(group):02x}" for group in numbers.groups())
    return BASIC_COLOURS.get(plain, "")


def last_level(parent: str, names: Iterable[str]) -> str:
    """A parent that is named with those above it by its own name, where only that is known."""
    last = LEVELS.split(parent.strip())[-1].strip()
    return last if last != parent and parent not in names and last in names else parent
