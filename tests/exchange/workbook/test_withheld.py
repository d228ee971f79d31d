"""Words of documents and memos that stay in the project."""

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.workbook.writing.withheld import GAP, Withheld

TEXT = "They took the flour for themselves. We queued from four in the morning."


def masked(text: str, *, names: dict[str, str] | None = None) -> str:
    return Withheld([TEXT, "short memo"], names or {}).masked(text)


def test_five_words_in_a_row_are_left_out_and_what_stands_around_stays() -> None:
    assert masked("He says: took the flour for themselves, and so on") == f"He says: {GAP}, and so on"
    assert masked("They took the flour for others") == f"{GAP} others"


def test_four_words_in_a_row_and_short_texts_stay() -> None:
    assert masked("took the flour for us") == "took the flour for us"
    assert masked("short memo") == "short memo"
    assert masked("") == ""


def test_neither_case_nor_punctuation_hides_a_quote() -> None:
    assert masked("WE – queued (from) four/in 1991") == f"{GAP} 1991"


def test_one_gap_stands_for_a_long_run_and_two_for_two() -> None:
    assert masked(TEXT) == f"{GAP}."
    two = "took the flour for themselves and others queued from four in the evening"
    assert masked(two) == f"{GAP} and others {GAP} evening"


def test_a_name_that_is_a_quote_is_called_otherwise_also_within_a_path() -> None:
    names = {"Queued from four in the morning": "code 7", "Hunger": "code 8"}
    path = "Hunger / Queued from four in the morning"
    assert masked(path, names=names) == "Hunger / code 7"


def test_characters_count_as_words_where_words_are_not_told_by_spaces() -> None:
    found = Withheld(["他们把面粉拿走了。"], {})
    assert found.masked("代码：把面粉拿走") == f"代码：{GAP}"
    assert found.masked("面粉") == "面粉"


@given(st.lists(st.sampled_from(["they", "took", "the", "flour", "for", "us", "–"]), max_size=12))
def test_nothing_of_a_source_is_left_whatever_is_written(words: list[str]) -> None:
    source = "they took the flour for us they took for the flour"
    left = Withheld([source], {}).masked(" ".join(words)).split(GAP)
    runs = {tuple(source.split()[number : number + 5]) for number in range(len(source.split()) - 4)}
    for piece in left:
        own = [word for word in piece.split() if word != "–"]
        assert not runs & {tuple(own[number : number + 5]) for number in range(len(own) - 4)}
