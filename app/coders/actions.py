"""What can be done to coders."""

from collections.abc import Mapping

from sqlalchemy import select

from app.coders.consequences import CoderConsequences, consequences
from app.coders.initials import free_initials
from app.counting import counted
from app.errors import UserError
from app.models import Assignment, Coder, Coding, TextCheck, Vote
from app.names import key, keys, tidy
from app.store.codings import delete_codings
from app.store.journal import WriteSession, delete_many
from app.store.leading import REMOVES_CODERS, SAYS_WHO_LEADS, refuse_all_but_leads
from app.store.meanwhile import refuse_overwriting
from app.store.sheets import delete_sheets_of_coder

ROLES = ("coder", "lead", "consensus")
# Okabe & Ito (2008), safe for colour-blind people, darkest first
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6000", "#6a51a3")


def add_coder(
    session: WriteSession, *, name: str, initials: str = "", colour: str = "", role: str = "coder"
) -> int:
    """Add a coder; initials and a colour that nobody has yet are chosen where none are given."""
    name = tidy(name, "coder")
    _refuse_taken(session, name, None)
    _refuse_unknown_role(role)
    if role == "lead":
        refuse_all_but_leads(session, SAYS_WHO_LEADS)
    others = session.scalars(select(Coder)).all()
    used = [other.colour for other in others]
    coder = Coder(
        name=name,
        name_key=key(name),
        initials=initials.strip()[:4] or free_initials(name, {other.initials for other in others}),
        colour=colour or min(COLOURS, key=used.count),
        role=role,
    )
    session.add(coder)
    session.flush()
    return coder.id


def change_coder(
    session: WriteSession,
    *,
    coder_id: int,
    name: str | None = None,
    initials: str | None = None,
    colour: str | None = None,
    role: str | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Change what is given of a coder; Conflict where it is no longer as it was `seen`."""
    coder = existing(session, coder_id)
    given = {"name": name, "initials": initials, "colour": colour, "role": role}
    wanted = {field: value for field, value in given.items() if value is not None}
    refuse_overwriting(coder, wanted, seen, coder.name)
    if name is not None:
        coder.name = tidy(name, "coder")
        coder.name_key = key(coder.name)
        _refuse_taken(session, coder.name, coder_id)
    if initials is not None:
        others = set(session.scalars(select(Coder.initials).where(Coder.id != coder_id)))
        coder.initials = initials.strip()[:4] or free_initials(coder.name, others)
    if colour is not None:
        coder.colour = colour
    if role is not None:
        _refuse_unknown_role(role)
        if role != coder.role and "lead" in (role, coder.role):
            refuse_all_but_leads(session, SAYS_WHO_LEADS)
        coder.role = role


def remove_coder(
    session: WriteSession, *, coder_id: int, anyway: bool = False, asked_by: int | None = None
) -> None:
    """Remove a coder with all of their codings, sheets, assignments and votes.

    Snapshots of closed rounds keep them as they were then, decisions keep who decided. Where open rounds,
    votes or a consensus would lose something, UserError says so, unless the coder is to go `anyway`. A lead
    who removes herself has `asked_by` herself while somebody else acts, who can take it back.
    """
    refuse_all_but_leads(session, REMOVES_CODERS, asked_by)
    coder = existing(session, coder_id)
    if not anyway:
        _refuse_needed(coder, consequences(session, coder_id))
    delete_codings(session, session.scalars(select(Coding.id).where(Coding.coder_id == coder_id)))
    delete_sheets_of_coder(session, coder_id)
    for model in (Assignment, TextCheck, Vote):
        delete_many(session, model, session.scalars(select(model.id).where(model.coder_id == coder_id)))
    session.delete(coder)


def _refuse_needed(coder: Coder, consequences: CoderConsequences) -> None:
    needed = [f"codes in “{name}”, which is open" for name in consequences.open_rounds]
    if consequences.votes:
        needed.append(f"has voted {counted(consequences.votes, 'time')}")
    if consequences.consensus_codings:
        needed.append(f"holds {counted(consequences.consensus_codings, 'coding')} that decisions made")
    if needed:
        raise UserError(
            f"{coder.name} {' and '.join(needed)}, so nobody was removed. Close the round first, or ask to "
            "remove this coder all the same: that work is lost then, closed rounds stay as they were."
        )


def existing(session: WriteSession, coder_id: int) -> Coder:
    """A coder by id; UserError where a colleague removed it meanwhile."""
    coder = session.get(Coder, coder_id)
    if coder is None:
        raise UserError("This coder is no longer in the project. Choose another one.")
    return coder


def _refuse_taken(session: WriteSession, name: str, coder_id: int | None) -> None:
    with session.no_autoflush:
        other = session.scalar(select(Coder.id).where(Coder.name_key.in_(keys(name))))
    if other not in (None, coder_id):
        raise UserError(f"There is a coder “{name}” already. Choose another name.", "name")


def _refuse_unknown_role(role: str) -> None:
    if role not in ROLES:
        raise UserError(f"“{role}” is not a role. A coder is one of: {', '.join(ROLES)}.")
