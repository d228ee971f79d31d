"""The projects that were open lately, newest first; nothing here loads the store."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from app import settings

KEY = "recent projects"
MOST = 8


def recent() -> list[str]:
    """Their locations; files that are gone are left out."""
    return [
        location
        for location in settings.read(KEY, list[str]())
        if is_address(location) or Path(location).exists()
    ]


def remember(location: str) -> None:
    """Put a project first; a server's password is not kept."""
    location = without_password(location)
    settings.write(
        KEY,
        [location, *(earlier for earlier in settings.read(KEY, list[str]()) if earlier != location)][:MOST],
    )


def name_of(location: str) -> str:
    """What a project is called: its file's name without ending, or its server's database."""
    return urlsplit(location).path.strip("/") if is_address(location) else Path(location).stem


def place_of(location: str) -> str:
    """Where a project lies, for people: its folder, or its server without user and password."""
    if is_address(location):
        return urlsplit(location).hostname or ""
    return str(Path(location).parent).replace(str(Path.home()), "~")


def without_password(location: str) -> str:
    """A location that may be written down: a server's address keeps its user and loses its password."""
    if not is_address(location):
        return location
    parts = urlsplit(location)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}"))


def is_address(location: str) -> bool:
    """Whether a project lies on a server."""
    return "://" in location
