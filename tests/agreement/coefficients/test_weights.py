"""Agreement weights, set beside what irrCAC prints for the categories 1, 2, 3."""

import numpy as np
import pytest

from app.agreement.coefficients.weights import NAMES, agreement_weights

PRINTED = {
    "identity": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "linear": [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]],
    "quadratic": [[1, 0.75, 0], [0.75, 1, 0.75], [0, 0.75, 1]],
    "radical": [[1, 0.293, 0], [0.293, 1, 0.293], [0, 0.293, 1]],
    "ratio": [[1, 0.556, 0], [0.556, 1, 0.84], [0, 0.84, 1]],
    "ordinal": [[1, 0.667, 0], [0.667, 1, 0.667], [0, 0.667, 1]],
    "circular": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "bipolar": [[1, 0.667, 0], [0.667, 1, 0.667], [0, 0.667, 1]],
}


@pytest.mark.parametrize("name", NAMES)
def test_weights_are_those_that_irrcac_prints(name):
    assert np.round(agreement_weights(name, np.array([1.0, 2.0, 3.0])), 3).tolist() == PRINTED[name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("numbers", [[5.0], [0.0, 3.0], [0.0, 0.5, 4.0, 9.0], [7.0, 2.0, 4.0]])
def test_every_category_agrees_with_itself_whatever_the_scale(name, numbers):
    weights = agreement_weights(name, np.array(numbers))
    assert np.diag(weights).tolist() == [1.0] * len(numbers)
    assert np.array_equal(weights, weights.T)
    assert weights.min() >= 0


def test_ordinal_weights_look_at_the_order_and_not_at_the_numbers():
    near, far = (agreement_weights("ordinal", np.array(n)) for n in ([1.0, 2.0, 3.0], [1.0, 50.0, 60.0]))
    assert np.array_equal(near, far)


def test_unknown_weights_are_refused_with_the_names_of_the_known():
    with pytest.raises(ValueError, match="quadratic"):
        agreement_weights("cubic", np.array([1.0, 2.0]))


def test_ratio_weights_of_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="not negative"):
        agreement_weights("ratio", np.array([-1.0, 2.0]))
