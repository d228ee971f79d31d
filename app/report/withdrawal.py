"""A withdrawal in words: what goes, what stays and who else has it; and a certificate without content."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.counting import counted
from app.documents.consequences import DocumentConsequences
from app.models import Action
from app.store.setting import guid
from app.withdrawal.erasing import Erased
from app.withdrawal.touched import QuotingRow, WithdrawalReach

FOR_GOOD = (
    "It goes from texts, versions, codings, memos, notes, decisions, closed rounds and the history; "
    "Undo can't bring it back."
)
KEPT = "Closed rounds keep their numbers: a text of the same shape without its words stays for them."
RECOMPUTED = "Closed rounds are computed without it: their numbers change."
CERTIFICATE = """CERTIFICATE OF WITHDRAWAL

Project           {project}
Withdrawal        {guid}
At (UTC)          {at}

Documents         {documents}, withdrawn with every version, coding, memo and note
                  SHA-256 of their last texts (which say nothing of them):
{hashes}
History           {actions} lost content; the chain of hashes holds, its newest is
                  {newest}
Closed rounds     {rounds}

Still to be done by hand
{left}
"""


def told(found: WithdrawalReach, *, keep_numbers: bool, remove_quotes: bool) -> list[str]:
    """What is touched, a line each."""
    lines = [_document(name, lost) for name, lost in found.documents]
    lines += [f"The case “{name}” goes with its values." for name in found.cases]
    lines.append(FOR_GOOD)
    if any(lost.closed_rounds for _, lost in found.documents):
        lines.append(KEPT if keep_numbers else RECOMPUTED)
    return [*lines, *_left(found, remove_quotes)]


def _document(name: str, lost: DocumentConsequences) -> str:
    counts = (
        counted(lost.codings, "coding"),
        counted(lost.memos, "memo"),
        counted(lost.notes, "note"),
        counted(lost.decisions, "decision"),
        counted(lost.quotes, "quote"),
    )
    rounds = ", ".join(f"“{name}”" for name in lost.open_rounds + lost.closed_rounds)
    return f"“{name}”: {', '.join(counts)}" + (f"; in the rounds {rounds}" if rounds else "") + "."


def _left(found: WithdrawalReach, remove_quotes: bool) -> Iterator[str]:
    """What a withdrawal doesn't reach."""
    for name in found.in_part:
        yield (
            f"“{name}” stays: others have a part in it. Replace the words in a new version of the text, or "
            "withdraw the whole document."
        )
    staying = [row for row in found.quoted if not remove_quotes or row.column == "name"]
    going = [row for row in found.quoted if row not in staying]
    if going:
        yield f"Words of it go from these places, too: {_places(going)}."
    if staying:
        yield (
            f"Words of it stand in these places and stay, unless quotes are to go, too: {_places(staying)}. "
            "Names are changed by hand."
        )
    if found.given_out:
        yield (
            f"It was given out in {counted(len(found.given_out), 'packet')}: ask these coders to delete the "
            "packets, and their backups."
        )
    for name in found.backups:
        yield f"The backup “{name}” holds it: delete it."
    for name in found.unread:
        yield f"The backup “{name}” can't be read here and may hold it."
    yield "Workbooks, study folders and copies that left this folder are not known here: look for them."


def _places(rows: Sequence[QuotingRow]) -> str:
    return "; ".join(f"{row.what} “{row.name}” ({row.column})" for row in rows)


def certificate(session: Session, found: WithdrawalReach, erased: Erased) -> str:
    """What was done, without any words or names of it."""
    newest = session.scalar(select(Action.hash).order_by(Action.id.desc()).limit(1)) or ""
    left = [
        f"- {counted(len(found.quoted), 'place')} in the project quote it",
        f"- {counted(len(found.given_out), 'packet')} given out hold it",
        f"- {counted(len(found.backups), 'backup')} known to the project hold it",
        f"- {counted(len(found.unread), 'backup')} could not be read",
        f"- {counted(len(found.in_part), 'document')} hold a part of the case",
    ]
    kept = counted(erased.kept_in_rounds, "document")
    return CERTIFICATE.format(
        project=guid(session),
        guid=erased.guid,
        at=erased.at,
        documents=counted(len(found.documents), "document"),
        hashes="\n".join(f"                  {text_hash}" for text_hash in erased.text_hashes),
        actions=counted(erased.actions, "action"),
        newest=newest,
        rounds=f"{kept} kept as a shape without words" if erased.kept_in_rounds else "nothing kept",
        left="\n".join(left),
    )
