"""What a preview says can be settled is what can be settled: both try choices on the same ground."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codebook.actions import add_code, change_code, delete_code, merge_codes
from app.coders.actions import add_coder, remove_coder
from app.reconcile import possible
from app.reconcile.actions import decide, decide_many
from app.reconcile.consensus import consensus_codings
from app.reconcile.in_the_way import InTheWay
from app.reconcile.outcomes import ConsensusSpan, clashes, result_of
from app.reconcile.possible import STRETCH, Ground, Trial, ground
from app.reconcile.queries import QueueRow, queue
from app.reconcile.rules import OneCoder, RulesPreview, preview
from app.rounds.actions import close_round, complete_document, create_round
from app.store.check import problems
from tests.study import Study


@pytest.fixture
def exclusive(study: Study) -> tuple[Study, int, int]:
    """Ana says “for”, Murat nothing; both codes exclude each other. Another passage is theirs, too."""
    project = study.project
    stance = project.do("Add", add_code, name="Stance")
    project.do("Exclusive", change_code, code_id=stance, exclusive=True)
    pro = project.do("Add", add_code, name="For", parent_id=stance)
    con = project.do("Add", add_code, name="Against", parent_id=stance)
    study.code("They took the flour", code_id=pro)
    study.code("He stayed")
    for coder in (study.ana, study.murat):
        project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    return study, pro, con


def rows_of(study: Study, round_id: int | None = None) -> list[QueueRow]:
    with study.project.read() as session:
        return queue(session, round_id)


def of_ana(study: Study, round_id: int | None = None) -> RulesPreview:
    with study.project.read() as session:
        return preview(queue(session, round_id), [OneCoder(study.ana, "Ana Yilmaz")], ground(session))


def test_an_imported_layer_called_consensus_is_what_the_preview_and_the_decision_look_at(
    exclusive: tuple[Study, int, int],
) -> None:
    study, _, con = exclusive
    layer = study.project.do("Import", add_coder, name="Consensus", role="consensus")
    study.code("They took the flour", code_id=con, coder_id=layer)
    found = of_ana(study)
    assert (len(found.choices), len(found.refused), len(found.left)) == (1, 1, 0)
    assert len(study.project.do("Settle", decide_many, choices=found.choices, coder_id=None)) == 1


def test_a_coding_that_the_layer_had_before_a_decision_stands_in_the_way_of_the_next_one_in_both(
    exclusive: tuple[Study, int, int],
) -> None:
    study, pro, con = exclusive
    layer = study.project.do("Import", add_coder, name="Consensus", role="consensus")
    study.code("They took the flour", code_id=pro, coder_id=layer)
    row = next(one for one in rows_of(study) if pro in one.item.code_ids)
    taken = result_of(row.item, "coder", coder_id=study.ana)
    first = study.project.do(
        "Take", decide, item=row.item, outcome="coder", codings=taken, coder_id=None, follows_id=None
    )
    with study.project.read() as session:
        here = ground(session, None, [first])
    assert here.made == {}  # it was there before, so it stays when another decision follows
    with pytest.raises(InTheWay, match="from before any decision"):
        study.project.do(
            "Other",
            decide,
            item=row.item,
            outcome="other",
            codings=[ConsensusSpan(con, row.item.start, row.item.end)],
            coder_id=None,
            follows_id=first,
        )


def closed_round(study: Study) -> int:
    """A closed round of two disagreements, Corruption and Hard life, both coded by Ana alone."""
    people = [study.ana, study.murat]
    round_id = study.project.do(
        "Plan", create_round, name="Pilot", document_ids=[study.baker], coder_ids=people, seed=1
    )
    study.code("They took the flour")
    study.code("He stayed", code_id=study.hard_life)
    for coder in people:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    study.project.do("Close", close_round, round_id=round_id)
    return round_id


def test_what_a_deleted_code_stands_in_the_way_of_is_counted_apart_and_the_rest_is_settled(
    study: Study,
) -> None:
    round_id = closed_round(study)
    study.project.do("Delete", delete_code, code_id=study.corruption)
    found = of_ana(study, round_id)
    assert (len(found.choices), len(found.lost), len(found.refused)) == (1, 1, 0)
    study.project.do("Settle", decide_many, choices=found.choices, coder_id=None)
    with study.project.read() as session:
        assert [one.code_id for one in consensus_codings(session)[study.baker]] == [study.hard_life]
    assert problems(study.project) == []


def test_a_merged_code_is_previewed_and_settled_as_the_code_it_went_into(study: Study) -> None:
    round_id = closed_round(study)
    study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)
    found = of_ana(study, round_id)
    assert {made.code_id for one in found.choices for made in one.codings} == {study.hard_life}
    assert len(study.project.do("Settle", decide_many, choices=found.choices, coder_id=None)) == 2


def test_the_codings_of_a_coder_who_was_removed_can_still_be_taken(study: Study) -> None:
    round_id = closed_round(study)
    study.project.do("Remove", remove_coder, coder_id=study.ana, anyway=True)
    found = of_ana(study, round_id)
    assert len(study.project.do("Settle", decide_many, choices=found.choices, coder_id=None)) == 2


def taken(choices: list[ConsensusSpan], domains: dict[int, int]) -> list[bool]:
    """Which of them the consensus takes, one after the other, each looked at beside all that it has."""
    has: set[ConsensusSpan] = set()
    answers = []
    for choice in choices:
        answers.append(not any(choice in pair for pair in clashes({*has, choice}, domains)))
        if answers[-1]:
            has.add(choice)
    return answers


DOMAINS = {1: 10, 2: 10, 3: 11}


@given(
    st.lists(
        st.builds(
            lambda code, start, size: ConsensusSpan(code, start, start + size),
            st.sampled_from([1, 2, 3, 4]),
            st.integers(0, 3 * STRETCH),
            st.integers(1, 2 * STRETCH),
        ),
        max_size=30,
    )
)
def test_a_choice_meets_whatever_stands_on_its_words_however_long_that_is(
    choices: list[ConsensusSpan],
) -> None:
    trial = Trial(Ground(domains=DOMAINS))
    assert [trial.take(1, [choice]) is None for choice in choices] == taken(choices, DOMAINS)


def test_what_a_followed_decision_made_stands_in_nobodys_way_and_goes() -> None:
    old = ConsensusSpan(1, 0, STRETCH + 5)
    trial = Trial(Ground(domains=DOMAINS, consensus={1: [old]}, made={7: [old]}))
    assert trial.take(1, [ConsensusSpan(2, 3, 9)]) is not None
    assert trial.take(1, [ConsensusSpan(2, 3, 9)], follows_id=7) is None
    assert trial.take(1, [ConsensusSpan(2, STRETCH, STRETCH + 5)]) is None


def steps_of(choices: int) -> int:
    """Lines that are run while so many choices, one behind the other in one text, are tried."""
    trial, steps = Trial(Ground(domains=DOMAINS)), 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        steps += event == "line" and frame.f_code.co_filename == possible.__file__
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        for number in range(choices):
            trial.take(1, [ConsensusSpan(1, 100 * number, 100 * number + 50)])
    finally:
        sys.settrace(before)
    return steps


def test_twice_as_many_choices_are_tried_in_twice_as_many_steps() -> None:
    assert steps_of(800) < 2.2 * steps_of(400)
