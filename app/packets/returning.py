"""Makes a return of a packet: all work of its coder, signed, and sealed for the project that gave it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.drafts import file_stem, new_file
from app.jobs import Job
from app.models import Action, Code, Coder, now
from app.packets.sealing import ReturnHead, sealed
from app.packets.tables import CODES, TABLES, written
from app.store import Project
from app.store.journal import WriteSession
from app.store.packet import PacketIdentity, packet_of, store_packet
from app.store.places import free_name
from app.studies.rows import Study
from app.studies.whole import study_of

ENDING = ".intercoder-return"
NO_PACKET = (
    "This project was not given out to anybody, so there is nobody to return it to. In the project of your "
    "team, Give out work makes a packet for each coder; a whole copy that somebody worked in comes back with "
    "Bring copies together."
)


@dataclass(frozen=True)
class Returned:
    """A return that was made: the `number`th of its packet, and how much work is in it."""

    path: Path
    number: int
    codings: int
    documents: int
    completed: int
    new_codes: int
    proposals: int
    size: int


def return_name(project: Project) -> str:
    """What the file of the next return is called; UserError where the project is no packet."""
    with project.read() as session:
        identity = _identity(session)
        coder = session.scalar(select(Coder.name).where(Coder.guid == identity.coder)) or ""
    return f"{file_stem(f'{coder} return {identity.returns + 1}')}{ENDING}"


def make_return(project: Project, target: Path | None, job: Job) -> Returned:
    """Write a return into a file, or a folder (that of the packet where none is named).

    The packet remembers that, so that the next one names it. UserError where the project is no packet.
    """
    path = _path(project, target)
    with project.read() as session:
        identity = _identity(session)
        whose = select(Coder.id).where(Coder.guid == identity.coder)
        session.info["coder_id"] = session.scalar(whose)  # whoever asks, what goes back is the coder's
        content = _content(session, identity, job)
    head = ReturnHead(
        packet=identity.guid,
        project=identity.project,
        number=identity.returns + 1,
        previous=identity.latest,
        sealed_for=identity.seal_key,
        made_at=content["made_at"],
    )
    job.step(0, 0, "Sealing")
    whole = sealed(head, content, identity.sign_key)
    with new_file(path) as draft:
        draft.write_bytes(whole)
        digest = sha256(whole).hexdigest()
        project.begin("Return work", remember_return, number=head.number, digest=digest)
    completed = TABLES[1].columns.index("completed_at")
    return Returned(
        path=path,
        number=head.number,
        codings=len(content["codings"]["rows"]),
        documents=len(identity.documents),
        completed=sum(row[completed] is not None for row in content["assignments"]["rows"]),
        new_codes=len(content["codes"]["rows"]),
        proposals=len(content["proposals"]["rows"]),
        size=len(whole),
    )


def remember_return(session: WriteSession, *, number: int, digest: str) -> None:
    """Keep that work was returned; UserError where somebody else returned it at the same moment."""
    identity = _identity(session)
    if identity.returns + 1 != number:
        raise UserError("The work was just returned from another window, so nothing was written. Try again.")
    store_packet(session, identity=identity.after_return(digest))


def _path(project: Project, target: Path | None) -> Path:
    name = return_name(project)
    if target is None:
        target = Path(project.location).absolute().parent
    if target.is_dir():
        return free_name(target / name)
    if target.suffix.lower() != ENDING:
        target = target.with_name(target.name + ENDING)
    return free_name(target)


def _identity(session: Session) -> PacketIdentity:
    identity = packet_of(session)
    if identity is None:
        raise UserError(NO_PACKET)
    return identity


def _content(session: Session, identity: PacketIdentity, job: Job) -> dict[str, Any]:
    """All that goes back, as JSON."""
    study = study_of(session, job)
    codes = _new_codes(session, study, identity)
    hashes = {document.about.guid: sha256(document.text.encode()).hexdigest() for document in study.documents}
    return {
        "packet": identity.guid,
        "coder": identity.coder,
        "made_at": now(),
        "texts": hashes,
        "codes": written(CODES, codes),
        "code_names": {code.guid: code.name for code in study.codes},
        "lines": _lines(session),
        **{table.field: written(table, table.rows_of(study, identity.coder)) for table in TABLES},
    }


def _new_codes(session: Session, study: Study, identity: PacketIdentity) -> list[tuple[Any, ...]]:
    """The codes that the coder added, each after its parent."""
    new = set(session.scalars(select(Code.guid).where(Code.id > identity.last_code)))
    by_guid: Mapping[str, Any] = {code.guid: code for code in study.codes if code.guid in new}
    ordered: dict[str, Any] = {}

    def add(guid: str) -> None:
        if guid in by_guid and guid not in ordered:
            add(by_guid[guid].parent)
            ordered[guid] = by_guid[guid]

    for guid in by_guid:
        add(guid)
    return [tuple(getattr(code, column) for column in CODES.columns) for code in ordered.values()]


def _lines(session: Session) -> list[list[Any]]:
    """What the coder did and when, as the history of the packet has it."""
    newest = select(func.max(Action.id))
    rows = session.execute(
        select(Action.at, Action.kind, Action.label)
        .where(Action.kind != "begin", Action.id <= newest.scalar_subquery())
        .order_by(Action.id)
    )
    return [list(row) for row in rows]
