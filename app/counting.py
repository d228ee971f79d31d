"""Counts with their nouns and verbs, right for one and for many."""


def counted(number: int, one: str, many: str = "") -> str:
    """“1 document”, “2 documents”; `many` where an s doesn't do it, or with the verb."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
