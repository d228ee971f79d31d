"""The tip on a coding tells how it came about, where that isn't by hand."""

import pytest

from app.store.codings import ORIGINS
from app.ui.surface.marks import CodingMark
from app.ui.surface.tips import tip_text


@pytest.mark.parametrize(
    ("origin", "words"),
    [("hand", ""), ("search", " · by a search"), ("import", " · imported"), ("suggestion", " · suggested")],
)
def test_the_tip_says_how_a_coding_came_about(origin: str, words: str) -> None:
    assert origin in ORIGINS
    mark = CodingMark(1, 1, 1, 0, 4, "#4477aa", "Faith", "AY", "#000000", sure=False, origin=origin)
    assert f"AY · unsure{words}</p>" in tip_text([mark])
