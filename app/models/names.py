"""Names as people write them, and as they are compared."""

import re

from app.errors import UserError

LONGEST = 500
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Text without what a database refuses: NUL, and halves of characters."""
    return UNSTORABLE.sub("", text)


def tidy(name: str, what: str) -> str:
    """A name without white space around it or line breaks in it; `what` says whose name it is."""
    name = " ".join(storable(name).split())
    if not name:
        raise UserError(f"A {what} needs a name. Type one and try again.")
    if len(name) > LONGEST:
        raise UserError(f"The name of a {what} may have {LONGEST} characters at most. Shorten it.")
    return name


def key(name: str) -> str:
    """What two names share when people take them for the same, in any script."""
    return " ".join(storable(name).split()).casefold()[:LONGEST]
