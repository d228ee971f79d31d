"""Errors sorted: sentences for people, silence for Cancel, a report without any text for our bugs."""

from pathlib import Path

import pytest

from app.errors import Cancelled, Conflict, StoreError, UserError
from app.ui.errors import ErrorSorter, write_report


@pytest.mark.parametrize("kind", [UserError, Conflict, StoreError])
def test_what_people_can_mend_is_shown_as_it_is_written(qapp: object, kind: type[Exception]) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    sorter(kind, kind("The file is gone. Choose another one."))
    assert shown == ["The file is gone. Choose another one."]


def test_a_cancel_shows_nothing_at_all(qapp: object) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    sorter(Cancelled, Cancelled())
    assert shown == []


def test_a_sentence_is_found_behind_the_error_that_qt_wraps_it_in(qapp: object) -> None:
    shown: list[str] = []
    sorter = ErrorSorter()
    sorter.show = shown.append
    try:
        try:
            raise UserError("Select some words.")
        except UserError as error:
            raise RuntimeError("an override failed") from error
    except RuntimeError as wrapped:
        sorter(RuntimeError, wrapped)
    assert shown == ["Select some words."]


def test_a_report_of_our_bug_holds_no_text_of_the_project() -> None:
    try:
        raise KeyError("They took the flour for themselves")
    except KeyError as error:
        path = write_report(error)
    report = Path(path).read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "test_errors.py" in report
    told = [line for line in report.splitlines() if "raise KeyError" not in line]
    assert "flour" not in "\n".join(told)
