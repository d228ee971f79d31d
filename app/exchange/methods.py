"""The methods text of a result with what the project knows of it: round, codebook version, drawn sample."""

from sqlalchemy.orm import Session

from app.agreement.methods.paragraph import ClosedRound, MethodsText, methods_text
from app.agreement.planning.samples import samples
from app.agreement.study.results import Result
from app.codebook.versions import changed_since, latest
from app.exchange.version import version
from app.rounds.queries import RoundRow, round_by_id


def methods_of(session: Session, result: Result, title: str) -> MethodsText:
    """The paragraph and the table; the codebook's version is named where the codes compared are of it."""
    round_id = result.material.scope.round_id
    round_ = None if round_id is None else round_by_id(session, round_id)
    if round_ is None:
        drawn = next(iter(samples(session)), None)
        return methods_text(result, title, version(), _codebook(session, round_), drawn)
    closed = ClosedRound(round_.name, (round_.closed_at or "")[:10], round_.blind, round_.drawn)
    return methods_text(result, title, version(), _codebook(session, round_), closed_round=closed)


def _codebook(session: Session, round_: RoundRow | None) -> str:
    if round_ is not None:
        return "" if round_.version_number is None else str(round_.version_number)
    newest = latest(session)
    return "" if newest is None or changed_since(session) else str(newest.number)
