"""What coders say of cases and documents, against plain loops over characters."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crosstabs.coverage import cells_touched, coverage
from tests.agreement.naive import random_continuum, rows
from tests.agreement.study.test_in_cases import random_cases, texts_of


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.booleans())
def test_presence_codings_and_text_are_those_of_a_loop(seed, by_all):
    rng = random.Random(seed)
    continuum = random_continuum(seed)
    parts = _joined(random_cases(rng, continuum))
    wholes = max([part[0] for part in parts], default=-1) + 2
    asked = np.array([[rng.random() < 0.7 for _ in range(continuum.coders)] for _ in range(wholes)])
    counted = coverage(continuum, texts_of(parts), wholes, asked, by_all=by_all)
    for whole in range(wholes):
        inside = {(d, at) for c, d, start, end in parts if c == whole for at in range(start, end)}
        assert counted.length[whole] == len(inside)
        people = np.flatnonzero(asked[whole]).tolist()
        for code in range(continuum.codes):
            said = {g: set() for g in people}
            codings = 0
            for d, g, c, start, end in rows(continuum.codings):
                here = {(d, at) for at in range(start, end)} & inside
                if c == code and g in people and here:
                    said[g] |= here
                    codings += 1
            have = [bool(text) for text in said.values()]
            assert counted.present[whole, code] == (bool(have) and (all(have) if by_all else any(have)))
            assert counted.codings[whole, code] == codings
            texts = list(said.values())
            both = (set.intersection if by_all else set.union)(*texts) if texts else set()
            assert counted.characters[whole, code] == len(both)
        assert counted.coded[whole] == counted.codings[whole].any()
    touched = cells_touched(continuum, texts_of(parts), wholes)
    everybody = np.ones_like(asked)
    assert (
        touched == (coverage(continuum, texts_of(parts), wholes, everybody, by_all=False).codings > 0)
    ).all()


def _joined(parts):
    """Without the same character twice in one case, as cases have their text."""
    places = sorted({(c, d, at) for c, d, start, end in parts for at in range(start, end)})
    joined = []
    for case, document, at in places:
        if joined and joined[-1][:2] == [case, document] and joined[-1][3] == at:
            joined[-1][3] = at + 1
        else:
            joined.append([case, document, at, at + 1])
    return [tuple(part) for part in joined]
