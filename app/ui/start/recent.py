"""The projects that were open lately, newest first."""

from pathlib import Path

from app import settings
from app.store.engine import is_server

KEY = "recent projects"
MOST = 8


def recent() -> list[str]:
    """Their locations; files that are gone are left out."""
    return [one for one in settings.read(KEY, list[str]()) if is_server(one) or Path(one).exists()]


def remember(location: str) -> None:
    """Put a project first."""
    settings.write(
        KEY, [location, *(one for one in settings.read(KEY, list[str]()) if one != location)][:MOST]
    )
