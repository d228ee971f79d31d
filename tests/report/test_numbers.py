"""Numbers as words."""

import pytest

from app.report.numbers import amount, coefficient, percent


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.8534, ".853"), (-0.0421, "−.042"), (1.0, "1.000"), (-0.0001, ".000"), (-1, "−1.000"), (None, "–")],
)
def test_a_coefficient_is_written_without_its_nought(number: float | None, words: str) -> None:
    assert coefficient(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.3125, ".313"), (0.4375 - 5e-17, ".438"), (1 - 0.5625 - 1e-16, ".438"), (-0.0625, "−.063")],
)
def test_halves_go_up_as_by_hand_and_in_spreadsheets(number: float, words: str) -> None:
    assert coefficient(number) == words
    assert percent(0.12345 + 0.00005 - 1e-17) == "12.4"


def test_whole_amounts_have_no_decimals_however_large_they_are() -> None:
    assert amount(6_316_200.000001) == "6,316,200"
    assert amount(12.5) == "12.50"
    assert percent(0.97949) == "97.9"
