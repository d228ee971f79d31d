"""Dates as people and spreadsheets write them, as one form: 2014, 2014-03 or 2014-03-05."""

import datetime as dt
import re

from app.cases.numbers import plain_digits
from app.errors import UserError

HOW = "Write it as 2014-03-05, 2014-03 or 2014."
LATEST = 9999
YEAR_FIRST = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?)?)?"
)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
MONTH_LAST = re.compile(r"(\d{1,2})[-/.](\d{4})")
NAMED = re.compile(r"(?:(\d{1,2})\.?\s+(?:de\s+)?)?([^\W\d_]{3,})\.?,?\s+(?:de\s+|del\s+)?(\d{4})")
NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
SERIAL = re.compile(r"\d{5}(?:\.0+)?")
FIRST_SERIAL = dt.date(1899, 12, 30)
MONTHS = [
    "january januar janvier enero ocak يناير",
    "february februar février febrero şubat فبراير",
    "march märz mars marzo mart مارس",
    "april avril abril nisan أبريل",
    "may mai mayo mayıs مايو",
    "june juni juin junio haziran يونيو",
    "july juli juillet julio temmuz يوليو",
    "august août agosto ağustos أغسطس",
    "september septembre septiembre eylül سبتمبر",
    "october oktober octobre octubre ekim أكتوبر",
    "november novembre noviembre kasım نوفمبر",
    "december dezember décembre diciembre aralık ديسمبر",
]
MONTH_OF = {word: month for month, words in enumerate(MONTHS, start=1) for word in words.split()}
SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9} | {
    "oct": 10,
    "okt": 10,
    "nov": 11,
    "dec": 12,
    "dez": 12,
    "mrz": 3,
}


def read_date(typed: str) -> str:
    """The plain form of a date, of which the day, or day and month, may not be known.

    UserError where it is none, may be two, or is the number that a spreadsheet keeps for a date.
    """
    text = " ".join(plain_digits(typed).replace("\u200f", "").replace("\u200e", "").split())
    if match := YEAR_FIRST.fullmatch(text):
        return _date(typed, *match.groups())
    if match := YEAR_LAST.fullmatch(text):
        day, month = _in_order(typed, match[1], match[3], match[2])
        return _date(typed, match[4], month, day)
    if match := MONTH_LAST.fullmatch(text):
        return _date(typed, match[2], match[1], None)
    if match := NAMED.fullmatch(text):
        return _date(typed, match[3], _month(typed, match[2]), match[1])
    if match := NAMED_FIRST.fullmatch(text):
        return _date(typed, match[3], _month(typed, match[1]), match[2])
    if SERIAL.fullmatch(text):
        day_of = FIRST_SERIAL + dt.timedelta(days=int(float(text)))
        raise UserError(
            f"“{typed}” is how Excel keeps {day_of.isoformat()}. Give the column the format of a date, or "
            "write the date."
        )
    raise UserError(f"“{typed}” is no date. {HOW}")


def _in_order(typed: str, first: str, second: str, mark: str) -> tuple[str, str]:
    """(day, month): with points the day is first, else it must be clear from the numbers."""
    if mark == "." or int(first) > 12 or first == second:
        return first, second
    if int(second) > 12:
        return second, first
    raise UserError(f"“{typed}” may be two dates: which is the day and which the month? {HOW}")


def _month(typed: str, word: str) -> str:
    word = word.casefold()
    month = MONTH_OF.get(word) or SHORT.get(word)
    if month is None:
        raise UserError(f"“{typed}” is no date: there is no month “{word}”. {HOW}")
    return str(month)


def _date(typed: str, year: str, month: str | None, day: str | None) -> str:
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise UserError(f"“{typed}” is a day that no calendar has. {HOW}") from error
    parts = [f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part is not None)]
    return "-".join(parts)
