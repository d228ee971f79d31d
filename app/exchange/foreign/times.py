"""Times as other programs write them, as UTC in the form that the store keeps."""

import re
from datetime import UTC, datetime
from functools import lru_cache

_FORM = "%Y-%m-%dT%H:%M:%SZ"
_FRACTION = re.compile(r"\.\d+")
_EARLIEST, _LATEST = 1970, 2200
_SPELLINGS = (
    "%a %b %d %H:%M:%S %Y",  # RQDA
    "%d/%m/%Y %H:%M:%S",
    "%Y-%m-%d_%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
)


@lru_cache(maxsize=65_536)  # a coding and its selection mostly have one time
def utc_moment(text: str | None) -> str:
    """A time as the store writes it; "" where there is none, or none that anybody could have worked at."""
    if not text or not text.strip():
        return ""
    plain = _FRACTION.sub("", text.strip(), count=1)
    moment = _iso(plain) or _spelled(plain)
    if moment is None:
        return ""
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return ""
    return moment.strftime(_FORM) if _EARLIEST <= moment.year <= _LATEST else ""


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _spelled(text: str) -> datetime | None:
    for form in _SPELLINGS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
