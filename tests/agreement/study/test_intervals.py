"""Intervals by leaving out one document after the other."""

import numpy as np
import pytest

from app.agreement.coefficients.tallies import folded, of_documents
from app.agreement.coefficients.values import (
    AT_THE_END,
    FEW_DOCUMENTS,
    NO_INTERVAL,
    NO_VARIATION,
    NOTHING_VARIES,
    RESTS_ON_ONE,
    defined,
    undefined,
)
from app.agreement.study.intervals import MOST_GROUPS, left_out, minority, with_interval
from app.errors import Cancelled

VALUES = np.random.default_rng(7).normal(0.5, 0.2, size=40)
ALPHA = "krippendorff_alpha"


def mean(counts):
    return (counts @ VALUES[: counts.shape[1]]) / counts.sum(axis=1)


def everywhere(documents):
    return np.ones(documents, dtype=bool)


def test_the_standard_error_of_a_mean_is_that_of_the_textbook():
    assert float(left_out(mean, 40).errors) == pytest.approx(VALUES.std(ddof=1) / np.sqrt(40))


def test_each_document_is_left_out_once():
    seen = []

    def noted(counts):
        seen.append(counts)
        return counts[:, 0]

    left_out(noted, 7)
    np.testing.assert_array_equal(np.concatenate(seen), 1 - np.eye(7))


def test_very_many_documents_are_left_out_in_groups_which_changes_little():
    many = np.random.default_rng(1).normal(size=4 * MOST_GROUPS)
    size = np.ones_like(many)

    def mean_of_groups(counts):
        sums, sizes = (counts @ folded(part, counts.shape[1]) for part in (many, size))
        return sums / sizes

    error = float(left_out(mean_of_groups, len(many)).errors)
    assert error == pytest.approx(many.std() / np.sqrt(len(many)), rel=0.1)


@pytest.mark.parametrize("documents", [3, 7, 8, 20, 21])
def test_sums_of_groups_are_those_of_their_documents(documents):
    chance = np.random.default_rng(documents)
    amounts, counts = chance.normal(size=(documents, 2, 0)), chance.integers(0, 3, size=(4, 7)) * 1.0
    assert folded(amounts, 7).shape == (min(documents, 7), 2, 0)
    amounts = chance.normal(size=(2, documents, 3))
    whole = np.einsum("bd,sdk->sbk", of_documents(counts, documents), amounts) if documents >= 7 else None
    if whole is not None:
        np.testing.assert_allclose(counts @ folded(amounts, 7, axis=1), whole)
    else:
        np.testing.assert_array_equal(folded(amounts, 7, axis=1), amounts)


def test_an_interval_of_a_coefficient_is_symmetric_on_fishers_scale_with_t_of_the_documents_that_hold_it():
    from scipy import stats

    found, holds = left_out(mean, 40), np.arange(40) < 9
    value = with_interval(defined(0.7), ALPHA, found, holds)
    reach = stats.t.ppf(0.975, 8) * float(found.errors) / (1 - 0.7**2)
    assert (value.low, value.high) == pytest.approx(
        tuple(np.tanh(np.arctanh(0.7) + np.array([-reach, reach])))
    )


def test_an_interval_of_a_share_is_symmetric_on_the_scale_of_the_logit_and_stays_between_0_and_1():
    from scipy import stats

    found = left_out(mean, 40)
    value = with_interval(defined(0.9), "percent_agreement", found, everywhere(40))
    reach = stats.t.ppf(0.975, 39) * float(found.errors) / (0.9 * 0.1)
    logit = np.log(0.9 / 0.1)
    assert (value.low, value.high) == pytest.approx(
        tuple(1 / (1 + np.exp(-(logit + np.array([-reach, reach])))))
    )


def test_where_fewer_than_five_documents_hold_the_code_there_is_a_reason_and_no_interval():
    value = with_interval(defined(0.6), ALPHA, left_out(mean, 40), np.arange(40) < 4)
    assert (value.low, value.high, value.flags) == (None, None, (NO_INTERVAL,))
    assert left_out(mean, 4) is None
    assert with_interval(defined(0.6), ALPHA, None, everywhere(4)).flags == (NO_INTERVAL,)


def test_full_agreement_has_no_interval_however_many_documents_there_are():
    for number in (1.0, -1.0):
        value = with_interval(defined(number), ALPHA, left_out(mean, 40), everywhere(40))
        assert (value.low, value.flags) == (None, (AT_THE_END,))


def test_documents_that_are_all_alike_give_no_interval():
    found = left_out(lambda counts: np.full(len(counts), 0.4), 40)
    assert with_interval(defined(0.4), ALPHA, found, everywhere(40)).flags == (NOTHING_VARIES,)


def test_a_value_that_one_document_makes_possible_has_no_interval():
    found = left_out(lambda counts: np.where(counts[:, 3] > 0, 0.5, np.nan), 40)
    assert with_interval(defined(0.5), ALPHA, found, everywhere(40)).flags == (RESTS_ON_ONE,)


def test_fewer_than_ten_documents_give_a_warning():
    few = with_interval(defined(0.5), ALPHA, left_out(mean, 9), everywhere(9))
    assert few.flags == (FEW_DOCUMENTS,)
    assert few.low < 0.5 < few.high
    assert with_interval(defined(0.5), ALPHA, left_out(mean, 10), everywhere(10)).flags == ()


def test_what_is_undefined_gets_no_interval():
    value = undefined(NO_VARIATION)
    assert with_interval(value, ALPHA, left_out(mean, 40), everywhere(40)) is value


def test_what_is_rare_is_the_code_or_text_without_it():
    rare_code = np.array([[9, 1], [9, 0], [9, 1]])
    nearly_everywhere = rare_code[:, ::-1]
    assert minority(rare_code).tolist() == minority(nearly_everywhere).tolist() == [True, False, True]


def test_progress_is_told_and_cancelling_stops():
    told = []
    left_out(lambda counts: counts[:, 0], 600, step=lambda done, of: told.append((done, of)))
    assert told == [(250, 500), (500, 500)]

    def cancel(done, of):
        raise Cancelled

    with pytest.raises(Cancelled):
        left_out(mean, 40, step=cancel)
