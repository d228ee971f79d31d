"""What is said before a code is deleted."""

from app.codebook.consequences import CodeConsequences
from app.ui.codebook.editing.deleting import in_words


def test_all_that_hangs_on_a_code_is_said_with_what_goes_and_what_stays() -> None:
    words = in_words(CodeConsequences(2, 1200, 2, 3, decisions=4, proposals=1, versions=(1, 3), hidden=True))
    assert "the 1 code under it" in words
    assert "1,200 (coders: 2, documents: 3)" in words
    assert "open blind round is not counted here, and goes too" in words
    assert "settled on it: 4. They stay on record, their consensus codings go." in words
    assert "can only be declined: 1." in words
    assert "Published versions keep it: 1, 3." in words
    assert words.endswith("You can undo this.")


def test_nothing_is_said_of_what_does_not_hang_on_it() -> None:
    assert in_words(CodeConsequences(1, 0, 0, 0)) == "No passage carries it. You can undo this."
