"""Shows a folder in the system's own file manager."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_folder(folder: Path) -> None:
    """Let the system show a folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
