"""A small study in memory: what published examples start from, to be compared like any project.

Everything behind the reading of the database is the same: scope, units, levels, pairs, documents, intervals.
Levels that must say the same are set beside one another, so that no way to a number goes unnoticed.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from math import isclose

import numpy as np

from app.agreement.coefficients.values import Value
from app.agreement.spans.continuum import Ints
from app.agreement.study.intake import Cases, NamedIds, Span
from app.agreement.study.levels import Row
from app.agreement.study.material import Scope, ScopeReading
from app.agreement.study.results import Result, study_of
from app.agreement.study.statistics import applies
from app.cases.queries import CaseRow
from app.cases.stretches import CaseStretch
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.documents.queries import DocumentRow

DOMAIN = "domain"
_LAST_DIGITS = 1e-12
_MOST_TEXT = 10**6  # characters: of more, no text is made to be trimmed
Spans = Mapping[str, Sequence[tuple[int, int, str]]]  # (start, end, code) by coder


class SmallProject:
    """Documents as (length, spans of each coder); whoever is named in a document has completed it.

    `codes` are offered, used or not; without them there are those that are used, in the order of their names.
    With `exclusive` they are the values of one domain. What is compared are `Intake`'s rows.
    """

    blind: frozenset[int] = frozenset()

    def __init__(
        self,
        documents: Sequence[tuple[int, Spans]],
        codes: Sequence[str] | None = None,
        exclusive: bool = False,
    ) -> None:
        people = sorted({coder for _, spans in documents for coder in spans})
        used = {code for _, spans in documents for of_coder in spans.values() for *_, code in of_coder}
        ids, book = count(1), list(codes or sorted(used))
        domain = next(ids) if exclusive else None
        self._lengths = {document: length for document, (length, _) in enumerate(documents, 1)}
        coders, code_ids = {name: next(ids) for name in people}, {name: next(ids) for name in book}
        self.documents: Sequence[DocumentRow] = [_document(*item) for item in self._lengths.items()]
        self.coders: Sequence[CoderRow] = [
            CoderRow(n, "", name, "", "", "coder") for name, n in coders.items()
        ]
        above = [] if domain is None else [_code(domain, DOMAIN, None)]
        self.codes: Sequence[CodeRow] = [*above, *(_code(n, name, domain) for name, n in code_ids.items())]
        numbered = list(enumerate((spans for _, spans in documents), 1))
        self.completed = {(document, coders[who]) for document, spans in numbered for who in spans}
        rows = [
            (document, coders[who], code_ids[code], start, end)
            for document, spans in numbered
            for who, of_coder in spans.items()
            for start, end, code in of_coder
        ]
        self._rows = np.array(rows, dtype=np.int64).reshape(-1, 5)

    def codings(self, _: NamedIds) -> Ints:
        """All of them."""
        return self._rows

    def regions(self, kind: str, _: tuple[str, ...] | None = None) -> list[Span]:
        """Each document is one passage; every character is codable."""
        return [(row.id, 0, row.length) for row in self.documents] if kind == "passage" else []

    def texts(self, documents: Sequence[DocumentRow]) -> list[str]:
        """Letters without any end of a word or sentence."""
        return ["x" * document.length for document in documents]

    def cases(self) -> Cases:
        """Each document is a case of its own."""
        rows = [CaseRow(row.id, "", row.name, "other", "", row.id, 1) for row in self.documents]
        return rows, [CaseStretch(row.id, row.id, 0, row.length) for row in self.documents]

    def compared(self, statistics: Sequence[str], *, unit: str = "character", absent: bool = True) -> Result:
        """These statistics with intervals, as a project's are computed, at the levels that can be checked."""
        scope = Scope(unit=unit, trim=sum(self._lengths.values()) <= _MOST_TEXT, absent=absent)
        material = ScopeReading(self, scope).in_unit(unit)
        by = {"code", "overall", "domain"}
        if len(material.compared) == 2:
            by.add("pair")
        if len(material.documents) == 1:
            by.add("document")
        return study_of(material, statistics=statistics, by=tuple(by), intervals=True)


def value_in(result: Result, statistic: str, code: str | None = None, level: str = "overall") -> Value:
    """One value of a comparison, after a look at the levels that must say the same.

    Two coders are the only pair, one document all documents. Raises KeyError where there is no such row,
    ArithmeticError where the levels differ, or where a value lies outside its interval.
    """
    value = result.value(statistic, level, code=code)
    for row in _same(result, statistic, code, level):
        if not _alike(row.value, value):
            raise ArithmeticError(f"{row.level} and {level} differ in {statistic}")
    low, high = value.low, value.high
    if value.value is not None and low is not None and high is not None and not low <= value.value <= high:
        raise ArithmeticError(f"the interval of {statistic} does not hold its value")
    return value


def _same(result: Result, statistic: str, code: str | None, level: str) -> Sequence[Row]:
    material = result.material
    inside = ("pair", "document") if level != "domain" else ()
    levels = {inner for inner in inside if applies(statistic, inner)}
    if len(material.compared) != 2:
        levels -= {"pair"}
    if len(material.documents) != 1:
        levels -= {"document"}
    rows = [row for row in result.rows if row.statistic == statistic]
    beside = [row for row in rows if row.level in levels and row.code == code]
    if (
        level == "code" and len(material.codes) == 1 and applies(statistic, "overall")
    ):  # all codes together are this one
        beside += [row for row in rows if row.level == "overall"]
    if level == "domain" and code is not None and len(material.domains) == 1:
        beside += [row for row in rows if row.level == "domain" and row.code is None]
    return beside


def _alike(first: Value, second: Value) -> bool:
    if first.value is None or second.value is None:
        return first.value is second.value
    return isclose(first.value, second.value, rel_tol=0, abs_tol=_LAST_DIGITS)


def _document(document_id: int, length: int) -> DocumentRow:
    return DocumentRow(document_id, "", f"{document_id:,}", document_id, "", "ltr", length, 1, *[""] * 12)


def _code(code_id: int, name: str, domain: int | None) -> CodeRow:
    return CodeRow(
        code_id, "", domain, code_id, name, name, 0 if domain is None else 1, "", "",
        domain is None and name == DOMAIN, domain, *[""] * 6,
    )  # fmt: skip
