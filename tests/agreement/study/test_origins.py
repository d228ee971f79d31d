"""Codings that came about otherwise are left out of agreement as if they had never been made."""

from itertools import cycle

import pytest

from app.agreement.methods.paragraph import methods_text
from app.agreement.study.material import Scope, material
from app.agreement.study.results import LEVELS, Result
from app.agreement.study.results import study as computed
from app.coding.actions import remove_codings
from app.errors import UserError
from app.models import Coding
from app.rounds.actions import close_round, complete_document, create_round
from app.store.codings import ORIGINS
from tests.study import BAKER, Study

WORDS = ("flour", "queued", "stayed", "for themselves", "four in the morning", "They took", "He", "Why")


@pytest.fixture
def coded(study: Study) -> Study:
    """Codings of every origin by both coders, completed in a round that all see."""
    people = [study.ana, study.murat]
    study.project.do(
        "Plan", create_round, name="Round 1", document_ids=[study.baker], coder_ids=people, blind=False
    )
    origins = cycle(ORIGINS)
    for words in (word for word in WORDS if word in BAKER):
        for coder_id in people:
            for code_id in (study.corruption, study.hard_life):
                origin = next(origins)
                if (len(words) + coder_id + code_id) % 3:
                    study.code(words, coder_id=coder_id, code_id=code_id, origin=origin)
        next(origins)
    for coder_id in people:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    return study


def compared(study: Study, **scope: object) -> Result:
    with study.project.read() as session:
        return computed(session, Scope(**scope), statistics="all", by=LEVELS, intervals=True)


def numbers(result: Result) -> list[tuple[object, ...]]:
    return [
        (row.level, row.code, row.coders, row.statistic, row.value.value, row.value.reason)
        for row in result.rows
    ]


def others(study: Study, origins: tuple[str, ...]) -> dict[int, list[int]]:
    """The codings of other origins, by coder."""
    with study.project.read() as session:
        rows = session.query(Coding.coder_id, Coding.id).filter(Coding.origin.not_in(origins))
        return {
            coder: [row.id for row in rows if row.coder_id == coder] for coder in (study.ana, study.murat)
        }


@pytest.mark.parametrize("origins", [("hand",), ("hand", "import"), ("search", "suggestion")])
@pytest.mark.parametrize("closed", [False, True])
def test_agreement_of_some_origins_is_that_of_a_project_without_the_others(
    coded: Study, origins: tuple[str, ...], closed: bool
) -> None:
    scope = {"unit": "token"}
    if closed:
        coded.project.do("Close", close_round, round_id=1)
        scope["round_id"] = 1
    some = compared(coded, origins=origins, **scope)
    doomed = others(coded, origins)
    assert some.material.dropped.other_origins == sum(map(len, doomed.values())) > 0
    for coder_id, ids in doomed.items():
        coded.project.do("Remove", remove_codings, coding_ids=ids, coder_id=coder_id)
    scope.pop("round_id", None)
    assert numbers(some) == numbers(compared(coded, **scope))


def test_all_origins_by_name_are_all_codings(coded: Study) -> None:
    assert numbers(compared(coded, origins=ORIGINS)) == numbers(compared(coded))


@pytest.mark.parametrize("origins", [(), ("wish",)])
def test_an_origin_that_there_is_not_is_refused_in_words(coded: Study, origins: tuple[str, ...]) -> None:
    with coded.project.read() as session, pytest.raises(UserError, match="hand, search, import, suggestion"):
        material(session, Scope(origins=origins))


def test_the_methods_text_says_which_count_and_how_many_are_left_out(coded: Study) -> None:
    result = compared(coded, origins=("hand", "import"))
    said = methods_text(result, "Study", "1.2.3").about("origins")
    left_out = result.material.dropped.other_origins
    assert said == (
        "Of the codings, those made by hand and elsewhere and imported alone were compared; "
        f"{left_out} others were left out."
    )
    assert methods_text(compared(coded), "Study", "1.2.3").about("origins") == ""
