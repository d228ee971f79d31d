"""The window: starting it, and opening, scrolling and coding in a very long document."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.ui.application import apply_look, make_application
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

START = """
import sys
from app.ui.application import make_application, apply_look
from app.ui.main_window import MainWindow
application = make_application()
window = MainWindow(look_changed=apply_look)
window.show()
if len(sys.argv) > 1:
    window.open_location(sys.argv[1])
application.processEvents()
window.grab()
print("usable", flush=True)
window.close_project()
window.close()
"""


def start(_times: int) -> Measured:
    """From nothing to the painted start page, whatever the size of projects."""
    return _started([])


def start_with_project(times: int) -> Measured:
    """From nothing to a painted window with a project of 100 codings (times `times`) in it."""
    return _started([str(project_with(codings=100 * times, documents=8 * times, characters=8_000))])


def _started(arguments: list[str]) -> Measured:
    seconds = []
    for _ in range(8):
        begun = time.perf_counter()
        with subprocess.Popen([sys.executable, "-c", START, *arguments], stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            program.stdout.readline()
            seconds.append(time.perf_counter() - begun)
        if program.returncode:
            raise RuntimeError(f"the window ended with {program.returncode}")
    return Measured(seconds[1:])


@contextmanager
def _window(path: Path) -> Iterator[ProjectPage]:
    application = make_application()
    window = MainWindow(look_changed=apply_look)
    window.resize(1280, 800)
    window.show()
    window.open_location(str(path))
    page = window.project_page()
    page.session.coder_id = 1
    application.processEvents()
    yield page
    window.close_project()
    window.close()


def _paint(page: ProjectPage) -> None:
    """Everything that waits to be done, and all that has to be drawn anew for it."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert page.isVisible()


def _long_document(times: int) -> Path:
    """One document of 5 MB with 20,000 codings, and a short one to come from."""
    return project_with(codings=40_000 * times, documents=2, characters=5_000_000 * times)


def open_document(times: int) -> Measured:
    """From the click on the document to its painted first page."""
    with _window(_long_document(times)) as page:
        turn = count()

        def open_the_other() -> None:
            page.open_document(1 + next(turn) % 2)
            _paint(page)

        open_the_other()
        return repeated(open_the_other, 7)


def scroll_frame(times: int) -> Measured:
    """One step of the wheel, painted."""
    with _window(_long_document(times)) as page:
        page.open_document(1)
        _paint(page)
        view = page.code.text
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        _paint(page)

        def scroll() -> None:
            bar.setValue(bar.value() + 3)
            QApplication.processEvents()
            view.repaint()

        return repeated(scroll, 101)


def gesture(times: int) -> Measured:
    """A code on a selection: checked, on the disk, and seen in every view."""
    path = project_with(codings=500_000 * times, documents=25 * times, characters=1_200_000)
    with _window(path) as page:
        page.open_document(1)
        _paint(page)
        start = count(100, 10)

        def code() -> None:
            at = next(start)
            page.code.coding.gestures.apply(page.code.coding.document_id, (at, at + 9), 1, "")
            _paint(page)

        code()
        return repeated(code, 31)


def undo(times: int) -> Measured:
    """Taking a coding back: on the disk, and seen in every view."""
    path = project_with(codings=500_000 * times, documents=25 * times, characters=1_200_000)
    with _window(path) as page:
        page.open_document(1)
        for at in range(100, 420, 10):
            page.code.coding.gestures.apply(page.code.coding.document_id, (at, at + 9), 1, "")
        _paint(page)

        def take_back() -> None:
            page.code.coding.undo()
            _paint(page)

        return repeated(take_back, 31)
