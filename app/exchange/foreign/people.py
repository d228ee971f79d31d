"""Who coded: which of the two people that a file names at a coding is its coder."""

from collections.abc import Iterable
from functools import lru_cache

from app.exchange.foreign.project import CoderReading, ForeignCoding

PROGRAM_USER = "c32a2bd5537f48388b17df9efbafdf4b"  # “ATLAS.ti” itself, in every project that it writes


@lru_cache(maxsize=65_536)  # the same people and codes stand at every coding
def guid_of(text: str | None) -> str:
    """A guid as it is compared: without braces and dashes, in small letters."""
    return (text or "").strip().strip("{}").replace("-", "").lower()


def person_of(text: str | None) -> str:
    """The guid of a person; "" for none, and for a program that calls itself a user."""
    guid = guid_of(text)
    return "" if guid == PROGRAM_USER else guid


def inferred_reading(codings: Iterable[ForeignCoding]) -> CoderReading:
    """Whether the people at codings coded, or those who made the selections.

    In NVivo's files those at a coding are who made its code, at the time when it was made: the same for all
    codings of a code, while selections are by several people, and often later, though nobody codes what isn't
    selected yet. The standard says the opposite.
    """
    makers: dict[str, set[tuple[str, str]]] = {}
    makers_otherwise: dict[str, set[tuple[str, str]]] = {}
    times: dict[str, int] = {}
    before_selection = False
    for coding in codings:
        maker = coding.coder, coding.created_at
        makers.setdefault(coding.code, set()).add(maker)
        times[coding.code] = times.get(coding.code, 0) + 1
        if coding.coder and coding.selector and coding.selector != coding.coder:
            makers_otherwise.setdefault(coding.code, set()).add(maker)
            before_selection |= "" < coding.created_at < coding.selected_at
    if not makers_otherwise or max(times.values()) < 2:
        return "coding"
    of_codes = makers_otherwise if before_selection else makers
    return "selection" if all(len(of) == 1 for of in of_codes.values()) else "coding"
