"""Coders: adding, changing, removing."""

import pytest

from app.coders.actions import add_coder, change_coder, remove_coder
from app.coders.initials import free_initials
from app.coders.queries import coder_named, coders
from app.coding.queries import number_of_passages
from app.errors import UserError
from app.rounds.actions import complete_document
from tests.study import Study


def test_coders_get_initials_and_colours_of_their_own(study: Study) -> None:
    study.project.do("Add", add_coder, name="Ayla Yurt")
    with study.project.read() as session:
        found = coders(session)
    assert [coder.initials for coder in found] == ["AY", "MK", "AY2"]
    assert len({coder.colour for coder in found}) == 3


@pytest.mark.parametrize(
    ("name", "initials"), [("Ana Yilmaz", "AY"), ("ana", "AN"), ("سارة محمد", "سم"), ("X", "X")]
)
def test_initials_come_from_the_first_two_words(name: str, initials: str) -> None:
    assert free_initials(name, set()) == initials


def test_the_same_name_in_other_letters_is_the_same_coder(study: Study) -> None:
    with pytest.raises(UserError, match="already"):
        study.project.do("Add", add_coder, name="ANA  yilmaz ")
    with study.project.read() as session:
        found = coder_named(session, "ANA YILMAZ")
    assert found is not None
    assert found.id == study.ana


def test_the_consensus_is_listed_last(study: Study) -> None:
    study.project.do("Add", add_coder, name="GOLD", role="consensus")
    study.project.do("Add", add_coder, name="Zeki")
    with study.project.read() as session:
        assert [coder.name for coder in coders(session)][-1] == "GOLD"


def test_a_coder_can_be_renamed_but_not_to_a_colleagues_name(study: Study) -> None:
    study.project.do("Rename", change_coder, coder_id=study.ana, name="Ana Demir", role="lead")
    with pytest.raises(UserError, match="already"):
        study.project.do("Rename", change_coder, coder_id=study.ana, name="murat kaya")
    with pytest.raises(UserError, match="not a role"):
        study.project.do("Rename", change_coder, coder_id=study.ana, role="boss")
    with study.project.read() as session:
        assert [(coder.name, coder.role) for coder in coders(session)] == [
            ("Ana Demir", "lead"),
            ("Murat Kaya", "coder"),
        ]


def test_removing_a_coder_takes_their_codings_and_undo_brings_them_back(study: Study) -> None:
    study.code("flour")
    study.code("flour", coder_id=study.murat)
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    study.project.do("Remove Ana", remove_coder, coder_id=study.ana)
    with study.project.read() as session:
        assert number_of_passages(session) == 1
    study.project.undo()
    with study.project.read() as session:
        assert number_of_passages(session) == 2
