"""Files that programs leave beside documents and that nobody means to import."""

from pathlib import Path

_NAMES = {
    ".ds_store": "how macOS shows the folder",
    ".localized": "how macOS shows the folder",
    "thumbs.db": "how Windows shows the folder",
    "ehthumbs.db": "how Windows shows the folder",
    "desktop.ini": "how Windows shows the folder",
    ".directory": "how KDE shows the folder",
    ".dropbox": "what Dropbox remembers of the folder",
}


def leftover(path: Path) -> str | None:
    """Return a sentence about a file that is none of the documents it lies beside; None for any other."""
    name = path.name
    if name.startswith("~$"):
        kind = "the lock that Word leaves beside a document that is open or was not closed well"
    elif name.startswith(".~lock.") and name.endswith("#"):
        kind = "the lock that LibreOffice leaves beside a document that is open or was not closed well"
    elif name.startswith("._"):
        kind = "what macOS keeps beside a file on another system's disk"
    elif name.casefold() in _NAMES:
        kind = _NAMES[name.casefold()]
    else:
        return None
    return f"“{name}” was passed over: it is {kind}, and holds no text of yours."
