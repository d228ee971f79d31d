"""Proposals to change the codebook: made with a passage, accepted into the next version, or declined."""

from typing import Any

import pytest

from app.codebook.actions import change_code, delete_code, merge_codes
from app.codebook.proposals import (
    ProposalRow,
    accept_proposal,
    decline_proposal,
    open_proposals,
    proposals,
    propose,
)
from app.codebook.queries import CodeRow, codebook
from app.codebook.version_actions import publish_version
from app.coders.actions import change_coder
from app.documents.actions import remove_document
from app.errors import Conflict, UserError
from app.models import Assignment, Round
from app.store.journal import WriteSession
from tests.study import BAKER, Study

FLOUR = BAKER.index("the flour")


def make(study: Study, kind: Any, **more: Any) -> int:
    place = {"document_id": study.baker, "start": FLOUR, "end": FLOUR + len("the flour")}
    named = {"code_id": study.corruption, "coder_id": study.murat} | place | more
    return study.project.do("Propose", propose, kind=kind, **named)


def accept(study: Study, proposal_id: int, **more: Any) -> None:
    study.project.do("Accept", accept_proposal, proposal_id=proposal_id, coder_id=study.ana, **more)


def listed(study: Study) -> list[ProposalRow]:
    with study.project.read() as session:
        return proposals(session)


def codes(study: Study) -> dict[str, CodeRow]:
    with study.project.read() as session:
        return {code.name: code for code in codebook(session)}


def test_a_proposal_names_who_what_and_where_and_copies_no_words(study: Study) -> None:
    make(study, "exclusion", text="Not for goods taken by thieves.")
    (one,) = listed(study)
    assert (one.kind, one.state, one.code, one.coder) == ("exclusion", "open", "Corruption", "Murat Kaya")
    assert BAKER[one.start : one.end] == "the flour"
    assert "flour" not in one.text


def test_an_accepted_exclusion_is_appended_to_the_definition(study: Study) -> None:
    study.project.do("Edit", change_code, code_id=study.corruption, do_not_use_when="Mere rumours.")
    accept(study, make(study, "exclusion", text="Thieves."), answer="Agreed.")
    assert codes(study)["Corruption"].do_not_use_when == "Mere rumours.\nThieves."
    (one,) = listed(study)
    assert (one.state, one.answer, one.answered_by) == ("accepted", "Agreed.", "Ana Yilmaz")


def test_an_accepted_example_is_the_passage_as_the_text_has_it(study: Study) -> None:
    accept(study, make(study, "example"))
    assert codes(study)["Corruption"].typical_example == "“the flour”"


def test_what_is_accepted_may_be_worded_anew(study: Study) -> None:
    accept(study, make(study, "example"), text="“the flour”, by Baker")
    assert codes(study)["Corruption"].typical_example == "“the flour”, by Baker"


def test_an_accepted_merge_and_an_accepted_split_are_done(study: Study) -> None:
    accept(study, make(study, "split", text="Bribes\nLies"))
    assert list(codes(study)) == ["Corruption", "Bribes", "Lies", "Hard life"]
    accept(study, make(study, "merge", target_id=study.hard_life))
    assert list(codes(study)) == ["Bribes", "Lies", "Hard life"]
    assert [(one.code, one.target) for one in listed(study)] == [
        ("Corruption", "Hard life"),
        ("Corruption", ""),
    ]


def test_an_accepted_new_code_is_made_and_one_undo_takes_it_back(study: Study) -> None:
    accept(study, make(study, "new", text="Hunger\nNothing to eat.\n\nFor days.", code_id=None))
    hunger = codes(study)["Hunger"]
    assert (hunger.parent_id, hunger.full_definition) == (None, "Nothing to eat.\n\nFor days.")
    assert listed(study)[0].state == "accepted"
    study.project.undo()
    assert "Hunger" not in codes(study)
    assert listed(study)[0].state == "open"
    study.project.redo()
    assert "Hunger" in codes(study)


def test_a_new_code_goes_under_the_code_it_was_proposed_for_and_its_name_may_be_another(study: Study) -> None:
    accept(study, make(study, "new", text="Hunger"), text="Hunger and thirst")
    assert codes(study)["Hunger and thirst"].parent_id == study.corruption


def test_a_new_code_whose_name_is_taken_leaves_the_proposal_open(study: Study) -> None:
    proposal_id = make(study, "new", text="hard life", code_id=None)
    with pytest.raises(
        UserError, match="There is a code “Hard life” already|There is a code “hard life” already"
    ):
        accept(study, proposal_id)
    assert listed(study)[0].state == "open"
    with pytest.raises(UserError):
        accept(study, proposal_id, text=" ")
    with pytest.raises(UserError, match="in words"):
        make(study, "new", text=" ", code_id=None)


def test_any_other_proposal_is_noted_when_it_is_accepted(study: Study) -> None:
    before = codes(study)
    accept(study, make(study, "other", text="Meet about this.", code_id=None))
    assert codes(study) == before
    assert listed(study)[0].state == "accepted"


def test_accepting_is_one_step_that_undo_takes_back_and_redo_does_again(study: Study) -> None:
    make_id = make(study, "exclusion", text="Thieves.")
    accept(study, make_id)
    study.project.undo()
    assert codes(study)["Corruption"].do_not_use_when == ""
    assert listed(study)[0].state == "open"
    study.project.redo()
    assert codes(study)["Corruption"].do_not_use_when == "Thieves."
    study.project.undo()
    study.project.undo()
    assert listed(study) == []


def test_a_declined_proposal_changes_nothing_and_keeps_its_answer(study: Study) -> None:
    proposal_id = make(study, "exclusion", text="Thieves.")
    study.project.do(
        "Decline", decline_proposal, proposal_id=proposal_id, coder_id=study.ana, answer="Covered already."
    )
    assert codes(study)["Corruption"].do_not_use_when == ""
    assert (listed(study)[0].state, listed(study)[0].answer) == ("declined", "Covered already.")
    with pytest.raises(Conflict, match="answered meanwhile"):
        accept(study, proposal_id)
    with study.project.read() as session:
        assert open_proposals(session) == 0


def test_publishing_takes_accepted_proposals_into_the_version(study: Study) -> None:
    accept(study, make(study, "exclusion", text="Thieves."))
    waiting = make(study, "other", text="Meet about this.")
    study.project.do("Publish", publish_version, reason="Pilot", coder_id=study.ana)
    assert [(one.id == waiting, one.version_number) for one in listed(study)] == [(True, None), (False, 1)]
    study.project.undo()
    assert [one.version_number for one in listed(study)] == [None, None]


def test_only_a_lead_answers_where_there_is_one(study: Study) -> None:
    proposal_id = make(study, "exclusion", text="Thieves.")
    study.project.do("Lead", change_coder, coder_id=study.murat, role="lead")
    with pytest.raises(UserError, match="answered by a lead"):
        accept(study, proposal_id)
    study.project.do("Accept", accept_proposal, proposal_id=proposal_id, coder_id=study.murat)


def test_a_proposal_follows_its_code_into_a_merge(study: Study) -> None:
    about = make(study, "exclusion", text="Thieves.")
    merging = make(study, "merge", target_id=study.hard_life)
    study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)
    accept(study, about)
    assert codes(study)["Hard life"].do_not_use_when == "Thieves."
    assert [one.code for one in listed(study)] == ["Corruption", "Corruption"]
    with pytest.raises(UserError, match="one already"):
        accept(study, merging)


def test_a_proposal_outlives_its_code_and_says_that_it_is_gone(study: Study) -> None:
    proposal_id = make(study, "exclusion", text="Thieves.")
    study.project.do("Publish", publish_version, reason="Pilot", coder_id=study.ana)
    study.project.do("Delete", delete_code, code_id=study.corruption)
    assert listed(study)[0].code == "Corruption"
    with pytest.raises(UserError, match="no longer in the codebook"):
        accept(study, proposal_id)


def test_a_proposal_outlives_the_document_of_its_passage(study: Study) -> None:
    make(study, "exclusion", text="Thieves.")
    study.project.do("Remove", remove_document, document_id=study.baker)
    assert (listed(study)[0].text, listed(study)[0].document_id) == ("Thieves.", None)
    study.project.undo()
    assert listed(study)[0].start == FLOUR


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("praise", {}, "not a kind"),
        ("exclusion", {"text": " "}, "in words"),
        ("merge", {}, "another code"),
        ("exclusion", {"text": "x", "code_id": None}, "needs the code"),
        ("example", {"document_id": None}, "needs a passage"),
        ("example", {"end": 10_000}, "not in the project"),
    ],
)
def test_a_proposal_that_says_too_little_is_refused(
    study: Study, kind: str, more: dict[str, Any], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        make(study, kind, **more)
    assert listed(study) == []


def test_while_a_round_is_blind_nobody_sees_what_others_propose_about_its_passages(study: Study) -> None:
    def open_round(session: WriteSession) -> None:
        session.add(Round(name="One", name_key="one", kind="reliability"))
        session.flush()
        for coder_id in (study.ana, study.murat):
            session.add(Assignment(document_id=study.baker, coder_id=coder_id, round_id=1))

    make(study, "exclusion", text="Thieves.")
    nowhere = make(study, "other", text="Meet.", document_id=None, start=None, end=None)
    study.project.do("Round", open_round)
    for viewer, seen in ((study.ana, 1), (study.murat, 2), (None, 1)):
        study.project.coder_id = viewer
        with study.project.read() as session:
            assert open_proposals(session) == seen
        assert nowhere in [one.id for one in listed(study)]
