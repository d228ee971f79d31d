"""What a person chose last in a project."""

import pytest

from app import settings
from app.remembered import MOST_REMEMBERED, keep, recall


def test_each_project_and_key_has_its_own_memory() -> None:
    keep("a", "one", {"ids": [1, 2], "unit": "turn", "none": None})
    keep("a", "two", {"unit": "token"})
    assert recall("a", "one") == {"ids": (1, 2), "unit": "turn", "none": None}
    assert recall("a", "two") == {"unit": "token"}
    assert recall("b", "one") == recall("a", "three") == {}


def test_the_projects_used_longest_ago_are_forgotten() -> None:
    for number in range(MOST_REMEMBERED + 1):
        keep("a", f"project {number}", {"n": number})
    assert recall("a", "project 0") == {}
    assert recall("a", f"project {MOST_REMEMBERED}") == {"n": MOST_REMEMBERED}


@pytest.mark.parametrize("stored", ["", "{", "[]", "null", "7"])
def test_what_is_damaged_is_as_if_nothing_was_chosen(stored: str) -> None:
    settings.write("a", [f"one\t{stored}"])
    assert recall("a", "one") == {}
