"""What refers to rows that go by the thousand is found by an index: without one each costs a look at all."""

import pytest
from sqlalchemy import Table, UniqueConstraint

from app.models import Base

FEW = {"action", "codebook_version", "coder", "round"}  # nobody removes thousands of these at once


def indexed(table: Table) -> set[str]:
    """The columns that an index begins with."""
    unique = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    listed = [next(iter(columns)).name for columns in (*unique, *(index.columns for index in table.indexes))]
    return {*listed, *(column.name for column in table.primary_key)}


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_every_reference_to_rows_that_go_by_the_thousand_has_an_index(table: Table) -> None:
    references = {
        column.name
        for column in table.columns
        if any(key.column.table.name not in FEW for key in column.foreign_keys)
    }
    assert references - indexed(table) == set()
