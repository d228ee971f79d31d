"""One comparison of some coders: the sums that its statistics share, each computed once and when needed."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from app.agreement import span_parts
from app.agreement.pair_sums import PairSums, boundary_sums, presence_sums, span_sums
from app.agreement.parts import Column, Part, of_all_coders, of_pairs
from app.agreement.sets import SetValues
from app.agreement.spans import Continuum, Ints
from app.agreement.statistics import (
    BOUNDARIES,
    KU,
    LEGACY,
    OF_ALL_CODERS,
    OF_PAIRS,
    OF_SETS,
    OF_SPANS,
    ON_CHARACTERS,
    UNITIZING,
    applies,
)
from app.agreement.sweep import PresenceTallies, category_tallies, set_intervals, tally
from app.agreement.tallies import CategoryTallies
from app.agreement.unitizing import UnitizingTallies, unitize
from app.agreement.unitizing_legacy import LegacyDisagreements, legacy_disagreements
from app.agreement.unitizing_legacy_draws import LegacyDraws, legacy_draws
from app.jobs import Job


@dataclass(frozen=True, eq=False)
class Comparison:
    """Coders on the documents that two or more of them completed.

    units       the continuum counted in the scope's unit
    characters  the same in characters
    domains     int64 (codes,): the domain of each code from 0, -1 for none
    used        the codes that anybody used
    job         may be cancelled between two pairs of coders
    """

    units: Continuum
    characters: Continuum
    domains: Ints
    used: tuple[int, ...]
    job: Job = field(default_factory=Job)

    def of_coders(self, coders: Sequence[int]) -> "Comparison":
        """These coders alone, on the documents that all of them completed."""
        documents = np.flatnonzero(self.characters.completed[:, list(coders)].all(axis=1))
        characters = only(self.characters, documents, coders)
        return replace(
            self,
            units=characters if self.same else only(self.units, documents, coders),
            characters=characters,
        )

    @property
    def same(self) -> bool:
        """Whether the units are the characters."""
        return self.units is self.characters

    def parts(self, kind: str, columns: Sequence[Column], statistics: Sequence[str]) -> Iterator[Part]:
        """The parts of a kind: `code` (a column for each), `domain` (the last column is all), `overall`."""
        asked = [key for key in statistics if applies(key, kind)]
        groups = None if kind == "code" else [column.codes for column in columns]
        given = _among(OF_ALL_CODERS, asked)
        if given:
            yield of_all_coders(_grouped(self._presence, groups), given, columns)
        for keys, name in ((OF_PAIRS, "_pairs"), (OF_SPANS, "_spans"), ((BOUNDARIES,), "_boundaries")):
            if _among(keys, asked):
                sums: PairSums = getattr(self, name)
                yield of_pairs(sums.grouped(groups) if groups else sums, _among(keys, asked), columns)
        if _among(UNITIZING, asked):
            yield span_parts.of_domains(
                self._unitized(kind), kind == "code", _among(UNITIZING, asked), columns
            )
        if KU in asked:
            yield from self._ku(columns)
        if LEGACY in asked:
            yield span_parts.legacy(self._legacy, self._legacy_draws, columns)
        for key in _among(OF_SETS, asked):
            if key in ON_CHARACTERS:
                yield span_parts.of_sets(key, self.characters, self._sets_of_characters, columns)
            else:
                yield span_parts.of_sets(key, self.units, self._sets_of_units, columns)

    def _ku(self, columns: Sequence[Column]) -> Iterator[Part]:
        domains = self.domains_or_one
        inside = [column for column in columns if domains[column.codes[0]] >= 0]
        if inside:
            some = (self.domains >= 0).any()
            yield span_parts.of_codes_in_domains(self._in_domains if some else self._as_one, inside)

    @cached_property
    def uses(self) -> Ints:
        """How many codings each code has by each coder who completed anything, int64 (codes, r)."""
        codings = self.characters.codings
        uses = np.zeros((self.characters.codes, self.characters.coders), dtype=np.int64)
        np.add.at(uses, (codings.code, codings.coder), 1)
        return uses[:, self.characters.completed.any(axis=0)]

    @property
    def domains_or_one(self) -> Ints:
        """The domains, or all codes as one where the codebook has none."""
        return self.domains if (self.domains >= 0).any() else np.zeros_like(self.domains)

    def _unitized(self, kind: str) -> UnitizingTallies:
        if kind == "code":
            return self._code_by_code
        return self._in_domains if kind == "domain" else self._as_one

    @cached_property
    def _code_by_code(self) -> UnitizingTallies:
        return unitize(self.characters)

    @cached_property
    def _in_domains(self) -> UnitizingTallies:
        return unitize(self.characters, self.domains)

    @cached_property
    def _as_one(self) -> UnitizingTallies:
        return unitize(self.characters, np.zeros_like(self.domains))

    @cached_property
    def _tallied(self) -> PresenceTallies:
        return tally(self.units, pairs=False)

    @cached_property
    def _presence(self) -> CategoryTallies:
        return category_tallies(self._tallied)

    @cached_property
    def _pairs(self) -> PairSums:
        return presence_sums(self.units, self._tallied, self.job)

    @cached_property
    def _spans(self) -> PairSums:
        return span_sums(self.characters, self.job)

    @cached_property
    def _legacy(self) -> LegacyDisagreements:
        return legacy_disagreements(self.characters, self.job)

    @cached_property
    def _legacy_draws(self) -> LegacyDraws | None:
        return legacy_draws(self.characters, self._legacy)

    @cached_property
    def _sets_of_characters(self) -> SetValues:
        return set_intervals(self.characters)

    @cached_property
    def _sets_of_units(self) -> SetValues:
        return self._sets_of_characters if self.same else set_intervals(self.units)

    @cached_property
    def _boundaries(self) -> PairSums:
        return boundary_sums(self.characters, self.job)


def only(continuum: Continuum, documents: Ints, coders: Sequence[int]) -> Continuum:
    """These documents and coders, numbered anew in this order."""
    new_document = np.full(continuum.documents, -1)
    new_document[documents] = np.arange(len(documents))
    new_coder = np.full(continuum.coders, -1)
    new_coder[list(coders)] = np.arange(len(coders))
    codings = continuum.codings
    codings = replace(codings, document=new_document[codings.document], coder=new_coder[codings.coder])
    return Continuum(
        continuum.lengths[documents],
        continuum.completed[documents][:, list(coders)],
        continuum.codes,
        codings.take((codings.document >= 0) & (codings.coder >= 0)),
    )


def _among(keys: Container[str], asked: Sequence[str]) -> list[str]:
    return [key for key in asked if key in keys]


def _grouped(tallies: CategoryTallies, groups: Sequence[Sequence[int]] | None) -> CategoryTallies:
    """Each group of codes as one long series of yes-or-no questions: axes (documents, groups)."""
    if groups is None:
        return tallies
    return CategoryTallies(
        *(
            np.stack([part[:, list(group)].sum(axis=1) for group in groups], axis=1)
            for part in (
                tallies.units,
                tallies.shares,
                tallies.agreements,
                tallies.coincidences,
                tallies.crossings,
                tallies.coders,
                tallies.tables,
            )
        )
    )
