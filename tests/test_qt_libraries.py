"""Where Qt can't be loaded, the sentence names the package that mends it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.qt_libraries import ALWAYS, ON_A_PLATFORM, explanation, require_qt

MISSING = "{}: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("library", "debian", "fedora"),
    [
        ("libEGL.so.1", "libegl1", "libglvnd-egl"),
        ("libGL.so.1", "libgl1", "libglvnd-glx"),
        ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
        ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
        ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
        ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ],
)
def test_a_missing_library_is_named_with_its_package(library: str, debian: str, fedora: str) -> None:
    sentence = explanation(MISSING.format(library))
    assert f"system libraries that are missing: {library}." in sentence
    assert f"sudo apt install {debian} (Debian, Ubuntu)" in sentence
    assert f"sudo dnf install {fedora} (Fedora)" in sentence


def test_all_that_is_missing_is_named_at_once_and_each_package_once() -> None:
    sentence = explanation(
        MISSING.format("libGL.so.1"), ["libGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    )
    assert "missing: libGL.so.1, libglib-2.0.so.0, libgthread-2.0.so.0." in sentence
    assert "sudo apt install libgl1 libglib2.0-0 (Debian, Ubuntu)" in sentence
    assert "sudo dnf install libglvnd-glx glib2 (Fedora)" in sentence


def test_a_library_without_a_known_package_is_still_named() -> None:
    sentence = explanation(MISSING.format("libfuture-3.so.7"))
    assert "system libraries that are missing: libfuture-3.so.7." in sentence
    assert "apt-file search libfuture-3.so.7" in sentence


def test_another_failure_is_told_as_the_loader_told_it() -> None:
    sentence = explanation("No module named 'PySide6'")
    assert "No module named 'PySide6'" in sentence
    assert "Install Intercoder again" in sentence


def test_nothing_is_said_where_qt_can_be_loaded() -> None:
    require_qt()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
def test_every_library_that_this_qt_takes_from_the_system_has_its_package() -> None:
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    libraries = [qt / "lib" / f"libQt6{part}.so.6" for part in ("Core", "DBus", "Gui", "Widgets", "XcbQpa")]
    plugins = [qt / "plugins" / "platforms" / f"libq{platform}.so" for platform in ("offscreen", "xcb")]
    known = {library.encode() for library in ALWAYS | ON_A_PLATFORM["xcb"]}
    for file in [*libraries, *plugins]:
        assert _wanted_system_libraries(file.read_bytes()) <= known, file.name


def _wanted_system_libraries(content: bytes) -> set[bytes]:
    """Names in the file's table of strings that look like libraries, but for Qt's own and the C library's."""
    names = {part for part in content.split(b"\0") if part.startswith(b"lib") and b".so." in part}
    own = (
        b"libQt6",
        b"libicu",
        b"libc.so",
        b"libm.so",
        b"libstdc++",
        b"libgcc_s",
        b"libpthread",
        b"libdl",
        b"librt",
    )
    return {name for name in names if not name.startswith(own) and b"/" not in name and b" " not in name}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux loader's message")
def test_a_broken_library_ends_the_check_with_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "QtWidgets.py").write_text(f"raise ImportError('{MISSING.format('libEGL.so.1')}')")
    paths = os.pathsep.join([str(tmp_path), str(Path.cwd())])
    ended = subprocess.run(
        [sys.executable, "-m", "app.qt_libraries"],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "sudo apt install libegl1" in ended.stderr
    assert "Traceback" not in ended.stderr
