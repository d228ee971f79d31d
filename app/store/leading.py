"""Who may lead, asked by actions, commands and the window alike; and whom a round locks the codebook for."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Assignment, Coder, Round
from app.models.journal import COMMAND_LINE
from app.store.journal import WriteSession
from app.store.locking import locking
from app.store.packet import NOT_IN_A_PACKET, is_packet

NO_LEAD = (
    "This project has no lead, so every coder may plan and close rounds and end what is coded blind. Give "
    "one of you the role Lead (Team, Name, initials, colour)."
)
ROUNDS = "Rounds are planned and closed by the lead"
PUBLISHES = "Versions of the codebook are published by the lead"
ANSWERS = "Proposals are answered by a lead"
REMOVES_CODERS = "Coders are removed by the lead"
SAYS_WHO_LEADS = "Who leads is said by the lead"
TEXTS_CODED_BLIND = "While a text is coded blind, it is changed and divided by the lead"
IMPORTS_DECISIONS = "Decisions from a workbook are imported by the lead"
GIVES_OUT = "Work is given out and taken in by the lead"


def leads(session: Session) -> dict[int, str]:
    """The leads of a project: names by id, in the order in which they came."""
    rows = session.execute(select(Coder.id, Coder.name).where(Coder.role == "lead").order_by(Coder.id))
    return {row.id: row.name for row in rows}


def may_lead(session: Session, coder_id: int | None) -> bool:
    """Whether a coder may do what a lead does: a lead may, and anybody in a project without one; in a
    packet nobody, because its lead is elsewhere."""
    leaders = leads(session)
    return coder_id in leaders or not (leaders or is_packet(session))


def without_lead(session: Session) -> str:
    """The sentence that says that a project has no lead; "" where it has one, or nobody at all."""
    people = session.scalar(select(Coder.id).where(Coder.role != "consensus").limit(1))
    return NO_LEAD if people is not None and not leads(session) and not is_packet(session) else ""


def all_but_leads(session: Session, coder_id: int | None, what: str) -> str:
    """Why a coder may not do `what` only leads do, a constant of this module; "" for whoever may."""
    if may_lead(session, coder_id):
        return ""
    if is_packet(session):
        return NOT_IN_A_PACKET
    names = ", ".join(leads(session).values())
    return f"{what}, {names}, so nothing was changed. Ask for it, or let the lead be at work."


def refuse_all_but_leads(session: WriteSession, what: str, asked_by: int | None = None) -> None:
    """UserError where who acts, or asked for it, is a coder who may not do `what` only leads do.

    A command that names no coder acts for whoever has the file.
    """
    coder_id = acting(session) if asked_by is None else asked_by
    refusal = "" if coder_id is None else all_but_leads(session, coder_id, what)
    if refusal:
        raise UserError(refusal)


def locked_by(session: Session, coder_id: int | None) -> str:
    """The name of an open round that locks the codebook for a coder; "" where none does, and for leads."""
    guids = locking(session)
    if not guids or coder_id is None or coder_id in leads(session):
        return ""
    name = session.scalar(
        select(Round.name)
        .join(Assignment, Assignment.round_id == Round.id)
        .where(Round.closed_at.is_(None), Round.guid.in_(guids), Assignment.coder_id == coder_id)
        .limit(1)
    )
    return name or ""


def lock_of(session: Session, coder_id: int | None) -> str:
    """Why a coder may not change the codebook, or ""."""
    name = locked_by(session, coder_id)
    if not name:
        return ""
    who = (
        "the lead answers it"
        if leads(session) or is_packet(session)
        else "anybody may accept it, as there is no lead"
    )
    return (
        f"“{name}” locks the codebook until it is closed, so nothing was changed. Propose the change "
        f"instead (Codebook, Propose a change): {who}."
    )


def refuse_locked(session: WriteSession) -> None:
    """UserError where an open round locks the codebook for who acts, but while a proposal is accepted."""
    if session.info.get("accepting"):
        return
    refusal = lock_of(session, acting(session))
    if refusal:
        raise UserError(refusal)


@contextmanager
def accepting(session: WriteSession) -> Iterator[None]:
    """While a proposal is accepted no lock holds: in a project without a lead nobody else could."""
    session.info["accepting"] = True
    try:
        yield
    finally:
        del session.info["accepting"]


def acting(session: WriteSession) -> int | None:
    """Who does what is done now; None for a command that names no coder."""
    coder_id: int | None = session.info.get("acting")
    return None if coder_id == COMMAND_LINE else coder_id
