"""What belongs to cases moves with a text that changes, and follows speakers who are called otherwise."""

import pytest

from app.cases.actions import add_case, link_speaker, link_stretch
from app.cases.attribute_actions import add_attribute
from app.cases.queries import links, values
from app.cases.value_actions import add_value
from app.documents.queries import text
from app.documents.turn_actions import rename_speaker
from app.store.check import problems
from app.texts.actions import correct_text, replace_name
from tests.study import BAKER, Study

FLOUR = BAKER.index("They took the flour")
END = FLOUR + len("They took the flour")


@pytest.fixture
def known(study: Study) -> tuple[Study, int, int]:
    """A case with a stretch, a speaker, and a value that stands somewhere; the ids of case and attribute."""
    project = study.project
    case = project.do("Add", add_case, name="Baker")
    project.do("Link", link_stretch, case_ids=[case], document_id=study.baker, start=FLOUR, end=END)
    project.do("Link", link_speaker, case_ids=[case], document_id=study.baker, speaker="BAKER")
    attribute = project.do("Add", add_attribute, name="Trade")
    passage = {"document_id": study.baker, "start": FLOUR, "end": END}
    project.do("Value", add_value, case_id=case, attribute_id=attribute, text="baker", **passage)
    return study, case, attribute


def told(known: tuple[Study, int, int]) -> tuple[list[str], list[str], list[str | None]]:
    """The words of the stretches, the speakers, and the words where values stand."""
    study, case, attribute = known
    assert problems(study.project) == []
    with study.project.read() as session:
        body = text(session, study.baker)
        belonging = links(session, [case])
        facts = values(session, case, attribute)
    return (
        [body[link.start : link.end] for link in belonging if link.end],
        [link.speaker for link in belonging if link.speaker],
        [None if fact.start is None else body[fact.start : fact.end] for fact in facts],
    )


def test_stretches_and_passages_of_values_stay_on_their_words(known: tuple[Study, int, int]) -> None:
    study = known[0]
    study.project.do(
        "Correct", correct_text, document_id=study.baker, start=0, end=0, words="Recorded in May. "
    )
    assert told(known) == (["They took the flour"], ["BAKER"], ["They took the flour"])
    study.project.undo()
    assert told(known) == (["They took the flour"], ["BAKER"], ["They took the flour"])


def test_one_whose_words_are_gone_goes_and_undo_brings_it_back(known: tuple[Study, int, int]) -> None:
    study = known[0]
    study.project.do("Correct", correct_text, document_id=study.baker, start=FLOUR, end=END, words="Gone")
    assert told(known)[1] == ["BAKER"]
    assert "They took the flour" not in told(known)[0]
    study.project.undo()
    assert told(known) == (["They took the flour"], ["BAKER"], ["They took the flour"])


def test_stretches_of_a_case_that_lie_behind_one_another_all_move(known: tuple[Study, int, int]) -> None:
    study, case, _ = known
    length = END - FLOUR
    study.project.do(
        "Link", link_stretch, case_ids=[case], document_id=study.baker, start=END, end=END + length
    )
    second = BAKER[END : END + length]
    study.project.do("Correct", correct_text, document_id=study.baker, start=0, end=0, words="x" * length)
    assert told(known)[0] == ["They took the flour", second]


def test_a_speaker_belongs_to_the_case_under_another_name_too(known: tuple[Study, int, int]) -> None:
    study = known[0]
    study.project.do("Rename", rename_speaker, document_ids=[study.baker], speaker="BAKER", name="Hassan")
    assert told(known)[1] == ["Hassan"]
    study.project.undo()
    study.project.do("Replace", replace_name, name="BAKER", other="P01")
    assert told(known)[1] == ["P01"]
