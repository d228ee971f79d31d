"""Agreement round by round: between coders, and of each coder with himself where there are hidden repeats."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.agreement.coefficients.values import Value, undefined
from app.agreement.study.intake import Again
from app.agreement.study.levels import Levels, Row
from app.agreement.study.material import Scope, ScopeReading
from app.agreement.study.results import study
from app.agreement.study.statistics import ON_GIVEN_UNITS, chosen
from app.coders.queries import CoderRow
from app.jobs import Job
from app.rounds.queries import RoundRow, rounds
from app.rounds.snapshot import Frozen, frozen

NOBODY_HERE = "undefined: what is compared is not in this round"


@dataclass(frozen=True)
class OfRound:
    """A closed round: one statistic of all codes together (`overall`) and of each code by its name then.

    `documents` are those that two coders at least completed.
    """

    round: RoundRow
    documents: int
    overall: Value
    codes: dict[str, Value]


@dataclass(frozen=True)
class OfOneself:
    """How far a coder agrees with himself in a closed round, over `documents` that came back to him."""

    round: RoundRow
    coder: CoderRow
    documents: int
    rows: Sequence[Row]


def over_rounds(
    session: Session,
    scope: Scope,
    *,
    statistic: str = "krippendorff_alpha",
    intervals: bool = False,
    job: Job | None = None,
) -> list[OfRound]:
    """One statistic for each closed round, in the order they were closed, from their snapshots.

    The scope's coders, codes and documents count where a round has them; its own round is ignored.
    """
    job = job or Job()
    of_rounds = []
    for round_, snapshot in _closed(session, job):
        inside = _inside(scope, snapshot)
        if inside is None:
            of_rounds.append(OfRound(round_, 0, undefined(NOBODY_HERE), {}))
            continue
        result = study(session, inside, statistics=[statistic], by=("code", "overall"), intervals=intervals)
        of_codes = {row.code or "": row.value for row in result.rows if row.level == "code"}
        documents = int((result.material.coders_per_document > 1).sum())
        of_rounds.append(OfRound(round_, documents, result.value(statistic, "overall"), of_codes))
    return of_rounds


def with_oneself(
    session: Session,
    scope: Scope,
    *,
    statistics: Sequence[str] | str = ON_GIVEN_UNITS,
    by: Sequence[str] = ("code", "overall"),
    intervals: bool = False,
    job: Job | None = None,
) -> list[OfOneself]:
    """Each coder's first codings against hidden repeats of them, by closed round: over time it shows drift.

    A coder in a round without repeats that were completed has no entry.
    """
    job = job or Job()
    keys, by_name = chosen(statistics)
    of_coders = []
    for round_, snapshot in _closed(session, job):
        inside = _inside(scope, snapshot)
        if inside is None:
            continue
        for coder in (row for row in snapshot.coders if _named(row.id, inside.coder_ids)):
            source = Again(session, snapshot, coder)
            document_ids = [row.id for row in source.documents if _named(row.id, inside.document_ids)]
            if not document_ids:
                continue
            theirs = replace(inside, coder_ids=None, document_ids=tuple(document_ids))
            material = ScopeReading(source, theirs).in_unit(theirs.unit)
            rows = list(Levels(material, keys, by_name, intervals, job).rows(by))
            of_coders.append(OfOneself(round_, coder, len(document_ids), rows))
    return of_coders


def _closed(session: Session, job: Job) -> Iterator[tuple[RoundRow, Frozen]]:
    """Closed rounds in the order of their closing, read one after another."""
    closed = sorted((row for row in rounds(session) if row.closed_at), key=lambda row: row.closed_at or "")
    for index, row in enumerate(closed):
        job.step(index, len(closed), row.name)
        snapshot = frozen(session, row.id)
        if snapshot is not None:
            yield row, snapshot


def _named(row_id: int, ids: tuple[int, ...] | None) -> bool:
    return ids is None or row_id in ids


def _inside(scope: Scope, snapshot: Frozen) -> Scope | None:
    """The part of a scope that a round has; None where it has nothing of it."""
    lists = (
        (scope.coder_ids, [coder.id for coder in snapshot.coders]),
        (scope.code_ids, [code.id for code in snapshot.codes]),
        (
            scope.document_ids,
            [document.row.id for document in snapshot.documents if document.repeat_of_id is None],
        ),
    )
    left = [None if ids is None else tuple(id_ for id_ in ids if id_ in present) for ids, present in lists]
    if any(ids == () for ids in left):
        return None
    coder_ids, code_ids, document_ids = left
    return replace(
        scope, round_id=snapshot.round_id, coder_ids=coder_ids, code_ids=code_ids, document_ids=document_ids
    )
