"""Says in one sentence which system package is missing where Qt can't be loaded.

On Linux the window's libraries expect a few that the system brings: without them an import fails with a
file name that means nothing to most people, or Qt ends the program while it opens the first window.
"""

import ctypes
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from app.errors import UserError

# library: its package in Debian and Ubuntu, in Fedora
ALWAYS = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}
ON_A_PLATFORM = {
    "xcb": {
        "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
        "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
        "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
        "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
        "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
        "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
        "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
        "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
        "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
        "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
        "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
        "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
        "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
        "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
        "libxcb.so.1": ("libxcb1", "libxcb"),
        "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    },
    "wayland": {
        "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
        "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    },
}


def require_qt() -> None:
    """Load what a window needs; raises UserError naming the packages to install where that fails."""
    platform = _platform()
    try:
        importlib.import_module("PySide6.QtWidgets")
        plugin = _plugin(platform)
        if plugin is not None:
            ctypes.CDLL(str(plugin))
    except (ImportError, OSError) as error:
        expected = ALWAYS | ON_A_PLATFORM.get(platform, {})
        missing = [library for library in expected if not _loads(library)]
        raise UserError(explanation(str(error), missing)) from error


def explanation(message: str, missing: Iterable[str] = ()) -> str:
    """The loader's message ("libEGL.so.1: cannot open shared object file ...") as a sentence for people.

    The loader names the first library that it doesn't find; `missing` are all that is missing.
    """
    match = re.search(r"(lib[\w.+-]+?\.so[.\d]*): cannot open shared object file", message)
    if match is None:
        return (
            f"The window's libraries (PySide6) could not be loaded: {message}. "
            "Install Intercoder again as its README describes. "
            "Everything but the window works without them: intercoder --help."
        )
    libraries = list(dict.fromkeys([match[1], *missing]))
    packages = [package for library in libraries if (package := _packages().get(library))]
    start = f"The window needs system libraries that are missing: {', '.join(libraries)}. "
    if len(packages) < len(libraries):
        return start + (
            "Install the packages of your system that contain them, then start again; to find a package: "
            f"apt-file search {match[1]} (Debian, Ubuntu) or dnf provides '*/{match[1]}' (Fedora)."
        )
    debian, fedora = (" ".join(dict.fromkeys(names)) for names in zip(*packages, strict=True))
    return start + (
        f"Install them with: sudo apt install {debian} (Debian, Ubuntu) "
        f"or sudo dnf install {fedora} (Fedora), then start again."
    )


def _packages() -> dict[str, tuple[str, str]]:
    return ALWAYS | ON_A_PLATFORM["xcb"] | ON_A_PLATFORM["wayland"]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _platform() -> str:
    """By what Qt will talk to the screen (xcb, wayland, offscreen), where that is known beforehand."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if not chosen and os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return "xcb"
    return chosen


def _plugin(platform: str) -> Path | None:
    """The file by which Qt will talk to the screen; Qt would end the program if it could not be loaded."""
    package = importlib.util.find_spec("PySide6")
    if not platform or not sys.platform.startswith("linux") or package is None or package.origin is None:
        return None
    plugin = Path(package.origin).parent / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
    return plugin if plugin.exists() else None


if __name__ == "__main__":
    try:
        require_qt()
    except UserError as error:
        sys.exit(str(error))
