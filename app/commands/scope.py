"""What is compared, from the names on a command line."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from app.agreement.units import Scope
from app.codebook.queries import codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import documents, speakers
from app.errors import UserError
from app.models.names import key
from app.rounds.queries import blind_documents, left_out, round_by_id, round_by_name
from app.rounds.snapshot import frozen


def scope(session: Session, chosen: Namespace) -> Scope:
    """The scope for a parsed command line; UserError where it names what isn't there."""
    found = documents(session)
    by_file = {key(Path(document.file_name).stem): document.id for document in found}
    return Scope(
        unit=chosen.unit or Scope.unit,
        coder_ids=ids_named(chosen.coders, {key(coder.name): coder.id for coder in coders(session)}, "coder"),
        code_ids=ids_named(chosen.codes, {key(code.name): code.id for code in codebook(session)}, "code"),
        document_ids=ids_named(
            chosen.documents, by_file | {key(document.name): document.id for document in found}, "document"
        ),
        trim=not chosen.no_trim,
        tolerance=chosen.tolerance or 0,
        without_speakers=_speakers(session, chosen.without_speakers),
        round_id=None if chosen.round is None else round_by_name(session, chosen.round).id,
    )


def people(session: Session, names: Iterable[str] | None) -> list[CoderRow]:
    """The coders of these names, or all, without consensus layers; UserError where one isn't there."""
    found = {key(one.name): one for one in coders(session) if one.role != "consensus"}
    ids = ids_named(names, {name: one.id for name, one in found.items()}, "coder")
    return [one for one in found.values() if ids is None or one.id in ids]


def of_what(session: Session, round_id: int | None) -> str:
    """What was looked at, in words: for a round how it stands, else everything, but for what is blind."""
    if round_id is None:
        everything = "Of all codings as they are now, whatever their round; --round takes one round alone."
        return " ".join([everything, *left_out(session)])
    row = round_by_id(session, round_id)
    if row.closed_at is None and row.blind:
        return f"“{row.name}” is being coded blind: nothing of it is shown until it closes."
    if row.closed_at is None:
        return f"Of “{row.name}”, which is open: what is completed in it now."
    return " ".join(
        [f"Of “{row.name}” as it was when it closed, {row.closed_at}.", *withheld(session, round_id)]
    )


def withheld(session: Session, round_id: int) -> list[str]:
    """What a closed round doesn't show to who codes some of its documents blind now, as a sentence."""
    if not blind_documents(session, session.info.get("coder_id")):
        return []
    kept = frozen(session, round_id)
    if kept is None or not kept.withheld:
        return []
    many = f"{kept.withheld:,} {'document is' if kept.withheld == 1 else 'documents are'}"
    return [f"{many} left out, because the coder codes them blind now."]


def _speakers(session: Session, names: Iterable[str] | None) -> tuple[str, ...]:
    """The speakers as documents write them, in any case: INTERVIEWER is also Interviewer."""
    wanted = {key(name) for name in names or ()}
    found = [speaker for speaker in speakers(session) if key(speaker) in wanted]
    missing = wanted - {key(speaker) for speaker in found}
    if missing:
        raise UserError(
            f"Nobody called “{min(missing)}” speaks in this project. Check the name; speakers are named as "
            "before their turns, with commas between them."
        )
    return tuple(found)


def ids_named(names: Iterable[str] | None, known: Mapping[str, int], what: str) -> tuple[int, ...] | None:
    """The ids of names by their keys; None for all. UserError where nothing has such a name."""
    if names is None:
        return None
    for name in names:
        if key(name) not in known:
            raise UserError(
                f"There is no {what} “{name}” in this project. Check the name; names are parted by commas, "
                "and one that holds a comma stands in double quotes: '\"Money, work\",Faith'."
            )
    return tuple(dict.fromkeys(known[key(name)] for name in names))
