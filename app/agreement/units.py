"""From the database to arrays: the codings, texts and units that a comparison takes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Protocol, TypeVar

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.boundaries import trimmed
from app.agreement.grid import Grid, grid, together
from app.agreement.intake import READING, Intake, Named, WithLayers, intake, working
from app.agreement.regions import blanked, in_text
from app.agreement.spans import (
    Codings,
    Continuum,
    Dropped,
    Ints,
    Stretches,
    comparable,
    in_units,
    units_without_regions,
    without_regions,
)
from app.agreement.tolerance import snapped
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.documents.askers import askers
from app.documents.queries import DocumentRow
from app.documents.words import sentences, tokens
from app.errors import UserError
from app.jobs import Job

UNITS = ("character", "token", "sentence", "turn", "document")


@dataclass(frozen=True)
class Scope:
    """What is compared, and how. None means all; consensus layers never take part.

    What was deleted meanwhile is left out, as long as something of it is left. `trim` takes white space and
    punctuation off the ends of codings; `tolerance` (characters) makes boundaries of different coders that
    lie so close together the same. Turns of `without_speakers` are not codable, as interviewers' mostly are.
    With `round_id` only that round is compared: a closed one as its snapshot has it. `absent` makes "none of
    them" a value of a domain; without it, who gave a unit none of a domain's codes has no value there.
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
    `characters` counted in the scope's unit. `non_codable` are the regions, `uses` counts codings, int64
    (codes, coders), `domains` are those of the codes in scope. `action_id` is the newest action it has seen.
    `asking` are the labels of interviewers whose turns are compared like everybody's.
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

    @property
    def compared(self) -> list[int]:
        """The numbers of the coders who completed what another completed too; of all where nobody did."""
        active: list[int] = np.flatnonzero(self.characters.completed.any(axis=0)).tolist()
        return active or list(range(len(self.coders)))


def material(session: Session, scope: Scope, action_id: int = 0, job: Job | None = None) -> Material:
    """Load what a scope names. UserError where that isn't there, or is a blind round that is still open."""
    _refuse(scope)
    found = material_of(intake(session, scope.round_id, job), scope, action_id, job)
    asking = [who for who in askers(session, scope.document_ids) if who not in scope.without_speakers]
    return replace(found, asking=tuple(asking))


def material_of(source: Intake, scope: Scope, action_id: int = 0, job: Job | None = None) -> Material:
    """What a scope names of a source, ready for comparison; UserError where nothing is left of it."""
    found = _chosen(source.documents, scope.document_ids, "documents")
    people = [coder for coder in source.coders if coder.role != "consensus"]
    people = working(_chosen(people, scope.coder_ids, "coders"), found, source.completed)
    codes = _chosen(source.codes, scope.code_ids, "codes")
    regions = _non_codable(source, found, scope.without_speakers)
    texts = _Texts(source, found, job)
    compared, dropped = comparable(_continuum(source, scope, found, people, codes))
    characters = _characters(scope, compared, regions, texts)
    units = _units(source, found, _compared(characters), scope.unit, texts)
    counted = characters
    if units is not None:
        counted = in_units(characters, units_without_regions(compared, units, regions))
    continuum = comparable(counted)[0]
    spans = replace(
        characters, lengths=compared.lengths, codings=in_text(characters.codings, compared, regions)
    )
    return Material(
        scope=scope,
        documents=found,
        coders=people,
        codes=codes,
        domains=_domains(source.codes, codes),
        spans=spans,
        characters=characters,
        continuum=continuum,
        non_codable=regions,
        dropped=replace(
            dropped,
            empty_documents=dropped.empty_documents + _fewer(compared, continuum),
            blind_documents=sum(document.id in source.blind for document in found),
        ),
        uses=without_regions(compared, regions).uses,
        action_id=action_id,
    )


@dataclass(frozen=True)
class Layer:
    """What a consensus layer says beside its codings: the ids of documents that it has judged, what else it
    gives codes to, and what it hasn't decided: (document id, code id, start, end).
    """

    coder_id: int
    judged: frozenset[int]
    given: tuple[tuple[int, int, int, int], ...] = ()
    undecided: tuple[tuple[int, int, int, int], ...] = ()


def everybodys_grid(
    session: Session, found: Material, layer: Layer | None = None
) -> tuple[list[CoderRow], Grid]:
    """What everybody says about each given unit, compared or not; consensus layers are the last coders.

    Where a coder is compared it is what `found.continuum` has; other codings are trimmed alike, but not
    snapped to anybody's. A consensus layer has judged the documents where it has a coding, that of `layer`
    those that it names. ValueError where the unit is the character.
    """
    scope = found.scope
    source = WithLayers(session, scope.round_id)
    people = [*found.coders, *(coder for coder in source.coders if coder.role == "consensus")]
    whole = _continuum(source, replace(scope, coder_ids=None), found.documents, people, found.codes)
    own = whole.codings.take(whole.codings.coder >= len(found.coders))
    whole.completed[own.document, own.coder] = True
    given, undecided = (_of_layer(found, people, layer, rows) for rows in _rows_of(layer))
    if layer is not None and given is not None:
        judged = np.array([document.id in layer.judged for document in found.documents], dtype=np.bool_)
        whole.completed[:, [coder.id == layer.coder_id for coder in people]] |= judged[:, None]
        whole = replace(whole, codings=together(whole.codings, given))
    regions = _non_codable(source, found.documents, scope.without_speakers)
    texts = _Texts(source, found.documents)
    if scope.trim:
        codable = _Codable(texts, regions)
        whole = replace(whole, codings=trimmed(whole.codings, codable))
        undecided = None if undecided is None else trimmed(undecided, codable)
    here = np.flatnonzero(whole.completed.any(axis=1) & (whole.lengths > 0)).tolist()
    units = _units(source, found.documents, here, scope.unit, texts)
    if units is None:
        raise ValueError("characters are too many to be listed")
    return people, grid(whole, found.continuum, units, regions, undecided)


def _rows_of(layer: Layer | None) -> tuple[tuple[tuple[int, int, int, int], ...], ...]:
    return ((), ()) if layer is None else (layer.given, layer.undecided)


def _of_layer(
    found: Material,
    people: Sequence[CoderRow],
    layer: Layer | None,
    rows: Sequence[tuple[int, int, int, int]],
) -> Codings | None:
    """Rows of a layer in the numbers of what is compared; None where the layer isn't there."""
    coder = next((n for n, one in enumerate(people) if layer is not None and one.id == layer.coder_id), None)
    if coder is None:
        return None
    documents = {one.id: number for number, one in enumerate(found.documents)}
    codes = {one.id: number for number, one in enumerate(found.codes)}
    return Codings.of(
        [
            (documents[document_id], coder, codes[code_id], start, end)
            for document_id, code_id, start, end in rows
            if document_id in documents and code_id in codes
        ]
    )


def _refuse(scope: Scope) -> None:
    if scope.unit not in UNITS:
        raise UserError(f"“{scope.unit}” is not a unit. Choose one of: {', '.join(UNITS)}.")
    if scope.tolerance < 0:
        raise UserError("The boundary tolerance can't be negative. Give 0 or a number of characters.")


class _Identified(Protocol):
    @property
    def id(self) -> int: ...


_Row = TypeVar("_Row", bound=_Identified)


def _chosen(rows: Sequence[_Row], ids: tuple[int, ...] | None, what: str) -> list[_Row]:
    """The rows with these ids; UserError where some were asked for and all of them are gone."""
    if ids is None:
        return list(rows)
    wanted = set(ids)
    kept = [row for row in rows if row.id in wanted]
    if wanted and not kept:
        raise UserError(
            f"None of the {what} to compare is in the project any more. Choose {what} again and repeat."
        )
    return kept


def _domains(book: Sequence[CodeRow], codes: Sequence[CodeRow]) -> list[Domain]:
    members: dict[int, list[int]] = {}
    for number, code in enumerate(codes):
        if code.domain_id is not None:
            members.setdefault(code.domain_id, []).append(number)
    return [Domain(code.id, code.name, tuple(members[code.id])) for code in book if code.id in members]


class _Texts(dict[int, str]):
    """Texts by document number, read when first asked for."""

    def __init__(self, source: Intake, found: Sequence[DocumentRow], job: Job | None = None) -> None:
        super().__init__()
        self._source = source
        self._found = found
        self.job = job or Job()

    def __missing__(self, number: int) -> str:
        self.job.step(0, 1, READING)
        self[number] = self._source.text(self._found[number])
        return self[number]


class _Codable(dict[int, str]):
    """The same texts with their non-codable regions blank, so that trimming takes those off too."""

    def __init__(self, texts: _Texts, regions: Stretches) -> None:
        super().__init__()
        self._texts = texts
        self._regions = _by_document(regions)

    def __missing__(self, number: int) -> str:
        return blanked(self._texts[number], self._regions.get(number, []))


def _continuum(
    source: Intake,
    scope: Scope,
    found: Sequence[DocumentRow],
    people: Sequence[CoderRow],
    codes: Sequence[CodeRow],
) -> Continuum:
    ids = ([row.id for row in found], [row.id for row in people], [row.id for row in codes])
    numbers = [{row_id: number for number, row_id in enumerate(listed)} for listed in ids]
    columns = list(source.codings(Named(scope.document_ids, scope.coder_ids, scope.code_ids)).T)
    for place, known in enumerate(numbers):
        columns[place] = _numbered(columns[place], known)
    kept = (columns[0] >= 0) & (columns[1] >= 0) & (columns[2] >= 0)
    completed = np.zeros((len(found), len(people)), dtype=np.bool_)
    for document_id, coder_id in source.completed:
        if document_id in numbers[0] and coder_id in numbers[1]:
            completed[numbers[0][document_id], numbers[1][coder_id]] = True
    lengths = np.array([document.length for document in found], dtype=np.int64)
    return Continuum(lengths, completed, len(codes), Codings(*columns).take(kept))


def _numbered(ids: Ints, numbers: dict[int, int]) -> Ints:
    """Row ids as numbers from 0, -1 for those that are not in scope."""
    lookup = np.full(max([*numbers, *ids.max(initial=0, keepdims=True).tolist()], default=0) + 1, -1)
    for row_id, number in numbers.items():
        lookup[row_id] = number
    found: Ints = lookup[ids].astype(np.int64)
    return found


def _characters(scope: Scope, compared: Continuum, regions: Stretches, texts: _Texts) -> Continuum:
    """The compared codings trimmed, without non-codable regions, snapped."""
    codings = trimmed(compared.codings, _Codable(texts, regions)) if scope.trim else compared.codings
    cut = without_regions(replace(compared, codings=codings), regions)
    return comparable(replace(cut, codings=snapped(cut, scope.tolerance)))[0]


def _compared(characters: Continuum) -> list[int]:
    """The numbers of documents that are compared."""
    numbers: list[int] = np.flatnonzero(characters.coders_per_document > 1).tolist()
    return numbers


def _fewer(before: Continuum, after: Continuum) -> int:
    """How many documents that could be compared cannot be any more."""
    return int((before.coders_per_document > 1).sum() - (after.coders_per_document > 1).sum())


def _units(
    source: Intake, found: Sequence[DocumentRow], here: Sequence[int], unit: str, texts: _Texts
) -> Stretches | None:
    """The units of the documents `here`, in characters of the whole text; None for characters."""
    if unit == "character":
        return None
    if unit == "document":
        return Stretches.of([(number, 0, found[number].length) for number in here])
    if unit == "turn":
        return _turns(source, found, here)
    return _divided(here, tokens if unit == "token" else sentences, texts)


def _divided(here: Sequence[int], divide: Callable[[str], list[tuple[int, int]]], texts: _Texts) -> Stretches:
    """The words or sentences of the documents `here`: millions in a large project, so arrays at once."""
    parts = [np.empty((0, 2), dtype=np.int64)]
    for number in here:
        texts.job.step(0, 1, READING)
        spans = chain.from_iterable(divide(texts[number]))
        parts.append(np.fromiter(spans, dtype=np.int64).reshape(-1, 2))
    start, end = np.concatenate(parts).T
    return Stretches(np.repeat(np.array(here, dtype=np.int64), [len(own) for own in parts[1:]]), start, end)


def _turns(source: Intake, found: Sequence[DocumentRow], here: Sequence[int]) -> Stretches:
    """Turns, and paragraphs where there is no turn; a document with neither is one unit.

    UserError where the turns of a document overlap, as they may when they were imported.
    """
    kinds = [_regions(source, found, kind) for kind in ("turn", "paragraph")]
    divided = [_by_document(kind) for kind in kinds]
    units: list[tuple[int, int, int]] = []
    for number in here:
        turns, paragraphs = (own.get(number, []) for own in divided)
        alone = [one for one in paragraphs if not turns or _apart(one, turns)]
        own = sorted(turns + alone) or [(0, found[number].length)]
        if any(after[0] < before[1] for before, after in pairwise(own)):
            raise UserError(
                f"Turns of “{found[number].name}” overlap, so that they can't be compared one by one. "
                "Mend them in the document, or compare by another unit."
            )
        units += [(number, start, end) for start, end in own]
    return Stretches.of(units)


def _by_document(stretches: Stretches) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    rows = zip(stretches.document.tolist(), stretches.start.tolist(), stretches.end.tolist(), strict=True)
    for document, start, end in rows:
        if start < end:
            found.setdefault(document, []).append((start, end))
    return found


def _apart(one: tuple[int, int], turns: Sequence[tuple[int, int]]) -> bool:
    return all(one[1] <= start or end <= one[0] for start, end in turns)


def _regions(source: Intake, found: Sequence[DocumentRow], kind: str) -> Stretches:
    return _stretches(found, source.regions(kind))


def _non_codable(source: Intake, found: Sequence[DocumentRow], speakers: tuple[str, ...]) -> Stretches:
    theirs = source.regions("turn", speakers) if speakers else []
    return _stretches(found, [*source.regions("non_codable"), *theirs])


def _stretches(found: Sequence[DocumentRow], spans: Sequence[tuple[int, int, int]]) -> Stretches:
    numbers = {document.id: number for number, document in enumerate(found)}
    return Stretches.of([(numbers[row[0]], row[1], row[2]) for row in sorted(spans) if row[0] in numbers])
