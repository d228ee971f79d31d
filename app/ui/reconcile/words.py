"""What kinds, outcomes, states and reasons are called, and the sign and colour of each kind."""

from PySide6.QtCore import QCoreApplication

from app.reconcile.items import weight_told

KIND_SIGNS = {
    "boundary": "↔",
    "split": "÷",
    "relative": "↕",
    "swapped": "⇄",
    "missed": "○",
    "exclusive": "≠",
    "agreed": "=",
}
# told apart with every kind of colour vision (Okabe and Ito 2008), and by their signs
KIND_COLOURS = {
    "boundary": "#0072b2",
    "split": "#009e73",
    "relative": "#cc79a7",
    "swapped": "#d55e00",
    "missed": "#b07d00",
    "exclusive": "#882255",
    "agreed": "#777777",
}


def kind_name(kind: str) -> str:
    """A kind in a list."""
    names = {
        "boundary": _tr("boundary"),
        "split": _tr("split or merged"),
        "relative": _tr("parent or sibling"),
        "swapped": _tr("swapped"),
        "missed": _tr("missed"),
        "exclusive": _tr("exclusive codes"),
        "agreed": _tr("agreed"),
    }
    return names[kind]


def short_kind_name(kind: str) -> str:
    """A kind where there is little room."""
    short = {"split": _tr("split"), "relative": _tr("relative"), "exclusive": _tr("exclusive")}
    return short.get(kind) or kind_name(kind)


def kind_told(kind: str) -> str:
    """What a kind means, in a sentence."""
    told = {
        "boundary": _tr("The same code with other boundaries"),
        "split": _tr("One coder made several codings where another made one"),
        "relative": _tr("A code, and its parent, child or sibling instead"),
        "swapped": _tr("One code, and another one instead"),
        "missed": _tr("Some coded, others coded nothing"),
        "exclusive": _tr("Codes that exclude each other were both used"),
        "agreed": _tr("Everybody coded the same"),
    }
    return told[kind]


def outcome_name(outcome: str) -> str:
    """An outcome as a decision tells it."""
    names = {
        "coder": _tr("one coder’s coding"),
        "both": _tr("everybody’s codings"),
        "union": _tr("union"),
        "intersection": _tr("intersection"),
        "edited": _tr("edited"),
        "other": _tr("another code"),
        "nobody": _tr("nobody was right: left uncoded"),
        "added": _tr("a coding that nobody had made"),
        "deferred": _tr("put off, to be discussed"),
        "open": _tr("re-opened"),
    }
    return names[outcome]


def status_name(status: str) -> str:
    """How far an item is."""
    names = {
        "open": _tr("open"),
        "deferred": _tr("for discussion"),
        "changed": _tr("changed since"),
        "settled": _tr("settled"),
    }
    return names[status]


def reason_name(reason: str) -> str:
    """A reason; the project's own are their own names."""
    names = {
        "definition": _tr("The definition is unclear"),
        "slip": _tr("A slip"),
        "boundary": _tr("Where it begins or ends"),
        "ambiguous": _tr("The text is ambiguous"),
        "double": _tr("The second code was missing"),
    }
    return names.get(reason, reason)


def weight_explained(weight: float) -> str:
    """What a weight means, in a sentence for a tool tip; nothing where there is none."""
    told = weight_told(weight)
    words = _tr("Weight {}: its share of all disagreement, from 0 to 1. The heaviest lower alpha most.")
    return words.format(told) if told else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("reconcile", text)
