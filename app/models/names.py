"""Names as people write them, and as they are compared."""

from app.errors import UserError

LONGEST = 500


def tidy(name: str, what: str) -> str:
    """A name without white space around it or line breaks in it; `what` says whose name it is."""
    name = " ".join(name.split())
    if not name:
        raise UserError(f"A {what} needs a name. Type one and try again.")
    if len(name) > LONGEST:
        raise UserError(f"The name of a {what} may have {LONGEST} characters at most. Shorten it.")
    return name


def key(name: str) -> str:
    """What two names share when people take them for the same, in any script."""
    return " ".join(name.split()).casefold()[:LONGEST]
