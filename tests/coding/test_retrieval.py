"""Finding passages: which they are, in their order, and their words page by page."""

import pytest

from app.coding.actions import apply_code, remove_codings
from app.coding.queries import Passage
from app.coding.retrieval import FoundPassages, Wanted, find_passages, read_passages
from app.documents.actions import add_document
from app.errors import Cancelled, UserError
from app.jobs import Job
from app.models import Document
from app.store.journal import WriteSession
from tests.study import Study


def found(study: Study, **wanted: object) -> FoundPassages:
    with study.project.read() as session:
        return find_passages(session, Wanted(**wanted))  # type: ignore[arg-type]  # passed on as given


def quotes(study: Study, ids: object) -> list[str]:
    with study.project.read() as session:
        passages: list[Passage] = read_passages(session, list(ids))  # type: ignore[call-overload]  # a list
    return [passage.quote for passage in passages]


def test_passages_come_in_the_order_of_the_text_and_are_counted_by_document(study: Study) -> None:
    study.code("for themselves")
    study.code("They took the flour")
    result = found(study)
    assert quotes(study, result.ids) == ["They took the flour", "for themselves"]
    assert result.by_document == {study.baker: 2}


def test_documents_come_in_their_order_and_not_in_that_of_their_ids(study: Study) -> None:
    other = study.project.do("Import", add_document, name="First", text="Nobody paid us.")

    def to_the_front(session: WriteSession) -> None:
        session.get_one(Document, other).position = -1

    study.project.do("Move", to_the_front)
    study.code("He stayed")
    study.project.do(
        "Apply",
        apply_code,
        document_id=other,
        code_id=study.corruption,
        coder_id=study.ana,
        start=0,
        end=6,
    )
    assert quotes(study, found(study).ids) == ["Nobody", "He stayed"]


def test_passages_are_narrowed_by_how_they_came_about(study: Study) -> None:
    study.code("They took the flour")
    by_search = study.code("for themselves", origin="search")
    assert found(study, origin="search").ids == [by_search]
    assert found(study, origin="import").ids == []
    assert len(found(study).ids) == 2


def test_passages_are_narrowed_by_code_coder_document_and_doubt(study: Study) -> None:
    own = study.code("They took the flour")
    hard = study.code("He stayed", code_id=study.hard_life, sure=False)
    murats = study.code("for themselves", coder_id=study.murat)
    assert found(study, code_ids=frozenset({study.corruption})).ids == [own, murats]
    assert found(study, coder_ids=frozenset({study.murat})).ids == [murats]
    assert found(study, document_ids=frozenset()).ids == []
    assert found(study, unsure=True).ids == [hard]


def test_words_are_found_in_quotes_and_memos_whatever_their_case_and_white_space(study: Study) -> None:
    flour = study.code("They took the flour for themselves")
    queue = study.code("We queued from four", memo="About the\nflour queue")
    study.code("He stayed")
    assert found(study, words="FLOUR  for").ids == [flour]
    assert found(study, words="the flour").ids == [flour, queue]
    assert found(study, words="camel").ids == []


def test_words_are_found_as_they_are_typed_though_the_text_has_them_otherwise(study: Study) -> None:
    text = "I didn’t know. J’étais au cafe\u0301. It was eﬀective."
    document = study.project.do("Import", add_document, name="Other", text=text)

    def code(words: str, memo: str = "") -> int:
        return study.project.do(
            "Apply",
            apply_code,
            document_id=document,
            code_id=study.corruption,
            coder_id=study.ana,
            start=text.index(words),
            end=text.index(words) + len(words),
            memo=memo,
        )

    know, cafe = code("I didn’t know"), code("J’étais au cafe\u0301", memo="the “first” time")
    effective, part = code("eﬀective"), code("au caf")
    assert found(study, words="didn't know").ids == [know]
    assert found(study, words="café").ids == [cafe]
    assert found(study, words="effective").ids == [effective]
    assert found(study, words='"first"').ids == [cafe]
    assert found(study, words="au").ids == [cafe, part]
    assert found(study, words="eff*").ids == [effective]
    with pytest.raises(UserError, match="nothing to look for"):
        found(study, words="ـ")


def test_words_that_a_coding_only_touches_are_not_in_it(study: Study) -> None:
    study.code("They took the")
    assert found(study, words="the flour").ids == []


def test_the_longest_and_the_newest_can_come_first(study: Study) -> None:
    first = study.code("They took the flour for themselves")
    last = study.code("He stayed")
    assert found(study, order="longest").ids == [first, last]
    assert found(study, order="newest").ids == [last, first]


def test_a_passage_that_was_removed_meanwhile_is_left_out(study: Study) -> None:
    gone, there = study.code("They took the flour"), study.code("He stayed")
    ids = found(study).ids
    study.project.do("Remove", remove_codings, coding_ids=[gone], coder_id=study.ana)
    assert quotes(study, ids) == ["He stayed"]
    assert list(ids) == [gone, there]


def test_finding_words_can_be_cancelled(study: Study) -> None:
    study.code("He stayed")
    job = Job()
    job.cancel()
    with study.project.read() as session, pytest.raises(Cancelled):
        find_passages(session, Wanted(words="he"), job)
