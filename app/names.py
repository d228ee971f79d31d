"""Names as people write them, and as they are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from app.errors import UserError

LONGEST = 500
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Text without what a database refuses: NUL, and halves of characters."""
    return UNSTORABLE.sub("", text)


def tidy(name: str, what: str) -> str:
    """A name without white space around it or line breaks in it; `what` says whose name it is.

    Letters are composed (NFC): systems differ in how they write “ë”, and people don't see it.
    """
    name = unicodedata.normalize("NFC", " ".join(storable(name).split()))
    if not name:
        raise UserError(f"A {what} needs a name. Type one and try again.", "name")
    if len(name) > LONGEST:
        raise UserError(f"The name of a {what} may have {LONGEST} characters at most. Shorten it.", "name")
    return name


def folded(text: str, form: Literal["NFC", "NFD"] = "NFC") -> str:
    """A text as it is compared, whatever its case, white space and the way its letters are composed."""
    plain = unicodedata.normalize(form, " ".join(storable(text).split()))
    return unicodedata.normalize(form, plain.casefold())


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """What two names share when people take them for the same, in any script."""
    return folded(name)[:LONGEST]


def keys(name: str) -> set[str]:
    """The key of a name, and those under which a project of an older version may hold it."""
    raw = " ".join(storable(name).split()).casefold()
    return {key(name), folded(name, "NFD")[:LONGEST], raw[:LONGEST]}
