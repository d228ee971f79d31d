"""Coding what was found: the words, the sentence or the turn they stand in, each once, as one action."""

import pytest

from app.coding.queries import passages
from app.documents.queries import regions
from app.errors import UserError
from app.find.actions import code_passages
from app.find.candidates import found_passages
from app.find.passages import Unit, passages_of
from app.find.queries import Found, Search, find
from app.sought import Query, Sought
from app.store.check import problems
from tests.study import BAKER, Study

TEXT = "A: I know. They paid us. Twice!\nB: They paid. We left.\nThe end"
TURNS = [(3, 31), (35, 54)]


@pytest.mark.parametrize(
    ("words", "unit", "expected"),
    [
        ("paid", "match", ["paid", "paid"]),
        ("pai", "word", ["paid", "paid"]),
        ("pai", "match", ["pai", "pai"]),
        ("paid", "sentence", ["They paid us", "They paid"]),
        ("us. Twice", "sentence", ["They paid us. Twice"]),
        ("paid", "turn", ["I know. They paid us. Twice", "They paid. We left"]),
        ("know", "turn", ["I know. They paid us. Twice"]),
        ("e", "turn", ["I know. They paid us. Twice", "They paid. We left", "The end"]),
        ("Twice! B: They", "turn", ["I know. They paid us. Twice!\nB: They paid. We left"]),
    ],
)
def test_places_come_to_passages_each_once(words: str, unit: Unit, expected: list[str]) -> None:

    found = passages_of(TEXT, Sought(words).places(TEXT), unit, TURNS)
    assert [TEXT[start:end] for start, end in found] == expected


def hits(study: Study, words: str) -> Found:
    with study.project.read() as session:
        return find(session, Search(Query(words)))


def test_what_is_coded_already_is_told_and_left_as_it_is(study: Study) -> None:
    start = BAKER.index("flour")
    mine = study.code("flour")
    with study.project.read() as session:
        candidates = found_passages(
            session, list(hits(study, "flour").hits()), "match", study.corruption, study.ana
        )
        turns = regions(session, study.baker, "turn")
    assert next((row.start, row.is_coded) for row in candidates) == (start, True)
    assert turns
    wanted = [(study.baker, start, start + 5), (study.baker, 0, 11), (study.baker, 0, 11)]
    added = study.project.do(
        "Code", code_passages, passages=wanted, code_id=study.corruption, coder_id=study.ana
    )
    assert added == 1
    with study.project.read() as session:
        rows = [(row.coding.id, row.coding.start, row.coding.origin) for row in passages(session)]
    assert rows[1] == (mine, start, "hand")
    assert rows[0][1:] == (0, "search")
    assert problems(study.project) == []
    study.project.undo()
    with study.project.read() as session:
        assert [row.coding.id for row in passages(session)] == [mine]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ([(1, 0, 11), (1, 0, 99_999)], "its text is another one now"),
        ([(9, 0, 4)], "A document is gone"),
        ([(1, 39, 44)], "have this code from you already"),
    ],
)
def test_where_it_can_not_be_coded_nothing_is(
    study: Study, wanted: list[tuple[int, int, int]], sentence: str
) -> None:
    study.project.do(
        "Code", code_passages, passages=[(1, 39, 44)], code_id=study.corruption, coder_id=study.ana
    )
    with pytest.raises(UserError, match=sentence):
        study.project.do("Code", code_passages, passages=wanted, code_id=study.corruption, coder_id=study.ana)
    with study.project.read() as session:
        assert len(passages(session)) == 1


def test_a_code_that_is_gone_is_refused(study: Study) -> None:
    with pytest.raises(UserError, match="This code is no longer in the project"):
        study.project.do("Code", code_passages, passages=[(1, 0, 4)], code_id=99, coder_id=study.ana)
