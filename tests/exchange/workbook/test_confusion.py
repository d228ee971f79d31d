"""Who gives one passage different codes, as a matrix."""

from tests.exchange.workbook.conftest import Counted


def test_the_matrix_holds_the_characters_of_each_two_codes(counted: Counted) -> None:
    header, *rows = counted.book("Confusion")["Confusion"].iter_rows(values_only=True)
    assert header[1:] == ("code", "Faith", "Money", "Fear", "not coded")
    assert [row[1:] for row in rows] == [
        ("Faith", 4 * 5, 0, 4 * 5, 0),
        ("Money", 0, 0, 0, 0),
        ("Fear", 4 * 5, 0, 0, 0),
    ]


def test_agreement_confusion_and_silence_are_coloured_apart(counted: Counted) -> None:
    sheet = counted.book("Confusion")["Confusion"]
    scales = {
        frozenset(str(ranges.sqref).split()): rule.colorScale.color[1].rgb
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        if rule.colorScale
    }
    assert scales == {
        frozenset({"C2", "D3", "E4"}): "FF56B4E9",
        frozenset({"D2:E2", "C3", "E3", "C4:D4"}): "FFE69F00",
        frozenset({"F2:F4"}): "FFBBBBBB",
    }
