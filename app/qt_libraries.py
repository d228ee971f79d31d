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
from pathlib import Path

from app.errors import UserError

# library: its package in Debian and Ubuntu, in Fedora
PACKAGES = {
    "libEGL.so": ("libegl1", "libglvnd-egl"),
    "libGL.so": ("libgl1", "libglvnd-glx"),
    "libX11-xcb.so": ("libx11-xcb1", "libX11-xcb"),
    "libX11.so": ("libx11-6", "libX11"),
    "libdbus-1.so": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so": ("libfontconfig1", "fontconfig"),
    "libfreetype.so": ("libfreetype6", "freetype"),
    "libglib-2.0.so": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so": ("libglib2.0-0", "glib2"),
    "libwayland-client.so": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so": ("libwayland-cursor0", "libwayland-cursor"),
    "libwayland-egl.so": ("libwayland-egl1", "libwayland-egl"),
    "libxcb-cursor.so": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so": ("libxcb-randr0", "libxcb"),
    "libxcb-render-util.so": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-render.so": ("libxcb-render0", "libxcb"),
    "libxcb-shape.so": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so": ("libxcb-xkb1", "libxcb"),
    "libxcb.so": ("libxcb1", "libxcb"),
    "libxkbcommon-x11.so": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so": ("libxkbcommon0", "libxkbcommon"),
    "libz.so": ("zlib1g", "zlib"),
}


def require_qt() -> None:
    """Load what a window needs; raises UserError naming the package to install where that fails."""
    try:
        importlib.import_module("PySide6.QtWidgets")
        plugin = _platform_plugin()
        if plugin is not None:
            ctypes.CDLL(str(plugin))
    except (ImportError, OSError) as error:
        raise UserError(explanation(str(error))) from error


def explanation(message: str) -> str:
    """The loader's message ("libEGL.so.1: cannot open shared object file ...") as a sentence for people."""
    found = re.search(r"(lib[\w.+-]+?\.so)(\.\d+)*: cannot open shared object file", message)
    if found is None:
        return (
            f"The window's libraries (PySide6) could not be loaded: {message}. "
            "Install Intercoder again as its README describes. "
            "Everything but the window works without them: intercoder --help."
        )
    library = found[0].split(":")[0]
    debian, fedora = PACKAGES.get(found[1], (None, None))
    if debian is None:
        return (
            f"The window needs the system library {library}, which is missing. "
            "Install the package of your system that contains it, then start again; to find that package: "
            f"apt-file search {library} (Debian, Ubuntu) or dnf provides '*/{library}' (Fedora)."
        )
    return (
        f"The window needs the system library {library}, which is missing. "
        f"Install it with: sudo apt install {debian} (Debian, Ubuntu) or sudo dnf install {fedora} (Fedora), "
        "then start again."
    )


def _platform_plugin() -> Path | None:
    """The library by which Qt will talk to the screen, where Qt would end the program if it is incomplete."""
    if not sys.platform.startswith("linux"):
        return None
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if not chosen and not os.environ.get("WAYLAND_DISPLAY") and os.environ.get("DISPLAY"):
        chosen = "xcb"
    package = importlib.util.find_spec("PySide6")
    if not chosen or package is None or package.origin is None:
        return None
    plugin = Path(package.origin).parent / "Qt" / "plugins" / "platforms" / f"libq{chosen}.so"
    return plugin if plugin.exists() else None


if __name__ == "__main__":
    try:
        require_qt()
    except UserError as error:
        sys.exit(str(error))
