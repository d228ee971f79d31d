"""Light and dark: one palette and one style sheet each, one accent, and the system's own typeface."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).parents[3] / "resources"
LEAST_SIZE, NORMAL_SIZE, LARGEST_SIZE = 12, 16, 28  # pixels of the reading face


@dataclass(frozen=True)
class Theme:
    """The colours of the chrome as `#rrggbb`; codes and coders bring their own."""

    window: str  # around the text
    base: str  # behind the text, in lists and fields
    raised: str  # hover, pressed, tool tips
    text: str
    muted: str  # secondary words; 4.5:1 on window and base
    line: str  # separators
    edge: str  # outlines of fields and buttons; 3:1 on base
    accent: str
    on_accent: str
    wash: str  # the accent, weak: what is selected in a list
    warning: str  # behind a message


LIGHT = Theme(
    window="#f5f4f1",
    base="#ffffff",
    raised="#eae8e3",
    text="#1e2126",
    muted="#5a6068",
    line="#dedbd5",
    edge="#84878d",
    accent="#2d5c9e",
    on_accent="#ffffff",
    wash="#dde8f6",
    warning="#fbeed2",
)
DARK = Theme(
    window="#232528",
    base="#1a1b1e",
    raised="#303338",
    text="#e6e4df",
    muted="#a8abb0",
    line="#3a3d42",
    edge="#777b82",
    accent="#8ab2ec",
    on_accent="#14171c",
    wash="#2b3b52",
    warning="#4a3d1f",
)


def apply(application: QApplication, mode: str, size: int = NORMAL_SIZE) -> Theme:
    """Give the whole program a look: `mode` light, dark or system, `size` of the reading face in pixels."""
    theme = chosen(application, mode)
    application.setPalette(palette(theme))
    font = _system_font()
    font.setPixelSize(interface_size(size))
    application.setFont(font)
    application.setStyleSheet(style_sheet(theme, interface_size(size)))
    return theme


def chosen(application: QApplication, mode: str) -> Theme:
    """The theme of a mode; `system` follows what the person chose for all programs."""
    if mode == "system":
        dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def interface_size(size: int) -> int:
    """Pixels of the typeface in lists and buttons beside a reading face of `size`."""
    return max(11, round(13 + (size - NORMAL_SIZE) * 0.6))


@cache
def window_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(RESOURCES / "icons" / "intercoder.svg"))


def _system_font() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


def palette(theme: Theme) -> QPalette:
    """The palette that every widget, and the painted text, takes its colours from."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.window,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.base,
        role.Midlight: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.line,
    }
    qt_palette = QPalette()
    for which, colour in colours.items():
        qt_palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        qt_palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.edge))
    return qt_palette


def style_sheet(theme: Theme, pixels: int) -> str:
    """The quiet chrome: hairlines instead of frames, one accent, focus that can be seen."""
    sheet = (RESOURCES / "themes" / "chrome.qss").read_text(encoding="utf-8")
    icons = (RESOURCES / "icons").as_posix()
    white, black = "check-white.svg", "check-black.svg"
    checks = (black, white) if theme is DARK else (white, black)
    values = dict(vars(theme)) | {"icons": icons, "check_on_accent": checks[0], "check_on_base": checks[1]}
    values |= {"small": f"{pixels - 1}px", "large": f"{pixels + 3}px"}
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet
