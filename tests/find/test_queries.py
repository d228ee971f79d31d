"""Words are found in everything that whoever looks may see, counted by document, narrowed as it is asked."""

import pytest

from app.coding.actions import apply_code
from app.documents.actions import add_document, hash_of
from app.documents.queries import regions
from app.errors import Cancelled, UserError
from app.find.narrowing import Narrowing
from app.find.places import WHERE, Where
from app.find.queries import Found, Search, find
from app.find.texts import FoldedTexts
from app.jobs import Job
from app.models import Code, Document, DocumentProperty, DocumentText, Region
from app.rounds.actions import create_round
from app.sought import Query
from app.store.journal import WriteSession
from tests.study import BAKER, Study


def found(study: Study, words: str, *where: Where, narrowing: Narrowing | None = None) -> Found:
    search = Search(Query(words), where or WHERE, narrowing or Narrowing())
    with study.project.read() as session:
        return find(session, search)


def words(result: Found) -> list[tuple[str, str, str]]:
    return [
        (holding.piece.where, holding.document, holding.text[start:end])
        for holding, start, end in result.hits()
    ]


@pytest.fixture
def filled(study: Study) -> Study:
    """Flour in every kind of text."""
    study.code("the flour", memo="Which flour?")

    def describe(session: WriteSession) -> None:
        document = session.get_one(Document, study.baker)
        document.note, document.outlet = "Of flour and men.", "Flour Weekly"
        session.add(DocumentProperty(document_id=document.id, name="topic", value="flour"))
        session.get_one(Code, study.corruption).use_when = "Flour is taken."

    study.project.do("Describe", describe)
    return study


def test_everything_is_looked_at_and_each_place_belongs_to_its_document(filled: Study) -> None:
    result = found(filled, "flour")
    in_text = BAKER.casefold().count("flour")
    assert result.by_kind() == {"texts": in_text, "memos": 1, "notes": 1, "definitions": 1, "properties": 2}
    assert result.total == in_text + 5
    assert result.by_document() == {filled.baker: in_text + 4}
    assert words(result)[-1] == ("properties", "Baker", "flour")
    assert [result.hit(index) for index in range(result.total)] == list(result.hits())


@pytest.mark.parametrize("where", WHERE)
def test_one_kind_of_text_can_be_asked_for_alone(filled: Study, where: Where) -> None:
    assert set(found(filled, "flour", where).by_kind()) == {where}


def test_a_search_ends_as_soon_as_there_is_enough(filled: Study) -> None:
    with filled.project.read() as session:
        first = find(session, Search(Query("e")), enough=1)
    assert not first.complete
    assert len(first.holdings) == 1
    assert found(filled, "e").complete


def test_what_is_sought_in_vain_gives_nothing(study: Study) -> None:
    nothing = found(study, "zeppelin")
    assert (nothing.total, nothing.by_document(), list(nothing.hits())) == (0, {}, [])


def test_places_are_narrowed_to_speakers_and_to_what_is_coded(study: Study) -> None:
    study.code("They took the flour")
    study.code("for themselves", coder_id=study.murat, code_id=study.hard_life)

    def places(letters: str, narrowing: Narrowing) -> set[tuple[int, int]]:
        return {(start, end) for _, start, end in found(study, letters, "texts", narrowing=narrowing).hits()}

    with study.project.read() as session:
        turns = regions(session, study.baker, "turn")
    everywhere = places("e", Narrowing())
    by_baker = {
        (start, end)
        for start, end in everywhere
        if any(turn.start < end and start < turn.end for turn in turns if turn.speaker == "BAKER")
    }
    assert places("e", Narrowing(speakers=frozenset({"baker"}))) == by_baker
    spans = {
        words: (BAKER.index(words), BAKER.index(words) + len(words))
        for words in ("They took the flour", "for themselves")
    }
    coded = {
        (start, end) for start, end in everywhere if any(a < end and start < b for a, b in spans.values())
    }
    assert places("e", Narrowing(coded="with")) == coded
    assert places("e", Narrowing(coded="without")) == everywhere - coded
    (a, b) = spans["for themselves"]
    by_murat = {(start, end) for start, end in everywhere if a < end and start < b}
    for narrowing in (
        Narrowing(coded="with", coder_ids=frozenset({study.murat})),
        Narrowing(coded="with", code_ids=frozenset({study.hard_life})),
    ):
        assert places("e", narrowing) == by_murat


def test_what_is_not_codable_is_left_out_where_that_is_asked_for(study: Study) -> None:
    def heading(session: WriteSession) -> None:
        session.add(Region(document_id=study.baker, kind="non_codable", start=0, body=0, end=32))

    study.project.do("Mark", heading)
    all_places = [start for _, start, _ in found(study, "e", "texts").hits()]
    codable = found(study, "e", "texts", narrowing=Narrowing(codable_only=True))
    assert [start for _, start, _ in codable.hits()] == [start for start in all_places if start >= 32]


def test_documents_are_narrowed_by_name_language_and_properties(filled: Study) -> None:
    other = filled.project.do("Import", add_document, name="Other", text="Flour again.")

    def describe(session: WriteSession) -> None:
        session.get_one(Document, other).language = "English"

    filled.project.do("Describe", describe)

    def documents(narrowing: Narrowing) -> set[int]:
        return set(found(filled, "flour", narrowing=narrowing).by_document())

    assert documents(Narrowing()) == {filled.baker, other}
    assert documents(Narrowing(document_ids=frozenset({other}))) == {other}
    assert documents(Narrowing(languages=frozenset({"english"}))) == {other}
    assert documents(Narrowing(properties=(("Topic", "FLOUR"),))) == {filled.baker}
    assert documents(Narrowing(properties=(("topic", "flour"), ("topic", "sand")))) == set()
    assert (
        "definitions"
        not in found(filled, "flour", narrowing=Narrowing(properties=(("topic", "flour"),))).by_kind()
    )


def test_a_pattern_that_explodes_is_given_up_and_named(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sought.SECONDS", 0.02)
    for name in ("One", "Two", "Three"):
        study.project.do("Import", add_document, name=name, text="a" * 300 + "!")
    with study.project.read() as session:
        result = find(session, Search(Query("(a|a|aa)+c", pattern=True)))
    assert (result.stopped, result.given_up, result.complete) == (("One", "Two", "Three"), True, False)


def test_a_text_is_folded_once_and_never_taken_for_another(study: Study) -> None:
    texts = FoldedTexts(most=150)

    def total(query: Query) -> int:
        with study.project.read() as session:
            return find(session, Search(query, ("texts",)), texts).total

    assert total(Query("FLOUR")) == BAKER.casefold().count("flour")
    assert total(Query("FLOUR", case=True)) == 0
    other = study.project.do("Import", add_document, name="Other", text="Flour, flour.")
    assert total(Query("flour")) == BAKER.casefold().count("flour") + 2

    def changed(session: WriteSession) -> None:
        document = session.get_one(Document, other)
        session.add(DocumentText(document_id=other, version=2, text="Sand."))
        document.text_version, document.text_hash, document.length = 2, hash_of("Sand."), 5

    study.project.do("Correct", changed)
    assert total(Query("flour")) == BAKER.casefold().count("flour")


def test_a_search_can_be_cancelled_between_documents(study: Study) -> None:
    job = Job()
    job.cancel()
    with study.project.read() as session, pytest.raises(Cancelled):
        find(session, Search(Query("flour")), job=job)


def test_what_is_wrong_with_what_was_typed_is_said_in_a_sentence(study: Study) -> None:
    with pytest.raises(UserError, match="nothing to look for"):
        found(study, " ")


def test_in_a_blind_round_nobody_finds_or_counts_what_another_wrote_and_coded(study: Study) -> None:
    study.project.do(
        "Plan", create_round, name="Blind", document_ids=[study.baker], coder_ids=[study.ana, study.murat]
    )
    start = BAKER.index("flour")
    study.project.do(
        "Apply",
        apply_code,
        document_id=study.baker,
        code_id=study.corruption,
        coder_id=study.murat,
        start=start,
        end=start + 5,
        memo="a secret thing",
    )
    of_murat = Narrowing(coded="with", coder_ids=frozenset({study.murat}))
    for viewer, memos, coded in ((study.ana, 0, 0), (None, 0, 0), (study.murat, 1, 1)):
        study.project.coder_id = viewer
        assert found(study, "secret").total == memos
        assert found(study, "flour", "texts", narrowing=of_murat).total == coded
        uncoded = found(study, "flour", "texts", narrowing=Narrowing(coded="without"))
        assert uncoded.total == BAKER.casefold().count("flour") - coded
