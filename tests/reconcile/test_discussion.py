"""Discussing: notes that stay with the passage, and votes that nobody sees before all are in."""

import pytest

from app.coders.actions import remove_coder
from app.errors import UserError
from app.reconcile.discussion import Ballot, add_note, ballot, cast_vote, notes
from app.reconcile.items import Item
from app.reconcile.outcomes import result_of
from app.reconcile.queries import items
from app.rounds.actions import complete_document
from app.store.check import problems
from tests.study import Study


@pytest.fixture
def item(study: Study) -> Item:
    study.code("They took the flour")
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    with study.project.read() as session:
        return items(session)[0]


def seen_by(study: Study, item: Item, coder_id: int | None) -> Ballot:
    study.project.coder_id = coder_id
    with study.project.read() as session:
        return ballot(session, item)


def vote(study: Study, item: Item, coder_id: int, outcome: str) -> None:
    made = result_of(item, outcome)
    study.project.do("Vote", cast_vote, item=item, coder_id=coder_id, outcome=outcome, codings=made)


def test_a_vote_is_hidden_from_others_until_everybody_who_coded_has_voted(study: Study, item: Item) -> None:
    vote(study, item, study.ana, "union")

    murats = seen_by(study, item, study.murat)
    assert (murats.cast, murats.awaited, murats.votes, murats.own) == (
        (study.ana,),
        (study.murat,),
        (),
        None,
    )
    own = seen_by(study, item, study.ana).own
    assert own is not None
    assert own.codings == result_of(item, "union")
    vote(study, item, study.murat, "nobody")
    revealed = seen_by(study, item, None)
    assert revealed.revealed
    assert [one.outcome for one in revealed.votes] == ["union", "nobody"]
    assert problems(study.project) == []


def test_nobody_waits_for_the_vote_of_a_coder_who_was_removed(study: Study, item: Item) -> None:
    vote(study, item, study.ana, "union")
    study.project.do("Remove", remove_coder, coder_id=study.murat, anyway=True)
    assert seen_by(study, item, None).revealed
    with pytest.raises(UserError, match="in and shown"):
        vote(study, item, study.ana, "nobody")


def test_a_vote_can_be_changed_and_taken_back_until_it_is_shown(study: Study, item: Item) -> None:
    vote(study, item, study.ana, "union")
    vote(study, item, study.ana, "nobody")
    assert getattr(seen_by(study, item, study.ana).own, "outcome", "") == "nobody"
    for _ in range(2):
        study.project.undo()
    assert seen_by(study, item, study.ana).cast == ()

    vote(study, item, study.ana, "union")
    vote(study, item, study.murat, "union")
    with pytest.raises(UserError, match="All votes are in"):
        vote(study, item, study.ana, "nobody")


def test_notes_stay_with_the_passage_though_its_codings_change(study: Study, item: Item) -> None:
    study.project.do("Note", add_note, item=item, text=" Is flour money? ", coder_id=study.murat)
    study.code("flour", code_id=study.hard_life)

    with study.project.read() as session:
        for one in items(session):
            assert [(note.coder_id, note.text) for note in notes(session, one)] == [
                (study.murat, "Is flour money?")
            ]
    with pytest.raises(UserError, match="empty"):
        study.project.do("Note", add_note, item=item, text="  ", coder_id=study.murat)
