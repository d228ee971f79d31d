"""`intercoder give-out`: makes a packet for each coder, to be coded on another computer."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import people
from app.counting import counted
from app.jobs import Job
from app.packets.giving import GivenOut, give_out, preview_give_out
from app.rounds.queries import round_by_name

PLAIN = (
    "The project is locked, the packets are not: lock each before it leaves this computer (intercoder lock "
    "PACKET), and tell its coder that passphrase by another way."
)


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Write the packets; with --preview only say what would be in each."""
    opened = projects.open_to_look if chosen.preview else projects.open_to_change
    with opened(chosen) as project:
        with project.read() as session:
            round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
            named = None if chosen.coders is None else people(session, chosen.coders)
            coder_ids = None if named is None else [coder.id for coder in named]
        about = {"round_id": round_id, "coder_ids": coder_ids, "with_own": chosen.with_own, "job": job}
        if chosen.preview:
            packets = preview_give_out(project, **about)
        else:
            packets = give_out(project, Path(chosen.folder), **about)
        is_locked = project.is_locked
    value = {
        "changed": not chosen.preview,
        "folder": str(chosen.folder),
        "packets": [asdict(packet) for packet in packets],
    }
    complaint = PLAIN if is_locked and not chosen.preview else ""
    return CommandOutput("\n".join(_lines(packets, chosen)), value, complaint=complaint)


def _lines(packets: Sequence[GivenOut], chosen: Namespace) -> list[str]:
    if chosen.preview:
        lines = [f"Would give out {counted(len(packets), 'packet')} into “{chosen.folder}”."]
    else:
        lines = [f"Gave out {counted(len(packets), 'packet')} into “{chosen.folder}”."]
    for packet in packets:
        parts = [counted(packet.documents, "document"), counted(packet.codes, "code")]
        if packet.codings is None:
            parts.append("what the coder has coded")
        elif packet.codings:
            parts.append(counted(packet.codings, "coding"))
        of = f" of {', '.join(f'“{name}”' for name in packet.rounds)}" if packet.rounds else ""
        lines.append(f"  {packet.coder}: {', '.join(parts)}{of} in “{packet.file}”")
    versions = {packet.codebook_version for packet in packets if packet.codebook_differs}
    if versions:
        numbers = ", ".join(str(number) for number in sorted(version or 0 for version in versions))
        lines.append(
            f"The codebook is version {numbers} as it was published; what was changed since is not in it."
        )
    if not chosen.preview:
        lines.append("Send each file to its coder, with the note that lies beside it.")
    return lines
