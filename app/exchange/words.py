"""What kinds of files, profiles and texts are called where people choose what leaves the project."""

from collections.abc import Iterable

from app.exchange.targets import Kind
from app.exchange.workbook.choices import ProfileName
from app.report.tables import Holds
from app.translation import tr


def kinds() -> dict[Kind, tuple[str, str]]:
    """Each kind of file: its name, and what it is for."""
    return {
        "workbook": (
            tr("Workbook (.xlsx)"),
            tr("One file for Excel and LibreOffice, to read and to check."),
        ),
        "csv": (
            tr("CSV files in a folder"),
            tr("The same sheets for R, Python and other programs, with a dictionary."),
        ),
        "spss": (
            tr("SPSS (.sav)"),
            tr("One row for each unit, one variable for each code of each coder, with labels."),
        ),
        "calculators": (
            tr("Web calculators (ReCal)"),
            tr("A folder of files for ReCal2, ReCal3 and ReCal OIR: 0 and 1, a column for each coder."),
        ),
    }


def profiles() -> dict[ProfileName, tuple[str, str]]:
    """Each profile: its name, and what text it lets out."""
    return {
        "full": (tr("Everything"), tr("With quotes and memos: as confidential as the interviews.")),
        "codes": (
            tr("Codes without text"),
            tr("Names of documents and speakers, definitions; no words of theirs, no memos."),
        ),
        "numbers": (
            tr("Numbers only"),
            tr("Names of codes and coders; nothing that anybody said or wrote."),
        ),
    }


def held_in_words(holds: Iterable[Holds]) -> str:
    """The kinds of text that are confidential, in words; a dash where there are none."""
    names: dict[Holds, str] = {
        "quote": tr("quotes"),
        "memo": tr("memos"),
        "example": tr("examples"),
        "note": tr("notes"),
        "definition": tr("definitions"),
        "title": tr("document and speaker names"),
        "name": tr("code and coder names"),
    }
    kinds = set(holds)
    return ", ".join(words for kind, words in names.items() if kind in kinds) or "–"
