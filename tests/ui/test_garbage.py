"""Nothing of Qt is destroyed in a thread in which no window lives, whoever lets go of it last."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.errors import UserError
from app.jobs import Job
from app.store import Project, folding
from app.ui import application, jobs
from app.ui.garbage import Collector

AT_ONCE, SELDOM = (1, 1, 1), (1_000_000, 10, 10)


class Deaths:
    """In which threads what it watches was destroyed."""

    def __init__(self) -> None:
        self.threads: list[str] = []

    def watch(self, thing: QObject) -> None:
        """Note where Python destroys a thing."""
        weakref.finalize(thing, lambda: self.threads.append(threading.current_thread().name))


@pytest.fixture
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture
def seldom_collected() -> Iterator[None]:
    """Nothing is due until a test says so."""
    gc.collect()
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    yield
    gc.set_threshold(*usual)


class Knot(QObject):
    """Something of Qt that only the collector gets rid of."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def make_objects() -> None:
    """What any work in Python does, at a moment when garbage is due."""
    gc.set_threshold(*AT_ONCE)
    for _ in range(200):
        pair: list[object] = []
        pair.append([pair])
    gc.set_threshold(*SELDOM)


def test_a_thread_that_makes_objects_collects_no_garbage(deaths: Deaths, seldom_collected: None) -> None:
    deaths.watch(Knot())
    thread = threading.Thread(target=make_objects)
    thread.start()
    thread.join()
    assert deaths.threads == []
    gc.collect()
    assert deaths.threads == ["MainThread"]


def test_writing_the_log_back_collects_no_garbage(
    deaths: Deaths, seldom_collected: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_back, written_back = folding.Folding.fold, threading.Event()

    def fold(of: folding.Folding) -> bool:
        whole = write_back(of)
        if threading.current_thread() is not threading.main_thread():
            make_objects()
            written_back.set()
        return whole

    monkeypatch.setattr(folding, "QUIET", 0.0)
    monkeypatch.setattr(folding.Folding, "fold", fold)
    with Project.create(str(tmp_path / "study.intercoder")) as project:
        deaths.watch(Knot())
        project.do("Add code", add_code, name="Flour")
        assert written_back.wait(30)
    assert deaths.threads == []


def test_the_window_s_thread_collects_while_others_work_and_goes_on_when_somebody_enabled_it(
    deaths: Deaths, qtbot: QtBot
) -> None:
    application.make_application()
    program = QApplication.instance()
    assert program is not None
    assert len(program.findChildren(Collector)) == 1
    gc.enable()
    deaths.watch(Knot())
    keep = [[] for _ in range(2 * gc.get_threshold()[0])]
    program.findChildren(Collector)[0].collect()
    assert deaths.threads == ["MainThread"]
    assert not gc.isenabled()
    del keep


def test_all_objects_are_looked_through_again_only_when_a_quarter_of_them_is_new(
    qtbot: QtBot, seldom_collected: None
) -> None:
    program = QApplication.instance()
    assert program is not None
    collector, looks = Collector(program), []
    gc.set_threshold(SELDOM[0], SELDOM[1], 0)

    def note(phase: str, about: dict[str, int]) -> None:
        looks.extend([phase] if phase == "start" and about["generation"] == 2 else [])

    def collect() -> int:
        gc.collect(1)
        collector.collect()
        return len(looks)

    gc.callbacks.append(note)
    try:
        assert collect() == 1
        assert collect() == 1
        few = [[] for _ in range(len(gc.get_objects()) // 10)]
        assert collect() == 1
        many = [[] for _ in range(len(gc.get_objects()) // 3)]
        assert collect() == 2
        assert collect() == 2
    finally:
        gc.callbacks.remove(note)
        collector.deleteLater()
    del few, many


@pytest.mark.parametrize("how", ["fails", "gives it back", "is called with it"])
def test_a_view_that_only_the_work_holds_is_destroyed_in_the_thread_of_the_window(
    how: str, deaths: Deaths, qtbot: QtBot
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    going = threading.Event()

    def work_of(view: QTreeView) -> object:
        def work(_: Job) -> object:
            going.wait()
            if how == "fails":
                raise UserError(view.objectName())
            return view if how == "gives it back" else None

        return work

    for _ in range(30):
        view = QTreeView()
        deaths.watch(view)
        jobs.run(owner, "", work_of(view), lambda _: None)
        del view
    for task in list(jobs._tasks):
        task.abandon()
    going.set()
    qtbot.waitUntil(lambda: not jobs._tasks)
    QTest.qWait(20)
    gc.collect()
    assert deaths.threads == 30 * ["MainThread"]
