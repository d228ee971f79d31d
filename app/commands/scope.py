"""What is compared, from the names on a command line."""

from argparse import Namespace
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.agreement.study.material import Scope
from app.coders.queries import CoderRow
from app.counting import counted
from app.documents.queries import speakers
from app.errors import UserError
from app.names import key
from app.rounds.queries import blind_documents, left_out, round_by_id, round_by_name
from app.rounds.snapshot import frozen
from app.rounds.then import document_ids, then


def scope(session: Session, chosen: Namespace) -> Scope:
    """The scope for a parsed command line; UserError where it names what isn't there."""
    round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
    names_then = then(session, [] if round_id is None else [round_id])
    return Scope(
        unit=chosen.unit or Scope.unit,
        coder_ids=ids_named(chosen.coders, names_then.coder_ids(layers=True), "coder"),
        code_ids=ids_named(chosen.codes, names_then.code_ids(), "code"),
        document_ids=ids_named(chosen.documents, document_ids(session, round_id), "document"),
        trim=not chosen.no_trim,
        tolerance=chosen.tolerance or 0,
        without_speakers=speakers_named(session, chosen.without_speakers, round_id),
        round_id=round_id,
        absent=not chosen.without_none,
        origins=None if chosen.origin is None else tuple(chosen.origin),
    )


def people(session: Session, names: Iterable[str] | None, round_id: int | None = None) -> list[CoderRow]:
    """The coders of these names, or all, without consensus layers; UserError where one isn't there.

    Of a closed round, those who were removed since are there too.
    """
    names_then = then(session, [] if round_id is None else [round_id])
    ids = ids_named(names, names_then.coder_ids(), "coder")
    return [
        coder for coder in names_then.coders if coder.role != "consensus" and (ids is None or coder.id in ids)
    ]


def of_what(session: Session, round_id: int | None) -> str:
    """What was looked at, in words: for a round how it stands, else everything, but for what is blind."""
    if round_id is None:
        sentence = "Of all codings as they are now, whatever their round; --round takes one round alone."
        return " ".join([sentence, *left_out(session)])
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
    snapshot = frozen(session, round_id)
    if snapshot is None or not snapshot.withheld:
        return []
    many = counted(snapshot.withheld, "document is", "documents are")
    return [f"{many} left out, because the coder codes them blind now."]


def speakers_named(
    session: Session, names: Iterable[str] | None, round_id: int | None = None
) -> tuple[str, ...]:
    """The speakers as documents write them, in any case: INTERVIEWER is also Interviewer."""
    wanted = {key(name) for name in names or ()}
    if not wanted:
        return ()
    snapshot = None if round_id is None else frozen(session, round_id)
    then_here = {
        part.speaker for document in (snapshot.documents if snapshot else ()) for part in document.regions
    }
    everybody = dict.fromkeys([*speakers(session), *sorted(then_here)])
    chosen = [speaker for speaker in everybody if speaker and key(speaker) in wanted]
    missing = wanted - {key(speaker) for speaker in chosen}
    if missing:
        raise UserError(
            f"Nobody called “{min(missing)}” speaks in this project. Check the name; speakers are named as "
            "before their turns, with commas between them."
        )
    return tuple(chosen)


def ids_named(names: Iterable[str] | None, ids: Mapping[str, int], what: str) -> tuple[int, ...] | None:
    """The ids of names by their keys; None for all. UserError where nothing has such a name."""
    if names is None:
        return None
    for name in names:
        if key(name) not in ids:
            raise UserError(
                f"There is no {what} “{name}” in this project. Check the name; names are parted by commas, "
                "and one that holds a comma stands in double quotes: '\"Money, work\",Faith'."
            )
    return tuple(dict.fromkeys(ids[key(name)] for name in names))
