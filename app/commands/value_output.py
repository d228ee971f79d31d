"""What a value of agreement says of itself, for programs."""

from typing import Any

from app.agreement.coefficients.values import Value


def value_fields(value: Value) -> dict[str, Any]:
    """What a value says of itself, for programs."""
    return {
        "value": value.value,
        "reason": value.reason,
        "low": value.low,
        "high": value.high,
        "observed": value.observed,
        "expected": value.expected,
        "n": value.n,
        "flags": list(value.flags),
    }
