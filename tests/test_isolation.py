"""Names from right to left turn no word of a sentence beside them."""

import unicodedata

from app.isolation import bare, in_order, isolated
from app.translation import tr

ARABIC = "مقابلة 1"
OPENS, CLOSES = "\u2068", "\u2069"


def first_strong(words: str) -> str:
    """The direction that a paragraph takes: of its first strong letter outside isolates (UAX 9, P2)."""
    depth = 0
    for letter in words:
        depth += (letter == OPENS) - (letter == CLOSES)
        direction = unicodedata.bidirectional(letter)
        if not depth and direction in ("L", "R", "AL"):
            return direction
    return ""


def test_a_sentence_that_begins_with_an_arabic_name_runs_from_left_to_right() -> None:
    for words in (
        tr("“{name}” was imported ({parts}).", name=ARABIC, parts="3 turns"),
        tr("{count} codings of “{name}”", "{count} codings of “{name}”", 2, name=ARABIC),
        in_order(f"“{ARABIC}.txt” is empty. Choose another file."),
    ):
        assert f"{OPENS}{ARABIC}" in words
        assert first_strong(words) == "L"
        assert bare(words) == words.replace(OPENS, "").replace(CLOSES, "")


def test_other_names_stay_as_they_are_and_none_is_isolated_twice() -> None:
    assert isolated("Baker & “Sons”") == "Baker & “Sons”"
    assert isolated(isolated(ARABIC)) == isolated(ARABIC)
    assert tr("{name} is here", name=isolated(ARABIC)).count(OPENS) == 1
    assert in_order("“Baker” is empty.") == "“Baker” is empty."
