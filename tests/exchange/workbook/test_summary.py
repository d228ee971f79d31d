"""The sheet that sums up: tables, charts over them, and what is undefined."""

import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from app.agreement.coefficients.values import NO_INTERVAL, TOO_FEW_USES, Value, defined, undefined
from app.codebook.actions import add_code, delete_code
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.report.summed_up import verdict
from app.rounds.actions import complete_document
from tests.exchange.workbook.conftest import Counted

Lines = Callable[[Any], list[list[Any]]]


def charts(counted: Counted) -> list[str]:
    with zipfile.ZipFile(counted.path("Summary")) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        return [archive.read(name).decode() for name in names]


def cached(xml: str, cells: str) -> list[str]:
    """What a chart keeps of some cells."""
    found = re.search(rf"<c:f>{re.escape(cells)}</c:f><c:(num|str)Cache>(.*?)</c:(num|str)Cache>", xml)
    assert found
    return re.findall("<c:v>(.*?)</c:v>", found[2])


def test_each_of_three_tables_has_a_row_for_every_code(counted: Counted, lines: Lines) -> None:
    found = lines(counted.book("Summary")["Summary"])
    assert [line[:1] for line in found if line[1:]].count(["code"]) == 3
    faith = [line for line in found if line[:1] == ["Faith"]]
    assert [len(line) for line in faith] == [8, 7, 4]
    assert faith[1][1:] == ["mostly swapped: 4 of 4", 0, 0, 0, 4, 0]
    assert faith[2][1:] == ["used by 2 of 2 coders", 4, 8]


def more_documents(counted: Counted) -> None:
    """Four more that hold Faith, where both give it the first word, and in every other one Ana the fifth."""
    for number in range(4):
        document = counted.project.do("a", add_document, name=f"More {number}", text="word\n" * 10)
        for coder, place in ((1, 0), (2, 0), *([(1, 4)] * (number % 2))):
            own = {"document_id": document, "code_id": counted.codes["Faith"], "coder_id": coder}
            counted.project.do("b", apply_code, **own, start=5 * place, end=5 * place + 4)
        for coder in (1, 2):
            counted.project.do("c", complete_document, document_id=document, coder_id=coder)


def test_what_four_documents_hold_has_no_interval_and_is_not_judged(counted: Counted, lines: Lines) -> None:
    found = lines(counted.book("Summary")["Summary"])
    faith = next(line for line in found if line[:1] == ["Faith"])
    assert faith[1] == f"not judged: {NO_INTERVAL}"
    assert faith[3:7] == [None] * 4


def test_a_value_stands_with_its_interval_and_how_far_that_reaches(counted: Counted, lines: Lines) -> None:
    more_documents(counted)
    found = lines(counted.book("Summary")["Summary"])
    _, _, value, low, high, below, above, threshold = next(line for line in found if line[:1] == ["Faith"])
    assert low <= value <= high
    assert (value - below, value + above, threshold) == (pytest.approx(low), pytest.approx(high), 0.8)


def test_what_is_undefined_has_its_reason_and_is_a_gap_in_the_chart(counted: Counted, lines: Lines) -> None:
    found = lines(counted.book("Summary")["Summary"])
    money = next(line for line in found if line[:1] == ["Money"])
    assert money == ["Money", "not used", None, None, None, None, None, 0.8]
    agreement = charts(counted)[0]
    assert "<c:dispBlanksAs" not in agreement  # what is blank is a gap, unless a chart says otherwise
    top = next(number for number, line in enumerate(found, start=1) if line[:1] == ["code"])
    assert len(cached(agreement, f"'Summary'!$C${top + 1}:$C${top + 3}")) == 2
    assert cached(agreement, f"'Summary'!$H${top + 1}:$H${top + 3}") == ["0.8"] * 3


def test_the_charts_are_a_line_of_dots_with_bars_a_stack_and_bars_side_by_side(counted: Counted) -> None:
    dots, stack, side = charts(counted)
    assert "<c:lineChart>" in dots
    assert '<c:errValType val="cust"/>' in dots
    assert '<c:grouping val="stacked"/>' in stack
    assert stack.count("<c:ser>") == 5
    assert '<c:grouping val="clustered"/>' in side
    assert side.count("<c:ser>") == 2
    assert all("<a:pattFill" in xml for xml in (stack, side))  # colour is not the only cue


def test_charts_keep_what_their_cells_hold_for_programs_that_compute_nothing(
    counted: Counted, lines: Lines
) -> None:
    found = lines(counted.book("Summary")["Summary"])
    tops = [number for number, line in enumerate(found, start=1) if line[:1] == ["code"]]
    stack = charts(counted)[1]
    assert cached(stack, f"'Summary'!$A${tops[1] + 1}:$A${tops[1] + 3}") == ["Faith", "Money", "Fear"]
    assert cached(stack, f"'Summary'!$F${tops[1] + 1}:$F${tops[1] + 3}") == ["4", "0", "4"]
    assert cached(stack, f"'Summary'!$F${tops[1]}") == ["swapped"]


def test_the_statistic_and_the_threshold_are_those_that_were_chosen(counted: Counted, lines: Lines) -> None:
    book = counted.book("Summary", statistic="percent_agreement", threshold=0.5)
    found = lines(book["Summary"])
    assert ["Percent agreement of each code"] in found
    assert next(line for line in found if line[:1] == ["Faith"])[1:3] == [
        f"not judged: {NO_INTERVAL}",
        pytest.approx(0.9),
    ]


def test_a_study_without_codes_has_a_summary_without_charts(counted: Counted, lines: Lines) -> None:
    other = counted.project.do("a", add_code, name="Other")
    for code in [*counted.codes.values(), other]:
        counted.project.do("b", delete_code, code_id=code)
    assert charts(counted) == []
    assert [line for line in lines(counted.book("Summary")["Summary"]) if line[:1] == ["Faith"]] == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (undefined("not used"), "not used"),
        (defined(0.9), "not judged: no interval"),
        (defined(1.0, flags=(NO_INTERVAL,)), f"not judged: {NO_INTERVAL}"),
        (defined(0.9, low=0.85, high=1.0), "reaches 0.80"),
        (defined(0.9, low=0.7, high=1.0), "reaches 0.80, but may lie below"),
        (defined(0.7, low=0.6, high=0.8), "below 0.80, but may reach it"),
        (defined(0.7, low=0.6, high=0.79), "below 0.80"),
        (defined(0.7, low=0.6, high=0.79, flags=(TOO_FEW_USES,)), f"below 0.80; {TOO_FEW_USES}"),
    ],
)
def test_a_value_is_told_in_words(value: Value, words: str) -> None:
    assert verdict(value, 0.8) == words
