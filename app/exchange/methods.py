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
    one = None if round_id is None else round_by_id(session, round_id)
    if one is None:
        drawn = next(iter(samples(session)), None)
        return methods_text(result, title, version(), _codebook(session, one), drawn)
    closed = ClosedRound(one.name, (one.closed_at or "")[:10], one.blind, one.drawn)
    return methods_text(result, title, version(), _codebook(session, one), closed_round=closed)


def _codebook(session: Session, one: RoundRow | None) -> str:
    if one is not None:
        return "" if one.version_number is None else str(one.version_number)
    newest = latest(session)
    return "" if newest is None or changed_since(session) else str(newest.number)
