"""Completed marks: who has finished what."""

import time

import pytest

from app.rounds.actions import complete_document, create_round, reopen_document
from app.rounds.queries import STATES, assignments, completed_pairs, work
from tests.study import Study


def states(study: Study) -> dict[int, str]:
    with study.project.read() as session:
        return {coder: found.state for (_, coder), found in work(session).items()}


def test_a_document_is_started_with_the_first_coding_and_completed_by_hand(study: Study) -> None:
    assert states(study) == {}
    study.code("flour")
    assert states(study) == {study.ana: "started"}
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.murat)
    assert states(study) == {study.ana: "completed", study.murat: "completed"}


def test_a_document_is_as_far_in_the_list_of_documents_as_in_its_round(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.code("flour")
    assert states(study) == {study.ana: "started"}
    an_hour_later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: an_hour_later)
    coders, documents = [study.ana, study.murat], [study.baker]
    round_id = study.project.do(
        "Plan", create_round, name="Pilot", document_ids=documents, coder_ids=coders, blind=False
    )

    def agreed() -> dict[int, str]:
        with study.project.read() as session:
            in_round = {row.coder_id: STATES[row.state] for row in assignments(session, round_id)}
        assert in_round == states(study)
        return in_round

    assert agreed() == {study.ana: "not started", study.murat: "not started"}
    study.code("He stayed")
    assert agreed() == {study.ana: "started", study.murat: "not started"}
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.murat)
    assert agreed() == {study.ana: "started", study.murat: "completed"}


def test_completing_without_codings_says_that_there_is_nothing_to_code(study: Study) -> None:
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.murat)
    with study.project.read() as session:
        assert completed_pairs(session) == {(study.baker, study.murat)}
        assert work(session, study.murat)[study.baker, study.murat].codings == 0


def test_a_completed_document_can_be_opened_again_and_undo_restores_the_mark(study: Study) -> None:
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    study.project.do("Reopen", reopen_document, document_id=study.baker, coder_id=study.ana)
    assert states(study) == {study.ana: "not started"}
    study.project.undo()
    assert states(study) == {study.ana: "completed"}


def test_completing_twice_keeps_the_first_time(study: Study) -> None:
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    before = study.project.latest_action()
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    assert study.project.latest_action() == before
