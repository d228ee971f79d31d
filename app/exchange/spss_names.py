"""Names and labels as SPSS takes them: names of letters and digits, each once, all of limited length."""

import unicodedata

LONGEST_NAME = 64  # bytes of UTF-8
LONGEST_LABEL = 256
CUT = "…"


class VariableNames:
    """The names of one file's variables; case makes no difference."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, words: str, ending: str = "") -> str:
        """A legal name that is as like the words as can be, with the ending behind them.

        Letters of every script are legal; a name begins with one. Where it is taken, a number follows.
        """
        plain, ending = _plain(words), _plain(ending)
        if not plain[:1].isalpha():
            plain = f"v_{plain}".rstrip("_")
        end = f"_{ending}" if ending else ""
        attempt, name = 1, _joined(plain, end)
        while name.casefold() in self._taken:
            attempt += 1
            name = _joined(plain, f"{end}_{attempt}")
        self._taken.add(name.casefold())
        return name


def _plain(words: str) -> str:
    signs = (sign if sign.isalnum() else "_" for sign in unicodedata.normalize("NFC", words))
    return "_".join(part for part in "".join(signs).split("_") if part)


def _joined(words: str, ending: str) -> str:
    return _cut(words, LONGEST_NAME - len(ending.encode())).rstrip("_") + ending


def label(words: str) -> str:
    """Words as a label: one line, with a mark where they are cut."""
    words = " ".join(words.split())
    if len(words.encode()) <= LONGEST_LABEL:
        return words
    return _cut(words, LONGEST_LABEL - len(CUT.encode())) + CUT


def _cut(words: str, most: int) -> str:
    """The words in so many bytes, never cut within a character."""
    return words.encode()[:most].decode(errors="ignore")
