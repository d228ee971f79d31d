"""A column of a report: one definition of what a cell says, what is copied, and what it is sorted by."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app import translation
from app.exchange.workbook.sheets import by_round, codebook_changes, decisions, summary
from app.report.codebook_changes import CHANGE
from app.report.decisions import DECISION
from app.report.over_rounds import ROUND_VALUE
from app.report.summed_up import SUMMARY
from app.report.tables import Kind, TableColumn, in_words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("count", 1234, "1,234"),
        ("decimal", 0.8534, ".853"),
        ("decimal", None, "–"),
        ("percent", 0.979, "97.9"),
        ("name", None, ""),
    ],
)
def test_a_number_is_said_as_its_kind_is_said(kind: Kind, value: float | None, words: str) -> None:
    assert in_words(kind, value) == words
    assert TableColumn("n", lambda _: value, kind).text(None) == words


def test_a_reason_stands_in_place_of_a_number_as_it_is() -> None:
    assert TableColumn("alpha", lambda _: "not used", "decimal").text(None) == "not used"


def test_our_own_words_are_translated_where_they_are_shown_and_the_project_s_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        translation._Language, "translate", staticmethod(lambda text, _many, _n: text.upper())
    )
    ours = TableColumn("Certainty", lambda _: "sure", holds="word")
    assert (ours.text(None), ours.value(None), ours.in_language().name) == ("SURE", "sure", "CERTAINTY")
    assert ours.in_language().value(None) == "SURE"
    assert TableColumn("Code", lambda _: "sure", holds="name").text(None) == "sure"
    assert ours.name_in_files == "certainty"


def test_a_name_of_the_project_s_heads_a_file_s_column_as_it_is_and_ours_in_small_letters() -> None:
    assert TableColumn("Ana_B", lambda _: "", is_named=True).name_in_files == "Ana_B"
    assert TableColumn("Code path", lambda _: "").name_in_files == "code path"


@pytest.mark.parametrize(
    ("columns", "widths"),
    [
        (DECISION, decisions.WIDTHS),
        (CHANGE, codebook_changes.WIDTHS),
        (ROUND_VALUE, by_round.WIDTHS),
        (SUMMARY, summary.WIDTHS),
    ],
)
def test_a_sheet_has_the_columns_of_the_report_in_their_order(
    columns: Mapping[str, TableColumn[Any]], widths: Mapping[str, int]
) -> None:
    assert list(columns) == list(widths)


def test_a_sheet_defines_columns_itself_only_where_no_report_has_them() -> None:
    own = {
        path.stem
        for path in (Path(decisions.__file__).parent).glob("*.py")
        if re.search(r"\bColumn\($|\bColumn\(\"", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    formulas, blocks = {"agreement", "by_code", "by_document", "by_pair"}, {"units"}
    typed_in, of_codes, as_prose = {"disagreements", "differing_answers"}, {"codebook"}, {"methods"}
    of_project = {"cases", "answers", "case_by_code", "code_matrix"}  # a column for each that the project has
    assert own == formulas | blocks | typed_in | of_codes | as_prose | of_project


def test_a_column_is_sorted_by_its_value_and_a_reason_has_no_place_among_numbers() -> None:
    column = TableColumn("alpha", lambda value: value, "decimal")
    assert column.sort_key(0.5) == 0.5
    assert column.sort_key("not used") is None


def test_names_are_sorted_as_people_count_and_empty_ones_come_behind() -> None:
    column = TableColumn("code", lambda value: value)
    assert sorted(["Code 10", "Code 9"], key=column.sort_key) == ["Code 9", "Code 10"]
    assert column.sort_key("") is None


def test_a_column_may_be_sorted_by_what_it_does_not_say() -> None:
    column = TableColumn("interval", lambda value: "", order=lambda value: value[0])
    assert column.sort_key((0.3, 0.9)) == 0.3


def test_a_column_says_of_a_part_what_it_says_of_the_whole_row() -> None:
    name = TableColumn[str]("Code", str.upper, colour=lambda _: "#c00", tip=lambda row: f"at {row}")
    whole = name.of(lambda pair: pair[1])
    assert (whole.value((1, "fear")), whole.colour((1, "fear")), whole.tip((1, "fear"))) == (
        "FEAR",
        "#c00",
        "at fear",
    )
    assert whole.words is None


def test_a_column_is_called_by_its_key_in_files() -> None:
    assert TableColumn("Counter-example", str, key="close_but_no").name_in_files == "close but no"
