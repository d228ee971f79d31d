"""What differs between a project and its backup, in words."""

from app.store.differences import StateDifference
from app.translation import QT_TR_NOOP, tr, translated

WHAT = {
    "document": QT_TR_NOOP("Documents"),
    "code": QT_TR_NOOP("Codes"),
    "coder": QT_TR_NOOP("Coders"),
    "coding": QT_TR_NOOP("Codings"),
    "memo": QT_TR_NOOP("Memos"),
    "case": QT_TR_NOOP("Cases"),
    "attribute_value": QT_TR_NOOP("Values of cases"),
    "round": QT_TR_NOOP("Rounds"),
    "decision": QT_TR_NOOP("Decisions"),
}


def told_difference(difference: StateDifference) -> str:
    """One line for one kind of thing."""
    parts = []
    for count, names, words in (
        (difference.only_now, difference.names_now, tr("{n} only now", n=f"{difference.only_now:,}")),
        (
            difference.only_then,
            difference.names_then,
            tr("{n} only in the backup", n=f"{difference.only_then:,}"),
        ),
        (difference.changed, (), tr("{n} changed since", n=f"{difference.changed:,}")),
    ):
        if count:
            listed = ", ".join(f"“{name}”" for name in names)
            parts.append(f"{words} ({listed})" if listed else words)
    return f"{translated(WHAT[difference.table])}: {'; '.join(parts)}"
