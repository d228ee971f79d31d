"""Gives work out: for each coder a project file with the own share and nothing of anybody else."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from app.errors import StoreError, UserError
from app.exchange.drafts import FileNames, new_folder
from app.jobs import Job
from app.models import Code, Packet, new_guid, now
from app.packets.cover_note import cover_note
from app.packets.keys import add_seal_keys, seal_keys
from app.packets.narrowing import CoderShare, PacketMaterial
from app.packets.sealing import new_seal_key, new_sign_keys, public_of
from app.packets.shares import shares
from app.packets.tables import TABLES, digests
from app.store import Project
from app.store.journal import WriteSession, add_many
from app.store.leading import GIVES_OUT, acting, all_but_leads, refuse_all_but_leads
from app.store.packet import PacketIdentity, is_packet, store_packet
from app.store.project import SUFFIX
from app.store.sight import may_see
from app.studies.rows import Study
from app.studies.whole import store_study

Coders = Collection[int]
GIVEN_OUT_ITSELF = (
    "This is work that was given out to you, so nothing is given out of it. Whoever gave it to you can give "
    "the rest to others."
)


@dataclass(frozen=True)
class GivenOut:
    """One packet, and what is in it; names of files in the folder.

    `codings` is None where whoever gives it out may not know of them: they are coded blind.
    """

    coder: str
    file: str
    note: str
    documents: int
    codes: int
    codings: int | None
    characters: int
    rounds: tuple[str, ...]
    codebook_version: int | None
    codebook_differs: bool
    blind: bool


@dataclass(frozen=True)
class _Packet:
    """A packet before it is written."""

    study: Study
    about: GivenOut
    ids_of_codes: dict[str, int]


def preview_give_out(
    project: Project, *, round_id: int | None, coder_ids: Coders | None, with_own: bool, job: Job
) -> list[GivenOut]:
    """What would be given out; UserError as where it is."""
    _refuse(project)
    return [packet.about for packet in _packets(project, round_id, coder_ids, with_own, job)]


def give_out(
    project: Project,
    folder: Path,
    *,
    round_id: int | None = None,
    coder_ids: Coders | None = None,
    with_own: bool = False,
    job: Job,
) -> list[GivenOut]:
    """Write a packet and a cover note for each coder into a new or empty folder, all of them or nothing.

    The project remembers what it gave out, and has the key for what comes back. UserError where who asks is
    no lead, or nobody has anything to code.
    """
    _refuse(project)
    packets = _packets(project, round_id, coder_ids, with_own, job)
    with project.read() as session:
        secret = (seal_keys(session) or [new_seal_key()])[-1]
    is_remembered = False
    try:
        with new_folder(folder) as draft:
            rows = [_write(draft, packet, public_of(secret), job) for packet in packets]
            project.do(_label(packets), remember_packets, rows=rows, seal_key=secret)
            is_remembered = True
    except StoreError:
        if is_remembered:  # the folder could not be put in its place
            project.undo()
        raise
    return [packet.about for packet in packets]


def remember_packets(session: WriteSession, *, rows: Sequence[dict[str, object]], seal_key: str) -> None:
    """Keep what is given out, and the secret key that opens what comes back."""
    refuse_all_but_leads(session, GIVES_OUT)
    add_seal_keys(session, [seal_key])
    add_many(session, Packet, [row | {"made_by": acting(session)} for row in rows])


def _refuse(project: Project) -> None:
    """UserError before anything is written where the project is a packet, or who is at work no lead."""
    with project.read() as session:
        if is_packet(session):
            raise UserError(GIVEN_OUT_ITSELF)
        refusal = "" if project.coder_id is None else all_but_leads(session, project.coder_id, GIVES_OUT)
    if refusal:
        raise UserError(refusal)


def _packets(
    project: Project, round_id: int | None, coder_ids: Coders | None, with_own: bool, job: Job
) -> list[_Packet]:
    with project.read() as session:
        sees = may_see(session)
        material = PacketMaterial(session, job)
        names = FileNames()
        packets = []
        for share in shares(session, round_id, coder_ids):
            part = CoderShare(share.coder_id, share.document_ids, share.round_ids, with_own)
            is_seen = all(sees(document_id, share.coder_id) for document_id in share.document_ids)
            packets.append(_packet(material, part, share.name, names.stem(share.name), is_seen=is_seen))
        return packets


def _packet(material: PacketMaterial, part: CoderShare, name: str, stem: str, *, is_seen: bool) -> _Packet:
    study, version = material.study_for(part), material.version_of(part)
    published = version is not None and list(version.codes) == list(study.codes)
    about = GivenOut(
        coder=name,
        file=f"{stem}{SUFFIX}",
        note=f"{stem}.txt",
        documents=len(study.documents),
        codes=len(study.codes),
        codings=len(study.codings) if is_seen or not part.with_own else None,
        characters=sum(document.about.length for document in study.documents),
        rounds=tuple(round_.name for round_ in study.rounds),
        codebook_version=version.number if version is not None and published else None,
        codebook_differs=published and material.differs(version),
        blind=any(round_.blind for round_ in study.rounds),
    )
    ids = material.guids.ids("code")
    return _Packet(study, about, {code.guid: ids[code.guid] for code in study.codes})


def _write(folder: Path, packet: _Packet, seal_key: str, job: Job) -> dict[str, object]:
    """Write a packet and its note into a folder; returns what the project remembers of it."""
    sign_key, verify_key = new_sign_keys()
    (coder,) = packet.study.coders
    identity = PacketIdentity(
        guid=new_guid(),
        project=packet.study.guid,
        coder=coder.guid,
        rounds=tuple(round_.guid for round_ in packet.study.rounds),
        seal_key=seal_key,
        sign_key=sign_key,
        made_at=now(),
        documents={document.about.guid: document.about.text_version for document in packet.study.documents},
        last_code=0,
    )
    with Project.create(str(folder / packet.about.file), title=packet.about.coder) as project:
        project.begin("Given out", fill_packet, study=packet.study, identity=identity, job=job)
    (folder / packet.about.note).write_text(cover_note(packet.about), encoding="utf-8")
    given = {
        "documents": identity.documents,
        "codes": packet.ids_of_codes,
        "baseline": {table.field: digests(table.rows_of(packet.study, coder.guid)) for table in TABLES},
    }
    return {
        "guid": identity.guid,
        "coder_guid": coder.guid,
        "rounds": json.dumps(identity.rounds),
        "made_at": identity.made_at,
        "verify_key": verify_key,
        "given": json.dumps(given),
    }


def fill_packet(session: WriteSession, *, study: Study, identity: PacketIdentity, job: Job) -> None:
    """Put a coder's part of a study into a new project, which becomes a packet."""
    store_study(session, study=study, job=job)
    last_code = session.scalar(select(func.max(Code.id))) or 0
    store_packet(session, identity=replace(identity, last_code=last_code))


def _label(packets: Sequence[_Packet]) -> str:
    return f"Give out work to {', '.join(packet.about.coder for packet in packets)}"
