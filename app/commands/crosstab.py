"""`intercoder crosstab`: a table of codes, cases, documents, attributes and properties by one another."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named
from app.crosstabs.choices import TableChoice
from app.crosstabs.dimensions import Dimension
from app.crosstabs.independence import Independence
from app.crosstabs.table import Crosstab, TableCell, crosstab
from app.jobs import Job
from app.report.crosstab_words import cell_words, test_words
from app.rounds.queries import round_by_name
from app.rounds.then import then


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Count the table that was asked for."""
    with projects.open_to_look(chosen) as project, project.read() as session:
        round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
        names = then(session, [] if round_id is None else [round_id])
        choice = TableChoice(
            rows=chosen.rows,
            columns=chosen.columns,
            layer=chosen.layer,
            denominator=chosen.denominator,
            percent=chosen.percent,
            cuts=tuple(sorted(set(chosen.cuts or ()))),
            with_children=chosen.with_children,
            code_ids=ids_named(chosen.codes, names.code_ids(), "code"),
            round_id=round_id,
        )
        table = crosstab(session, choice, job)
    left_out = projects.left_out(project) if round_id is None else []
    notes = [*table.notes(), *left_out]
    return CommandOutput(_text(table, notes), _value(table, notes, chosen.round))


def _value(table: Crosstab, notes: Sequence[str], round_name: str | None) -> dict[str, Any]:
    unit = table.source.unit
    return {
        "rows": {"what": table.rows.what, "unit": table.rows.unit or None, "names": list(table.rows.labels)},
        "columns": {
            "what": table.columns.what,
            "unit": table.columns.unit or None,
            "names": list(table.columns.labels),
        },
        "counts": f"{unit}s",
        "round": round_name,
        "layer": table.layer,
        "denominator": {"key": table.choice.denominator, "words": table.denominator, "n": table.total},
        "percent_of": table.percent_of,
        "cells": [_cell_value(table, cell) for cell in table.cells()],
        "row_totals": table.row_totals.tolist(),
        "column_totals": table.column_totals.tolist(),
        "tests": [_test_value(name, test) for name, test in table.tests()],
        "notes": list(notes),
    }


def _cell_value(table: Crosstab, cell: TableCell) -> dict[str, Any]:
    alone = table.is_of_each
    behind = [] if alone else [table.source.names[index] for index in table.wholes_in(cell.row, cell.column)]
    return {
        "row": table.rows.labels[cell.row],
        "column": table.columns.labels[cell.column],
        "n": cell.n,
        "base": cell.base,
        "percent": cell.percent,
        "codings": cell.codings,
        "characters": cell.characters,
        "share_of_text": cell.share,
        "expected": cell.expected,
        "small": cell.small,
        "undecided": cell.undecided,
        table.source.unit + "s": None if alone else behind,
    }


def _test_value(name: str, test: Independence) -> dict[str, Any]:
    return {
        "row": name or None,
        "test": test.key or None,
        "chi_square": test.statistic,
        "df": test.df,
        "p": test.p,
        "effect": None
        if test.effect is None
        else {"name": "phi" if test.df == 1 else "cramers_v"} | {"value": test.effect},
        "warning": test.warning or None,
        "reason": test.reason or None,
    }


def _text(table: Crosstab, notes: Sequence[str]) -> str:
    cells: dict[tuple[int, int], str] = {
        (cell.row, cell.column): cell_words(table, cell) for cell in table.cells()
    }
    columns = range(len(table.columns.labels))
    head = [f"{table.rows.what} by {table.columns.what}", *table.columns.labels, _total(table.columns)]
    lines = [
        [name, *(cells[row, column] for column in columns), f"{table.row_totals[row]:,}"]
        for row, name in enumerate(table.rows.labels)
    ]
    if table.columns.kind != "wholes":  # each of those is one
        lines.append(
            [
                _total(table.rows),
                *(f"{total:,}" for total in table.column_totals.tolist()),
                f"{table.total:,}",
            ]
        )
    rows = [head, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    shown = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    tests = [test_words(name, test) for name, test in table.tests()]
    about = [
        f"{f'Layer: {table.layer}. ' if table.is_about_codes else ''}Counted: {table.denominator}.",
        f"Percent {table.percent_of}. * fewer than 5."
        if not table.is_of_each
        else "Codings, and their share of the text.",
    ]
    return "\n".join([*shown, "", *about, *tests, *notes])


def _total(dimension: Dimension) -> str:
    return "all known" if dimension.unknown.any() else "all"
