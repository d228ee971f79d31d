"""The projects that were open lately, newest first; nothing here loads the store."""

from pathlib import Path
from urllib.parse import urlsplit

from app import settings

KEY = "recent projects"
MOST = 8


def recent() -> list[str]:
    """Their locations; files that are gone are left out."""
    return [one for one in settings.read(KEY, list[str]()) if _is_address(one) or Path(one).exists()]


def remember(location: str) -> None:
    """Put a project first."""
    settings.write(
        KEY, [location, *(one for one in settings.read(KEY, list[str]()) if one != location)][:MOST]
    )


def name_of(location: str) -> str:
    """What a project is called: its file's name without ending, or its server's database."""
    return urlsplit(location).path.strip("/") if _is_address(location) else Path(location).stem


def place_of(location: str) -> str:
    """Where a project lies, for people: its folder, or its server without user and password."""
    if _is_address(location):
        return urlsplit(location).hostname or ""
    return str(Path(location).parent).replace(str(Path.home()), "~")


def _is_address(location: str) -> bool:
    return "://" in location
