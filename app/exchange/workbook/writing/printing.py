"""How sheets are printed: landscape, shrunk to few pages, with the header, the sheet and the page on each."""

from typing import Any

from app.counting import counted

WIDEST_PAGE = 260  # characters that are still read when they are shrunk to the width of a page
MOST_OF_DATA = 40  # rows of a sheet that is there for programs


def set_up(worksheet: Any, wide: int) -> int:
    """Print a sheet of so many characters as few pages wide as can be read; how many that are."""
    across = max(1, -(-wide // WIDEST_PAGE))
    worksheet.set_landscape()
    worksheet.fit_to_pages(across, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer(_footer(worksheet.get_name()))
    return across


def print_rows(worksheet: Any, rows: int, columns: int, *, is_data: bool) -> None:
    """Print the header and the rows below it; of data for programs the first, which is said on the page."""
    printed = min(rows, MOST_OF_DATA) if is_data else rows
    worksheet.print_area(0, 0, max(printed, 1), columns - 1)  # notes would run on over pages of their own
    if printed < rows:
        note = f"the first {printed:,} of {counted(rows, 'row')}: for programs; the print area can be changed"
        worksheet.set_footer(_footer(worksheet.get_name(), note))


def _footer(title: str, note: str = "") -> str:
    words = f"{title}: {note}" if note else title
    return f"&L{words.replace('&', '&&')}&R&P / &N"
