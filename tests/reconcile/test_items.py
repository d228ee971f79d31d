"""Items of whole projects: who completed what, what is not codable, white space, turns, and their keys."""

from pathlib import Path

import pytest

from app.documents.turns import TextRegion
from app.reconcile.items import Item, weight_told
from app.reconcile.queries import items
from app.store import Project
from tests.agreement.projects import project_of

TEXT = "ANA: They took the flour. BEN: We queued, all of us, from four.\n"


def found(project: Project, **more: object) -> list[Item]:
    with project, project.read() as session:
        return items(session, **more)  # type: ignore[arg-type]  # any option


def own(item: Item) -> dict[int, list[tuple[int, int]]]:
    return {coder: [(one.start, one.end) for one in codings] for coder, codings in item.coders.items()}


def test_each_document_has_its_own_coders_and_one_with_a_single_coder_has_no_items(tmp_path: Path) -> None:
    documents = [
        ("One", TEXT, ["Ana", "Ben"], None),
        ("Two", TEXT, ["Ben", "Eve"], None),
        ("Three", TEXT, ["Eve"], None),
    ]
    codings = [
        (document, coder, "Money", 5, 24) for document in ("One", "Two", "Three") for coder in ("Ana", "Eve")
    ]

    listed = found(project_of(tmp_path, documents, codings, coders=("Ana", "Ben", "Eve")))

    assert [own(item) for item in listed] == [{1: [(5, 24)], 2: []}, {2: [], 3: [(5, 24)]}]
    assert [item.weight for item in listed] == [0.5, 0.5]
    assert [item.similar for item in listed] == [1, 1]
    assert len({item.key for item in listed}) == 2


def test_a_tenth_coder_who_missed_it_makes_it_one_item_of_ten(tmp_path: Path) -> None:
    people = [f"Coder {number}" for number in range(10)]
    codings = [("One", person, "Money", 5, 24) for person in people[1:]]

    (item,) = found(project_of(tmp_path, [("One", TEXT, people, None)], codings, coders=people))

    assert (item.kind, item.weight, item.coders[1]) == ("missed", 1.0, ())
    assert len(item.coders) == 10


def test_white_space_and_punctuation_at_the_ends_are_no_difference(tmp_path: Path) -> None:
    codings = [("One", "Ana", "Money", 5, 24), ("One", "Ben", "Money", 4, 26)]

    (item,) = found(project_of(tmp_path, [("One", TEXT, ["Ana", "Ben"], None)], codings))

    assert (item.kind, item.weight, own(item)) == ("agreed", 0.0, {1: [(5, 24)], 2: [(4, 26)]})


def test_what_is_not_codable_is_cut_out_of_the_disagreement(tmp_path: Path) -> None:
    middle = TEXT.index(", all of us, ")
    region = TextRegion("non_codable", middle, middle, middle + len(", all of us, "), None, None)
    turn = TextRegion("turn", 26, 31, len(TEXT), "BEN", None)
    codings = [
        ("One", "Ana", "Money", 31, 63),
        ("One", "Ben", "Money", 31, middle),
        ("One", "Ben", "Money", middle + len(", all of us, "), 63),
        ("One", "Ben", "Faith", middle + 2, middle + 8),
    ]

    (item,) = found(project_of(tmp_path, [("One", TEXT, ["Ana", "Ben"], [turn, region])], codings))

    assert item.kind == "agreed"
    assert (item.turn, item.speaker) == (1, "BEN")


def test_a_key_stays_the_same_until_a_coding_of_the_item_changes(tmp_path: Path) -> None:
    documents = [("One", TEXT, ["Ana", "Ben"], None)]
    project = project_of(
        tmp_path, documents, [("One", "Ana", "Money", 5, 24), ("One", "Ben", "Faith", 40, 50)]
    )
    with project, project.read() as session:
        first, second = items(session)
        again = items(session, document_ids=[1])
        with pytest.raises(AttributeError):
            first.key = ""  # type: ignore[misc]  # that is what is tested

    assert [item.key for item in again] == [first.key, second.key]
    assert len(first.key) == 64


@pytest.mark.parametrize(
    ("weight", "told"), [(0, ""), (0.0004, "< .001"), (0.0213, ".021"), (0.4, ".400"), (1, "1.000")]
)
def test_a_weight_is_told_as_a_share_with_three_decimals(weight: float, told: str) -> None:
    assert weight_told(weight) == told
