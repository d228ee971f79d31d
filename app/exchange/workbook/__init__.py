"""The workbook: a project as spreadsheets for co-authors and reviewers."""

from app.exchange.workbook.book import Written, write_workbook
from app.exchange.workbook.choices import PROFILES, Choices
from app.exchange.workbook.contents import SHEETS

__all__ = ["PROFILES", "SHEETS", "Choices", "Written", "write_workbook"]
