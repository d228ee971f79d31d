"""What is typed into a cell becomes one value, or a sentence says why not."""

import pytest

from app.cases.values import AttributeType, CellEntry, is_canonical, read_entry, sort_key, tidy_options
from app.errors import UserError

NUMBER = AttributeType("number", "kg")
DATE = AttributeType("date")
YES_NO = AttributeType("yes_no")
ORIGIN = AttributeType("choice", "", ("Homs", "Deir ez-Zor", "حلب", "1-2"))
CAME = AttributeType("choices", "", ("by sea", "by land", "on foot"))
TEXT = AttributeType("text")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("٣٫٥", "3.5"),
        ("٤٥", "45"),
        ("۴۵", "45"),
        ("١٬٢٣٤", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12 345", "12345"),
        ("12\u202f345", "12345"),
        ("1’234", "1234"),
        ("0,125", "0.125"),
        ("1.234", "1.234"),
        ("−4", "-4"),
        ("-0", "0"),
        ("5 kg", "5"),
        ("1e5", "100000"),
        (" 7.50 ", "7.5"),
        ("0.30000000000000004", "0.30000000000000004"),
    ],
)
def test_a_number_is_read_as_people_of_several_countries_type_it(typed: str, value: str) -> None:
    assert read_entry(typed, NUMBER) == CellEntry("known", value)
    assert is_canonical(value, "number", ())


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1,234", "may be 1234 or 1.234"),
        ("about 10", "is no number"),
        ("12 3", "is no number"),
        ("1,2,3", "is no number"),
        ("nan", "is no number"),
        ("inf", "is no number"),
        ("1_000", "is no number"),
        ("½", "is no number"),
        ("1e99", "too long"),
        ("2014-05-03 00:00:00", "“2014-05-03” is a date, no number"),
        ("#N/A", "error of a spreadsheet's formula"),
        ("#DIV/0!", "error of a spreadsheet's formula"),
        ("#BEZUG!", "error of a spreadsheet's formula"),
        ("Err:502", "error of a spreadsheet's formula"),
    ],
)
def test_what_is_no_number_or_may_be_two_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read_entry(typed, NUMBER)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2014-03-05", "2014-03-05"),
        ("2014-03-05 00:00:00", "2014-03-05"),
        ("2014-03-05T00:00:00", "2014-03-05"),
        ("5.3.2014", "2014-03-05"),
        ("13/3/2014", "2014-03-13"),
        ("3/13/2014", "2014-03-13"),
        ("5/5/2014", "2014-05-05"),
        ("٥/٥/٢٠١٤", "2014-05-05"),
        ("March 2014", "2014-03"),
        ("5 March 2014", "2014-03-05"),
        ("5. März 2014", "2014-03-05"),
        ("1 de mayo de 2014", "2014-05-01"),
        ("Mayıs 2014", "2014-05"),
        ("Mar 5, 2014", "2014-03-05"),
        ("3/2014", "2014-03"),
        ("2014", "2014"),
    ],
)
def test_a_date_is_read_with_what_of_it_is_known(typed: str, value: str) -> None:
    assert read_entry(typed, DATE) == CellEntry("known", value)
    assert is_canonical(value, "date", ())


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("05/03/2014", "may be two dates"),
        ("41703", "is how Excel keeps 2014-03-05"),
        ("2014-02-30", "no calendar has"),
        ("5.3.14", "is no date"),
        ("5 Brumaire 2014", "there is no month “brumaire”"),
        ("last spring", "is no date"),
        ("#VALUE!", "error of a spreadsheet's formula"),
    ],
)
def test_what_is_no_date_or_may_be_two_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read_entry(typed, DATE)


def test_yes_and_no_are_read_in_six_languages() -> None:
    for word in ("yes", "Y", "true", "1", "Ja", "oui", "Sí", "evet", "نعم"):
        assert read_entry(word, YES_NO) == CellEntry("known", "yes"), word
    for word in ("no", "N", "FALSE", "0", "nein", "Non", "hayır", "لا"):
        assert read_entry(word, YES_NO) == CellEntry("known", "no"), word
    with pytest.raises(UserError, match="neither yes nor no"):
        read_entry("perhaps", YES_NO)


def test_a_word_of_a_list_is_known_whatever_its_case_and_others_are_refused_with_the_list() -> None:
    assert read_entry(" deir EZ-zor", ORIGIN) == CellEntry("known", "Deir ez-Zor")
    assert read_entry("حلب", ORIGIN) == CellEntry("known", "حلب")
    with pytest.raises(UserError, match="“Hama” is not in the list. It has: Homs, Deir ez-Zor"):
        read_entry("Hama", ORIGIN)


def test_several_words_of_a_list_stand_once_and_in_its_order() -> None:
    assert read_entry("on foot; By Sea;on foot", CAME) == CellEntry("known", "by sea; on foot")
    assert read_entry("by land\nby sea", CAME) == CellEntry("known", "by sea; by land")
    with pytest.raises(UserError, match="“by air” is not in the list"):
        read_entry("by sea; by air", CAME)


def test_unknown_not_asked_and_not_applicable_are_three_things_and_an_empty_cell_is_a_fourth() -> None:
    for type_ in (NUMBER, DATE, YES_NO, ORIGIN, CAME, TEXT):
        assert read_entry("  ", type_) is None
        for state in ("unknown", "not asked", "not applicable"):
            entry = read_entry(f"({state})", type_)
            assert entry == CellEntry(state.replace(" ", "_"))
            assert entry.in_a_table == f"({state})"
    assert read_entry("nicht gefragt", NUMBER) == CellEntry("not_asked")
    assert read_entry("?", DATE) == CellEntry("unknown")
    assert read_entry("unknown", TEXT) == CellEntry("known", "unknown")
    unknown_is_a_word = AttributeType("choice", "", ("unknown", "clear"))
    assert read_entry("unknown", unknown_is_a_word) == CellEntry("known", "unknown")
    assert read_entry("(unknown)", unknown_is_a_word) == CellEntry("unknown")


def test_every_value_reads_as_itself_again() -> None:
    for type_, typed in ((NUMBER, "1.234,5"), (DATE, "5.3.2014"), (CAME, "by land;by sea"), (TEXT, " a\nb ")):
        entry = read_entry(typed, type_)
        assert entry is not None
        assert read_entry(entry.in_a_table, type_) == entry


def test_a_list_has_words_each_once_and_none_that_divides_answers() -> None:
    assert tidy_options([" Homs ", "", "Hama"], "choice") == ("Homs", "Hama")
    assert tidy_options(["Homs"], "number") == ()
    for options, why in (([], "needs words"), (["a", "A"], "in the list twice"), (["a; b"], "can't be in")):
        with pytest.raises(UserError, match=why):
            tidy_options(options, "choices")


def test_a_column_is_sorted_by_what_its_values_mean_and_what_is_not_known_comes_last() -> None:
    cells = [CellEntry("known", value) for value in ("10", "9", "-3")] + [CellEntry("unknown"), None]
    ordered = sorted(cells, key=lambda entry: sort_key(entry, NUMBER))
    assert [entry.value if entry else None for entry in ordered] == ["-3", "9", "10", "", None]
    steps = AttributeType("ordered", "", ("low", "middle", "high"))
    values = sorted((CellEntry("known", word) for word in ("high", "low")), key=lambda e: sort_key(e, steps))
    assert [entry.value for entry in values] == ["low", "high"]
