"""Cells as they stand in the file."""

from app.exchange.workbook.rows import column_letters, number_cell, text_cell


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]


def test_what_means_something_in_the_file_is_written_so_that_it_does_not() -> None:
    assert "&lt;r&gt;a &amp; b&lt;/r&gt;" in text_cell("<r>a & b</r>", 0)


def test_what_excel_takes_for_an_escaped_character_stays_as_it_is() -> None:
    assert "_x005F_x0041_ and _x1" in text_cell("_x0041_ and _x1", 0)


def test_numbers_are_written_in_full() -> None:
    assert number_cell(0.1 + 0.2, 3) == '" s="3"><v>0.30000000000000004</v></c>'
    assert number_cell(7, 0) == '" s="0"><v>7</v></c>'
