"""From the database to arrays: the codings, texts and units that a comparison takes in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.boundaries import snapped, trimmed
from app.agreement.spans import (
    Codings,
    Continuum,
    Dropped,
    Stretches,
    comparable,
    in_units,
    units_without_regions,
    whole_documents,
    without_regions,
)
from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow, documents
from app.documents.queries import text as text_of
from app.documents.words import sentences, tokens
from app.errors import UserError
from app.models import Coding, Region
from app.rounds.queries import completed_pairs

UNITS = ("character", "token", "sentence", "turn", "document")


@dataclass(frozen=True)
class Scope:
    """What is compared, and how. None means all; consensus layers never take part.

    `trim` takes white space and punctuation off the ends of codings; `tolerance` (characters) makes
    boundaries of different coders that lie so close together the same.
    """

    unit: str = "turn"
    coder_ids: tuple[int, ...] | None = None
    code_ids: tuple[int, ...] | None = None
    document_ids: tuple[int, ...] | None = None
    trim: bool = True
    tolerance: int = 0


@dataclass(frozen=True, eq=False)
class Material:
    """What a scope found in the project, numbered from 0 in the order of these lists.

    `spans` are the codings in characters of the whole text, trimmed and snapped, of everybody who completed;
    `continuum` is what coefficients are computed from: non-codable regions cut out, counted in the scope's
    unit, documents with fewer than two coders dropped. `uses` counts codings, int64 (codes, coders).
    `action_id` is the newest action it has seen.
    """

    scope: Scope
    documents: Sequence[DocumentRow]
    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    spans: Continuum
    continuum: Continuum
    dropped: Dropped
    uses: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    action_id: int


def material(session: Session, scope: Scope, action_id: int = 0) -> Material:
    """Load what a scope names. Raises UserError where it names something that isn't there."""
    if scope.unit not in UNITS:
        raise UserError(f"“{scope.unit}” is not a unit. Choose one of: {', '.join(UNITS)}.")
    if scope.tolerance < 0:
        raise UserError("The boundary tolerance can't be negative. Give 0 or a number of characters.")
    found = [document for document in documents(session) if _in(document.id, scope.document_ids)]
    people = [
        coder for coder in coders(session) if coder.role != "consensus" and _in(coder.id, scope.coder_ids)
    ]
    codes = [code for code in codebook(session) if _in(code.id, scope.code_ids)]
    texts = _Texts(session, found)
    everything = _continuum(session, found, people, codes)
    codings = everything.codings
    if scope.trim:
        codings = trimmed(codings, texts)
    spans, _ = comparable(replace(everything, codings=snapped(codings, scope.tolerance)))
    continuum, dropped = comparable(_in_unit(session, scope, found, everything, spans, texts))
    kept = comparable(everything)[0].codings
    uses = np.zeros((len(codes), len(people)), dtype=np.int64)
    np.add.at(uses, (kept.code, kept.coder), 1)
    return Material(scope, found, people, codes, spans, continuum, dropped, uses, action_id)


def _in(row_id: int, chosen: tuple[int, ...] | None) -> bool:
    return chosen is None or row_id in chosen


class _Texts(dict[int, str]):
    """Texts by document number, read when first asked for."""

    def __init__(self, session: Session, found: Sequence[DocumentRow]) -> None:
        super().__init__()
        self._session = session
        self._found = found

    def __missing__(self, number: int) -> str:
        self[number] = text_of(self._session, self._found[number].id)
        return self[number]


def _continuum(
    session: Session, found: Sequence[DocumentRow], people: Sequence[CoderRow], codes: Sequence[CodeRow]
) -> Continuum:
    ids = ([row.id for row in found], [row.id for row in people], [row.id for row in codes])
    numbers = [{row_id: number for number, row_id in enumerate(listed)} for listed in ids]
    rows = session.execute(
        select(Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    ).all()
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=5 * len(rows))
    columns = list(flat.reshape(-1, 5).T)
    for place, known in enumerate(numbers):
        columns[place] = _numbered(columns[place], known)
    kept = (columns[0] >= 0) & (columns[1] >= 0) & (columns[2] >= 0)
    completed = np.zeros((len(found), len(people)), dtype=np.bool_)
    for document_id, coder_id in completed_pairs(session):
        if document_id in numbers[0] and coder_id in numbers[1]:
            completed[numbers[0][document_id], numbers[1][coder_id]] = True
    lengths = np.array([document.length for document in found], dtype=np.int64)
    return Continuum(lengths, completed, len(codes), Codings(*columns).take(kept))


def _numbered(
    ids: np.ndarray[tuple[int, ...], np.dtype[np.int64]], numbers: dict[int, int]
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Row ids as numbers from 0, -1 for those that are not in scope."""
    lookup = np.full(max([*numbers, *ids.max(initial=0, keepdims=True).tolist()], default=0) + 1, -1)
    for row_id, number in numbers.items():
        lookup[row_id] = number
    found: np.ndarray[tuple[int, ...], np.dtype[np.int64]] = lookup[ids].astype(np.int64)
    return found


def _in_unit(
    session: Session,
    scope: Scope,
    found: Sequence[DocumentRow],
    everything: Continuum,
    spans: Continuum,
    texts: _Texts,
) -> Continuum:
    """The continuum without non-codable regions, counted in the scope's unit."""
    whole = replace(spans, completed=everything.completed)
    regions = _regions(session, found, ("non_codable",))
    cut = without_regions(whole, regions)
    if scope.unit == "character":
        return cut
    if scope.unit == "document":
        return in_units(cut, whole_documents(cut))
    if scope.unit == "turn":
        units = _regions(session, found, ("turn", "paragraph"))
    else:
        divide = tokens if scope.unit == "token" else sentences
        units = Stretches.of([(n, start, end) for n in range(len(found)) for start, end in divide(texts[n])])
    return in_units(cut, units_without_regions(whole, units, regions))


def _regions(session: Session, found: Sequence[DocumentRow], kinds: tuple[str, ...]) -> Stretches:
    numbers = {document.id: number for number, document in enumerate(found)}
    rows = session.execute(select(Region.document_id, Region.start, Region.end).where(Region.kind.in_(kinds)))
    return Stretches.of([(numbers[row[0]], row[1], row[2]) for row in rows if row[0] in numbers])
