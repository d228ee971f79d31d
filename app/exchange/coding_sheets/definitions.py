"""Variables as a file defines them: JSON, or a table with a row for each variable or each of its answers."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.cases.values import NO, YES
from app.cell_text import unguarded
from app.codebook.variables import ABOUT, LEVELS, VariableOption
from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.tables import SPREADSHEETS, Table, read_table
from app.names import folded
from app.sheets.variable_actions import NewVariable

NAME, ANSWER, MEANING = "variable", "answer", "definition"
COLUMNS = (
    NAME,
    "about",
    "question",
    "instruction",
    "level",
    "several",
    ANSWER,
    MEANING,
    "unit",
    "can't_tell",
    "passages",
)
OTHER_NAMES = {
    "name": NAME,
    "values": ANSWER,
    "value": ANSWER,
    "answers": ANSWER,
    "options": ANSWER,
    "meaning": MEANING,
    "value_definition": MEANING,
    "unclear": "can't_tell",
    "can’t_tell": "can't_tell",
    "cannot_tell": "can't_tell",
    "evidence": "passages",
    "instructions": "instruction",
}
ABOUT_WORDS = {"cases": "case", "documents": "document", "text": "document", "person": "case", "": "case"}
WITH_MEANING = re.compile(r"\s*(?P<word>[^=]+?)\s*=\s*(?P<meaning>.*\S)\s*", re.DOTALL)


def read_definitions(path: Path) -> list[NewVariable]:
    """The variables of a .json, .csv, .tsv, .xlsx or .ods file; UserError lists what is wrong by row.

    JSON is a list of objects with the fields of the table, `answers` a list of words or of objects with
    `answer` and `definition`. In a table a cell may hold all answers, divided by semicolons or lines, each
    alone or as “answer = definition”; or every answer has a row of its own below the variable's name.
    """
    problems = Problems()
    if path.suffix.lower() == ".json":
        rows = _json_rows(path, problems)
    elif path.suffix.lower() in (*SPREADSHEETS, ".csv", ".tsv"):
        rows = _table_rows(path, problems)
    else:
        raise UserError(
            f"“{path.name}” is none of .json, .csv, .tsv, .xlsx and .ods. Save the variables as one of these."
        )
    variables = [_variable(path.name, number, row, problems) for number, row in rows]
    problems.raise_if_any(path.name)
    if not variables:
        raise UserError(f"“{path.name}” defines no variable. Write a row for each, with its name.")
    return [variable for variable in variables if variable is not None]


Row = tuple[int, Mapping[str, Any]]


def _json_rows(path: Path, problems: Problems) -> list[Row]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"“{path.name}” can't be read ({error}). Nothing was changed.") from error
    except json.JSONDecodeError as error:
        raise UserError(
            f"“{path.name}” is no JSON: line {error.lineno:,}, column {error.colno:,}. Nothing was changed."
        ) from error
    listed = stored.get("variables") if isinstance(stored, dict) else stored
    if not isinstance(listed, list):
        raise UserError(f"“{path.name}” holds no list of variables. Write a list of objects with names.")
    rows: list[Row] = []
    for number, item in enumerate(listed, start=1):
        if isinstance(item, dict):
            fields = {"_".join(str(name).split()).casefold(): value for name, value in item.items()}
            rows.append((number, _renamed(fields)))
        else:
            problems.add(path.name, "is no object with the fields of a variable.", number)
    return rows


def _renamed(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {OTHER_NAMES.get(name, name): value for name, value in fields.items()}


def _table_rows(path: Path, problems: Problems) -> list[Row]:
    unread = Problems()
    table = read_table(path, [NAME], unread) or read_table(path, ["name"], Problems())
    if table is None:
        problems.extend(unread)
        return []
    known = {*COLUMNS, *OTHER_NAMES}
    for name in table.headers:
        if name and name not in known:
            problems.add(path.name, f"the column “{table.headers[name]}” is none of {', '.join(COLUMNS)}.")
    return list(_joined(table, plain=path.suffix.lower() in (".csv", ".tsv")))


def _joined(table: Table, *, plain: bool) -> Iterable[Row]:
    """Rows of one variable as one, their answers as a list."""
    waiting: Row | None = None
    for number, cells in table.rows:
        fields = _renamed({name: unguarded(cell) if plain else cell for name, cell in cells.items()})
        name = str(fields.get(NAME, "")).strip()
        same = waiting is not None and (not name or folded(name) == folded(str(waiting[1][NAME])))
        if not same:
            if waiting is not None:
                yield waiting
            waiting = (number, dict(fields) | {ANSWER: []})
        if waiting is not None:
            waiting[1][ANSWER].extend(_answers(str(fields.get(ANSWER, "")), str(fields.get(MEANING, ""))))
    if waiting is not None:
        yield waiting


def _answers(cell: str, meaning: str) -> list[VariableOption]:
    """The answers of a cell; `meaning` belongs to it where there is only one."""
    parts = [part.strip() for part in re.split(r"[;\n|]", cell) if part.strip()]
    if meaning.strip() and len(parts) == 1:
        return [VariableOption(parts[0], meaning.strip())]
    return [_option(part) for part in parts]


def _option(text: str) -> VariableOption:
    match = WITH_MEANING.fullmatch(text)
    return VariableOption(match["word"], match["meaning"]) if match else VariableOption(text)


def _variable(file: str, number: int, row: Mapping[str, Any], problems: Problems) -> NewVariable | None:
    try:
        about = str(row.get("about") or "").strip().casefold()
        about = ABOUT_WORDS.get(about, about)
        level = str(row.get("level") or "nominal").strip().casefold()
        if about not in ABOUT:
            raise UserError(f"“{row.get('about')}” is neither case nor document.")
        if level not in LEVELS:
            raise UserError(f"“{row.get('level')}” is no level of measurement ({', '.join(LEVELS)}).")
        options = tuple(_options(row.get(ANSWER)))
        return NewVariable(
            name=str(row.get(NAME) or ""),
            about=about,
            question=_text(row, "question"),
            instruction=_text(row, "instruction"),
            level=level,
            several=_yes_or_no(row.get("several"), "several", otherwise=False),
            options=options,
            unit=_text(row, "unit"),
            unclear=_yes_or_no(row.get("can't_tell"), "can't tell", otherwise=True),
            passages=_yes_or_no(row.get("passages"), "passages", otherwise=False),
        )
    except UserError as error:
        problems.add(file, str(error), number)
        return None


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _options(given: Any) -> Iterable[VariableOption]:
    if given is None or given == "":
        return
    if isinstance(given, str):
        yield from _answers(given, "")
        return
    if isinstance(given, dict):
        yield from (VariableOption(str(word), str(meaning)) for word, meaning in given.items())
        return
    if not isinstance(given, list):
        raise UserError("its answers are no list.")
    for each in given:
        if isinstance(each, VariableOption):
            yield each
        elif isinstance(each, dict):
            fields = _renamed({str(name).casefold(): value for name, value in each.items()})
            yield VariableOption(
                str(fields.get(ANSWER, fields.get(NAME, ""))), str(fields.get(MEANING) or "")
            )
        elif isinstance(each, list | tuple):
            yield VariableOption(*(str(part) for part in each[:2]))
        else:
            yield VariableOption(str(each))


def _yes_or_no(given: Any, what: str, *, otherwise: bool) -> bool:
    if isinstance(given, bool):
        return given
    word = folded("" if given is None else str(given))
    if not word:
        return otherwise
    if word in YES or word in ("several", "x"):
        return True
    if word in NO or word == "one":
        return False
    raise UserError(f"“{given}” under “{what}” is neither yes nor no.")
