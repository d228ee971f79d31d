"""Opens the project that a command names, for whoever looks at it."""

from argparse import Namespace

from app import settings
from app.coders.queries import coder_named, coders
from app.errors import UserError
from app.models.journal import COMMAND_LINE
from app.rounds import queries
from app.store import Project
from app.store.engine import shown
from app.store.leading import all_but_leads
from app.store.packet import packet_of
from app.store.unlocking import new_key


def open_to_look(chosen: Namespace) -> Project:
    """An open project for a command that changes nothing."""
    return _seen_by(Project.open(chosen.project), chosen.as_coder)


def open_to_change(chosen: Namespace) -> Project:
    """An open project whose actions the window's undo can take back."""
    project = Project.open(chosen.project, station=settings.station(), otherwise=COMMAND_LINE)
    return _seen_by(project, chosen.as_coder)


def make(location: str, passphrase: str | None = None) -> Project:
    """A new project, locked where there is a passphrase."""
    key = None if passphrase is None else new_key(passphrase)
    return Project.create(location, station=settings.station(), otherwise=COMMAND_LINE, key=key)


def left_out(project: Project) -> list[str]:
    """What open blind rounds keep out of an answer, as sentences."""
    with project.read() as session:
        return queries.left_out(session)


def refuse_all_but_leads(project: Project, what: str) -> None:
    """Refuse before anything is prepared what the action would refuse the coder whom --as names."""
    if project.coder_id is None:
        return
    with project.read() as session:
        refusal = all_but_leads(session, project.coder_id, what)
    if refusal:
        raise UserError(refusal)


def _seen_by(project: Project, name: str | None) -> Project:
    """The project with this coder at work; UserError where there is none, and the project is closed again."""
    try:
        project.coder_id = _of_packet(project) if name is None else _coder(project, name)
    except BaseException:
        project.close()
        raise
    return project


def _of_packet(project: Project) -> int | None:
    """Work that was given out is its coder's, whoever is named; None in any other project."""
    with project.read() as session:
        packet = packet_of(session)
        people = {coder.guid: coder.id for coder in coders(session)} if packet else {}
    return people.get(packet.coder) if packet else None


def _coder(project: Project, name: str) -> int:
    with project.read() as session:
        row = coder_named(session, name)
        people = [coder.name for coder in coders(session) if coder.role != "consensus"]
    if row is None:
        choice = f"Choose one of: {', '.join(people)}." if people else "It has no coders yet."
        raise UserError(f"There is no coder “{name}” in this project. {choice}")
    if row.role == "consensus":
        raise UserError(f"“{row.name}” is a consensus, so nobody looks or acts in its name. Name a person.")
    return row.id


__all__ = ["left_out", "make", "open_to_change", "open_to_look", "refuse_all_but_leads", "shown"]
