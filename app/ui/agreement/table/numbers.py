"""Numbers as words: coefficients without the nought, percent, counts with their noun."""

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def coefficient(number: float | None, places: int = 3) -> str:
    """“.853”, “−.042”, “1.000”; a dash where there is no number."""
    if number is None:
        return NOTHING
    words = f"{abs(round(number, places)):.{places}f}"
    sign = MINUS if round(number, places) < 0 else ""
    return sign + (words[1:] if words.startswith("0") else words)


def percent(share: float | None) -> str:
    """“97.9”; a dash where there is no number."""
    return NOTHING if share is None else f"{100 * share:.1f}"


def amount(number: float) -> str:
    """A count, with two decimals only where it isn't whole: “1,234”, “12.50”."""
    whole = abs(number - round(number)) < 1e-6 * max(1.0, abs(number))
    return f"{number:,.0f}" if whole else f"{number:,.2f}"
