"""One comparison of some coders: the sums that its statistics share, each computed once and when needed."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from app.agreement.coefficients.sets import SetValues
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.unitizing import UnitizingTallies, unitize
from app.agreement.coefficients.unitizing_legacy import LegacyDisagreements, legacy_disagreements
from app.agreement.coefficients.unitizing_legacy_draws import LegacyDraws, legacy_draws
from app.agreement.coefficients.weights import identity
from app.agreement.spans import sweep
from app.agreement.spans.continuum import Bools, Continuum, Ints
from app.agreement.spans.sweep import PresenceTallies, set_intervals, tally
from app.agreement.study import span_parts
from app.agreement.study.intervals import minority
from app.agreement.study.pair_sums import PairSums, boundary_sums, presence_sums, span_sums, table_sums
from app.agreement.study.parts import Memo, Over, Part, Subject, of_all_coders, of_pairs, over_codes
from app.agreement.study.statistics import (
    BOUNDARIES,
    KU,
    LEGACY,
    OF_ALL_CODERS,
    OF_PAIRS,
    OF_SETS,
    OF_SPANS,
    OF_VARIABLES,
    ON_CHARACTERS,
    UNITIZING,
    applies,
)
from app.agreement.study.variables import TWO_VALUES, variable
from app.jobs import Job


@dataclass(frozen=True, eq=False)
class Comparison:
    """Coders on the documents that two or more of them completed.

    units       the continuum counted in the scope's unit; cases have their own place of documents
    characters  the same in characters
    domains     int64 (codes,): the domain of each code from 0, -1 for none
    absent      whether "none of them" is a value of a domain; else who gave none has said nothing
    apart       whether the units leave text out, as passages and cases do: what counts as used is in them
    job         may be cancelled between two pairs of coders
    memo        what was drawn for one level serves the next
    """

    units: Continuum
    characters: Continuum
    domains: Ints
    absent: bool = True
    apart: bool = False
    job: Job = field(default_factory=Job)
    memo: Memo = field(default_factory=dict)

    def of_coders(self, coders: Sequence[int]) -> "Comparison":
        """These coders alone, on the documents, or cases, that all of them completed."""
        characters = _of_all(self.characters, coders)
        units = characters if self.same else _of_all(self.units, coders)
        return replace(self, units=units, characters=characters, memo={})

    @property
    def same(self) -> bool:
        """Whether the units are the characters."""
        return self.units is self.characters

    def counted(self, statistic: str) -> Continuum:
        """What a statistic counts in: characters, or the units."""
        return self.characters if statistic in ON_CHARACTERS else self.units

    def lacks(self, statistic: str) -> bool:
        """Whether there is nothing that a statistic could be computed from."""
        return not (self.counted(statistic).documents and self.usage(statistic).used)

    def usage(self, statistic: str) -> "Usage":
        """What was used where, as far as a statistic looks."""
        return self._usage_in_units if self.apart and statistic not in ON_CHARACTERS else self._usage

    def parts(self, kind: str, columns: Sequence[Subject], statistics: Sequence[str]) -> Iterator[Part]:
        """The parts of a kind: `code` (a column for each), `domain` (the last column is all), `overall`."""
        asked = [key for key in statistics if applies(key, kind)]
        if kind == "domain":
            yield from self._variables(columns, [key for key in asked if key in OF_VARIABLES])
            asked = [key for key in asked if key not in OF_VARIABLES]
        given = _among(OF_ALL_CODERS, asked)
        if given:
            over = over_codes(columns, self.usage(given[0]).used_in, self._rare)
            yield of_all_coders([self._presence], given, over, self.memo)
        for keys, name in ((OF_PAIRS, "_pairs"), (OF_SPANS, "_spans"), ((BOUNDARIES,), "_boundaries")):
            if _among(keys, asked):
                used_in = self.usage(keys[0]).used_in
                over = over_codes(columns, used_in, self._rare if keys == OF_PAIRS else used_in)
                yield of_pairs([getattr(self, name)], _among(keys, asked), over, self.memo)
        if _among(UNITIZING, asked):
            yield span_parts.of_domains(
                self._unitized(kind), kind == "code", _among(UNITIZING, asked), columns, self.used_in
            )
        if KU in asked:
            yield from self._ku(columns)
        if LEGACY in asked:
            yield span_parts.legacy(self._legacy, self._legacy_draws, columns, self.used_in)
        for key in _among(OF_SETS, asked):
            if key in ON_CHARACTERS:
                yield span_parts.of_sets(
                    key, self.characters, self._sets_of_characters, columns, self.used_in
                )
            else:
                used_in = self.usage(key).used_in
                yield span_parts.of_sets(key, self.units, self._sets_of_units, columns, used_in)

    def _ku(self, columns: Sequence[Subject]) -> Iterator[Part]:
        domains = self.domains_or_one
        inside = [column for column in columns if domains[column.codes[0]] >= 0]
        if inside:
            any_domain = (self.domains >= 0).any()
            tallies = self._in_domains if any_domain else self._as_one
            yield span_parts.of_codes_in_domains(tallies, inside, self.used_in)

    def _variables(self, columns: Sequence[Subject], asked: Sequence[str]) -> Iterator[Part]:
        """What each domain says as one variable, and in the last column all domains together."""
        if not asked:
            return
        codes_of = [column.codes for column in columns[:-1]]
        each = [variable(self.units, codes, self.absent) for codes in codes_of]
        used_in = self.usage(asked[0]).used_in
        used = np.stack([used_in[:, list(codes)].any(axis=1) for codes in codes_of], axis=1)
        broken = np.stack([variable_.broken for variable_ in each], axis=1)
        groups = [*([index] for index in range(len(codes_of))), range(len(codes_of))]
        rare = np.stack([minority(variable_.tallies.coders.sum(axis=1)) for variable_ in each], axis=1)
        over = Over(columns, groups, used, rare, {TWO_VALUES: broken})
        if _among(OF_ALL_CODERS, asked):
            yield of_all_coders(
                [variable_.tallies for variable_ in each], _among(OF_ALL_CODERS, asked), over, {}
            )
        if _among(OF_PAIRS, asked):
            sums = [
                table_sums(self.units, variable_.tallies, identity(variable_.tallies.q)) for variable_ in each
            ]
            yield of_pairs(sums, _among(OF_PAIRS, asked), over, {})

    @property
    def used_in(self) -> Bools:
        """As `Usage.used_in`, of the documents."""
        return self._usage.used_in

    @cached_property
    def _usage(self) -> "Usage":
        return Usage(self.characters)

    @cached_property
    def _usage_in_units(self) -> "Usage":
        return Usage(self.units)

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
        return sweep.category_tallies(self._tallied)

    @cached_property
    def _rare(self) -> Bools:
        """Which documents hold a code, or units without it if these are rarer, bool (documents, codes)."""
        tallied = self._tallied
        present = tallied.present.sum(axis=2)
        decisions = tallied.total * tallied.coders_per_document
        return minority(np.stack([decisions[:, None] - present, present], axis=-1))

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


@dataclass(frozen=True, eq=False)
class Usage:
    """Which codes the coders of a continuum used where, and how often: codings, or rows of units."""

    continuum: Continuum

    @cached_property
    def uses(self) -> Ints:
        """How many codings each code has by each coder who completed anything, int64 (codes, r)."""
        return self.continuum.uses[:, self.continuum.completed.any(axis=0)]

    @cached_property
    def used_in(self) -> Bools:
        """Which codes one of these coders used in which document, bool (documents, codes)."""
        codings = self.continuum.codings
        used = np.zeros((self.continuum.documents, self.continuum.codes), dtype=np.bool_)
        used[codings.document, codings.code] = True
        return used

    @cached_property
    def used(self) -> tuple[int, ...]:
        """The codes that one of these coders used in these documents."""
        return tuple(np.flatnonzero(self.used_in.any(axis=0)).tolist())

    @cached_property
    def fewest_uses(self) -> Ints:
        """Codings of each code by the coder of a document who used it least, int64 (documents, codes)."""
        codings, shape = self.continuum.codings, self.used_in.shape
        fewest = np.full(shape, np.iinfo(np.int64).max)
        for coder in range(self.continuum.coders):
            codings_of = codings.take(codings.coder == coder)
            uses = np.bincount(
                codings_of.document * shape[1] + codings_of.code, minlength=shape[0] * shape[1]
            )
            completed = self.continuum.completed[:, coder]
            fewest[completed] = np.minimum(fewest[completed], uses.reshape(shape)[completed])
        return fewest


def _of_all(continuum: Continuum, coders: Sequence[int]) -> Continuum:
    """Some coders on what all of them completed."""
    return only(continuum, np.flatnonzero(continuum.completed[:, list(coders)].all(axis=1)), coders)


def only(continuum: Continuum, documents: Ints, coders: Sequence[int]) -> Continuum:
    """These documents and coders, numbered anew in this order."""
    new_document = np.full(continuum.documents, -1)
    new_document[documents] = np.arange(len(documents))
    new_coder = np.full(continuum.coders, -1)
    new_coder[list(coders)] = np.arange(len(coders))
    codings = continuum.codings
    if len(coders) < continuum.coders:  # of many pairs, each has few of all codings
        codings = codings.take(np.sort(np.concatenate([continuum.by_coder[coder] for coder in coders])))
    codings = replace(codings, document=new_document[codings.document], coder=new_coder[codings.coder])
    return Continuum(
        continuum.lengths[documents],
        continuum.completed[documents][:, list(coders)],
        continuum.codes,
        codings.take((codings.document >= 0) & (codings.coder >= 0)),
    )


def _among(keys: Container[str], asked: Sequence[str]) -> list[str]:
    return [key for key in asked if key in keys]
