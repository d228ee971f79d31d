"""Published cases on free spans and on segmentations, and how the statistics they name are computed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from app.agreement.coefficients import segmentation, unitizing
from app.agreement.coefficients.values import NO_UNITS, NOT_USED, Value, defined, undefined
from app.agreement.examples.cells import coders_of, spans_of, whole
from app.agreement.spans.continuum import comparable
from app.agreement.study.results import Result
from app.agreement.study.small_project import SmallProject, value_in
from app.agreement.study.statistics import BOUNDARIES, KU, LEGACY, OF_SPANS

Lookup = Callable[[str], Value]

_FAMILY = {
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

    Keys: u, |u, cu, k:<code> for (k)u-alpha, coverage:<code>, and span_f1_exact, span_f1_overlap of all codes
    or with :<code> of one.
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
    project = SmallProject([(whole(data["length"]), spans)])
    codes = [code.name for code in project.codes]
    result = project.compared((LEGACY,))

    def look(key: str) -> Value:
        kind, _, code = key.partition(":")
        if key == "alpha_U":
            return value_in(result, LEGACY)
        if kind not in ("alpha_U", "Do", "De") or not code:
            raise KeyError(key)
        if code not in codes:
            return undefined(NOT_USED)
        value = value_in(result, LEGACY, code, "code")
        if kind == "alpha_U":
            return value
        part = value.observed if kind == "Do" else value.expected
        return undefined(value.reason or NO_UNITS) if part is None else defined(part)

    return look


def _layer_spans(layers: Any, begin: int) -> list[tuple[int, int, str]]:
    if not isinstance(layers, Mapping):
        raise ValueError("a coder has {code: [[offset, length], ...]}")
    rows = []
    for code, spans in layers.items():
        for span in spans or []:
            if not isinstance(span, Sequence) or len(span) != 2:
                raise ValueError("a span of a layer is [offset, length]")
            start = whole(span[0]) - begin
            rows.append((start, start + whole(span[1]), str(code)))
    return rows


def masses_case(data: Mapping[str, Any]) -> Lookup:
    """Segment masses: {"hypothesis", "reference"}; keys B, and pk and wd of that direction."""
    both = [data[name] for name in ("hypothesis", "reference")]
    if not all(isinstance(masses, Sequence) and not isinstance(masses, str) for masses in both):
        raise ValueError("`hypothesis` and `reference` are lists of lengths")
    ours, theirs = (segmentation.Segmentation.of_masses([whole(mass) for mass in masses]) for masses in both)

    segmentation.same_length(ours, theirs)
    result = SmallProject([(ours.length, {"one": ours.spans, "other": theirs.spans})]).compared((BOUNDARIES,))

    def look(key: str) -> Value:
        if key in ("B", BOUNDARIES):
            return value_in(result, BOUNDARIES)
        return _SEGMENTATION[key](ours, theirs)

    return look


def _family(documents: Iterable[tuple[int, Mapping[str, Any]]]) -> Lookup:
    named = [(length, {coder: spans_of(spans) for coder, spans in by.items()}) for length, by in documents]
    project = SmallProject(named)
    codes = [code.name for code in project.codes]
    result = project.compared((*_FAMILY.values(), KU, *OF_SPANS, BOUNDARIES))

    def look(key: str) -> Value:
        kind, _, code = key.partition(":")
        name = _FAMILY.get(kind, kind)
        if kind == "coverage" and code:
            return _coverage(result, codes.index(code)) if code in codes else undefined(NOT_USED)
        name = KU if kind == "k" else name
        if name not in (*_FAMILY.values(), *OF_SPANS) and not (name == KU and code):
            raise KeyError(key)
        if not code:
            return value_in(result, name)
        return value_in(result, name, code, "code") if code in codes else undefined(NOT_USED)

    return look


def _coverage(result: Result, code_index: int) -> Value:
    continuum = comparable(result.material.characters)[0]
    tallies = unitizing.unitize(continuum, np.zeros(continuum.codes, dtype=np.int64)).total()
    covered = float(unitizing.coverage(tallies)[code_index])
    if np.isfinite(covered):
        return defined(covered)
    return undefined(unitizing.OVERLAPS if tallies.length[code_index] else NOT_USED)
