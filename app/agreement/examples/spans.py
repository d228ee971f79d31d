"""Published cases on free spans and on segmentations, and how the statistics they name are computed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from app.agreement.coefficients import segmentation, unitizing, unitizing_legacy
from app.agreement.coefficients.values import NO_UNITS, NOT_USED, Value, defined, undefined
from app.agreement.examples.cells import coders_of, spans_of, whole
from app.agreement.spans.continuum import comparable, continuum_of
from app.agreement.study.statistics import BOUNDARIES

Lookup = Callable[[str], Value]

_FAMILY = {  # functions of `unitizing`
    "u": "u_alpha",
    "u_alpha": "u_alpha",
    "|u": "relevance_u_alpha",
    "relevance_u_alpha": "relevance_u_alpha",
    "cu": "cu_alpha",
    "cu_alpha": "cu_alpha",
}

_SEGMENTATION = {
    "pk": segmentation.pk,
    "Pk": segmentation.pk,
    "WD": segmentation.window_diff,
    "WindowDiff": segmentation.window_diff,
    "wd": segmentation.window_diff,
    "window_diff": segmentation.window_diff,
}


def span_case(data: Mapping[str, Any]) -> Lookup:
    """One continuum: {"length", "coders": {name: [[start, end, code], ...]}}; keys as in `documents_case`."""
    return _family([(whole(data["length"]), coders_of(data["coders"]))])


def documents_case(data: Mapping[str, Any]) -> Lookup:
    """Several documents: {"docs": [[length, {coder: spans}], ...]}, a coder who isn't named has not coded it.

    Keys: u, |u, cu, k:<code> for (k)u-alpha, coverage:<code>.
    """
    docs = [(doc["length"], doc["coders"]) if isinstance(doc, Mapping) else doc for doc in data["docs"]]
    if not all(len(doc) == 2 for doc in docs):
        raise ValueError("a document is [length, {coder: spans}]")
    return _family([(whole(length), coders_of(coders)) for length, coders in docs])


def layers_case(data: Mapping[str, Any]) -> Lookup:
    """Legacy alpha_U: {"begin", "length", "coders": [{code: [[offset, length], ...]}, ...]}.

    Keys: alpha_U, and alpha_U:<code>, Do:<code>, De:<code>.
    """
    begin = whole(data.get("begin") or 0)
    spans = {name: _layer_spans(layers, begin) for name, layers in coders_of(data["coders"]).items()}
    continuum, _, codes = continuum_of([(whole(data["length"]), spans)])
    compared, _ = comparable(continuum)
    disagreements = unitizing_legacy.legacy_disagreements(compared)

    def look(key: str) -> Value:
        kind, _, code = key.partition(":")
        if key == "alpha_U":
            return unitizing_legacy.legacy_alpha_u(disagreements)
        if kind not in ("alpha_U", "Do", "De") or not code:
            raise KeyError(key)
        if code not in codes:
            return undefined(NOT_USED)
        number = codes.index(code)
        if kind == "alpha_U":
            return unitizing_legacy.legacy_code_value(disagreements, number)
        return defined((disagreements.observed if kind == "Do" else disagreements.expected)[number])

    return look


def _layer_spans(layers: Any, begin: int) -> list[tuple[int, int, str]]:
    if not isinstance(layers, Mapping):
        raise ValueError("a coder has {code: [[offset, length], ...]}")
    found = []
    for code, spans in layers.items():
        for span in spans or []:
            if not isinstance(span, Sequence) or len(span) != 2:
                raise ValueError("a span of a layer is [offset, length]")
            start = whole(span[0]) - begin
            found.append((start, start + whole(span[1]), str(code)))
    return found


def masses_case(data: Mapping[str, Any]) -> Lookup:
    """Segment masses: {"hypothesis", "reference"}; keys B, and pk and wd of that direction."""
    both = [data[name] for name in ("hypothesis", "reference")]
    if not all(isinstance(masses, Sequence) and not isinstance(masses, str) for masses in both):
        raise ValueError("`hypothesis` and `reference` are lists of lengths")
    ours, theirs = (segmentation.Segmentation.of_masses([whole(mass) for mass in masses]) for masses in both)

    def look(key: str) -> Value:
        if key in ("B", BOUNDARIES):
            return segmentation.boundary_similarity(ours, theirs)
        return _SEGMENTATION[key](ours, theirs)

    return look


def _family(documents: Iterable[tuple[int, Mapping[str, Any]]]) -> Lookup:
    named = [(length, {coder: spans_of(spans) for coder, spans in by.items()}) for length, by in documents]
    if not named:
        named = [(0, {})]
    continuum, _, codes = continuum_of(named)
    compared, _ = comparable(continuum)
    tallies = unitizing.unitize(compared, np.zeros(len(codes), dtype=np.int64)).total()

    def look(key: str) -> Value:
        kind, _, code = key.partition(":")
        if key in _FAMILY:
            # without any code there is no domain to look up
            estimates = vars(unitizing)[_FAMILY[key]](tallies)
            return unitizing.domain_value(estimates, tallies, 0) if codes else undefined(NO_UNITS)
        if kind not in ("k", "coverage") or not code:
            raise KeyError(key)
        if code not in codes:
            return undefined(NOT_USED)
        number = codes.index(code)
        if kind == "k":
            return unitizing.code_value(unitizing.ku_alpha(tallies), tallies, number)
        covered = float(unitizing.coverage(tallies)[number])
        return defined(covered) if np.isfinite(covered) else undefined(NOT_USED)

    return look
