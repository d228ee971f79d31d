"""Where the words of some texts stand again: runs of five words, whatever stands between them; pure."""

import re
from collections.abc import Iterable

WORDS_IN_A_ROW = 5
WORD = re.compile(r"\w+")


class QuotedWords:
    """The runs of words of some texts, and names that must not stand anywhere either."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in texts:
            self._runs.update(_runs(text))
        self._names = [name.casefold() for name in names if name.strip()]

    def stand_in(self, words: str) -> bool:
        """Whether a run of the texts stands in some words."""
        return any(run in self._runs for run in _runs(words))

    def are_named_in(self, words: str) -> bool:
        """Whether one of the names, or a run of the texts, stands in some words."""
        folded = words.casefold()
        return any(name in folded for name in self._names) or self.stand_in(words)


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text)]
    return zip(*(words[first:] for first in range(WORDS_IN_A_ROW)), strict=False)


def masked(text: str) -> str:
    """A text of the same shape without its words: units and numbers stay, nobody can read it."""
    return "".join(map(_mask, text))


def _mask(character: str) -> str:
    if character.isdecimal():
        return "0"
    if not (character.isalnum() or (not character.isascii() and WORD.match(character))):
        return character
    if ord(character) > 0x2E80:  # scripts without spaces: each character stays a word
        return "字"
    return "X" if character.isupper() else "x"
