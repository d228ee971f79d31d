"""Numbers as people of several countries type them, as one plain form: digits, a point, a minus."""

import re
from decimal import Decimal

from app.errors import UserError

DIGITS = {ord(digit): str(value % 10) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
MINUS = {ord(sign): "-" for sign in "−–‒"}
THOUSANDS = re.compile("(?<=\\d)[\\s'’\u066c](?=\\d{3}(?!\\d))")  # \u066c: as Arabic writes it
DIRECTION = re.compile("[\u200e\u200f\u061c]")
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE)
GROUPED = {mark: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}
MOST_DIGITS = 40


def plain_digits(text: str) -> str:
    """Text with Arabic and Persian digits as 0 to 9."""
    return text.translate(DIGITS)


def read_number(typed: str, unit: str = "") -> str:
    """The plain form of a number, which may be followed by its unit; UserError where it is none, or two.

    “3,5”, “٣٫٥” and “1.234,5” are read; “1,234” may be meant for two numbers.
    """
    text = plain_digits(typed).strip()
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    text = THOUSANDS.sub("", DIRECTION.sub("", text).strip()).translate(MINUS).replace("\u066b", ".")
    if not PLAIN.fullmatch(_with_a_point(text, typed)):
        raise UserError(
            f"“{typed}” is no number. Write the number alone; where sources differ, give each its own value."
        )
    decimal = Decimal(_with_a_point(text, typed))
    plain = format(decimal, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if len(plain) > MOST_DIGITS:
        raise UserError(f"“{typed}” is too long a number. Round it.")
    return "0" if plain in ("-0", "") else plain


def _with_a_point(text: str, typed: str) -> str:
    """A number whose decimals stand behind a point, without marks of thousands."""
    if "," in text and "." in text:
        decimal, thousands = (",", ".") if text.rfind(",") > text.rfind(".") else (".", ",")
        whole, _, rest = text.partition(decimal)
        grouped = GROUPED[thousands].fullmatch(whole) and thousands not in rest
        return f"{whole.replace(thousands, '')}.{rest}" if grouped else text
    for mark in ",.":
        if text.count(mark) > 1 and GROUPED[mark].fullmatch(text):
            return text.replace(mark, "")
    if GROUPED[","].fullmatch(text) and not text.lstrip("+-").startswith("0"):
        whole = text.replace(",", "")
        raise UserError(
            f"“{typed}” may be {whole} or {text.replace(',', '.')}. Write it without a mark of thousands, or "
            "with a point."
        )
    return text.replace(",", ".")
