"""From the database to arrays: the codings, texts and units that a comparison takes in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.spans.boundaries import trimmed
from app.agreement.spans.continuum import (
    Codings,
    Continuum,
    Dropped,
    Ints,
    Stretches,
    comparable,
    in_units,
    merged,
    units_without_regions,
    without_regions,
)
from app.agreement.spans.grid import in_order
from app.agreement.spans.regions import in_text
from app.agreement.spans.tolerance import snapped
from app.agreement.spans.tolerance_in_units import in_units_with_tolerance
from app.agreement.study.case_texts import case_texts
from app.agreement.study.division import Division
from app.agreement.study.in_cases import CaseTexts, NamedCase, behind_cases, in_cases
from app.agreement.study.intake import Intake, NamedIds, intake, working
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.documents.askers import askers
from app.documents.queries import DocumentRow
from app.errors import UserError
from app.jobs import Job
from app.store.codings import ORIGINS

UNITS = ("character", "token", "sentence", "turn", "passage", "document", "case")


@dataclass(frozen=True)
class Scope:
    """What is compared, and how. None means all; consensus layers never take part.

    What was deleted meanwhile is left out, as long as something of it is left. `trim` takes white space and
    punctuation off the ends of codings; `tolerance` (characters) makes boundaries of different coders that
    lie so close together the same. Turns of `without_speakers` are not codable, as interviewers' mostly are.
    With `round_id` only that round is compared: a closed one as its snapshot has it. `absent` makes "none of
    them" a value of a domain; without it, who gave a unit none of a domain's codes has no value there.
    `origins` are those of ORIGINS whose codings count.
    """

    unit: str = "turn"
    coder_ids: tuple[int, ...] | None = None
    code_ids: tuple[int, ...] | None = None
    document_ids: tuple[int, ...] | None = None
    trim: bool = True
    tolerance: int = 0
    without_speakers: tuple[str, ...] = ()
    round_id: int | None = None
    absent: bool = True
    origins: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Domain:
    """An exclusive parent and the numbers of its children that are in scope."""

    id: int
    name: str
    codes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Material:
    """What a scope found in the project, numbered from 0 in the order of these lists.

    Only codings of coders who completed a document that another completed too, trimmed and snapped, are in
    it. `characters` holds them with non-codable regions cut out; `spans` has the same codings in the same
    order in characters of the whole text; `continuum` is what coefficients on given units are computed from,
    `characters` counted in the scope's unit; where that is the case, `cases` are its documents, else None.
    `non_codable` are the regions, `uses` counts codings, int64
    (codes, coders), `domains` are those of the codes in scope. `action_id` is the newest action it has seen.
    `asking` are the labels of interviewers whose turns are compared like everybody's. `units` are those of
    the whole text, by document and start; None for characters and cases.
    """

    scope: Scope
    documents: Sequence[DocumentRow]
    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    domains: Sequence[Domain]
    spans: Continuum
    characters: Continuum
    continuum: Continuum
    non_codable: Stretches
    dropped: Dropped
    uses: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    action_id: int
    asking: tuple[str, ...] = ()
    cases: CaseTexts | None = None
    units: Stretches | None = None

    @property
    def wholes(self) -> Sequence[DocumentRow] | Sequence[NamedCase]:
        """What `continuum` has in the place of documents: these, or cases."""
        return self.documents if self.cases is None else self.cases.rows

    @property
    def coders_per_document(self) -> Ints:
        """How many coders are compared on each document, int64 (documents,)."""
        return (self.continuum if self.cases is None else self.characters).coders_per_document

    @property
    def compared(self) -> list[int]:
        """The numbers of the coders who completed what another completed too; of all where nobody did."""
        active: list[int] = np.flatnonzero(self.characters.completed.any(axis=0)).tolist()
        return active or list(range(len(self.coders)))

    def seen_of(self) -> tuple[list[tuple[int, int]], int | None]:
        """The (document id, coder id) whose codings are compared, and the closed round they are of."""
        pairs = np.argwhere(self.spans.completed).tolist()
        ids = [(self.documents[document].id, self.coders[coder].id) for document, coder in pairs]
        return ids, self.scope.round_id


def material(session: Session, scope: Scope, action_id: int = 0, job: Job | None = None) -> Material:
    """Load what a scope names. UserError where that isn't there, or is a blind round that is still open."""
    return reading(session, scope, action_id, job).in_unit(scope.unit, job)


def reading(session: Session, scope: Scope, action_id: int = 0, job: Job | None = None) -> "ScopeReading":
    """Read what a scope names, to be counted in any unit; UserError as `material`."""
    asking = [who for who in askers(session, scope.document_ids) if who not in scope.without_speakers]
    return ScopeReading(intake(session, scope.round_id, job), scope, action_id, tuple(asking), job)


class ScopeReading:
    """What a scope names of a source, read once; UserError where nothing is left of it.

    It can be counted in any unit: while what it was read from is open, or later once it was read to the end.
    """

    def __init__(
        self,
        source: Intake,
        scope: Scope,
        action_id: int = 0,
        asking: tuple[str, ...] = (),
        job: Job | None = None,
    ) -> None:
        refuse_scope(scope)
        self._source, self._scope, self._action_id, self._asking = source, scope, action_id, asking
        self._documents = _chosen(source.documents, scope.document_ids, "documents")
        people = [coder for coder in source.coders if coder.role != "consensus"]
        people = working(_chosen(people, scope.coder_ids, "coders"), self._documents, source.completed)
        self._coders, self._book = people, source.codes
        self._codes = _chosen(source.codes, scope.code_ids, "codes")
        self._blind = sum(document.id in source.blind for document in self._documents)
        self._division = Division(source, self._documents, scope.without_speakers, job)
        lists = self._documents, people, self._codes
        self._compared, self._dropped = comparable(continuum_in_scope(source, scope, *lists))
        if scope.origins is not None:
            others = tuple(origin for origin in ORIGINS if origin not in scope.origins)
            left_out = comparable(continuum_in_scope(source, replace(scope, origins=others), *lists))[0]
            self._dropped = replace(self._dropped, other_origins=len(left_out.codings))
        self._plain = _plain(scope, self._compared, self._division)
        self._characters = replace(self._plain, codings=snapped(self._plain, scope.tolerance))

    def in_unit(self, unit: str, job: Job | None = None) -> Material:
        """The same, counted in a unit (of UNITS); the job may be cancelled while it is divided."""
        scope = replace(self._scope, unit=unit)
        refuse_scope(scope)
        if unit == "case":
            return self._in_cases(scope)
        characters, compared, regions = self._characters, self._compared, self._division.non_codable
        units = self._division.units(self._numbers, unit, job)
        counted, listed = characters, None
        if units is not None:
            listed = in_order(compared, units, regions)
            units = units_without_regions(compared, units, regions)
            counted = (
                in_units_with_tolerance(self._plain, characters, units)
                if scope.tolerance
                else in_units(characters, units)
            )
        return replace(self._material(scope, comparable(counted)[0]), units=listed)

    def _in_cases(self, scope: Scope) -> Material:
        """Boundary tolerance has no say in it: what lies a few characters beside a case isn't the case's."""
        regions = self._division.non_codable
        if not self._cases.rows:
            raise UserError(
                "None of these documents belongs to a case, so cases can't be compared. Say which documents, "
                "stretches and speakers belong to which case, or compare by another unit."
            )
        cut = self._cases.without(self._compared, regions)
        counted = in_cases(self._plain, cut)
        material = self._material(scope, counted)
        codings = behind_cases(self._plain, cut, counted.completed)
        uses = replace(self._plain, codings=self._plain.codings.take(codings)).uses
        return replace(
            material,
            cases=self._cases,
            uses=uses,
            dropped=replace(
                material.dropped,
                empty_documents=self._dropped.empty_documents,
                single_coder_cases=int((counted.coders_per_document < 2).sum()),
            ),
        )

    def _material(self, scope: Scope, continuum: Continuum) -> Material:
        characters, compared, regions = self._characters, self._compared, self._division.non_codable
        uses = without_regions(compared, regions).uses
        return Material(
            scope=scope,
            documents=self._documents,
            coders=self._coders,
            codes=self._codes,
            domains=_domains(self._book, self._codes),
            spans=replace(
                characters, lengths=compared.lengths, codings=in_text(characters.codings, compared, regions)
            ),
            characters=characters,
            continuum=continuum,
            non_codable=regions,
            dropped=replace(
                self._dropped,
                empty_documents=self._dropped.empty_documents + _fewer(compared, continuum),
                blind_documents=self._blind,
                not_codable=int(compared.uses.sum() - uses.sum()),
            ),
            uses=uses,
            action_id=self._action_id,
            asking=self._asking,
        )

    def to_the_end(self) -> "ScopeReading":
        """Read what other units need, too, so that the source may be closed."""
        self._division.load(self._numbers)
        self._cases  # noqa: B018  # read now
        return self

    @cached_property
    def _cases(self) -> CaseTexts:
        numbers = {document.id: index for index, document in enumerate(self._documents)}
        return case_texts(*self._source.cases(), numbers)

    @property
    def _numbers(self) -> list[int]:
        """The numbers of documents that are compared."""
        numbers: list[int] = np.flatnonzero(self._characters.coders_per_document > 1).tolist()
        return numbers


def refuse_scope(scope: Scope) -> None:
    """UserError where a scope asks for a unit, a tolerance or an origin that there isn't."""
    if scope.unit not in UNITS:
        raise UserError(f"“{scope.unit}” is not a unit. Choose one of: {', '.join(UNITS)}.")
    if scope.tolerance < 0:
        raise UserError("The boundary tolerance can't be negative. Give 0 or a number of characters.")
    if scope.origins is not None and (not scope.origins or not set(scope.origins) <= set(ORIGINS)):
        raise UserError(
            f"Say how the codings to compare came about: {', '.join(ORIGINS)}, or several of them."
        )


class _Identified(Protocol):
    @property
    def id(self) -> int: ...


_Row = TypeVar("_Row", bound=_Identified)


def _chosen(rows: Sequence[_Row], ids: tuple[int, ...] | None, what: str) -> list[_Row]:
    """The rows with these ids; UserError where some were asked for and all of them are gone."""
    if ids is None:
        return list(rows)
    wanted = set(ids)
    chosen = [row for row in rows if row.id in wanted]
    if wanted and not chosen:
        raise UserError(
            f"None of the {what} to compare is in the project any more. Choose {what} again and repeat."
        )
    return chosen


def _domains(book: Sequence[CodeRow], codes: Sequence[CodeRow]) -> list[Domain]:
    members: dict[int, list[int]] = {}
    for index, code in enumerate(codes):
        if code.domain_id is not None:
            members.setdefault(code.domain_id, []).append(index)
    return [Domain(code.id, code.name, tuple(members[code.id])) for code in book if code.id in members]


def continuum_in_scope(
    source: Intake,
    scope: Scope,
    documents: Sequence[DocumentRow],
    people: Sequence[CoderRow],
    codes: Sequence[CodeRow],
) -> Continuum:
    """The codings of some coders with some codes in some documents, numbered in these lists' order."""
    ids = ([row.id for row in documents], [row.id for row in people], [row.id for row in codes])
    numbers = [{row_id: index for index, row_id in enumerate(listed)} for listed in ids]
    named = NamedIds(scope.document_ids, scope.coder_ids, scope.code_ids, scope.origins)
    columns = list(source.codings(named).T)
    for column, numbers_of in enumerate(numbers):
        columns[column] = numbered(columns[column], numbers_of)
    is_chosen = (columns[0] >= 0) & (columns[1] >= 0) & (columns[2] >= 0)
    completed = np.zeros((len(documents), len(people)), dtype=np.bool_)
    for document_id, coder_id in source.completed:
        if document_id in numbers[0] and coder_id in numbers[1]:
            completed[numbers[0][document_id], numbers[1][coder_id]] = True
    lengths = np.array([document.length for document in documents], dtype=np.int64)
    return Continuum(lengths, completed, len(codes), Codings(*columns).take(is_chosen))


def numbered(ids: Ints, numbers: dict[int, int]) -> Ints:
    """Row ids as numbers from 0, -1 for those that are not in scope."""
    lookup = np.full(max([*numbers, *ids.max(initial=0, keepdims=True).tolist()], default=0) + 1, -1)
    for row_id, index in numbers.items():
        lookup[row_id] = index
    indices: Ints = lookup[ids].astype(np.int64)
    return indices


def _plain(scope: Scope, compared: Continuum, division: Division) -> Continuum:
    """The compared codings trimmed, without non-codable regions; merged where there is a tolerance."""
    codings = trimmed(compared.codings, division.codable) if scope.trim else compared.codings
    cut = comparable(without_regions(replace(compared, codings=codings), division.non_codable))[0]
    return replace(cut, codings=merged(cut.codings, touching=False)) if scope.tolerance else cut


def _fewer(before: Continuum, after: Continuum) -> int:
    """How many documents that could be compared cannot be any more."""
    return int((before.coders_per_document > 1).sum() - (after.coders_per_document > 1).sum())
