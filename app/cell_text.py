"""Texts in tables: what a spreadsheet program would take for a formula gets an apostrophe in front."""

import re

# signs that begin a formula, the wide ones too, whatever white space or marks of direction stand before them;
# and a tab or the end of a line, behind which some programs look for one
_FORMULA = re.compile(
    r"[\s\x00-\x20\ufeff\u061c\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069]*[=+\-@＝＋－＠]|[\t\r\n]"
)
_GUARDED = re.compile(rf"'+(?:{_FORMULA.pattern})")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program would compute a cell with this text."""
    return bool(_FORMULA.match(text))


def guarded(text: str) -> str:
    """A text as a cell that is never computed; `unguarded` gives the text back."""
    return f"'{text}" if _FORMULA.match(text) or _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` made."""
    return cell[1:] if _GUARDED.match(cell) else cell
