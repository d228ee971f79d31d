"""Finding codes by what was typed."""

from app.codebook.queries import CodeRow
from app.codebook.search import shown


def code(number: int, name: str, parent_id: int | None = None, use_when: str = "") -> CodeRow:
    depth = 0 if parent_id is None else 1
    return CodeRow(
        number, "", parent_id, 0, name, name, depth, "#000000", "", False, None, "", "", use_when, "", "", ""
    )


CODES = [
    code(1, "Joining"),
    code(2, "Money and work", 1),
    code(3, "Dirty money", 1),
    code(4, "Life"),
    code(5, "Faith", 4, use_when="Not for money."),
]


def test_names_that_begin_with_the_words_come_before_others_and_definitions_last() -> None:
    assert shown(CODES, "money")[1] == [2, 3, 5]


def test_all_words_must_be_there_in_any_order() -> None:
    assert shown(CODES, "work money")[1] == [2]


def test_a_hit_brings_the_group_above_it_and_a_named_group_the_codes_under_it() -> None:
    assert shown(CODES, "faith")[0] == {4, 5}
    assert shown(CODES, "joining")[0] == {1, 2, 3}


def test_a_hit_in_a_definition_does_not_bring_the_codes_under_it() -> None:
    codes = [code(1, "Group", use_when="Pay."), code(2, "Child", 1)]
    assert shown(codes, "pay")[0] == {1}
