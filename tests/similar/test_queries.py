"""Sentences like those that a coder coded: learnt from the own codings, never of what is coded blind."""

import pytest

from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.report.similar import helps, promise
from app.rounds.actions import complete_document, create_round
from app.similar.declined import DeclinedSentence, decline, declined
from app.similar.queries import LikelySentence, Similar, similar_sentences
from app.store import Project
from tests.study import Study

WORDS = ("flour", "bread", "mill", "oven")
TEXT = (
    "INTERVIEWER: What did they do to you?\n"
    "BAKER: They took our {word} and sold the {word} again. My brother stayed in the village. "
    "The road was long and dusty that year. She sang in the evening for the children.\n"
)
CODED = "They took our {word} and sold the {word} again."
MANY = 8


@pytest.fixture
def coded(study: Study) -> Study:
    """Eight documents in which Ana coded who took what; two more in which she hasn't looked yet."""
    for n in range(MANY + 2):
        word = WORDS[n % 4]
        text = TEXT.format(word=word)
        document = study.project.do("Import", add_document, name=f"Baker {n}", text=text)
        if n < MANY:
            start = text.index(CODED.format(word=word))
            code(study.project, document, study.corruption, study.ana, start, start + 30)
            study.project.do("Complete", complete_document, document_id=document, coder_id=study.ana)
    return study


def code(project: Project, document: int, code_id: int, coder: int, start: int, end: int) -> None:
    project.do(
        "Apply", apply_code, document_id=document, code_id=code_id, coder_id=coder, start=start, end=end
    )


def ask(study: Study, coder: int | None = None, **options: object) -> Similar:
    with study.project.read() as session:
        return similar_sentences(session, study.corruption, coder or study.ana, **options)  # type: ignore[arg-type]  # any


def texts(similar: Similar) -> list[str]:
    return [sentence.text for sentence in similar.sentences]


def test_the_likeliest_sentences_of_documents_not_yet_completed_come_first(coded: Study) -> None:
    similar = ask(coded)
    assert helps(similar)
    assert similar.test.right == 8  # all that there are
    assert [(row.document, row.text.split(" and")[0]) for row in similar.sentences[:2]] == [
        ("Baker 8", "They took our flour"),
        ("Baker 9", "They took our bread"),
    ]
    assert {row.document for row in similar.sentences} <= {"Baker", "Baker 8", "Baker 9"}
    first = similar.sentences[0]
    spoke = [TEXT.format(word="flour")[start:end] for start, end in first.words]
    assert "took" in spoke
    assert "They" not in spoke
    assert promise(similar, "Corruption").startswith("Tested on your own codings")


def test_what_was_missed_is_sought_in_completed_documents_alone(coded: Study) -> None:
    assert "They took" not in " ".join(texts(ask(coded, missed=True)))
    text = TEXT.format(word="flour").replace("My brother", "They took our bread again. My brother")
    document = coded.project.do("Import", add_document, name="More", text=text)
    start = text.index("They took our flour")
    code(coded.project, document, coded.corruption, coded.ana, start, start + 30)
    coded.project.do("Complete", complete_document, document_id=document, coder_id=coded.ana)
    similar = ask(coded, missed=True)
    assert texts(similar)[0] == "They took our bread again."


def test_only_the_own_codings_are_learnt_from(coded: Study) -> None:
    similar = ask(coded, coded.murat)
    assert similar.test.reason == "few codings"
    assert similar.coded == 0
    assert not helps(similar)
    assert "There is too little to learn from yet: 0 sentences" in promise(similar, "Corruption")


def test_what_was_declined_goes_and_counts_against_its_like(coded: Study) -> None:
    before = ask(coded)
    first = before.sentences[0]
    after = ask(coded, declined=[first.place])
    assert first.text not in texts(after)
    other = DeclinedSentence(first.document_guid, "another text", first.start, first.end)
    assert texts(ask(coded, declined=[other])) == texts(before)


def test_a_no_is_remembered_by_place_until_it_is_taken_back(coded: Study) -> None:
    sentence: LikelySentence = ask(coded).sentences[0]
    decline("project", "ana", "code", sentence.place)
    decline("project", "ana", "other", sentence.place)
    assert declined("project", "ana", "code") == [sentence.place]
    assert declined("project", "murat", "code") == []
    decline("project", "ana", "code", sentence.place, back=True)
    assert declined("project", "ana", "code") == []
    assert declined("project", "ana", "other") == [sentence.place]


def test_a_passage_draws_what_is_like_it_to_the_front(coded: Study) -> None:
    text = TEXT.format(word="bread")
    start = text.index("The road")
    document = 3
    similar = ask(coded, passage=(document, start, start + 38))
    assert "The road was long and dusty that year." in texts(similar)[:4]


def test_documents_that_are_coded_blind_are_neither_learnt_from_nor_offered(coded: Study) -> None:
    blind = [2, 10]  # one that Ana coded, one that she has not
    coded.project.do("Plan", create_round, name="Blind", document_ids=blind, coder_ids=[1, 2], blind=True)
    similar = ask(coded)
    assert similar.coded == MANY - 1
    assert {"Baker 0", "Baker 8"}.isdisjoint({row.document for row in similar.sentences})
    assert "Baker 9" in {row.document for row in similar.sentences}


def test_an_empty_project_has_a_sentence(study: Study) -> None:
    similar = ask(study)
    assert promise(similar, "Corruption").startswith("There is too little to learn from yet")
