"""Who may lead: plan, open up and close rounds, answer proposals, and say who else leads."""

from sqlalchemy.orm import Session

from app.coders.queries import CoderRow, coders

NO_LEAD = (
    "This project has no lead, so every coder may plan and close rounds and end what is coded blind. Give "
    "one of you the role Lead (Team, Name, initials, colour)."
)


def leads(session: Session) -> list[CoderRow]:
    """The leads of a project."""
    return [one for one in coders(session) if one.role == "lead"]


def may_lead(session: Session, coder_id: int | None) -> bool:
    """Whether a coder may do what a lead does: a lead may, and anybody in a project without one."""
    found = {one.id for one in leads(session)}
    return not found or coder_id in found


def without_lead(session: Session) -> str:
    """The sentence that says that a project has no lead; "" where it has one, or nobody at all."""
    people = [one for one in coders(session) if one.role != "consensus"]
    return NO_LEAD if people and not leads(session) else ""
