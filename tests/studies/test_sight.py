"""A study holds what whoever takes it out may see, and nothing more."""

import pytest
from sqlalchemy import select

from app.coders.actions import add_coder
from app.models import Coder, Document
from app.reconcile.discussion import add_note, cast_vote
from app.reconcile.queries import queue
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from app.store.check import problems
from app.studies.rows import Study as WholeStudy
from app.studies.whole import store_study
from tests.study import Study
from tests.whole_project import taken_out


@pytest.fixture
def blind(study: Study) -> Study:
    """Ana and Murat code Baker blind, each with a hidden repeat; Murat is ready."""
    one = study
    people = [one.ana, one.murat]
    one.project.do(
        "Plan", create_round, name="Blind", document_ids=[one.baker], coder_ids=people, repeats=1, seed=1
    )
    one.code("the flour")
    one.code("the flour", coder_id=one.murat, code_id=one.hard_life, memo="secret")
    one.project.do("Complete", complete_document, document_id=one.baker, coder_id=one.murat)
    return one


def seen_by(one: Study, coder_id: int | None) -> WholeStudy:
    one.project.coder_id = coder_id
    try:
        return taken_out(one.project)
    finally:
        one.project.coder_id = None


def test_a_coder_who_codes_blind_takes_out_the_own_work_and_nothing_of_anybody_else(blind: Study) -> None:
    own = seen_by(blind, blind.ana)
    ana = next(coder.guid for coder in own.coders if coder.name.startswith("Ana"))
    assert [coding.coder for coding in own.codings] == [ana]
    assert "secret" not in repr(own)
    assert [one.completed_at for one in own.assignments if one.coder != ana] == [None]
    assert [one.started_at for one in own.assignments if one.coder != ana] == [None]


def ids_by_guid(project: Project) -> dict[str, int]:
    with project.read() as session:
        return {row.guid: row.id for row in session.execute(select(Coder.guid, Coder.id))}


def test_nobody_in_particular_takes_nothing_out_of_a_blind_round(blind: Study) -> None:
    told = seen_by(blind, None)
    assert told.codings == []
    assert {one.completed_at for one in told.assignments} == {None}
    assert len(told.documents) == 1


def test_a_coder_does_not_learn_from_the_own_study_which_document_is_a_repeat(blind: Study) -> None:
    own = seen_by(blind, blind.ana)
    assert len(own.documents) == 2
    assert {document.repeat_of for document in own.documents} == {""}


def test_what_is_taken_out_blind_comes_in_and_is_sound(blind: Study, empty: Project) -> None:
    guids = {coder_id: guid for guid, coder_id in ids_by_guid(blind.project).items()}
    for viewer in (None, blind.ana, blind.murat):
        told = seen_by(blind, viewer)
        empty.do("Import", store_study, study=told)
        assert problems(empty) == []
        empty.coder_id = None if viewer is None else ids_by_guid(empty)[guids[viewer]]
        assert taken_out(empty) == told
        empty.coder_id = None
        empty.undo()


def test_repeats_of_a_closed_round_go_along_with_what_was_coded_in_them(blind: Study) -> None:
    with blind.project.read() as session:
        session.info["hidden"] = (False, False)
        copies = session.scalars(select(Document.id).where(Document.repeat_of_id.is_not(None))).all()
    assert len(copies) == 2
    blind.project.do("Close", close_round, round_id=1, unfinished="leave out")
    told = seen_by(blind, None)
    baker = told.documents[0].about.guid
    assert [document.repeat_of for document in told.documents] == ["", baker, baker]
    assert "secret" in repr(told)


def test_a_vote_stays_silent_in_a_study_until_all_votes_are_in(study: Study) -> None:
    one = study
    one.code("the flour")
    one.code("the flour", coder_id=one.murat, code_id=one.hard_life)
    for coder_id in (one.ana, one.murat):
        one.project.do("Complete", complete_document, document_id=one.baker, coder_id=coder_id)
    eva = one.project.do("Add", add_coder, name="Eva", role="lead")
    with one.project.read() as session:
        (row,) = queue(session)
    one.project.do("Note", add_note, item=row.item, text="open to all", coder_id=eva)
    one.project.do("Vote", cast_vote, item=row.item, coder_id=one.ana, outcome="nobody", codings=())
    assert [len(seen_by(one, viewer).votes) for viewer in (one.ana, one.murat, eva, None)] == [1, 0, 0, 0]
    assert len(seen_by(one, None).notes) == 1
    one.project.do("Vote", cast_vote, item=row.item, coder_id=one.murat, outcome="nobody", codings=())
    assert [len(seen_by(one, viewer).votes) for viewer in (one.ana, one.murat, eva, None)] == [2, 2, 2, 2]
