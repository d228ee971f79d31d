"""Folders of this user: where files were looked for last, and a look into one by the system's own means."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from app import settings

DOCUMENTS_KEY = "import folder"
EXPORTS_KEY = "export folder"


def open_in_system(path: Path) -> None:
    """Let the system show a folder, or open a file with the program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def documents_folder() -> str:
    """The user's own documents; where there is no such folder, the user's home."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if Path(folder).is_dir() else str(Path.home())


def last_folder() -> str:
    """Where documents were imported from last; at first the user's own documents."""
    last = settings.read(DOCUMENTS_KEY, "")
    return last if last and Path(last).is_dir() else documents_folder()


def remember_folder(folder: Path) -> None:
    """Begin there the next time."""
    settings.write(DOCUMENTS_KEY, str(folder))


def last_export_folder() -> str:
    """Where something was exported to last; empty where nothing was, or where it is gone."""
    last = settings.read(EXPORTS_KEY, "")
    return last if last and Path(last).is_dir() else ""


def remember_export_folder(folder: Path) -> None:
    """Begin there the next time."""
    settings.write(EXPORTS_KEY, str(folder))
