"""What the fields of a code are called where people read, and names set beside other words."""

from PySide6.QtCore import QCoreApplication

from app.report.words import FIELDS
from app.ui.words import name_of


def field_names() -> dict[str, str]:
    """Names by field, in the order in which a code is described."""
    return {
        "name": _tr("Name"),
        "parent": _tr("Under"),
        **{field: name_of(word) for field, word in FIELDS.items()},
        "colour": _tr("Colour"),
        "shortcut": _tr("Key"),
        "exclusive": _tr("Exclusive"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("codebook", text)
