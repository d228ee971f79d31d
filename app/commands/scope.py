"""What is compared, from the names on a command line."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from app.agreement.units import Scope
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.documents.queries import documents, speakers
from app.errors import UserError
from app.models.names import key
from app.rounds.queries import round_by_name


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
