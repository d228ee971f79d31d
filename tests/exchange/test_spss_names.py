"""Names and labels that SPSS takes."""

import pytest

from app.exchange.spss_names import VariableNames, label


@pytest.mark.parametrize(
    ("words", "ending", "name"),
    [
        ("Corruption and hypocrisy", "AY", "Corruption_and_hypocrisy_AY"),
        ("7 deadly sins", "MK", "v_7_deadly_sins_MK"),
        ("=HYPERLINK(1)", "AY", "HYPERLINK_1_AY"),
        ("الفساد", "AY", "الفساد_AY"),
        ("🚚", "AY", "v_AY"),
        ("_ _", "", "v"),
    ],
)
def test_a_name_is_made_of_letters_and_digits_of_any_script(words: str, ending: str, name: str) -> None:
    assert VariableNames().name(words, ending) == name


def test_no_name_is_given_twice_whatever_the_case() -> None:
    names = VariableNames()
    assert [names.name(words, "A") for words in ("Faith", "FAITH", "faith!")] == [
        "Faith_A",
        "FAITH_A_2",
        "faith_A_3",
    ]


def test_names_and_labels_have_limited_bytes_and_whole_characters() -> None:
    names = VariableNames()
    many = [names.name("ف" * 100, "AY") for _ in range(12)]
    assert len(set(many)) == 12
    assert max(len(name.encode()) for name in many) <= 64
    assert label("a\nb") == "a b"
    assert len(label("ف" * 200).encode()) <= 256
    assert label("ف" * 200).endswith("ف…")
