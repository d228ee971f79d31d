"""Counts are formulas only over a sheet that is there."""

from tests.exchange.workbook.conftest import Counted


def test_no_formula_names_units_where_units_is_left_out(counted: Counted) -> None:
    sheets = ("Summary", "Agreement by code", "Agreement by pair", "Agreement by document")

    def naming(*chosen: str) -> list[str]:
        cells = [cell for sheet in counted.book(*chosen) for row in sheet.iter_rows() for cell in row]
        return [cell.value for cell in cells if cell.data_type == "f" and "Units" in cell.value]

    assert naming(*sheets, "Units")
    assert naming(*sheets) == []
