"""Counts with their nouns and verbs, right for one and for many."""


def counted(count: int, singular: str, plural: str = "") -> str:
    """“1 document”, “2 documents”; `plural` where an s doesn't do it, or with the verb."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
