"""The workbook: a project as spreadsheets for co-authors and reviewers."""

from app.exchange.workbook.book import Written, write_workbook
from app.exchange.workbook.choices import PROFILES, WorkbookChoices
from app.exchange.workbook.contents import SHEETS

__all__ = ["PROFILES", "SHEETS", "WorkbookChoices", "Written", "write_workbook"]
