"""Opens every dialog on a small screen; prints as JSON what is larger than it or outside of its dialog.

Run as `python -m tests.ui.small_screen FOLDER LANGUAGE`, with QT_QPA_PLATFORM naming a screen (`screen`).
"""

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QDialog, QMessageBox, QScrollArea, QWidget

from app.ui import application
from app.ui.main_window import MainWindow
from app.ui.reconcile.item.outcome_buttons import KeyButton
from tests.ui.everything import Everything, looked_at_boxes, named_study

FIXED = {"union", "intersection", "edit", "other code", "nobody", "later", "add"}
WORDS = {
    "german": "Donaudampfschifffahrtsgesellschaftskapitänsversammlung, Vereinbarkeit von Beruf und Kampf {}",
    "arabic": "الحرب والخدمة العسكرية والمشاركة في القتال على الجبهات الأمامية وما بعدها من عودة {}",
}


def screen(folder: Path, width: int, height: int) -> str:
    """A platform of Qt without a display, whose one screen has this size in pixels of the interface."""
    file = folder / "screen.json"
    one = {"name": "small", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [one]}), encoding="utf-8")
    return f"offscreen:configfile={file}"


def faults_of(what: str, dialog: QWidget) -> list[str]:
    """What of a dialog does not fit the screen, or of its buttons the dialog."""
    if isinstance(dialog, MainWindow):
        return _faults_of_window(what, dialog)
    if not isinstance(dialog, QDialog):
        return []
    room, found = dialog.screen().availableGeometry(), []
    name = f"{what} ({type(dialog).__name__})"
    if dialog.width() > room.width() or dialog.height() > room.height():
        found.append(f"{name}: {dialog.width()} x {dialog.height()}")
    for button in dialog.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.window() is dialog and not _scrolls(button):
            place = QRect(button.mapTo(dialog, button.rect().topLeft()), button.size())
            if not dialog.rect().contains(place):
                found.append(f"{name}: the button “{button.text()}” lies outside")
            least = button.minimumSizeHint().width()
            if button.width() < least and not isinstance(dialog, QMessageBox):
                found.append(f"{name}: the button “{button.text()}” is cut")
    return found


def _faults_of_window(what: str, window: MainWindow) -> list[str]:
    """Whether the window needs more than the screen, or cuts the names of its workspaces."""
    needed, room, found = window.minimumSizeHint(), window.screen().availableGeometry(), []
    if needed.width() > room.width() or needed.height() > room.height():
        found.append(f"{what}: the window needs {needed.width()} x {needed.height()}")
    found += [
        f"{what}: the button “{button.text()}” is cut"
        for button in window.findChildren(KeyButton)
        if button.isVisible() and button.text() in FIXED and button.width() < button.sizeHint().width()
    ]
    return found


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def main(folder: Path, language: str) -> None:
    """Walk through everything, and print the faults and what was seen."""
    faults: list[str] = []
    application.make_application()
    window = MainWindow()
    window.show()
    everything = Everything(
        window,
        WORDS[language].format,
        lambda what, dialog: faults.extend(faults_of(what, dialog)),
    )
    path = folder / "study.intercoder"
    named_study(path, everything.name)
    with looked_at_boxes(pytest.MonkeyPatch(), everything.look):
        everything.open(path)
        everything.walk()
    print(json.dumps({"faults": faults, "seen": everything.seen}))
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
