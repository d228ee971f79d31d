"""The lines of the agreement table: one for each code, pair or document, and all of it pooled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app.agreement.coefficients.values import (
    TOO_FEW_USES,
    Value,
)
from app.agreement.study.focus import Focus, behind
from app.report.numbers import coefficient
from app.report.statistics import with_interval
from app.translation import tr

if TYPE_CHECKING:
    from app.agreement.study.results import Result

LEVELS = ("code", "pair", "document")
MOST_COUNTED_APART = 5  # coders with a column each

Names = tuple[str | None, str | None, tuple[str, ...] | None]  # code, document, coders of a row


@dataclass(frozen=True)
class AgreementLine:
    """One line; `code`, `document` (a case where cases are compared) and `pair` are indices in the material.

    `values` holds every statistic that was computed, by key; `drawn` is the one whose interval is drawn.
    """

    title: str
    group: str
    colour: str
    code: int | None
    document: int | None
    pair: tuple[int, int] | None
    counts: tuple[int, ...]
    values: Mapping[str, Value]
    drawn: Value
    notes: tuple[str, ...]
    pooled: bool = False
    depth: int = 0

    @property
    def focus(self) -> Focus:
        """What tells lines of one table apart."""
        return Focus(self.code, self.document, self.pair)


@dataclass(frozen=True)
class Lines:
    """All lines of one level, the pooled one apart; `everywhere` holds what is true of every line.

    `shown` are the keys of the statistics with a column, `drawn` is that of the intervals; with `of_cases` a
    line of the level `document` is about a case.
    """

    level: str
    counted: tuple[str, ...]
    people: tuple[str, ...]
    shown: tuple[str, ...]
    drawn: str
    lines: Sequence[AgreementLine]
    pooled: AgreementLine
    everywhere: tuple[str, ...]
    of_cases: bool = False


def lines_of(result: Result, level: str, shown: tuple[str, ...]) -> Lines:
    """The lines of a result that was computed at this level and overall."""
    material = result.material
    people = tuple(coder.initials for coder in material.coders)
    drawn = with_interval(shown)
    values = _values(result, level)
    overall = _values(result, "overall")
    make = _Maker(result, values, drawn, _everywhere(drawn, values, overall))
    if level == "code":
        lines = [make.of_code(code) for code in range(len(material.codes))]
    elif level == "pair":
        lines = [make.of_pair(pair) for pair in combinations(range(len(people)), 2)]
    else:
        many = material.continuum.coders_per_document
        lines = [
            make.of_document(document) for document in range(len(material.wholes)) if many[document] >= 2
        ]
    pooled = _Maker(result, overall, drawn, make.everywhere).pooled()
    counted = (tr("1st"), tr("2nd")) if level == "pair" else people
    of_cases = material.cases is not None
    return Lines(level, counted, people, shown, drawn, lines, pooled, make.everywhere, of_cases)


def _values(result: Result, level: str) -> dict[Names, dict[str, Value]]:
    by_names: dict[Names, dict[str, Value]] = {}
    for row in result.rows:
        if row.level == level:
            coders = row.coders if level == "pair" else None
            by_names.setdefault((row.code, row.document, coders), {})[row.statistic] = row.value
    return by_names


def _everywhere(drawn: str, *levels: Mapping[Names, Mapping[str, Value]]) -> tuple[str, ...]:
    """What is true of all values of one of these levels, and so is said once."""
    flags: set[str] = set()
    for values in levels:
        flags_of = [
            set(by_statistic[drawn].flags)
            for by_statistic in values.values()
            if drawn in by_statistic and by_statistic[drawn].value is not None
        ]
        flags |= set.intersection(*flags_of) if flags_of else set()
    return tuple(sorted(flags - {TOO_FEW_USES}))


@dataclass(frozen=True)
class _Maker:
    """Makes lines from the values of one level."""

    result: Result
    values: Mapping[Names, Mapping[str, Value]]
    drawn: str
    everywhere: tuple[str, ...]

    def of_code(self, code_index: int) -> AgreementLine:
        code = self.result.material.codes[code_index]
        group = code.path.removesuffix(code.name).removesuffix(" / ")
        counts = tuple(self.result.material.uses[code_index].tolist())
        return self._line(
            code.name, group, code.colour, (code.name, None, None), counts, code=code_index, depth=code.depth
        )

    def of_pair(self, pair: tuple[int, int]) -> AgreementLine:
        material = self.result.material
        first, second = (material.coders[coder] for coder in pair)
        uses = material.uses.sum(axis=0)
        title = f"{first.initials} – {second.initials}"
        group = f"{first.name}, {second.name}"
        counts = (int(uses[pair[0]]), int(uses[pair[1]]))
        return self._line(title, group, "", (None, None, (first.name, second.name)), counts, pair=pair)

    def of_document(self, document_index: int) -> AgreementLine:
        material = self.result.material
        name = material.wholes[document_index].name
        coders = behind(material, Focus(document=document_index)).spans.codings.coder.tolist()
        counts = tuple(coders.count(coder) for coder in range(len(material.coders)))
        return self._line(name, "", "", (None, name, None), counts, document=document_index)

    def pooled(self) -> AgreementLine:
        counts = tuple(self.result.material.uses.sum(axis=0).tolist())
        names: Names = (None, None, None)
        return self._line(tr("All codes together"), "", "", names, counts, pooled=True)

    def _line(
        self,
        title: str,
        group: str,
        colour: str,
        names: Names,
        counts: tuple[int, ...],
        *,
        code: int | None = None,
        document: int | None = None,
        pair: tuple[int, int] | None = None,
        pooled: bool = False,
        depth: int = 0,
    ) -> AgreementLine:
        own_values = self.values[names]
        drawn = own_values[self.drawn]
        notes = _notes(drawn, self.everywhere)
        return AgreementLine(
            title, group, colour, code, document, pair, counts, own_values, drawn, notes, pooled, depth
        )


def _notes(drawn: Value, everywhere: Sequence[str]) -> tuple[str, ...]:
    notes = [drawn.reason] if drawn.reason else []
    if drawn.codes is not None:
        notes.append(
            tr(
                "median {median}, lowest {lowest} of {count} code",
                "median {median}, lowest {lowest} of {count} codes",
                drawn.codes.count,
                median=_short(drawn.codes.median),
                lowest=_short(drawn.codes.lowest),
            )
        )
    return (*notes, *(flag for flag in drawn.flags if flag not in everywhere))


def _short(value: float) -> str:
    return coefficient(value, 2)
