"""Guesses the direction of a text, and its language where the script leaves hardly any doubt."""

import re
import unicodedata
from collections import Counter
from typing import Literal

Direction = Literal["ltr", "rtl"]

_SAMPLE = 20_000  # code points from the beginning; an interview doesn't change its script further on
_LETTER = re.compile(r"[^\W\d_]")

# Letters of Persian and Urdu that Arabic does not have; Urdu alone has the second set.
_PERSIAN = frozenset("پچژگکی")
_URDU = frozenset("ٹڈڑںےہھ")

_SCRIPT_LANGUAGE = {
    "HEBREW": "he",
    "THAI": "th",
    "HANGUL": "ko",
    "GREEK": "el",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "ETHIOPIC": "am",
    "THAANA": "dv",
}


def direction_of(text: str) -> Direction:
    """Return the direction that most letters of the text run in; left to right for a text without letters."""
    kinds: Counter[str] = Counter()
    for character, count in Counter(text[:_SAMPLE]).items():
        kinds[unicodedata.bidirectional(character)] += count
    return "rtl" if kinds["R"] + kinds["AL"] > kinds["L"] else "ltr"


def language_of(text: str) -> str | None:
    """Return the language (ISO 639-1) that the script implies, or None.

    A guess by letters only: Hebrew, Thai, Korean, Japanese (by kana) and the like stand for their chief
    language; of the Arabic script, Urdu and Persian are told by letters of their own, the rest is Arabic
    (Kurdish and Pashto would be taken for one of them). Latin, Cyrillic and Chinese characters say nothing.
    """
    characters = Counter(text[:_SAMPLE])
    letters = Counter({c: count for c, count in characters.items() if _LETTER.match(c)})
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "?").split(" ")[0].split("-")[0]] += count
    total = sum(scripts.values())
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana > total / 5:
        return "ja"
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    if count < 0.6 * total:
        return None
    return _of_arabic_script(letters, count) if script == "ARABIC" else _SCRIPT_LANGUAGE.get(script)


def _of_arabic_script(letters: Counter[str], total: int) -> str:
    if sum(letters[c] for c in _URDU) > total / 50:
        return "ur"
    return "fa" if sum(letters[c] for c in _PERSIAN) > total / 50 else "ar"
