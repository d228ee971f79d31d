"""The rows of a comparison at each level: every statistic with its value and interval, or its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from app.agreement.coefficients.values import (
    NO_UNITS,
    NOT_USED,
    OF_CASES,
    ONE_CODER,
    TOO_FEW_USES,
    Value,
    undefined,
)
from app.agreement.spans.continuum import Bools, Ints
from app.agreement.study.comparison import Comparison, only
from app.agreement.study.intervals import LeftOut, left_out, with_interval
from app.agreement.study.material import Material
from app.agreement.study.parts import Part, Subject
from app.agreement.study.statistic_names import NAMED
from app.agreement.study.statistics import ON_CHARACTERS, applies
from app.jobs import Job

FEWEST_USES = 5
NO_DOMAIN = "undefined: the codebook has no domain"
NOT_AT_THIS_LEVEL = "undefined: this statistic is not computed at this level"
OUTSIDE_DOMAINS = "undefined: the code belongs to no domain"
NOTHING_IN_COMMON = "undefined: no document that both completed"
NO_CASE_IN_COMMON = "undefined: no case that both saw whole"
NO_CASE_OF_TWO = "undefined: no case that two coders saw whole"
NOT_RESAMPLED = "no interval: too many documents for this statistic"


@dataclass(frozen=True, slots=True)
class Row:
    """One statistic at one level; `code`, `document` and `coders` name what it is about.

    At the level `domain`, `code` is the exclusive parent. A row without a code is about all codes together
    (at the level `domain` about all domains together).
    """

    level: str
    code: str | None
    document: str | None
    coders: tuple[str, ...]
    unit: str
    statistic: str
    value: Value


@dataclass(frozen=True, eq=False)
class Levels:
    """Makes rows; `by_name` says that statistics were asked for by name and so get a reason everywhere.

    Without `codes`, pairs and documents have rows for all codes together only.
    """

    material: Material
    statistics: Sequence[str]
    by_name: bool
    intervals: bool
    job: Job
    codes: bool = True

    def rows(self, by: Sequence[str]) -> Iterator[Row]:
        """All rows of the levels asked for."""
        makers = {
            "code": self._codes,
            "overall": self._overall,
            "domain": self._domains,
            "pair": self._pairs,
            "document": self._documents,
        }
        for level, make in makers.items():
            if level in by:
                yield from make()

    def _codes(self) -> Iterator[Row]:
        yield from self._level("code", self._code_columns, self._comparison, self._everybody)

    def _overall(self) -> Iterator[Row]:
        yield from self._level("overall", [self._all], self._comparison, self._everybody)

    def _domains(self) -> Iterator[Row]:
        domains = self.material.domains
        if not domains:
            for statistic in self.statistics:
                yield self._row("domain", None, None, self._everybody, statistic, undefined(NO_DOMAIN))
            return
        columns = [Subject(domain.name, domain.codes) for domain in domains]
        columns.append(Subject(None, tuple(code for column in columns for code in column.codes)))
        yield from self._level("domain", columns, self._comparison, self._everybody)

    def _pairs(self) -> Iterator[Row]:
        pairs = list(combinations(range(len(self.material.coders)), 2))
        for index, pair in enumerate(pairs):
            self.job.step(index, len(pairs), "Comparing pairs of coders")
            comparison = self._comparison.of_coders(pair)
            if not comparison.characters.documents:
                for statistic in self.statistics:
                    reason = self._nothing_shared(statistic, NOTHING_IN_COMMON)
                    yield self._row("pair", None, None, pair, statistic, undefined(reason))
                continue
            if self.codes:
                yield from self._level("pair", self._code_columns, comparison, pair, kind="code")
            yield from self._level("pair", [self._all], comparison, pair, kind="overall")

    def _documents(self) -> Iterator[Row]:
        """Rows of each document; where cases are the units, of each case, on these alone."""
        asked = [key for key in self.statistics if self.material.cases is None or key not in ON_CHARACTERS]
        for document in np.flatnonzero(~self._is_compared).tolist():
            present = np.flatnonzero(self.material.continuum.completed[document]).tolist()
            for statistic in asked:
                yield self._row("document", None, document, present, statistic, undefined(ONE_CODER))
        kinds = {"code": self._code_columns} if self.codes else {}
        for kind, columns in (kinds | {"overall": [self._all]}).items():
            for part in self._parts(self._comparison, kind, columns, "document"):
                if part.statistics[0] in asked:
                    yield from self._of_documents(part)
            yield from self._missing("document", kind, columns, self._everybody, self._comparison)

    def _of_documents(self, part: Part) -> Iterator[Row]:
        look, usage = part.look(True), self._comparison.usage(part.statistics[0])
        used, fewest, completed = usage.used_in, usage.fewest_uses, self._completed
        for statistic in part.statistics:
            for row_index, document in enumerate(np.flatnonzero(self._is_compared).tolist()):
                present = np.flatnonzero(completed[document]).tolist()
                for index, column in enumerate(part.columns):
                    value = _judged(
                        look(statistic, row_index, index), column, used[row_index], fewest[row_index]
                    )
                    yield self._row("document", column.name, document, present, statistic, value)

    def _level(
        self,
        level: str,
        columns: Sequence[Subject],
        comparison: Comparison,
        coders: Sequence[int],
        kind: str | None = None,
    ) -> Iterator[Row]:
        """Rows over all documents of a comparison."""
        kind = kind or level
        for part in self._parts(comparison, kind, columns, level):
            look, errors = part.look(False), self._errors(part)
            uses = comparison.usage(part.statistics[0]).uses
            used, fewest = np.asarray(uses.any(axis=1)), uses.min(axis=1, initial=FEWEST_USES)
            for statistic_index, statistic in enumerate(part.statistics):
                for index, column in enumerate(part.columns):
                    value = _judged(look(statistic, index), column, used, fewest)
                    if self.intervals and part.drawn is None and value.value is not None:
                        value = replace(value, flags=(*value.flags, NOT_RESAMPLED))
                    elif self.intervals:
                        value = with_interval(
                            value, statistic, errors, part.varies[:, index], index, statistic_index
                        )
                    yield self._row(level, column.name, None, coders, statistic, value)
        yield from self._missing(level, kind, columns, coders, comparison)

    def _parts(
        self, comparison: Comparison, kind: str, columns: Sequence[Subject], level: str
    ) -> Iterator[Part]:
        """The parts of a kind (`code`, `overall`, `domain`) whose statistics have a meaning at the level."""
        asked = [key for key in self.statistics if applies(key, level) and not comparison.lacks(key)]
        for part in comparison.parts(kind, columns, asked):
            self.job.step(0, 1, f"Computing {', '.join(NAMED[key].name for key in part.statistics)}")
            yield part

    def _missing(
        self,
        level: str,
        kind: str,
        columns: Sequence[Subject],
        coders: Sequence[int],
        comparison: Comparison,
    ) -> Iterator[Row]:
        """Rows with a reason, where nothing could be computed, and for what was asked for by name in vain."""
        for statistic in self.statistics:
            is_apt = applies(statistic, level) and applies(statistic, kind)
            shared = comparison.counted(statistic).documents
            reason = NO_UNITS if shared else self._nothing_shared(statistic, self._unshared(level))
            for column in columns:
                if is_apt and comparison.lacks(statistic):
                    why = NOT_USED if column.name and shared else reason
                elif not is_apt and self.by_name and kind in (level, "overall"):
                    why = NOT_AT_THIS_LEVEL
                elif is_apt and self.by_name and self._outside(statistic, kind, column):
                    why = OUTSIDE_DOMAINS
                else:
                    continue
                yield self._row(level, column.name, None, coders, statistic, undefined(why))

    def _nothing_shared(self, statistic: str, otherwise: str) -> str:
        """Why there is nothing that two coders completed."""
        whole = self._comparison.counted(statistic)
        if self.material.cases is not None and statistic not in ON_CHARACTERS:
            return NO_CASE_IN_COMMON if whole.documents else NO_CASE_OF_TWO
        return otherwise if whole.documents else ONE_CODER

    @staticmethod
    def _unshared(level: str) -> str:
        return NOTHING_IN_COMMON if level == "pair" else ONE_CODER

    def _outside(self, statistic: str, kind: str, column: Subject) -> bool:
        domains = self._comparison.domains_or_one
        return statistic == "ku_alpha" and kind == "code" and bool(domains[column.codes[0]] < 0)

    def _errors(self, part: Part) -> LeftOut | None:
        """Standard errors of a part's statistics, where intervals are wanted."""
        if not self.intervals or part.drawn is None:
            return None
        return left_out(
            part.drawn,
            len(part.varies),
            step=lambda done, of: self.job.step(done, of, "Leaving documents out"),
        )

    def _row(
        self,
        level: str,
        code: str | None,
        document: int | None,
        coders: Sequence[int],
        statistic: str,
        value: Value,
    ) -> Row:
        name = None if document is None else self.material.wholes[document].name
        unit = "character" if statistic in ON_CHARACTERS else self.material.scope.unit
        if unit == "case":
            value = replace(value, flags=tuple(OF_CASES.get(flag, flag) for flag in value.flags))
        return Row(level, code, name, self._names(coders), unit, statistic, value)

    def _names(self, coders: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.material.coders[coder].name for coder in coders)

    @property
    def _everybody(self) -> Sequence[int]:
        return self.material.compared

    @property
    def _completed(self) -> Bools:
        """Who completed which document, or case."""
        material = self.material
        return (material.characters if material.cases is None else material.continuum).completed

    @cached_property
    def _is_compared(self) -> Bools:
        return np.asarray(self._completed.sum(axis=1) > 1)

    @cached_property
    def _code_columns(self) -> list[Subject]:
        return [Subject(code.name, (index,)) for index, code in enumerate(self.material.codes)]

    @cached_property
    def _all(self) -> Subject:
        return Subject(None, tuple(range(len(self.material.codes))))

    @cached_property
    def _comparison(self) -> Comparison:
        material = self.material
        domains = np.full(len(material.codes), -1)
        for index, domain in enumerate(material.domains):
            domains[list(domain.codes)] = index
        everybody = range(len(material.coders))
        compared = np.flatnonzero(material.characters.coders_per_document > 1)
        characters = only(material.characters, compared, everybody)
        units = only(material.continuum, np.flatnonzero(self._is_compared), everybody)
        return Comparison(
            units=characters if material.scope.unit == "character" else units,
            characters=characters,
            domains=domains,
            absent=material.scope.absent,
            apart=material.scope.unit in ("passage", "case"),
            job=self.job,
        )


def _judged(value: Value, column: Subject, used: Bools, fewest: Ints) -> Value:
    """A column's value, or "not used"; flagged where one of the coders has used a code hardly ever.

    `used` and `fewest`, one for each code, say what the coders compared did in what is compared.
    """
    if column.name is None:
        return value
    codes = list(column.codes)
    if not used[codes].any():
        return undefined(NOT_USED)
    if len(codes) == 1 and value.value is not None and fewest[codes[0]] < FEWEST_USES:
        return replace(value, flags=(*value.flags, TOO_FEW_USES))
    return value
