"""A saved search says what is new since it was looked at: new documents, and words that a text gained."""

from pathlib import Path

import pytest

from app.documents.actions import add_document, remove_document
from app.errors import UserError
from app.find.kept import new_since, search_definition, search_of, texts_now
from app.find.narrowing import Narrowing
from app.find.queries import Found, Search, find
from app.sought import Query
from app.store.stored.queries import definition_read
from app.texts.actions import correct_text
from tests.study import BAKER, Study

FLOUR = Search(Query("flour"), ("texts",))


def new(study: Study, seen: dict[str, str] | None) -> list[tuple[str, int]]:
    with study.project.read() as session:
        found: Found = new_since(session, find(session, FLOUR), seen)
    return [(hit.holding.document, hit.start) for hit in found.hits()]


def seen_now(study: Study) -> dict[str, str]:
    with study.project.read() as session:
        return texts_now(session)


def test_nothing_is_new_but_what_came_since(study: Study) -> None:
    everything = new(study, None)
    assert everything
    seen = seen_now(study)
    assert new(study, seen) == []
    study.project.do("Import", add_document, name="Miller", text="More flour, flour.")
    assert new(study, seen) == [("Miller", 5), ("Miller", 12)]
    assert new(study, seen_now(study)) == []


def test_words_that_a_text_gained_are_new_and_those_that_moved_are_not(study: Study) -> None:
    seen = seen_now(study)
    study.project.do("Correct", correct_text, document_id=study.baker, start=0, end=0, words="flour and ")
    assert new(study, seen) == [("Baker", 0)]
    assert BAKER.index("flour") + 10 in [start for _, start in new(study, None)]


def test_a_search_comes_back_as_it_was_saved_and_names_what_is_gone(study: Study, tmp_path: Path) -> None:
    other = study.project.do("Import", add_document, name="Miller", text="More flour.")
    narrowing = Narrowing(
        document_ids=frozenset({other}),
        properties=(("gender", "f"),),
        speakers=frozenset({"BAKER"}),
        coded="with",
        code_ids=frozenset({study.corruption}),
        coder_ids=frozenset({study.ana}),
    )
    search = Search(Query("mone?", case=True), ("texts", "memos"), narrowing)
    with study.project.read() as session:
        asked = definition_read(search_definition(session, search))
        assert search_of(session, asked) == search
    study.project.do("Remove", remove_document, document_id=other)
    with study.project.read() as session, pytest.raises(UserError, match="Every document that this search"):
        search_of(session, asked)
