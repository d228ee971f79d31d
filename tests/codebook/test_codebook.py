"""The codebook: a tree that can be changed, and what changing it does to codings."""

import pytest

from app.codebook.actions import add_code, change_code, delete_code, merge_codes, move_code
from app.codebook.colours import PALETTE
from app.codebook.consequences import consequences_of_deleting
from app.codebook.queries import codebook, counts
from app.coding.queries import passages
from app.errors import UserError
from tests.study import Study


def paths(study: Study) -> list[str]:
    with study.project.read() as session:
        return [code.path for code in codebook(session)]


def test_codes_are_listed_as_a_tree_with_their_paths(study: Study) -> None:
    child = study.project.do("Add", add_code, name="Bribes", parent_id=study.corruption)
    study.project.do("Add", add_code, name="Small bribes", parent_id=child)
    assert paths(study) == [
        "Corruption",
        "Corruption / Bribes",
        "Corruption / Bribes / Small bribes",
        "Hard life",
    ]


def test_the_children_of_an_exclusive_code_form_a_domain(study: Study) -> None:
    study.project.do("Exclusive", change_code, code_id=study.corruption, exclusive=True)
    study.project.do("Add", add_code, name="Bribes", parent_id=study.corruption)
    with study.project.read() as session:
        assert [code.domain_id for code in codebook(session)] == [None, study.corruption, None]


def test_a_code_name_is_taken_whatever_its_case(study: Study) -> None:
    with pytest.raises(UserError, match="already"):
        study.project.do("Add", add_code, name="CORRUPTION")
    study.project.do("Rename", change_code, code_id=study.corruption, name="corruption")
    assert paths(study)[0] == "corruption"


def test_a_code_needs_a_name(study: Study) -> None:
    with pytest.raises(UserError, match="needs a name"):
        study.project.do("Add", add_code, name=" \n ")


def test_a_key_belongs_to_one_code_only(study: Study) -> None:
    study.project.do("Key", change_code, code_id=study.corruption, shortcut="1")
    with pytest.raises(UserError, match="belongs to “Corruption”"):
        study.project.do("Key", change_code, code_id=study.hard_life, shortcut="1")
    with pytest.raises(UserError, match="one digit or letter"):
        study.project.do("Key", change_code, code_id=study.hard_life, shortcut="+")


def test_new_codes_get_colours_that_others_dont_have(study: Study) -> None:
    for number in range(len(PALETTE) - 2):
        study.project.do("Add", add_code, name=f"Code {number}")
    with study.project.read() as session:
        assert {code.colour for code in codebook(session)} == set(PALETTE)


def test_codes_move_within_the_tree_but_never_into_themselves(study: Study) -> None:
    study.project.do("Move", move_code, code_id=study.hard_life, parent_id=None, position=0)
    assert paths(study) == ["Hard life", "Corruption"]
    study.project.do("Move", move_code, code_id=study.hard_life, parent_id=study.corruption, position=0)
    assert paths(study) == ["Corruption", "Corruption / Hard life"]
    with pytest.raises(UserError, match="into itself"):
        study.project.do("Move", move_code, code_id=study.corruption, parent_id=study.hard_life, position=0)


def test_merging_moves_codings_and_children_and_keeps_one_of_two_same_codings(study: Study) -> None:
    study.code("flour", memo="first")
    study.code("flour", code_id=study.hard_life, memo="second")
    study.code("four in the morning", code_id=study.hard_life)
    study.project.do("Add", add_code, name="Queues", parent_id=study.hard_life)
    study.project.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    assert paths(study) == ["Corruption", "Corruption / Queues"]
    with study.project.read() as session:
        found = [(passage.quote, passage.coding.memo) for passage in passages(session)]
    assert found == [("flour", "first\nsecond"), ("four in the morning", "")]
    study.project.undo()
    with study.project.read() as session:
        assert len(passages(session)) == 3


def test_a_code_is_not_merged_into_a_code_that_lies_inside_it(study: Study) -> None:
    child = study.project.do("Add", add_code, name="Bribes", parent_id=study.corruption)
    with pytest.raises(UserError, match="Move it first"):
        study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=child)


def test_deleting_a_code_takes_what_its_consequences_said(study: Study) -> None:
    child = study.project.do("Add", add_code, name="Bribes", parent_id=study.corruption)
    study.code("flour")
    study.code("flour", code_id=child, coder_id=study.murat)
    study.code("He stayed", code_id=study.hard_life)
    with study.project.read() as session:
        told = consequences_of_deleting(session, study.corruption)
    assert (told.codes, told.codings, told.coders, told.documents) == (2, 2, 2, 1)
    study.project.do("Delete", delete_code, code_id=study.corruption)
    assert paths(study) == ["Hard life"]
    with study.project.read() as session:
        assert counts(session) == {study.hard_life: {study.ana: 1}}
    study.project.undo()
    assert len(paths(study)) == 3


def test_a_code_that_a_colleague_removed_is_named_in_a_sentence(study: Study) -> None:
    study.project.do("Delete", delete_code, code_id=study.corruption)
    with pytest.raises(UserError, match="no longer in the codebook"):
        study.project.do("Rename", change_code, code_id=study.corruption, name="x")
