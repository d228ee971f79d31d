"""Rounds in words."""

from PySide6.QtCore import QCoreApplication

from app.rounds.queries import Progress, RoundRow
from app.ui.kit.times import local_date


def kinds() -> dict[str, str]:
    """What each kind of round is called, in the order in which a study comes by them."""
    return {
        "pilot": _tr("Pilot"),
        "reliability": _tr("Reliability"),
        "independent": _tr("Independent coding"),
        "drift": _tr("Drift check"),
        "calibration": _tr("Calibration"),
    }


def purposes() -> dict[str, str]:
    """What each kind of round is for."""
    return {
        "pilot": _tr("Try the codebook on a few documents; expect to change it."),
        "reliability": _tr("Several coders code the same documents, so that agreement can be computed."),
        "independent": _tr("The documents are shared out; each is coded by one coder or few."),
        "drift": _tr("Later in the study: do coders still agree with one another, and with themselves?"),
        "calibration": _tr("A new coder codes what is settled already and is compared with the consensus."),
    }


def facts(row: RoundRow) -> str:
    """A round in one line: “Reliability · blind · open · 3 of 16 done”."""
    parts = [kinds().get(row.kind, row.kind), _tr("blind") if row.blind else _tr("open to all")]
    if row.codebook_locked and not row.closed_at:
        parts.append(_tr("codebook locked"))
    if row.closed_at:
        parts.append(_tr("closed {}").format(local_date(row.closed_at)))
    else:
        parts.append(done(row))
    return " · ".join(parts)


def done(row: RoundRow) -> str:
    """How much of a round is completed: “3 of 16 done”; that what it left is damaged where it is."""
    if row.damaged:
        return _tr("damaged")
    return _tr("{} of {} done").format(f"{row.completed:,}", f"{row.assigned:,}")


def details(row: RoundRow) -> str:
    """How a round came about: codebook, how documents were chosen, note."""
    lines = [
        _tr("Codebook version {}").format(row.version_number)
        if row.version_number
        else _tr("No published codebook version"),
        _tr("Made {}").format(local_date(row.created_at)),
    ]
    words = " · ".join(lines)
    for more in (row.drawn, row.note):
        if more:
            words += f"\n{more}"
    return words


def state(progress: Progress) -> str:
    """How far an assignment is."""
    return {"assigned": _tr("assigned"), "started": _tr("started"), "completed": _tr("completed")}[progress]


def _tr(text: str) -> str:
    return QCoreApplication.translate("rounds", text)
