"""What the fields of a code are called where people read."""

from app.report.names import name_of
from app.report.words import FIELDS
from app.translation import tr


def field_names() -> dict[str, str]:
    """Names by field, in the order in which a code is described."""
    return {
        "name": tr("Name"),
        "parent": tr("Under"),
        **{field: name_of(word) for field, word in FIELDS.items()},
        "colour": tr("Colour"),
        "shortcut": tr("Key"),
        "exclusive": tr("Exclusive"),
    }
