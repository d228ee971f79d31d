"""A domain as one variable: its nominal coefficients beside other programs and plain loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from krippendorff import alpha as krippendorff_alpha

from app.agreement.coefficients.weights import identity
from app.agreement.spans.continuum import Codings, Continuum, comparable
from app.agreement.study.comparison import Comparison
from app.agreement.study.material import Scope
from app.agreement.study.parts import Subject
from app.agreement.study.results import study
from app.agreement.study.statistics import OF_VARIABLES
from app.agreement.study.variables import TWO_VALUES
from tests.agreement import definitions
from tests.agreement.projects import project_of


def continuum_of(table, q):
    """Each unit a document of one character; from q on none of the codes, -1 for missing."""
    table = np.array(table)
    rows = [(i, g, v, 0, 1) for i, row in enumerate(table.tolist()) for g, v in enumerate(row) if 0 <= v < q]
    lengths = np.ones(len(table), dtype=np.int64)
    return comparable(Continuum(lengths, table >= 0, q, Codings.of(rows)))[0]


def values(table, q, absent=True):
    continuum = continuum_of(table, q)
    columns = [Subject("variable", tuple(range(q))), Subject(None, tuple(range(q)))]
    parts = Comparison(continuum, continuum, np.zeros(q, dtype=np.int64), absent).parts(
        "domain", columns, OF_VARIABLES
    )
    found = {}
    for part in parts:
        look = part.look(False)
        found |= {key: (look(key, 0), look(key, 1)) for key in part.statistics}
    assert all(
        own == together or own.value == pytest.approx(together.value) for own, together in found.values()
    )
    return {key: own for key, (own, _) in found.items()}


@settings(max_examples=60)
@given(definitions.tables(coders=st.integers(2, 4), categories=st.integers(2, 4)))
def test_every_coefficient_is_that_of_its_definition(ratings):
    q = len(ratings.categories) - 1  # the last value is none of the codes
    pairable = (ratings.values >= 0).sum(axis=1) >= 2
    ratings = ratings.of_units(pairable)
    if not len(ratings.values) or not (ratings.values[:, :] < q).any() or q < 1:
        return
    if not ((ratings.values >= 0) & (ratings.values < q)).any():
        return
    found, w = values(ratings.values, q), identity(q + 1)
    p_o, pi = definitions.percent_agreement(ratings, w), definitions.prevalence(ratings)
    varied = (pi > 0).sum() > 1
    assert found["percent_agreement"].value == pytest.approx(p_o)
    expected = {
        "fleiss_kappa": definitions.kappa(p_o, (pi**2).sum()),
        "conger_kappa": definitions.kappa(p_o, definitions.pairwise_chance(ratings, w)),
        "brennan_prediger": definitions.kappa(p_o, 1 / (q + 1)),
        "gwet_ac1": definitions.kappa(p_o, (pi * (1 - pi)).sum() / q),
        "krippendorff_alpha": definitions.alpha(ratings, lambda a, b: a != b),
    }
    for key, number in expected.items():
        if varied and number is not None:
            assert found[key].value == pytest.approx(number, abs=1e-9), key
        else:
            assert found[key].value is None, key


@settings(max_examples=40)
@given(definitions.tables(coders=st.just(2), categories=st.integers(3, 4), missing=False))
def test_alpha_is_that_of_the_package_krippendorff_and_kappa_that_of_scikit_learn(ratings):
    from sklearn.metrics import cohen_kappa_score

    q = len(ratings.categories) - 1
    if not len(ratings.values) or not (ratings.values < q).any():
        return
    found = values(ratings.values, q)
    if found["krippendorff_alpha"].value is not None:
        domain = list(range(q + 1))
        oracle = krippendorff_alpha(ratings.values.T, level_of_measurement="nominal", value_domain=domain)
        assert found["krippendorff_alpha"].value == pytest.approx(oracle)
    if found["cohen_kappa"].value is not None:
        oracle = cohen_kappa_score(ratings.values[:, 0], ratings.values[:, 1])
        assert found["cohen_kappa"].value == pytest.approx(oracle)
        assert found["light_kappa"].value == pytest.approx(oracle)


def test_one_unit_on_which_one_of_many_differs_is_no_agreement_at_all():
    table = [[1, 1, 1, 1, 1], [1, 1, 1, 1, -1], [1, 1, -1, 1, 1], [1, 1, -1, 1, 1], [1, 1, 1, 0, 1]]
    assert values(table, 2)["krippendorff_alpha"].value == pytest.approx(0)


def test_none_of_them_is_a_value_or_says_nothing_as_was_chosen():
    table = [[0, 0], [1, 1], [2, 2], [2, 2], [0, 1], [2, 0]]
    assert values(table, 2)["percent_agreement"].value == pytest.approx(4 / 6)
    without = values(table, 2, absent=False)
    assert without["percent_agreement"].value == pytest.approx(2 / 3)
    assert without["percent_agreement"].n == 3


def test_the_domain_of_a_project_is_a_variable_too(tmp_path):
    texts = [(f"u{number}", "One word here.", ("Ana", "Ben"), None) for number in range(3)]
    own = [
        ("u0", "Ana", "yes", 0, 3),
        ("u0", "Ben", "yes", 0, 3),
        ("u1", "Ana", "no", 0, 3),
        ("u1", "Ben", "yes", 0, 3),
    ]
    codes = [("Answer", None, True), ("yes", "Answer", False), ("no", "Answer", False)]
    with project_of(tmp_path, texts, own, codes=codes) as opened, opened.read() as session:
        found = study(session, Scope(unit="document"), by=("domain",))
        without = study(session, Scope(unit="document", absent=False), by=("domain",))
    # values: yes yes, no yes, none none; n 6, n_yes 3, n_no 1, n_none 2; D_o 2/6, D_e (36 - 9 - 1 - 4)/30
    assert found.value("krippendorff_alpha", "domain", code="Answer").value == pytest.approx(
        1 - (2 / 6) / (22 / 30)
    )
    # n 4: D_o 2/4, D_e (16 - 9 - 1)/12
    assert without.value("krippendorff_alpha", "domain", code="Answer").value == pytest.approx(
        1 - (2 / 4) / (6 / 12)
    )


def test_two_values_of_one_coder_in_a_unit_are_a_reason(tmp_path):
    texts = [(f"u{number}", "One word here.", ("Ana", "Ben"), None) for number in range(3)]
    own = [
        ("u0", "Ana", "yes", 0, 3),
        ("u0", "Ana", "no", 4, 8),
        ("u0", "Ben", "yes", 0, 3),
        ("u1", "Ben", "no", 0, 3),
    ]
    codes = [("Answer", None, True), ("yes", "Answer", False), ("no", "Answer", False)]
    with project_of(tmp_path, texts, own, codes=codes) as opened, opened.read() as session:
        found = {unit: study(session, Scope(unit=unit), by=("domain",)) for unit in ("document", "token")}
    assert found["document"].value("krippendorff_alpha", "domain", code="Answer").reason == TWO_VALUES
    assert found["document"].value("cohen_kappa", "domain", code=None).reason == TWO_VALUES
    assert found["token"].value("krippendorff_alpha", "domain", code="Answer").value is not None
