"""An open round gains and loses coders and documents, and may lock the codebook."""

import pytest

from app.coders.actions import add_coder, change_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.rounds.actions import change_round, close_round, create_round
from app.rounds.membership import Members, begun_outside, change_members, members
from app.rounds.queries import assignments, rounds
from app.store.check import problems
from app.store.leading import locked_by
from tests.study import BAKER, Study


@pytest.fixture
def planned(study: Study) -> Study:
    study.project.do("Import", add_document, name="Driver", text=BAKER)
    study.project.do("Add", add_coder, name="Zoe")
    plan(study, [study.baker], drawn="1 of 2 documents, chosen")
    return study


def plan(study: Study, documents: list[int], per_document: int | None = None, drawn: str = "") -> None:
    study.project.do(
        "Plan",
        create_round,
        name="One",
        document_ids=documents,
        coder_ids=[study.ana, study.murat],
        per_document=per_document,
        seed=1,
        drawn=drawn,
    )


def change(study: Study, coders: set[int], documents: set[int], *, anyway: bool = False) -> None:
    study.project.do(
        "Change", change_members, round_id=1, coder_ids=coders, document_ids=documents, anyway=anyway
    )


def pairs(study: Study) -> set[tuple[int, int]]:
    with study.project.read() as session:
        return {(row.document_id, row.coder_id) for row in assignments(session, 1)}


def test_a_round_gains_a_coder_and_a_document_and_loses_a_coder(planned: Study) -> None:
    ana, murat, zoe, baker, driver = planned.ana, planned.murat, 3, planned.baker, 2
    with planned.project.read() as session:
        assert members(session, 1) == Members(frozenset({ana, murat}), frozenset({baker}))
    change(planned, {ana, murat, zoe}, {baker, driver})
    assert pairs(planned) == {(text, coder) for text in (baker, driver) for coder in (ana, murat, zoe)}
    change(planned, {ana, zoe}, {baker, driver})
    assert pairs(planned) == {(text, coder) for text in (baker, driver) for coder in (ana, zoe)}
    with planned.project.read() as session:
        assert rounds(session)[0].drawn == "1 of 2 documents, chosen; documents since then: 1 added"
    planned.project.undo()
    planned.project.undo()
    assert pairs(planned) == {(baker, ana), (baker, murat)}
    assert problems(planned.project) == []


def test_who_codes_what_stays_where_the_round_was_shared_out(study: Study) -> None:
    other = study.project.do("Import", add_document, name="Driver", text=BAKER)
    zoe = study.project.do("Add", add_coder, name="Zoe")
    plan(study, [study.baker, other], per_document=1)
    before = pairs(study)
    assert len(before) == 2
    change(study, {study.ana, study.murat, zoe}, {study.baker, other})
    assert pairs(study) == before | {(study.baker, zoe), (other, zoe)}


def test_work_that_was_begun_leaves_only_when_that_is_meant(planned: Study) -> None:
    planned.code("flour")
    with planned.project.read() as session:
        assert begun_outside(session, 1, {planned.murat}, {planned.baker}) == 1
    with pytest.raises(UserError, match="1 work that was begun would leave “One”"):
        change(planned, {planned.murat}, {planned.baker})
    change(planned, {planned.murat}, {planned.baker}, anyway=True)
    assert pairs(planned) == {(planned.baker, planned.murat)}


def test_a_round_without_anybody_or_that_is_closed_is_refused(planned: Study) -> None:
    with pytest.raises(UserError, match="at least one coder and one document"):
        change(planned, set(), {planned.baker})
    planned.project.do("Close", close_round, round_id=1, unfinished="leave out")
    with pytest.raises(UserError, match="is closed"):
        change(planned, {planned.ana, 3}, {planned.baker})


def test_a_round_locks_the_codebook_for_its_coders_but_not_for_leads_until_it_closes(planned: Study) -> None:
    def lock(coder_id: int | None) -> str:
        with planned.project.read() as session:
            return locked_by(session, coder_id)

    assert lock(planned.ana) == ""
    planned.project.do("Lock", change_round, round_id=1, lock_codebook=True)
    assert [lock(one) for one in (planned.ana, planned.murat, 3, None)] == ["One", "One", "", ""]
    with planned.project.read() as session:
        assert rounds(session)[0].codebook_locked
    planned.project.do("Lead", change_coder, coder_id=planned.murat, role="lead")
    assert lock(planned.murat) == ""
    planned.project.coder_id = planned.murat
    planned.project.do("Unlock", change_round, round_id=1, lock_codebook=False)
    assert lock(planned.ana) == ""
    planned.project.undo()
    assert lock(planned.ana) == "One"
    planned.project.do("Close", close_round, round_id=1, unfinished="leave out")
    assert lock(planned.ana) == ""
