"""Stored moments (UTC) as the person's own clock shows them."""

from datetime import datetime


def local_time(at: str) -> str:
    """Day and time to the second."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"


def local_date(at: str) -> str:
    """The day."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d}"


def today() -> str:
    """The day that it is here now."""
    return f"{datetime.now().astimezone():%Y-%m-%d}"
