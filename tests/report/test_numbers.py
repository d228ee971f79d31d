"""Numbers as words."""

import pytest

from app.report.numbers import amount, coefficient, percent


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.8534, ".853"), (-0.0421, "−.042"), (1.0, "1.000"), (-0.0001, ".000"), (-1, "−1.000"), (None, "–")],
)
def test_a_coefficient_is_written_without_its_nought(number: float | None, words: str) -> None:
    assert coefficient(number) == words


def test_whole_amounts_have_no_decimals_however_large_they_are() -> None:
    assert amount(6_316_200.000001) == "6,316,200"
    assert amount(12.5) == "12.50"
    assert percent(0.97949) == "97.9"
