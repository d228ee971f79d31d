"""Removing somebody or something that rounds know of is a choice, says what goes, and can be undone."""

import pytest

from app.agreement.study.material import Scope, material
from app.coders.actions import remove_coder
from app.coders.consequences import consequences as of_coder
from app.documents.actions import add_document, remove_document
from app.documents.consequences import consequences as of_document
from app.errors import UserError
from app.models import Decision, Vote
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.snapshot import frozen
from app.store.check import problems
from app.store.journal import WriteSession
from tests.study import Study


def plan(study: Study, **more: object) -> int:
    given = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat]} | more
    return study.project.do("Plan", create_round, name="Round 1", **given)  # type: ignore[arg-type]  # kept short


def close(study: Study, round_id: int) -> None:
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    study.project.do("Close", close_round, round_id=round_id, unfinished="leave out")


def decide(session: WriteSession, study: Study, round_id: int) -> None:
    where = {"document_id": study.baker, "round_id": round_id, "item": "x"}
    session.add(Decision(start=0, end=4, outcome="nobody", coder_id=study.ana, **where))
    session.add(Vote(coder_id=study.ana, outcome="nobody", **where))


def test_a_coder_in_an_open_round_goes_only_when_asked_for_all_the_same(study: Study) -> None:
    plan(study)
    study.code("flour")
    with study.project.read() as session:
        found = of_coder(session, study.ana)
    assert (found.codings, found.assignments, found.open_rounds) == (0, 1, ("Round 1",))
    with pytest.raises(UserError, match="Ana Yilmaz codes in “Round 1”, which is open"):
        study.project.do("Remove", remove_coder, coder_id=study.ana)
    study.project.do("Remove", remove_coder, coder_id=study.ana, anyway=True)
    assert problems(study.project) == []
    study.project.undo()
    with study.project.read() as session:
        assert of_coder(session, study.ana) == found


def test_a_coder_stays_in_the_snapshots_of_closed_rounds(study: Study) -> None:
    first = plan(study)
    study.code("flour")
    close(study, first)
    with study.project.read() as session:
        found, before = of_coder(session, study.ana), frozen(session, first)
    assert (found.codings, found.open_rounds, found.closed_rounds) == (1, (), ("Round 1",))
    study.project.do("Remove", remove_coder, coder_id=study.ana)
    with study.project.read() as session:
        assert frozen(session, first) == before
        kept = material(session, Scope(round_id=first))
    assert [coder.name for coder in kept.coders] == ["Ana Yilmaz", "Murat Kaya"]
    assert problems(study.project) == []


def test_votes_are_not_lost_silently(study: Study) -> None:
    first = plan(study)
    close(study, first)
    study.project.do("Decide", decide, study=study, round_id=first)
    with pytest.raises(UserError, match="has voted 1 time"):
        study.project.do("Remove", remove_coder, coder_id=study.ana)
    study.project.do("Remove", remove_coder, coder_id=study.ana, anyway=True)
    with study.project.read() as session:
        assert of_document(session, study.baker).decisions == 1
    assert problems(study.project) == []


def test_a_document_whose_consent_was_withdrawn_goes_from_snapshots_too(study: Study) -> None:
    other = study.project.do("Import", add_document, name="Nurse", text="They queued.")
    first = plan(study, document_ids=[study.baker, other], repeats=1)
    study.code("flour")
    close(study, first)
    study.project.do("Decide", decide, study=study, round_id=first)
    with study.project.read() as session:
        found = of_document(session, study.baker)
    assert (found.codings, found.closed_rounds, found.decisions, found.votes) == (1, ("Round 1",), 1, 1)
    with pytest.raises(UserError, match="part of the rounds “Round 1” and of 1 decision"):
        study.project.do("Remove", remove_document, document_id=study.baker)
    study.project.do("Remove", remove_document, document_id=study.baker, anyway=True)
    with study.project.read() as session:
        kept = frozen(session, first)
        assert kept is not None
        assert study.baker not in {one.row.id for one in kept.documents}
        assert study.baker not in {one.repeat_of_id for one in kept.documents}
        assert [one.name for one in material(session, Scope(round_id=first)).documents] == ["Nurse"]
    assert problems(study.project) == []
    study.project.undo()
    with study.project.read() as session:
        assert of_document(session, study.baker) == found
    assert problems(study.project) == []


def test_a_document_of_an_open_round_is_not_removed_silently(study: Study) -> None:
    plan(study)
    with pytest.raises(UserError, match="part of the rounds “Round 1”"):
        study.project.do("Remove", remove_document, document_id=study.baker)
    study.project.do("Remove", remove_document, document_id=study.baker, anyway=True)
    assert problems(study.project) == []
