"""Names among other words: what runs from right to left turns neither the words beside it nor itself."""

import re
from unicodedata import bidirectional

TO_THE_LEFT = {"R", "AL", "AN"}  # of Unicode's bidirectional classes
OPENS, CLOSES = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_QUOTED = re.compile("“[^“”]*”")


def isolated(name: str) -> str:
    """A name as it may stand in a sentence; one without a letter from right to left stays as it is."""
    if name.startswith(OPENS) or not any(bidirectional(letter) in TO_THE_LEFT for letter in name):
        return name
    return f"{OPENS}{name}{CLOSES}"


def in_order(sentence: str) -> str:
    """A sentence of the program in which each name “between these” is isolated."""
    if OPENS in sentence:
        return sentence
    return _QUOTED.sub(lambda quoted: f"“{isolated(quoted[0][1:-1])}”", sentence)


def bare(words: str) -> str:
    """Words without the signs that isolate, as they are stored."""
    return words.replace(OPENS, "").replace(CLOSES, "")
