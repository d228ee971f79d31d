"""Rounds in words."""

from collections.abc import Sequence

from app.local_times import local_date
from app.report.document_list import state_in_words
from app.report.tables import TableColumn
from app.rounds.assigned import Progress
from app.rounds.queries import STATES, RoundRow
from app.translation import tr


def kinds() -> dict[str, str]:
    """What each kind of round is called, in the order in which a study comes by them."""
    return {
        "pilot": tr("Pilot"),
        "reliability": tr("Reliability"),
        "independent": tr("Independent coding"),
        "drift": tr("Drift check"),
        "calibration": tr("Calibration"),
    }


def purposes() -> dict[str, str]:
    """What each kind of round is for."""
    return {
        "pilot": tr("Try the codebook on a few documents; expect to change it."),
        "reliability": tr("Several coders code the same documents, so that agreement can be computed."),
        "independent": tr("The documents are shared out; each is coded by one coder or few."),
        "drift": tr("Later in the study: do coders still agree with one another, and with themselves?"),
        "calibration": tr("A new coder codes what is settled already and is compared with the consensus."),
    }


def facts(row: RoundRow) -> str:
    """A round in one line: “Reliability · blind · open · 3 of 16 done”."""
    parts = [kinds().get(row.kind, row.kind), tr("blind") if row.blind else tr("open to all")]
    if row.codebook_locked and not row.closed_at:
        parts.append(tr("codebook locked"))
    if row.closed_at:
        parts.append(tr("closed {day}", day=local_date(row.closed_at)))
    else:
        parts.append(done(row))
    return " · ".join(parts)


def done(row: RoundRow) -> str:
    """How much of a round is completed: “3 of 16 done”; that what it left is damaged where it is."""
    if row.damaged:
        return tr("damaged")
    return tr("{done} of {all} done", done=f"{row.completed:,}", all=f"{row.assigned:,}")


def details(row: RoundRow) -> str:
    """How a round came about: codebook, how documents were chosen, note."""
    lines = [
        tr("Codebook version {version}", version=row.version_number)
        if row.version_number
        else tr("No published codebook version"),
        tr("Made {day}", day=local_date(row.created_at)),
    ]
    words = " · ".join(lines)
    for more in (row.drawn, row.note):
        if more:
            words += f"\n{more}"
    return words


def hidden_by(names: Sequence[str]) -> str:
    """Why others' work is missing from what is shown: the open blind rounds by name; empty where none is."""
    if not names:
        return ""
    return tr(
        "“{rounds}” is being coded blind: what others code in it is hidden until it is closed.",
        "“{rounds}” are being coded blind: what others code in them is hidden until they are closed.",
        len(names),
        rounds="”, “".join(names),
    )


def state(progress: Progress) -> str:
    """How far an assignment is."""
    return state_in_words(STATES[progress])


def columns() -> list[TableColumn[RoundRow]]:
    """What a list of rounds shows of each."""
    return [TableColumn(tr("Round"), lambda row: row.name, tip=_at_length, spoken=_at_length)]


def _at_length(row: RoundRow) -> str:
    return f"{row.name}: {facts(row)}"
