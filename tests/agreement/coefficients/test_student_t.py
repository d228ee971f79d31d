"""Quantiles of Student's t distribution, beside scipy."""

import pytest

from app.agreement.coefficients.student_t import t_quantile


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 7, 11, 30, 99, 300, 301, 5000])
@pytest.mark.parametrize("probability", [0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 0.025])
def test_quantiles_equal_those_of_scipy(degrees, probability):
    from scipy import stats

    assert t_quantile(probability, degrees) == pytest.approx(
        stats.t.ppf(probability, degrees), rel=1e-8, abs=1e-9
    )


def test_no_degree_of_freedom_is_an_error():
    with pytest.raises(ValueError, match="at least one degree"):
        t_quantile(0.975, 0)
