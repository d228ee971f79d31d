"""The names in `words` and their meanings, as tips, in the person's language."""

from app.reconcile.outcomes import REASONS
from app.report.words import ENDS, KINDS, NONE, OUTCOMES, STATES, THRESHOLD, UNITS, Word
from app.translation import tr, translated


def name_of(word: Word) -> str:
    """A word as lists, columns and buttons have it."""
    return translated(word.name)


def tip_of(word: Word) -> str:
    """What a word means: “Missed: the other has nothing there”."""
    name = name_of(word)
    return f"{name[:1].upper()}{name[1:]}: {translated(word.meaning)}"


def kind_name(kind: str) -> str:
    """A kind of disagreement."""
    return name_of(KINDS[kind])


def kind_told(kind: str) -> str:
    """What a kind means, for a tip."""
    return tip_of(KINDS[kind])


def outcome_name(outcome: str) -> str:
    """An outcome as a decision tells it."""
    return translated(OUTCOMES[outcome].in_a_sentence)


def outcome_key(outcome: str) -> tuple[str, str]:
    """What stands on the button for an outcome, and its tip."""
    return name_of(OUTCOMES[outcome]), tip_of(OUTCOMES[outcome])


def status_name(status: str) -> str:
    """How far an item is."""
    return name_of(STATES[status])


def reason_name(reason: str) -> str:
    """A reason; the project's own are their own names."""
    return translated(REASONS[reason]) if reason in REASONS else reason


def unit_name(unit: str) -> str:
    """A unit of comparison."""
    return name_of(UNITS[unit])


def unit_told(unit: str) -> str:
    """What a unit is, for a tip."""
    return tip_of(UNITS[unit])


def ends_name() -> str:
    """The choice to leave out white space and punctuation at the ends of codings."""
    return name_of(ENDS)


def ends_told() -> str:
    """What is left out at the ends, for a tip."""
    return tip_of(ENDS)


def none_name() -> str:
    """The choice to take “none of them” for a value of an exclusive group."""
    return name_of(NONE)


def none_told() -> str:
    """What that means, for a tip."""
    return tip_of(NONE)


def threshold_name() -> str:
    """The line that values should reach."""
    return name_of(THRESHOLD)


def threshold_told() -> str:
    """What the line is for, for a tip."""
    return tip_of(THRESHOLD)


def tolerance_name(characters: int) -> str:
    """How far boundaries may lie apart; nothing where they must be the same."""
    if not characters:
        return ""
    return tr("± {count} character", "± {count} characters", characters)
