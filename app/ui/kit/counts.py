"""Sentences with a count in them, right for one and for many in every language."""


def counted(number: int, one: str, many: str, *more: object) -> str:
    """The sentence for one or the one for many, with the number as its first {} and `more` as the others."""
    return (one if number == 1 else many).format(f"{number:,}", *more)
