"""Writes a study as data: a folder of tables with an R script and a notebook, or one file by its ending."""

import csv
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from app.errors import UserError
from app.exchange.data.study_json import write_study_json
from app.exchange.data.tables import DataTable, overlaps, tables_of
from app.exchange.drafts import new_file, new_folder
from app.exchange.spss_names import VariableNames
from app.jobs import Job
from app.store import Project
from app.studies.rows import Study
from app.studies.whole import study_of

CODINGS_AND_CASES = ("codings", "cases", "documents", "codes", "work", "case_documents")
LONGEST_IN_STATA = 80  # characters of a label
RESERVED_IN_STATA = re.compile(
    "aggregate|array|boolean|break|byte|case|catch|class|colvector|complex|const|continue|default|delegate|"
    "delete|do|double|else|eltypedef|end|enum|explicit|export|external|float|for|friend|function|global|goto|"
    "if|in|inline|int|local|long|NULL|pragma|protected|quad|rowvector|short|str[0-9]*|strL|typedef|typename|"
    "using|virtual|with|_all|_b|_coef|_cons|_n|_N|_pi|_pred|_rc|_se|_skip"
)


@dataclass(frozen=True)
class DataWritten:
    """Where the data went, and how many rows each table has."""

    target: Path
    rows: dict[str, int]


def write_data(project: Project, target: Path, job: Job, *, table: str = "codings") -> DataWritten:
    """Write what the target's name asks for; `table` is which one goes into a .csv, .dta or .sav file.

    UserError for another ending or table; then nothing is written.
    """
    ending = target.suffix.lower()
    writer = WRITERS.get(ending)
    if ending and writer is None and not target.is_dir():
        raise UserError(
            f"“{target.name}” doesn't say what to write. End the name with {', '.join(WRITERS)}, or name a "
            "folder, without an ending, for all tables with an R script and a notebook."
        )
    if table not in CODINGS_AND_CASES:
        raise UserError(f"There is no table “{table}”. There are: {', '.join(CODINGS_AND_CASES)}.")
    with project.read() as session:
        study = study_of(session, job)
    job.step(0, 0, "Writing data")
    tables = {row.name: row for row in tables_of(study)}
    if writer is None:
        with new_folder(target) as folder:
            for name, content in tables.items():
                _write_csv(content, folder / f"{name}.csv")
            write_study_json(study, folder / "study.json")
            (folder / "read.R").write_text(_r_script(tables.values()), encoding="utf-8")
            (folder / "read.ipynb").write_text(_notebook(tables), encoding="utf-8")
        return DataWritten(target, {name: len(row.rows) for name, row in tables.items()})
    with new_file(target) as draft:
        writer(study, tables[table], draft)
    written = [tables[table]] if ending in OF_ONE_TABLE else tables.values()
    return DataWritten(target, {row.name: len(row.rows) for row in written})


def _write_csv(table: DataTable, path: Path) -> None:
    """CSV in UTF-8 with a header; what is missing is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        writer.writerows(table.rows)


def _csv(_: Study, table: DataTable, path: Path) -> None:
    _write_csv(table, path)


def _json(study: Study, _: DataTable, path: Path) -> None:
    write_study_json(study, path)


def _names(table: DataTable, longest: int) -> dict[str, str]:
    """The columns under names that a statistics program takes, with the meaning as label."""
    free = VariableNames()
    names: dict[str, str] = {}
    for column, meaning in table.columns.items():
        name = free.name(column)[:longest]
        while name in names or RESERVED_IN_STATA.fullmatch(name):
            name = f"{name[: longest - 2]}_2" if name in names else f"v_{name}"[:longest]
        names[name] = meaning if meaning.startswith(column) else f"{column}: {meaning}"
    return names


def _frame(table: DataTable, names: Sequence[str]) -> Any:
    import pandas as pd

    numbers = {
        index
        for index in range(len(names))
        if table.rows and all(isinstance(row[index], int) for row in table.rows)
    }
    columns: dict[str, Any] = {}
    for index, name in enumerate(names):
        values = [row[index] for row in table.rows]
        plain = values if index in numbers else ["" if value is None else str(value) for value in values]
        columns[name] = pd.Series(plain, dtype="int64" if index in numbers else "object")
    return pd.DataFrame(columns)


def _dta(_: Study, table: DataTable, path: Path) -> None:
    """Stata 14 and later: UTF-8, long texts as strL."""
    names = _names(table, 32)
    labels = {name: label[:LONGEST_IN_STATA] for name, label in names.items()}
    frame = _frame(table, list(names))
    texts = [name for name in names if frame[name].dtype == object]
    frame.to_stata(path, write_index=False, version=118, variable_labels=labels, convert_strl=texts)


def _sav(_: Study, table: DataTable, path: Path) -> None:
    import pyreadstat

    names = _names(table, 64)
    pyreadstat.write_sav(_frame(table, list(names)), str(path), column_labels=list(names.values()))


def _graphml(study: Study, _: DataTable, path: Path) -> None:
    """A network of codes: an edge counts the pairs of codings by one coder that overlap; no consensus."""
    people = {coder.guid for coder in study.coders if coder.role != "consensus"}
    counts = dict.fromkeys((code.guid for code in study.codes), 0)
    for coding in study.codings:
        counts[coding.code] += coding.coder in people
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="label" for="node" attr.name="label" attr.type="string"/>',
        '<key id="codings" for="node" attr.name="codings" attr.type="int"/>',
        '<key id="colour" for="node" attr.name="colour" attr.type="string"/>',
        '<key id="weight" for="edge" attr.name="weight" attr.type="int"/>',
        '<graph id="codes" edgedefault="undirected">',
    ]
    for code in study.codes:
        label = escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", code.name))
        lines.append(
            f'<node id="{code.guid}"><data key="label">{label}</data>'
            f'<data key="codings">{counts[code.guid]}</data><data key="colour">{code.colour}</data></node>'
        )
    for (first, second), weight in overlaps(study, people.__contains__).items():
        lines.append(f'<edge source="{first}" target="{second}"><data key="weight">{weight}</data></edge>')
    path.write_text("\n".join([*lines, "</graph>", "</graphml>", ""]), encoding="utf-8")


def _iramuteq(study: Study, _: DataTable, path: Path) -> None:
    """A corpus for IRaMuTeQ: a line of stars with variables before each text."""
    parts = []
    for document in sorted(study.documents, key=lambda document: document.about.position):
        if not document.repeat_of:
            variables = {"document": document.about.name, **document.properties}
            stars = " ".join(
                f"*{_starred(name)}_{_starred(value)}" for name, value in variables.items() if value.strip()
            )
            text = re.sub(r"^\*\*\*\*", "* * * *", document.text, flags=re.MULTILINE)
            parts.append(f"**** {stars}\n{text.strip()}\n")
    path.write_text("\n".join(parts), encoding="utf-8")


def _starred(words: str) -> str:
    """A name or a value as IRaMuTeQ takes it: letters and digits."""
    return re.sub(r"\W+|_", "", words) or "x"


def _r_script(tables: Any) -> str:
    """A script that reads the tables with base R, texts as UTF-8, with what each column means."""
    lines = ["# Reads the tables of a study. Run it in this folder: source('read.R')", ""]
    for table in tables:
        lines += [f"# {column}: {' '.join(meaning.split())}" for column, meaning in table.columns.items()]
        options = 'encoding = "UTF-8", na.strings = "", check.names = FALSE, stringsAsFactors = FALSE'
        lines += [f'{table.name} <- read.csv("{table.name}.csv", {options})', ""]
    lines += ["print(table(codings$code, codings$coder))", ""]
    return "\n".join(lines)


def _notebook(tables: dict[str, DataTable]) -> str:
    """A notebook that reads the tables with pandas and counts codings."""
    names = json.dumps(list(tables))
    reading = f'import pandas as pd\n\ntables = {{name: pd.read_csv(f"{{name}}.csv") for name in {names}}}\n'
    reading += 'codings = tables["codings"]\ncodings.head()'
    counting = 'pd.crosstab(codings["code"], codings["coder"])'
    meaning = "\n".join(
        f"- **{table.name}**: {', '.join(f'`{column}` {what}' for column, what in table.columns.items())}"
        for table in tables.values()
    )
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "metadata": {}, "source": f"# The tables of a study\n\n{meaning}"}
    ]
    for source in (reading, counting):
        cell: dict[str, Any] = {
            "cell_type": "code",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        cells.append(cell)
    book = {
        "cells": cells,
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return json.dumps(book, ensure_ascii=False, indent=1)


WRITERS: dict[str, Callable[[Study, DataTable, Path], None]] = {
    ".csv": _csv,
    ".json": _json,
    ".dta": _dta,
    ".sav": _sav,
    ".graphml": _graphml,
    ".txt": _iramuteq,
}
OF_ONE_TABLE = (".csv", ".dta", ".sav")
