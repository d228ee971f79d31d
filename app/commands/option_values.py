"""What stands behind an option, as a value; argparse says the sentence where it is none."""

import argparse
import csv
from collections.abc import Callable, Collection, Mapping, Sequence
from math import isfinite

from app.errors import UserError

MOST_DIGITS = 9
SHORT = 8  # characters of a guid
MOST_RESAMPLES = 100_000


def names(text: str) -> list[str]:
    """Names between commas, each once; one that holds a comma stands in double quotes, as in a CSV file."""
    try:
        listed = [name.strip() for name in next(csv.reader([text], skipinitialspace=True), [])]
    except csv.Error:
        listed = []
    if not listed or not all(listed):
        raise argparse.ArgumentTypeError("a name is missing between the commas")
    return list(dict.fromkeys(listed))


def names_among(offered: Collection[str]) -> Callable[[str], list[str]]:
    """Names between commas that are all among those offered."""

    def chosen(text: str) -> list[str]:
        listed = names(text)
        for name in listed:
            if name not in offered:
                raise argparse.ArgumentTypeError(f"“{name}” is none of {', '.join(offered)}")
        return listed

    return chosen


def pair(text: str) -> tuple[str, str]:
    """Two names with an equals sign between them."""
    before, sign, behind = text.partition("=")
    if not sign or not before.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is no pair such as NAME=ROLE")
    return before.strip(), behind.strip()


def count(text: str) -> int:
    """A whole number from 0."""
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0 to {10**MOST_DIGITS - 1:,}")
    return int(text)


def numbers(text: str) -> list[float]:
    """Numbers between commas."""
    try:
        listed = [float(part) for part in text.split(",")]
    except ValueError:
        listed = [float("nan")]
    if not all(map(isfinite, listed)):
        raise argparse.ArgumentTypeError(
            f"“{text}” are not numbers with commas between them, such as 18,30,65"
        )
    return listed


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 0 to 1, such as 0.8")
    return value


def resamples(text: str) -> int:
    """A number of resamples, as earlier versions drew them."""
    value = count(text)
    if value > MOST_RESAMPLES:
        raise argparse.ArgumentTypeError(f"more than {MOST_RESAMPLES:,} resamples tell nothing more")
    return value


def short(guid: str) -> str:
    """How a memo or a quote is named where people type it: numbers would tell how many others there are."""
    return guid[:SHORT]


def row_id(named: str, ids: Mapping[str, int], what: str) -> int:
    """The id of the row whose guid begins so; UserError where none does, or several."""
    wanted = named.strip().casefold()
    rows = [row_id for guid, row_id in ids.items() if wanted and guid.startswith(wanted)]
    if len(rows) != 1:
        raise UserError(f"“{named}” is the ID of no {what}. The list of {what}s shows them.")
    return rows[0]


def span(parts: Sequence[str]) -> tuple[str, int, int]:
    """A document with the start and the end of a passage; UserError where these are no numbers."""
    document, start, end = parts
    if not all(part.isdecimal() and len(part) <= MOST_DIGITS for part in (start, end)):
        raise UserError("A passage is its document, its start and its end, as in: “01 Driver” 120 180.")
    return document, int(start), int(end)
