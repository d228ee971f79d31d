"""Background work: its result, its errors and its Cancel arrive in the window's thread."""

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.jobs import Job
from app.ui import jobs
from app.ui.jobs import ProgressStrip


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    widget.resize(700, 300)
    widget.show()
    yield widget
    jobs.cancel_all(widget)
    widget.close()
    widget.deleteLater()


def test_the_result_arrives_in_the_thread_of_the_window(owner: QWidget, qtbot: QtBot) -> None:
    arrived: list[tuple[int, bool]] = []
    main = threading.current_thread()

    def done(result: int) -> None:
        arrived.append((result, threading.current_thread() is main))

    jobs.run(owner, "Adding", lambda job: 1 + 1, done)
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(2, True)]


def test_an_error_of_the_work_reaches_the_one_place_for_errors(
    owner: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: seen.append(str(error)))

    def fail(job: Job) -> None:
        raise UserError("The disk is full.")

    jobs.run(owner, "Writing", fail, lambda _: None)
    qtbot.waitUntil(lambda: seen == ["The disk is full."])


def test_cancel_stops_the_work_and_is_silent(
    owner: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: seen.append(error))
    monkeypatch.setattr(jobs, "SHOWN_AFTER", 0)
    stopped = threading.Event()

    def endless(job: Job) -> None:
        try:
            for number in range(10**9):
                job.step(number, 10**9, "counting")
        finally:
            stopped.set()

    jobs.run(owner, "Counting", endless, seen.append)
    strip = owner.findChild(ProgressStrip)
    qtbot.waitUntil(strip.isVisible)
    QTest.mouseClick(strip.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(lambda: owner.findChild(ProgressStrip) is None)
    assert seen == []


def test_work_whose_window_closes_is_stopped_and_its_result_dropped(owner: QWidget, qtbot: QtBot) -> None:
    seen: list[object] = []

    def endless(job: Job) -> None:
        for number in range(10**9):
            job.step(number, 10**9)

    jobs.run(owner, "Counting", endless, seen.append)
    jobs.cancel_all(owner)
    jobs.cancel_all(owner)
    QTest.qWait(20)
    assert seen == []


def test_only_the_newest_work_of_a_kind_is_heard_of(owner: QWidget, qtbot: QtBot) -> None:
    told: list[str] = []
    newest, first_may_end = jobs.Newest(owner), threading.Event()

    def first(job: Job) -> str:
        first_may_end.wait()
        return "first"

    newest.run("", first, told.append)
    assert newest.is_running
    newest.run("", lambda job: "second", told.append)
    qtbot.waitUntil(lambda: told == ["second"])
    assert not newest.is_running
    first_may_end.set()
    qtbot.waitUntil(lambda: not jobs.running(owner))
    assert told == ["second"]


def test_newest_work_that_is_refused_or_cancelled_tells_so_or_nothing(owner: QWidget, qtbot: QtBot) -> None:
    told: list[str] = []
    newest = jobs.Newest(owner)

    def refuse(job: Job) -> str:
        raise UserError("Too many words.")

    newest.run("", refuse, told.append, told.append)
    qtbot.waitUntil(lambda: told == ["Too many words."])
    newest.run("", lambda job: "never heard of", told.append)
    newest.cancel()
    qtbot.waitUntil(lambda: not jobs.running(owner))
    assert told == ["Too many words."]
