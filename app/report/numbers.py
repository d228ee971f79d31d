"""Numbers as words: coefficients without the nought, percent, counts with their noun."""

from decimal import ROUND_HALF_UP, Decimal

from app.translation import tr

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def coefficient(value: float | None, places: int = 3) -> str:
    """“.853”, “−.042”, “1.000”; a dash where there is no number."""
    if value is None:
        return NOTHING
    rounded = _rounded(value, places)
    words = f"{abs(rounded):.{places}f}"
    sign = MINUS if rounded < 0 else ""
    return sign + (words[1:] if words.startswith("0") else words)


def percent(share: float | None) -> str:
    """“97.9”; a dash where there is no number."""
    return NOTHING if share is None else f"{_rounded(100 * share, 1):.1f}"


def _rounded(value: float, places: int) -> Decimal:
    """Halves go up, as by hand and in spreadsheets; what arithmetic adds in the thirteenth place is none."""
    return Decimal(repr(round(float(value), 12))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def amount(value: float) -> str:
    """A count, with two decimals only where it isn't whole: “1,234”, “12.50”."""
    whole = abs(value - round(value)) < 1e-6 * max(1.0, abs(value))
    return f"{value:,.0f}" if whole else f"{value:,.2f}"


def characters_in_words(size: float) -> str:
    """A number of characters, not always whole: “1 character”, “12.50 characters”."""
    words = amount(size)
    return tr("{size} character", "{size} characters", 1 if words == "1" else 2, size=words)


def in_short(value: float) -> str:
    """“1,234”, “12k”, “1.2M”, “0.25”."""
    if value < 10 and value != int(value):
        return f"{value:.2f}".rstrip("0")
    if value >= 999_500:
        return f"{value / 1e6:.1f}M"
    return f"{value / 1e3:,.0f}k" if value >= 9_999.5 else f"{value:,.0f}"
