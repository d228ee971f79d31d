"""Who codes in a project at this computer: asked once, and remembered by the guids of project and coder."""

from app import settings
from app.coders.queries import CoderRow, coders
from app.store import Project
from app.store.packet import packet_of
from app.store.setting import guid

KEY = "who I am"  # "guid of the project\tguid of the coder"; earlier versions wrote where the project lies
MOST_REMEMBERED = 200


def who_is_here(project: Project, location: str = "") -> CoderRow | None:
    """Who said at this computer to code in the project, if still in it; `location` is where it lies.

    In work that was given out that is the coder whom it was given to.
    """
    guids = dict(line.rsplit("\t", 1) for line in settings.read(KEY, list[str]()) if "\t" in line)
    with project.read() as session:
        packet = packet_of(session)
        coder_guid = packet.coder if packet else guids.get(guid(session)) or guids.get(location)
        return next(
            (coder for coder in coders(session) if coder.guid == coder_guid and coder.role != "consensus"),
            None,
        )


def remember_here(project: Project, coder_id: int | None) -> None:
    """Remember who codes in the project at this computer."""
    with project.read() as session:
        person = next((coder for coder in coders(session) if coder.id == coder_id), None)
        project_guid = guid(session)
    if person is not None:
        lines = settings.read(KEY, list[str]())
        others = [line for line in lines if line.rpartition("\t")[0] != project_guid]
        settings.write(KEY, [f"{project_guid}\t{person.guid}", *others][:MOST_REMEMBERED])
