"""The workbook: a project as spreadsheets for co-authors and reviewers."""

from app.exchange.workbook.book import Written, write_workbook

__all__ = ["Written", "write_workbook"]
