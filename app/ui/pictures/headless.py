"""Draws without a display: for the command line, which has no window."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication

from app.errors import UserError
from app.report.drawing.shapes import Drawing, Measure
from app.ui.pictures.painting import measure
from app.ui.pictures.saving import save_drawing


def draw_to_file(draw: Callable[[Measure, float], Drawing], width: float, path: Path) -> None:
    """Lay out a picture in a width in points, and write it as the file's ending says.

    UserError where it can't be written, or where there is no typeface to draw words with.
    """
    application = QGuiApplication.instance() or _application()
    if not QFontDatabase.families():
        raise UserError(
            "This computer has no typeface, so words can't be drawn, and nothing was saved. Install one, "
            "such as fonts-dejavu-core (Debian, Ubuntu) or dejavu-sans-fonts (Fedora), and try again."
        )
    save_drawing(draw(measure, width), path)
    del application


def _application() -> QGuiApplication:
    """Offscreen where there may be no screen; other systems find their typefaces only by their own way."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication(["intercoder"])
