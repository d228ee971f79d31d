"""What was chosen last, also where another version or a damaged file stored it."""

import json

import pytest

from app import settings
from app.remembered import AGREEMENT
from app.report.comparison_choices import ComparisonChoices, remember, remembered


def stored(text: str) -> ComparisonChoices:
    settings.write(AGREEMENT, [f"guid\t{text}"])
    return remembered("guid", latest_round=3)


def test_what_was_chosen_comes_back() -> None:
    chosen = ComparisonChoices(
        unit="token", tolerance=2, code_ids=(1, 2), statistics=("u_alpha",), threshold=0.8, round_id=4
    )
    remember("guid", chosen)
    assert remembered("guid") == chosen


def test_a_key_of_another_version_is_passed_over_and_the_rest_counts() -> None:
    found = stored(json.dumps({"unit": "token", "of_tomorrow": {"a": 1}, "coder_ids": [1, 2]}))
    assert found == ComparisonChoices(unit="token", coder_ids=(1, 2), round_id=3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"unit": "chapter"}',
        '{"unit": 7, "tolerance": "much", "trim": null}',
        '{"tolerance": -2}',
        '{"code_ids": "12", "coder_ids": ["Ana"], "document_ids": 7}',
        '{"statistics": ["of_tomorrow"]}',
        '{"without_speakers": null, "threshold": "high"}',
    ],
)
def test_what_cannot_be_taken_is_as_if_it_had_not_been_chosen(text: str) -> None:
    assert stored(text) == ComparisonChoices(round_id=3)
