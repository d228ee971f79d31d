"""Initials that tell coders apart."""


def free_initials(name: str, taken: set[str]) -> str:
    """One to four characters for a name: “Ana Yilmaz” is AY, or AY2 when somebody has that already."""
    words = name.split()
    first = "".join(word[0] for word in words[:2]) if len(words) > 1 else name[:2]
    first = first.upper()[:4] or "?"
    attempt, initials = 1, first
    while initials in taken:
        attempt += 1
        initials = f"{first[: 4 - len(str(attempt))]}{attempt}"
    return initials
