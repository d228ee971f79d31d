"""Reconciliation: the queue of 5,000 disagreements, settling one in it, and in a large project."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.reconcile.actions import decide, decide_many
from app.reconcile.items import Item
from app.reconcile.outcomes import result_of
from app.reconcile.possible import ground
from app.reconcile.queries import items, queue
from app.reconcile.rules import OneCoder, preview
from app.store import Project
from app.ui.application import apply_look, make_application
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.workspaces import Workspace
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with


def list_items(times: int) -> Measured:
    """5,000 disagreements of two coders in 40 documents, found and grouped anew."""
    return _looking(times, _items)


def list_queue(times: int) -> Measured:
    """The same with a thousand of them settled: their status looked up, the items known."""
    with Project.open(str(_project(times))) as project:
        with project.read() as session:
            found = items(session)
            chosen = preview(queue(session, known_items=found[:1000]), [OneCoder(1, "1")], ground(session))
        project.do("Settle", decide_many, choices=chosen.choices, coder_id=None)

        def look() -> None:
            with project.read() as session:
                queue(session, known_items=found)

        return repeated(look, 7)


def settle_thousand(times: int) -> Measured:
    """A thousand items settled by rules, one action."""
    with Project.open(str(_project(times))) as project:
        found = iter(_items(project))

        def settle() -> None:
            with project.read() as session:
                rows = queue(session, known_items=list(islice(found, 1000)))
            chosen = preview(rows, [OneCoder(1, "1")])
            project.do("Settle", decide_many, choices=chosen.choices, coder_id=None)

        return repeated(settle, 3)


def settle_one(times: int) -> Measured:
    """One decision, durable and told to the views: 500,000 codings, 20,000 of them in the document."""
    path = project_with(codings=500_000 * times, documents=25 * times, characters=1_000_000, completed=True)
    with Project.open(str(path)) as project:
        with project.read() as session:
            found = iter([one for one in items(session, document_ids=(1,)) if one.kind != "agreed"])

        def settle() -> None:
            item: Item = next(found)
            made = result_of(item, "union")
            project.do(
                "Decide", decide, item=item, outcome="union", codings=made, coder_id=1, follows_id=None
            )
            project.poll()

        return repeated(settle, 30)


def decide_in_window(times: int) -> Measured:
    """A key decides one of 5,000 items: on the disk, and the next item painted."""
    with _window(times) as page:
        return repeated(lambda: _press(page, Qt.Key.Key_U), 31)


def undo_in_window(times: int) -> Measured:
    """Taking that back: on the disk, and its item painted."""
    with _window(times) as page:
        for _ in range(31):
            _press(page, Qt.Key.Key_U)

        def undo() -> None:
            page.session.undo()
            QApplication.processEvents()

        return repeated(undo, 31)


def step_in_window(times: int) -> Measured:
    """To the next of 5,000 items, painted."""
    with _window(times) as page:
        return repeated(lambda: _press(page, Qt.Key.Key_Down), 31)


@contextmanager
def _window(times: int) -> Iterator[ProjectPage]:
    """A window that shows the queue."""
    make_application()
    window = MainWindow(look_changed=apply_look)
    window.resize(1280, 800)
    window.show()
    window.open_location(str(_project(times)))
    page = window.project_page()
    page.session.coder_id = 1
    page.bar.show_workspace(Workspace.RECONCILE)
    page.show_workspace(Workspace.RECONCILE)
    while page.reconcile.desk.row is None:
        QApplication.processEvents()
        time.sleep(0.02)
    page.reconcile.queue.setFocus()
    _press(page, Qt.Key.Key_Down)
    _press(page, Qt.Key.Key_U)
    yield page
    window.close_project()
    window.close()


def _press(page: ProjectPage, key: Qt.Key) -> None:
    QTest.keyClick(page.reconcile.queue, key)
    QApplication.processEvents()


def _project(times: int) -> object:
    return project_with(codings=6000 * times, documents=40, characters=20_000 * times, coders=2, codes=20)


def _items(project: Project) -> list[Item]:
    with project.read() as session:
        return items(session)


def _looking(times: int, look: Callable[[Project], object]) -> Measured:
    with Project.open(str(_project(times))) as project:
        return repeated(lambda: look(project), 7)
