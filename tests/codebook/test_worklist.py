"""The re-code worklist: what a version touches, whose it is, and how it is ticked off."""

import pytest

from app.codebook.actions import add_code, change_code, merge_codes, split_code
from app.codebook.version_actions import mark_checked, publish_version
from app.codebook.worklist import Checking, checking, left_to_check, touched, worklist
from app.coding.actions import recode, remove_codings
from app.errors import UserError
from app.models import Assignment, Round
from app.store.journal import WriteSession
from tests.study import Study


def publish(study: Study, reason: str = "Pilot") -> int:
    return study.project.do("Publish", publish_version, reason=reason, coder_id=study.ana)


def redefined(study: Study, code_id: int) -> int:
    """A second version, in which a code means something else."""
    publish(study)
    study.project.do("Edit", change_code, code_id=code_id, do_not_use_when="Mere rumours")
    return publish(study, "Narrower")


def open_codings(study: Study, version_id: int, coder_id: int | None = None) -> list[int]:
    with study.project.read() as session:
        entries = worklist(session, version_id, coder_id or study.ana)
    return [entry.coding_id for entry in entries if not entry.checked]


def test_the_first_version_touches_nothing_that_was_coded(study: Study) -> None:
    study.code("flour")
    assert open_codings(study, publish(study)) == []


def test_a_code_that_means_something_else_touches_each_coders_own_codings(study: Study) -> None:
    mine, theirs = study.code("flour"), study.code("flour", coder_id=study.murat)
    study.code("flour", code_id=study.hard_life)
    version_id = redefined(study, study.corruption)
    assert open_codings(study, version_id) == [mine]
    assert open_codings(study, version_id, study.murat) == [theirs]
    with study.project.read() as session:
        assert [(one.code_id, one.why) for one in touched(session, version_id)] == [
            (study.corruption, ("redefined",))
        ]
        assert checking(session, version_id) == [Checking(study.ana, 1, 0), Checking(study.murat, 1, 0)]
        assert left_to_check(session, study.ana) == {version_id: 1}


def test_an_example_a_name_or_a_colour_touches_no_coding(study: Study) -> None:
    study.code("flour")
    publish(study)
    study.project.do(
        "Edit", change_code, code_id=study.corruption, name="Graft", colour="#000000", typical_example="Flour"
    )
    assert open_codings(study, publish(study, "Nicer")) == []


def test_a_split_and_a_merge_touch_the_codings_that_are_there_now(study: Study) -> None:
    kept, moved = study.code("flour"), study.code("four in the morning", code_id=study.hard_life)
    third = study.project.do("Add", add_code, name="Third")
    split = study.code("He stayed", code_id=third)
    publish(study)
    study.project.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    study.project.do("Split", split_code, code_id=third, names=["Fourth"])
    version_id = publish(study, "Tidied")
    assert open_codings(study, version_id) == [kept, moved, split]
    with study.project.read() as session:
        assert {one.why for one in touched(session, version_id)} == {("merged",), ("split",)}


def test_what_was_looked_at_is_ticked_off_once_and_undo_brings_it_back(study: Study) -> None:
    first, second = study.code("flour"), study.code("He stayed")
    version_id = redefined(study, study.corruption)
    for _ in range(2):
        study.project.do("Keep", mark_checked, version_id=version_id, coding_ids=[first], coder_id=study.ana)
    assert open_codings(study, version_id) == [second]
    with study.project.read() as session:
        assert checking(session, version_id) == [Checking(study.ana, 2, 1)]
    study.project.undo()
    assert open_codings(study, version_id) == [first, second]
    study.project.redo()
    assert open_codings(study, version_id) == [second]


def test_a_coding_that_was_recoded_and_ticked_off_stays_counted_and_a_removed_one_does_not(
    study: Study,
) -> None:
    first, second = study.code("flour"), study.code("He stayed")
    version_id = redefined(study, study.corruption)
    study.project.do("Recode", recode, coding_id=first, coder_id=study.ana, code_id=study.hard_life)
    study.project.do("Keep", mark_checked, version_id=version_id, coding_ids=[first], coder_id=study.ana)
    study.project.do("Remove", remove_codings, coding_ids=[second], coder_id=study.ana)
    with study.project.read() as session:
        assert checking(session, version_id) == [Checking(study.ana, 1, 1)]


def test_nobody_ticks_off_a_coding_of_somebody_else(study: Study) -> None:
    theirs = study.code("flour", coder_id=study.murat)
    version_id = redefined(study, study.corruption)
    with pytest.raises(UserError, match="somebody else"):
        study.project.do("Keep", mark_checked, version_id=version_id, coding_ids=[theirs], coder_id=study.ana)


def test_progress_tells_nothing_of_what_others_code_blind(study: Study) -> None:
    study.code("flour"), study.code("flour", coder_id=study.murat)
    version_id = redefined(study, study.corruption)

    def open_round(session: WriteSession) -> None:
        session.add(Round(name="One", name_key="one", kind="reliability"))
        session.flush()
        for coder_id in (study.ana, study.murat):
            session.add(Assignment(document_id=study.baker, coder_id=coder_id, round_id=1))

    study.project.do("Round", open_round)
    study.project.coder_id = study.ana
    with study.project.read() as session:
        assert checking(session, version_id) == [Checking(study.ana, 1, 0)]
        assert worklist(session, version_id, study.murat) == []
