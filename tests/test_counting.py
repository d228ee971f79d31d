"""Counts have the noun and the verb of their number."""

from app.commands.import_study import rows_in_words
from app.counting import counted
from app.exchange.study_folder import Imported


def added(codings: int, already: int, repeated: int, left_out: int) -> Imported:
    rows = codings + already + repeated + left_out
    return Imported(0, 0, 0, codings, 0, already, (), rows, repeated, left_out, ())


def test_one_is_one_and_none_and_many_are_many() -> None:
    assert [counted(number, "coding") for number in (0, 1, 2, 1000)] == [
        "0 codings",
        "1 coding",
        "2 codings",
        "1,000 codings",
    ]
    assert counted(1, "coding was", "codings were") == "1 coding was"


def test_where_the_rows_of_a_folder_went_is_said_of_one_and_of_many() -> None:
    assert rows_in_words(added(1, 0, 0, 0)) == "Of 1 row of codings 1 came in."
    assert rows_in_words(added(0, 1, 1, 1)) == (
        "Of 3 rows of codings 1 was there already, 1 repeats a coding of another row, 1 was left out."
    )
    assert rows_in_words(added(0, 2, 2, 2)) == (
        "Of 6 rows of codings 2 were there already, 2 repeat a coding of another row, 2 were left out."
    )
