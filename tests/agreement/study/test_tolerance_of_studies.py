"""What boundary tolerance guarantees of a whole study, at every unit, and that it still does its work."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.study.material import UNITS, Scope, ScopeReading
from app.agreement.study.results import study_of
from app.agreement.study.small_project import SmallProject
from tests.thorough import examples

TEXT = "Ana: Yes, we do. It is so. \nBen: No! Never a day. \nAna: Go on, do. Why?"
TURNS = [(0, 28), (28, 51), (51, len(TEXT))]
CODES = ("x", "y")


class Interviews(SmallProject):
    """A small project whose documents have words, sentences and turns."""

    def texts(self, documents):
        """The same text for all."""
        return [TEXT] * len(documents)

    def regions(self, kind, speakers=None):
        """Three turns in each, which are passages, too."""
        if kind not in ("turn", "passage"):
            return []
        return [(document.id, *turn) for document in self.documents for turn in TURNS]


@st.composite
def documents_with_near_ends(draw):
    """(length, spans by coder): passages that two to four coders mark a little differently, or not at all."""
    coders = "ABCD"[: draw(st.integers(2, 4))]
    shift = st.sampled_from([0, 0, 1, -1, 2, -3, 4])
    found = []
    for _ in range(draw(st.integers(1, 2))):
        spans = {coder: [] for coder in coders if len(coders) == 2 or draw(st.integers(0, 5))}
        for _ in range(draw(st.integers(1, 4))):
            start, width = draw(st.integers(0, 60)), draw(st.integers(1, 30))
            code = draw(st.sampled_from(CODES))
            for own in spans.values():
                if draw(st.integers(0, 3)):
                    low = max(start + draw(shift), 0)
                    high = min(max(start + width + draw(shift), low + 1), len(TEXT))
                    own.append((low, high, code))
        found.append((len(TEXT), spans))
    return found


def differing(found):
    """For each document, code and pair of coders, the set of units (or characters) in which they differ."""
    continuum, codings = found.continuum, found.continuum.codings
    shape = (continuum.documents, continuum.codes, continuum.coders, int(continuum.lengths.max(initial=0)))
    has = np.zeros(shape, dtype=bool)
    for row in zip(codings.document, codings.code, codings.coder, codings.start, codings.end, strict=True):
        has[row[0], row[1], row[2], row[3] : row[4]] = True
    return {
        (document, code, pair): set(
            np.flatnonzero(has[document, code, pair[0]] != has[document, code, pair[1]])
        )
        for document in range(continuum.documents)
        for pair in combinations(np.flatnonzero(continuum.completed[document]).tolist(), 2)
        for code in range(continuum.codes)
    }


def compared(documents, unit, tolerance):
    return ScopeReading(Interviews(documents, CODES), Scope(unit=unit, tolerance=tolerance)).in_unit(unit)


@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=examples(50, thorough=300))
@given(documents=documents_with_near_ends(), tolerance=st.integers(1, 6))
def test_no_pair_of_coders_differs_in_more_units_for_a_tolerance(unit, documents, tolerance):
    before, after = (differing(compared(documents, unit, most)) for most in (0, tolerance))
    assert before.keys() == after.keys()
    for place, units in after.items():
        assert len(units) <= len(before[place]), place
        assert unit == "character" or units <= before[place], place


@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=examples(20, thorough=120))
@given(documents=documents_with_near_ends(), tolerance=st.integers(1, 6))
def test_no_code_has_less_observed_agreement_nor_a_lower_alpha_for_a_tolerance(unit, documents, tolerance):
    keys = ("percent_agreement", "krippendorff_alpha")
    results = [
        study_of(compared(documents, unit, most), statistics=keys, by=("code", "pair", "overall"))
        for most in (0, tolerance)
    ]
    plain, tolerant = (
        {(row.level, row.code, row.coders, row.statistic): row.value for row in each.rows} for each in results
    )
    for place, value in plain.items():
        held = place[3] == "percent_agreement" or place[0] == "code"
        if held and value.value is not None:
            assert tolerant[place].value is not None, place
            assert tolerant[place].value >= value.value - 1e-9, place


# trimmed, a passage up to the border of the first turn ends four characters before its second letter
def test_an_end_that_would_part_two_coders_at_the_border_of_a_turn_counts_as_it_was():
    border = TURNS[0][1]
    spans = {
        "A": [(border - 9, border + 1, "x")],
        "B": [(border - 9, border, "x"), (border + 8, border + 14, "x")],
    }
    moved = compared([(len(TEXT), spans)], "turn", 4)
    assert not any(differing(moved).values())
    assert any(differing(compared([(len(TEXT), spans)], "character", 4)).values())


def test_a_tolerance_still_makes_a_turn_that_one_coder_touched_by_a_letter_the_same():
    border = TURNS[0][1]
    spans = {
        "A": [(border - 9, border + 1, "x")],
        "B": [(border - 9, border, "x")],
        "C": [(border - 9, border, "x")],
    }
    plain, tolerant = (differing(compared([(len(TEXT), spans)], "turn", most)) for most in (0, 4))
    assert any(plain.values())
    assert not any(tolerant.values())
