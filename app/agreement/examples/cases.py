"""Published cases: reads them, computes what they expect, and sets computed beside expected."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from app.agreement.coefficients.values import Value
from app.agreement.examples.keys import kind_of, spellings
from app.agreement.examples.spans import documents_case, layers_case, masses_case, span_case
from app.agreement.examples.statistics import Lookup, RatingCase, set_case, set_pair_case
from app.errors import UserError

BUNDLED = Path(__file__).resolve().parents[3] / "resources" / "validation"
DEFAULT_TOLERANCE = 1e-6
WRONG_DATA = (ArithmeticError, AttributeError, IndexError, MemoryError, RecursionError, TypeError, ValueError)
UNDEFINED = "undefined"
UNKNOWN_KEY = "unknown key"

_ROUNDING = 1e-12  # a tolerance of 0 still allows for the last digits of a float

_KINDS: dict[str, Callable[[Mapping[str, Any]], Lookup]] = {
    "ratings": RatingCase,
    "sets": set_case,
    "sets-pair": set_pair_case,
    "spans": span_case,
    "spans-multidoc": documents_case,
    "layers": layers_case,
    "segment masses": masses_case,
}


@dataclass(frozen=True)
class Outcome:
    """One expectation of a case: `expected` is a number or UNDEFINED, `problem` why nothing was computed."""

    case: str
    source: str
    key: str
    expected: float | str | None
    tolerance: float
    computed: Value | None
    problem: str | None = None

    @property
    def ok(self) -> bool:
        """Whether computed and expected agree within the tolerance."""
        if self.problem is not None or self.computed is None:
            return False
        if isinstance(self.expected, float) and self.computed.value is not None:
            allowed = self.tolerance + _ROUNDING * max(1.0, abs(self.expected))
            return abs(self.computed.value - self.expected) <= allowed
        return self.expected == UNDEFINED and self.computed.value is None


def outcomes(folder: Path = BUNDLED) -> Iterator[Outcome]:
    """Every expectation of every case (*.json) in a folder, in the order of file names.

    A file that is no case gives one outcome that is not ok and says why. Raises UserError when the folder is
    not there or holds no JSON file.
    """
    if not folder.is_dir():
        raise UserError(
            f"There is no folder {folder}. Validation reads examples from JSON files. "
            "Name a folder that holds such files, or none for the bundled examples."
        )
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UserError(
            f"The folder {folder} holds no JSON file. Validation reads one example from each. "
            "Name a folder that holds such files, or none for the bundled examples."
        )
    for file in files:
        yield from _file_outcomes(file)


def case_outcomes(case: Mapping[str, Any], name: str = "") -> Iterator[Outcome]:
    """Every expectation of one case: {"name", "source", "data": {"type", ...}, "expected", "tolerance"}."""
    name = str(case.get("name") or name)
    expected, data = case.get("expected"), case.get("data")
    if not isinstance(expected, Mapping) or not isinstance(data, Mapping):
        yield _unreadable(name, "a case needs `data` and `expected`")
        return
    kind = kind_of(data)
    look: Lookup | None = None
    problem = None
    if not isinstance(kind, str) or kind not in _KINDS:
        problem = f"unknown type of data: {kind}"
    else:
        try:
            look = _KINDS[kind](data)
        except KeyError as error:
            problem = f"the data cannot be read: `{error.args[0]}` is missing"
        except (ArithmeticError, MemoryError, ValueError) as error:
            problem = f"the data cannot be read: {error}"
        except (TypeError, AttributeError, IndexError, RecursionError):
            problem = f"the data cannot be read: they have not the form of “{kind}”"
    for key, wanted in expected.items():
        yield _outcome(case, name, str(key), wanted, look, problem)


def _file_outcomes(file: Path) -> Iterator[Outcome]:
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        yield _unreadable(file.name, f"the file cannot be read: {error}")
        return
    cases = content if isinstance(content, list) else [content]
    for case in cases:
        if isinstance(case, Mapping):
            yield from case_outcomes(case, file.stem)
        else:
            yield _unreadable(file.name, "a case is a JSON object")


def _outcome(
    case: Mapping[str, Any], name: str, key: str, wanted: Any, look: Lookup | None, problem: str | None
) -> Outcome:
    computed = None
    if look is not None:
        try:
            computed = _looked_up(look, key)
        except KeyError:
            problem = UNKNOWN_KEY
        except WRONG_DATA as error:
            problem = f"cannot be computed: {error}"
    expected = _expected(wanted)
    if expected is None and problem is None:
        problem = f"the expectation is neither a number nor {UNDEFINED!r}"
    source = str(case.get("source", ""))
    return Outcome(name, source, key, expected, _tolerance(case.get("tolerance"), key), computed, problem)


def _looked_up(look: Lookup, key: str) -> Value:
    for spelling in spellings(key):
        with suppress(KeyError):
            return look(spelling)
    raise KeyError(key)


def _expected(wanted: Any) -> float | str | None:
    """A number, UNDEFINED (also for null and NaN, as other programs write it), or None for anything else."""
    if wanted is None or (isinstance(wanted, str) and wanted.strip().casefold().startswith(UNDEFINED)):
        return UNDEFINED
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return None
    finite = _finite(wanted)
    return UNDEFINED if finite is None else finite


def _finite(wanted: float) -> float | None:
    """A number as a float; None where it is none, or larger than any."""
    try:
        value = float(wanted)
    except OverflowError:
        return None
    return value if isfinite(value) else None


def _tolerance(given: Any, key: str) -> float:
    tolerance = given.get(key) if isinstance(given, Mapping) else given
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or not tolerance >= 0:
        return DEFAULT_TOLERANCE
    finite = _finite(tolerance)
    return DEFAULT_TOLERANCE if finite is None else finite


def _unreadable(name: str, problem: str) -> Outcome:
    return Outcome(name, "", "", None, DEFAULT_TOLERANCE, None, problem)
