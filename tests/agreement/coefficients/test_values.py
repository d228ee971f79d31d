"""A value or a reason, never both, never neither, never NaN."""

import numpy as np
import pytest

from app.agreement.coefficients.values import NO_VARIATION, Value, defined, undefined


def test_a_value_and_a_reason_exclude_one_another():
    with pytest.raises(ValueError, match="either a value or a reason"):
        Value(0.5, NO_VARIATION)


def test_a_statistic_without_value_needs_a_reason():
    with pytest.raises(ValueError, match="either a value or a reason"):
        Value(None, None)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_part_of_a_statistic_is_nan_or_infinite(number):
    with pytest.raises(ValueError, match="never NaN"):
        defined(number)
    with pytest.raises(ValueError, match="never NaN"):
        defined(0.5, low=number)
    with pytest.raises(ValueError, match="never NaN"):
        undefined(NO_VARIATION, observed=number)


def test_numpy_numbers_become_plain_numbers():
    value = defined(np.float64(0.5), observed=np.float32(0.25), n=np.int64(3))
    assert [type(number) for number in (value.value, value.observed, value.n)] == [float, float, float]


def test_an_undefined_statistic_still_tells_what_could_be_counted():
    value = undefined(NO_VARIATION, observed=1.0, n=5)
    assert (value.value, value.observed, value.n) == (None, 1.0, 5.0)
