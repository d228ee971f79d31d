"""One word for one thing: window, workbook and command line take it from one definition."""

import re
from pathlib import Path

import pytest

from app.agreement.study.material import UNITS as COMPARED
from app.agreement.study.statistics import STATISTICS
from app.codebook.queries import DEFINITION_FIELDS
from app.exchange.workbook.sheets import settling, summary
from app.reconcile.items import ITEM_KINDS
from app.reconcile.outcomes import OUTCOMES as SETTLED
from app.reconcile.queries import STATUSES
from app.report.statistics import statistic_name
from app.report.words import FIELDS, KINDS, OUTCOMES, STATES, UNITS, Word

APP = Path(__file__).parents[2] / "app"
OTHER_WORDS = (  # for what has its word: of relative, missed, counter-example, trim ends, kind
    "parent or sibling",
    "ot coded by {}",
    "lose, but no",
    '"trimmed"',
    '"by type"',
    'tr("Type")',
    "put off, to be discussed",
    "Span F1, e",
    "Span F1, o",
    ", MASI distance",
)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (KINDS, ITEM_KINDS),
        (OUTCOMES, SETTLED),
        (STATES, STATUSES),
        (UNITS, COMPARED),
        (FIELDS, DEFINITION_FIELDS),
    ],
)
def test_everything_that_people_read_of_has_one_word_and_a_meaning(
    words: dict[str, Word], keys: tuple[str, ...]
) -> None:
    assert set(words) == set(keys)
    assert len({word.name for word in words.values()}) == len(words)
    assert all(word.meaning for word in words.values())


def test_kinds_are_called_as_they_are_asked_for() -> None:
    assert [word.name for word in KINDS.values()] == list(KINDS)


def test_the_workbook_settles_by_the_words_of_the_buttons() -> None:
    assert settling.WORDS["deferred"] == OUTCOMES["deferred"].name == STATES["deferred"].name == "later"
    assert {settling.WORDS[key] for key in settling.WORDS} <= {word.name for word in OUTCOMES.values()}
    assert all(f"{KINDS[kind].name}: {KINDS[kind].meaning}" in summary.DISAGREEMENT for kind in summary.KINDS)


def test_no_window_and_no_report_names_a_statistic_itself() -> None:
    names = [statistic_name(key).replace("’", ".") for key in STATISTICS if "’" in statistic_name(key)]
    strings = re.compile(rf'(?<!"")"[^"]*({"|".join(names)})[^"]*"(?!"")')
    lines = [
        f"{path.name}: {line.strip()}"
        for package in ("report", "ui")
        for path in sorted((APP / package).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if strings.search(line) and '"""' not in line
    ]
    assert len(names) > 8
    assert not lines


def test_no_other_words_for_the_same_stand_in_the_program() -> None:
    lines = [
        f"{path.name}: {line.strip()}"
        for path in sorted(APP.rglob("*.py"))
        if path.name != "words.py" or path.parent.name != "report"
        for line in path.read_text(encoding="utf-8").splitlines()
        for words in OTHER_WORDS
        if words in line and not re.match(r"\s*#", line)
    ]
    assert not lines
