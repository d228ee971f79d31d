"""What kinds of files, profiles and texts are called where people choose what leaves the project."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.exchange.targets import Kind
from app.exchange.workbook.choices import Holds, ProfileName


def kinds() -> dict[Kind, tuple[str, str]]:
    """Each kind of file: its name, and what it is for."""
    return {
        "workbook": (
            _tr("Workbook (.xlsx)"),
            _tr("One file for Excel and LibreOffice, to read and to check."),
        ),
        "csv": (
            _tr("CSV files in a folder"),
            _tr("The same sheets for R, Python and other programs, with a dictionary."),
        ),
        "spss": (
            _tr("SPSS (.sav)"),
            _tr("One row for each unit, one variable for each code of each coder, with labels."),
        ),
        "calculators": (
            _tr("Web calculators (ReCal)"),
            _tr("A folder of files for ReCal2, ReCal3 and ReCal OIR: 0 and 1, a column for each coder."),
        ),
    }


def profiles() -> dict[ProfileName, tuple[str, str]]:
    """Each profile: its name, and what text it lets out."""
    return {
        "full": (_tr("Everything"), _tr("With quotes and memos: as confidential as the interviews.")),
        "codes": (
            _tr("Codes without text"),
            _tr("Names of documents and speakers, definitions; no words of theirs, no memos."),
        ),
        "numbers": (
            _tr("Numbers only"),
            _tr("Names of codes and coders; nothing that anybody said or wrote."),
        ),
    }


def told(holds: Iterable[Holds]) -> str:
    """The kinds of text that are confidential, in words; a dash where there are none."""
    names: dict[Holds, str] = {
        "quote": _tr("quotes"),
        "memo": _tr("memos"),
        "example": _tr("examples"),
        "note": _tr("notes"),
        "definition": _tr("definitions"),
        "title": _tr("document and speaker names"),
        "name": _tr("code and coder names"),
    }
    found = set(holds)
    return ", ".join(words for kind, words in names.items() if kind in found) or "–"


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)
