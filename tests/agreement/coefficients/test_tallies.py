"""Tallies add up over documents, so documents can be counted anew without looking at a unit again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.alpha import krippendorff_alpha
from app.agreement.coefficients.many_coders import conger_kappa, fleiss_kappa, gwet_ac1, percent_agreement
from app.agreement.coefficients.ratings import Ratings
from app.agreement.coefficients.tallies import rating_tallies
from tests.agreement import definitions
from tests.agreement.pairwise import cohen_kappa, light_kappa

ALL = {
    "percent": percent_agreement,
    "fleiss": fleiss_kappa,
    "conger": conger_kappa,
    "gwet": gwet_ac1,
    "light": light_kappa,
    "alpha": krippendorff_alpha,
    "cohen": lambda tallies: cohen_kappa(tallies.tables),
}


@st.composite
def studies(draw):
    """Ratings and the document of every unit, of three documents."""
    ratings = draw(definitions.tables(weighted=True))
    documents = draw(st.lists(st.integers(0, 2), min_size=len(ratings.values), max_size=len(ratings.values)))
    return ratings, np.array(documents, dtype=np.int64)


def same(ours, theirs):
    np.testing.assert_allclose(ours.value, theirs.value, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=50)
@given(studies())
def test_splitting_a_corpus_into_documents_changes_no_coefficient(name, study):
    ratings, documents = study
    split = rating_tallies(ratings, documents, n_documents=3).total()
    same(ALL[name](split), ALL[name](rating_tallies(ratings).total()))


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=50)
@given(studies(), st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_drawing_documents_again_equals_copying_their_units(name, study, drawn):
    ratings, documents = study
    copies = np.repeat(np.arange(len(documents)), np.array(drawn)[documents])
    copied = rating_tallies(ratings.of_units(copies)).total()
    resampled = rating_tallies(ratings, documents, n_documents=3).resample(np.array([drawn], dtype=float))
    same(ALL[name](resampled.of(0)), ALL[name](copied))


def test_each_document_can_be_looked_at_on_its_own():
    values = np.array([[0, 0], [0, 1], [1, 1], [1, 1]])
    ratings = Ratings(values, ("a", "b"), np.ones(4))
    tallies = rating_tallies(ratings, np.array([1, 1, 0, 0]), n_documents=3)
    assert percent_agreement(tallies).value[:2].tolist() == [1, 0.5]
    assert np.isnan(percent_agreement(tallies).value[2])


def test_tables_of_pairs_can_be_left_out():
    ratings = Ratings(np.array([[0, 0, 1]]), ("a", "b"), np.ones(1))
    assert rating_tallies(ratings, tables=False).tables.shape == (1, 0, 2, 2)
