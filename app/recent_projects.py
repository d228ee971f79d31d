"""The projects that were open lately, newest first; nothing here loads the store."""

import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from app import settings

KEY = "recent projects"
TITLES = "titles of recent projects"  # in the same order
LOCKED = "locked recent projects"  # those of them that ask for a passphrase
FOLDER_KEY, NAME_KEY = "project folder", "my name"  # where the latest was made, and by whom
NOT_IN_A_NAME = r'[/\\:*?"<>|]'  # some system refuses these in the names of files
MOST = 8


def recent() -> list[str]:
    """Their locations; files that are gone are left out."""
    return [
        location
        for location in settings.read(KEY, list[str]())
        if is_address(location) or Path(location).exists()
    ]


def remember(location: str, title: str, *, is_locked: bool = False) -> None:
    """Put a project first, with its title; a server's password is not kept."""
    location = without_password(location)
    titles = {
        earlier: title_of(earlier) for earlier in settings.read(KEY, list[str]()) if earlier != location
    }
    titles = dict(list({location: called(title, location), **titles}.items())[:MOST])
    settings.write(KEY, list(titles))
    settings.write(TITLES, list(titles.values()))
    locked = [path for path in settings.read(LOCKED, list[str]()) if path in titles and path != location]
    settings.write(LOCKED, [location, *locked] if is_locked else locked)


def is_locked(location: str) -> bool:
    """Whether a recent project asked for a passphrase when it was opened last."""
    return location in settings.read(LOCKED, list[str]())


def title_of(location: str) -> str:
    """What a recent project was called when it was open."""
    locations, titles = settings.read(KEY, list[str]()), settings.read(TITLES, list[str]())
    title_by_location = dict(zip(locations, titles, strict=False)) if len(titles) == len(locations) else {}
    return title_by_location.get(location, name_of(location))


def called(title: str, location: str) -> str:
    """A project's title; with its file's name where that is another, as that of a copy is."""
    name = name_of(location)
    if not title or name == title:
        return name
    return title if is_address(location) or file_stem(title) == name else f"{title} ({name})"


def file_stem(title: str) -> str:
    """A project's title as far as every system lets a file be called so."""
    return re.sub(NOT_IN_A_NAME, "-", title)


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
