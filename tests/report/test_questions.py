"""What is asked before something goes, and what is said to go with it."""

from app.codebook.consequences import CodeConsequences
from app.coders.consequences import CoderConsequences
from app.documents.consequences import DocumentConsequences
from app.report.questions import deleting_code, removing_coder, removing_documents


def test_all_that_hangs_on_a_code_is_said_with_what_goes_and_what_stays() -> None:
    lost = CodeConsequences(2, 1200, 2, 3, decisions=4, proposals=1, versions=(1, 3), hidden=True)
    question = deleting_code("Fear", lost)
    words = question.consequences
    assert (question.words, question.instead) == ("Delete “Fear”?", "Merge into another code…")
    assert "the 1 code under it" in words
    assert "1,200 (coders: 2, documents: 3)" in words
    assert "open blind round is not counted here, and goes too" in words
    assert "settled on it: 4. They stay on record, their consensus codings go." in words
    assert "can only be declined: 1." in words
    assert "Published versions keep it: 1, 3." in words
    assert words.endswith("You can undo this.")


def test_nothing_is_said_of_what_does_not_hang_on_it() -> None:
    question = deleting_code("Fear", CodeConsequences(1, 0, 0, 0))
    assert question.consequences == "No passage carries it. You can undo this."
    assert not question.instead


def test_of_a_coder_each_kind_of_work_has_its_line_and_the_button_says_that_it_matters() -> None:
    lost = CoderConsequences(3, 2, ("Pilot", "Second"), (), 0, 0, 0)
    question = removing_coder("Ana", lost)
    assert question.agree == "Remove all the same"
    assert question.consequences.split("\n") == [
        "Codings that go: 3",
        "Assignments and completed marks that go: 2",
        "Place in open rounds that goes: Pilot, Second",
        "Codings that you can't see while a round is blind go, too.",
        "",
        "You can undo this.",
    ]


def test_one_document_is_named_and_several_are_counted() -> None:
    lost = DocumentConsequences(0, 0, (), (), 0, 0, 0, 0, 0)
    alone, several = (removing_documents(names, lost) for names in (["Baker"], ["Baker", "Driver"]))
    assert (alone.words, alone.agree) == ("Remove “Baker” from the project?", "Remove")
    assert several.words == "Remove 2 documents from the project?"
    assert several.consequences.startswith("The file that it was imported from stays")
