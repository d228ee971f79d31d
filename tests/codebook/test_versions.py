"""Versions of the codebook: published with a reason, compared with each other and with what is now."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codebook.actions import add_code, change_code, delete_code, merge_codes, move_code, split_code
from app.codebook.differences import CodeDifference, words_apart
from app.codebook.queries import codebook
from app.codebook.succession import merged_into
from app.codebook.version_actions import publish_version
from app.codebook.version_content import rows_of, written
from app.codebook.versions import changed_since, content_of, difference, latest, versions
from app.errors import Conflict, UserError
from app.rounds.actions import create_round
from app.store.stored.codebook import version_read
from tests.study import Study


def publish(study: Study, reason: str = "First") -> int:
    return study.project.do("Publish", publish_version, reason=reason, coder_id=study.ana)


def changes(study: Study, a: int | None, b: int | None = None) -> list[CodeDifference]:
    with study.project.read() as session:
        return difference(session, a, b)


def told(study: Study, a: int | None, b: int | None = None) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.code.name, one.kinds) for one in changes(study, a, b)]


def change(study: Study, code_id: int, **fields: Any) -> None:
    study.project.do("Change", change_code, code_id=code_id, **fields)


def test_a_version_keeps_every_field_of_every_code_with_its_number_and_reason(study: Study) -> None:
    change(
        study, study.corruption, full_definition="Leaders break\ntheir rules", shortcut="1", exclusive=True
    )
    study.project.do("Add", add_code, name="رشوة", parent_id=study.corruption, use_when="مال")
    version_id = publish(study, " After the pilot ")
    with study.project.read() as session:
        (one,) = versions(session)
        assert (one.number, one.reason, one.coder_id, one.coder) == (
            1,
            "After the pilot",
            study.ana,
            "Ana Yilmaz",
        )
        assert content_of(session, version_id) == codebook(session)


def test_a_codebook_survives_being_written_and_read(study: Study) -> None:
    study.project.do("Split", split_code, code_id=study.corruption, names=["Bribes", "Lies"], under=True)
    with study.project.read() as session:
        codes = codebook(session)
    assert rows_of(version_read(json.loads(written(codes)), "A version")) == codes


def test_a_version_needs_a_reason_a_code_and_a_change(study: Study) -> None:
    with pytest.raises(UserError, match="needs a reason"):
        publish(study, "  ")
    publish(study)
    with pytest.raises(UserError, match="is what version 1 says"):
        publish(study, "Again")
    for code_id in (study.corruption, study.hard_life):
        study.project.do("Delete", delete_code, code_id=code_id)
    with pytest.raises(UserError, match="no codes"):
        publish(study, "Empty")


def test_versions_are_numbered_and_publishing_can_be_undone_and_done_again(study: Study) -> None:
    publish(study)
    change(study, study.corruption, name="Graft")
    publish(study, "Shorter name")
    with study.project.read() as session:
        assert [one.number for one in versions(session)] == [2, 1]
    study.project.undo()
    with study.project.read() as session:
        assert [one.number for one in versions(session)] == [1]
    study.project.redo()
    with study.project.read() as session:
        newest = latest(session)
        assert newest is not None
        assert newest.number == 2
        assert content_of(session, newest.id)[0].name == "Graft"


def test_a_version_that_a_round_is_coded_by_is_not_taken_back(study: Study) -> None:
    version_id = publish(study)
    study.project.station = "elsewhere"
    team = [study.ana, study.murat]
    study.project.do(
        "Plan", create_round, name="One", document_ids=[study.baker], coder_ids=team, version_id=version_id
    )
    study.project.station = "here"
    with pytest.raises(Conflict, match="can't be taken back"):
        study.project.undo()
    with study.project.read() as session:
        assert [one.id for one in versions(session)] == [version_id]


def test_the_codebook_says_what_changed_since_the_newest_version(study: Study) -> None:
    publish(study)
    with study.project.read() as session:
        assert changed_since(session) == []
    change(study, study.corruption, use_when="Officers are paid.")
    with study.project.read() as session:
        assert [one.kinds for one in changed_since(session)] == [("redefined",)]
    study.project.undo()
    with study.project.read() as session:
        assert changed_since(session) == []


def test_each_kind_of_change_is_told_by_its_name(study: Study) -> None:
    gone = study.project.do("Add", add_code, name="Boredom")
    first = publish(study)
    change(study, study.corruption, name="Graft", do_not_use_when="Mere rumours", exclusive=True)
    change(study, study.hard_life, colour="#000000", typical_example="We queued")
    study.project.do("Move", move_code, code_id=study.hard_life, parent_id=study.corruption, position=0)
    study.project.do("Delete", delete_code, code_id=gone)
    study.project.do("Add", add_code, name="Faith")
    assert told(study, first) == [
        ("Graft", ("renamed", "exclusive", "redefined")),
        ("Hard life", ("moved", "example", "look")),
        ("Faith", ("added",)),
        ("Boredom", ("removed",)),
    ]


def test_the_first_version_differs_from_nothing_by_all_of_its_codes(study: Study) -> None:
    assert told(study, None, publish(study)) == [("Corruption", ("added",)), ("Hard life", ("added",))]


def test_codes_that_only_follow_a_new_sibling_are_not_moved(study: Study) -> None:
    third = study.project.do("Add", add_code, name="Third")
    first = publish(study)
    new = study.project.do("Add", add_code, name="New")
    study.project.do("Move", move_code, code_id=new, parent_id=None, position=0)
    assert told(study, first) == [("New", ("added",))]
    study.project.do("Move", move_code, code_id=third, parent_id=None, position=1)
    assert told(study, first) == [("New", ("added",)), ("Third", ("order",))]


def test_a_merge_names_both_codes_and_undo_takes_it_back(study: Study) -> None:
    first = publish(study)
    study.project.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    kept, gone = changes(study, first)
    assert (kept.code.name, kept.kinds, kept.taken_in) == ("Corruption", ("merged",), ("Hard life",))
    assert (gone.code.name, gone.kinds, gone.into) == ("Hard life", ("merged",), "Corruption")
    study.project.undo()
    assert changes(study, first) == []
    study.project.redo()
    assert len(changes(study, first)) == 2


def test_a_split_names_both_codes_and_keeps_the_codings_where_they_are(study: Study) -> None:
    change(study, study.corruption, use_when="Officers are paid.")
    study.code("flour")
    first = publish(study)
    bribes, lies = study.project.do("Split", split_code, code_id=study.corruption, names=["Bribes", "Lies"])
    old, *new = changes(study, first)
    assert (old.kinds, old.split_off) == (("split",), ("Bribes", "Lies"))
    assert [(one.code.id, one.kinds, one.split_from) for one in new] == [
        (bribes, ("added", "split"), "Corruption"),
        (lies, ("added", "split"), "Corruption"),
    ]
    with study.project.read() as session:
        codes = {code.id: code for code in codebook(session)}
        assert [code.name for code in codes.values()] == ["Corruption", "Bribes", "Lies", "Hard life"]
        assert codes[bribes].use_when == "Officers are paid."
    study.project.undo()
    assert changes(study, first) == []


def test_a_code_is_split_into_codes_under_it_and_never_into_nothing(study: Study) -> None:
    study.project.do("Split", split_code, code_id=study.corruption, names=["Bribes"], under=True)
    with study.project.read() as session:
        assert [code.path for code in codebook(session)] == [
            "Corruption",
            "Corruption / Bribes",
            "Hard life",
        ]
    with pytest.raises(UserError, match="at least one new code"):
        study.project.do("Split", split_code, code_id=study.corruption, names=[" "])


def test_merges_are_followed_over_chains_up_to_a_version(study: Study) -> None:
    first = publish(study)
    third = study.project.do("Add", add_code, name="Third")
    study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)
    second = publish(study, "One code less")
    study.project.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=third)
    with study.project.read() as session:
        assert merged_into(session, first) == {}
        assert merged_into(session, second) == {study.corruption: study.hard_life}
        assert merged_into(session) == {study.corruption: third, study.hard_life: third}
    assert [one.into for one in changes(study, first) if one.after is None] == ["Third", "Third"]


def test_a_code_that_was_merged_into_a_code_that_was_deleted_is_removed(study: Study) -> None:
    first = publish(study)
    study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)
    study.project.do("Add", add_code, name="Third")
    study.project.do("Delete", delete_code, code_id=study.hard_life)
    assert told(study, first) == [
        ("Third", ("added",)),
        ("Corruption", ("removed",)),
        ("Hard life", ("removed",)),
    ]


def test_words_that_came_and_went_are_told_apart() -> None:
    assert words_apart("Leaders break rules", "Leaders often break their rules") == [
        ("same", "Leaders"),
        ("added", " often"),
        ("same", " break"),
        ("added", " their"),
        ("same", " rules"),
    ]
    assert words_apart("", "مال") == [("added", "مال")]
    assert words_apart("same", "same") == [("same", "same")]


@given(before=st.text(alphabet="ab \n", max_size=30), after=st.text(alphabet="ab \n", max_size=30))
def test_the_pieces_of_two_texts_give_the_words_of_both_back(before: str, after: str) -> None:
    pieces = words_apart(before, after)
    assert "".join(words for kind, words in pieces if kind != "removed") == after.rstrip()
    assert " ".join(words for kind, words in pieces if kind != "added").split() == before.split()
