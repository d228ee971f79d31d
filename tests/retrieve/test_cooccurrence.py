"""Codes by codes equal what pandas counts over the units, and what retrieving each pair finds."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.queries import regions
from app.errors import UserError
from app.models import Coding
from app.retrieve.cooccurrence import UNITS, Together, Unit, cooccurrences
from app.retrieve.queries import retrieve
from app.store import Project
from tests.retrieve.plain import Coded
from tests.retrieve.test_against_a_loop import CODES, codings, fill, put


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path: Path = tmp_path_factory.mktemp("together") / "study.intercoder"
    with Project.create(str(path)) as opened:
        opened.do("Fill", fill)
        yield opened


CASES = {1: "Omar", 2: "Sara", 3: "Omar"}


def units_of(turns: dict[int, list[tuple[int, int]]], unit: Unit, row: Coding) -> list[object]:
    if unit == "document":
        return [row.document_id]
    if unit == "case":
        return [CASES[row.document_id]]
    starts = sorted({0, *(start for start, _ in turns[row.document_id])})
    first, last = (sum(start <= at for start in starts) for at in (row.start, row.end - 1))
    return [(row.document_id, index) for index in range(first, last + 1)]


@settings(max_examples=25, deadline=None)
@given(coded=codings().filter(bool), unit=st.sampled_from(["turn", "document", "case"]))
def test_units_with_both_codes_are_those_that_pandas_counts(
    project: Project, coded: list[Coded], unit: Unit
) -> None:
    project.do("Code", put, coded=coded)
    with project.read() as session:
        table = cooccurrences(session, Together(unit=unit))
        turns = {
            document_id: [
                (row.start, row.end) for row in regions(session, document_id) if row.kind != "non_codable"
            ]
            for document_id in CASES
        }
        rows = [
            (str(at), CODES[row.code_id - 1])
            for row in session.query(Coding)
            for at in units_of(turns, unit, row)
        ]
    frame = pd.DataFrame(rows, columns=["unit", "code"]).drop_duplicates()
    present = pd.crosstab(frame["unit"], frame["code"]).clip(upper=1)
    names = [code.name for code in table.codes]
    expected = (present.T @ present).loc[names, names]
    assert table.counts.tolist() == expected.to_numpy().tolist()
    assert table.totals.tolist() == [int(present[name].sum()) for name in names]


@settings(max_examples=25, deadline=None)
@given(coded=codings().filter(bool), within=st.sampled_from([None, 0, 2]))
def test_each_cell_has_as_many_passages_as_its_query_retrieves(
    project: Project, coded: list[Coded], within: int | None
) -> None:
    project.do("Code", put, coded=coded)
    with project.read() as session:
        table = cooccurrences(session, Together(within=within))
        found = [
            [len(retrieve(session, table.query(row, column))) for column in range(len(table.codes))]
            for row in range(len(table.codes))
        ]
    assert table.counts.tolist() == found
    coefficients = table.coefficients()
    for row, column in product(range(len(table.codes)), repeat=2):
        both = min(found[row][column], found[column][row])
        either = int(table.totals[row] + table.totals[column]) - both
        assert coefficients[row, column] == pytest.approx(both / either)
        assert 0 <= coefficients[row, column] <= 1


def test_one_code_only_and_none_at_all_are_tables_too(project: Project) -> None:
    coded = [Coded(1, 3, 9, "Joy", 1)]
    project.do("Code", put, coded=coded)
    with project.read() as session:
        for unit in UNITS:
            assert cooccurrences(session, Together(unit=unit)).counts.tolist() == [[1]]
            assert cooccurrences(session, Together((2,), unit)).counts.tolist() == [[0]]
            assert cooccurrences(session, Together((), unit)).counts.tolist() == []
        with pytest.raises(UserError, match="no longer in the codebook"):
            cooccurrences(session, Together((99,)))
