"""The older encodings of letters: what they are called, which one fits best, and which may be chosen."""

import codecs
import re
from itertools import pairwise

from app.errors import UserError

# What each is called, in the order in which they are offered.
ENCODINGS = {
    "utf-8": "Unicode, UTF-8",
    "utf-16": "Unicode, UTF-16",
    "cp1252": "Western European, Windows-1252",
    "iso8859_15": "Western European, ISO 8859-15",
    "mac_roman": "Western European, Macintosh",
    "cp850": "Western European, DOS 850",
    "cp437": "Western European, DOS 437",
    "cp861": "Icelandic, DOS 861",
    "mac_iceland": "Icelandic, Macintosh",
    "cp1250": "Central European, Windows-1250",
    "iso8859_2": "Central European, ISO 8859-2",
    "mac_latin2": "Central European, Macintosh",
    "cp852": "Central European, DOS 852",
    "mac_croatian": "Croatian and Slovene, Macintosh",
    "iso8859_16": "Romanian, ISO 8859-16",
    "mac_romanian": "Romanian, Macintosh",
    "cp1257": "Baltic, Windows-1257",
    "iso8859_13": "Baltic, ISO 8859-13",
    "iso8859_4": "Baltic, ISO 8859-4",
    "cp775": "Baltic, DOS 775",
    "iso8859_10": "Nordic, ISO 8859-10",
    "cp1254": "Turkish, Windows-1254",
    "mac_turkish": "Turkish, Macintosh",
    "cp857": "Turkish, DOS 857",
    "cp1251": "Cyrillic, Windows-1251",
    "koi8_r": "Cyrillic, KOI8-R",
    "koi8_u": "Ukrainian, KOI8-U",
    "iso8859_5": "Cyrillic, ISO 8859-5",
    "mac_cyrillic": "Cyrillic, Macintosh",
    "cp866": "Cyrillic, DOS 866",
    "cp855": "Cyrillic, DOS 855",
    "cp1125": "Ukrainian, DOS 1125",
    "cp1253": "Greek, Windows-1253",
    "iso8859_7": "Greek, ISO 8859-7",
    "mac_greek": "Greek, Macintosh",
    "cp737": "Greek, DOS 737",
    "cp1255": "Hebrew, Windows-1255",
    "iso8859_8": "Hebrew, ISO 8859-8",
    "cp862": "Hebrew, DOS 862",
    "cp1256": "Arabic, Windows-1256",
    "iso8859_6": "Arabic, ISO 8859-6",
    "mac_arabic": "Arabic, Macintosh",
    "cp864": "Arabic, DOS 864",
    "mac_farsi": "Persian, Macintosh",
    "cp1258": "Vietnamese, Windows-1258",
    "cp874": "Thai, Windows-874",
    "cp932": "Japanese, Shift JIS",
    "euc_jis_2004": "Japanese, EUC-JP",
    "iso2022_jp": "Japanese, ISO 2022",
    "gb18030": "Chinese, GB 18030",
    "big5hkscs": "Chinese, Big5",
    "cp949": "Korean, Windows-949",
    "johab": "Korean, Johab",
}
_NEVER_GUESSED = frozenset(
    {"utf-8", "utf-16", "iso2022_jp", "mac_croatian", "mac_romanian", "mac_arabic", "mac_farsi"}
)
_SAMPLE = 200_000  # bytes of the lines that hold letters beyond ASCII
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")  # ISO 2022 changes alphabets with these
_LINE_WITH_LETTERS = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
# What the detector doesn't know, and the few letters beyond ASCII that tell it: Albanian, Romanian.
_BY_LETTERS = {"cp1252": "ëçËÇ", "mac_roman": "ëçËÇ", "cp850": "ëçËÇ", "mac_romanian": "ăâîșțĂÂÎȘȚ"}
_ENOUGH = 3  # of the commonest of them
_LINES_DRAWN = re.compile("[\u2500-\u25a0]")
_SIGN_IN_WORD = re.compile("(?<=[^\\W\\d_])[^\\w\\s\x00-\x7f’‘–—…·\xad](?=[^\\W\\d_])")


def guessed_encoding(data: bytes) -> str | None:
    """Return the older encoding that fits the bytes best, as Python calls it; None where none does."""
    import chardet

    if is_iso_2022(data):
        return "iso2022_jp"
    sample = letters_beyond_ascii(data, _SAMPLE)
    for encoding, letters in _BY_LETTERS.items():
        beyond_ascii = [c for c in sample.decode(encoding, "replace") if not c.isascii() and c.isalpha()]
        if beyond_ascii.count(letters[0]) >= _ENOUGH and set(letters).issuperset(beyond_ascii):
            return encoding
    guessed = [name for name in ENCODINGS if name not in _NEVER_GUESSED]
    candidates = chardet.detect_all(
        sample, ignore_threshold=True, max_bytes=_SAMPLE, include_encodings=guessed
    )
    names = [str(candidate["encoding"]) for candidate in candidates if candidate["encoding"]]
    best = next((python_name(name) for name in names if _decodes(data, name)), None)
    return None if best is None else _plainer(data, sample, best)


def _plainer(data: bytes, sample: bytes, best: str) -> str:
    """Take the encoding of the same alphabet that gives plainer words, where capitals stand within words.

    A short text gives the detector too little to tell Windows from Macintosh: of “Пётр” it makes “ѕЄтр”.
    """
    text = sample.decode(best, "replace")
    if not _misplaced(text):
        return best
    alphabet = called(best).partition(",")[0]
    others = [
        name
        for name, words in ENCODINGS.items()
        if words.partition(",")[0] == alphabet and name not in _NEVER_GUESSED and _decodes(data, name)
    ]
    return min([best, *others], key=lambda name: _oddities(sample.decode(name, "replace")))


def _misplaced(text: str) -> int:
    """How many letters beyond ASCII meet another one with a capital behind a small one; and drawn lines."""
    capitals = sum(
        letter.islower() and next_letter.isupper() and not (letter + next_letter).isascii()
        for letter, next_letter in pairwise(text)
    )
    return capitals + len(_LINES_DRAWN.findall(text))


def _oddities(text: str) -> int:
    return _misplaced(text) + len(_SIGN_IN_WORD.findall(text))


def is_iso_2022(data: bytes) -> bool:
    """Tell whether the bytes change between alphabets by escapes, as Japanese mails of old do."""
    return bool(_ESCAPES.search(data)) and _decodes(data, "iso2022_jp")


def python_name(encoding: str) -> str:
    """Return Python's own name for an encoding; UserError where there is none, or it isn't one of letters."""
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError):
        codec = None
    if codec is None or not getattr(codec, "_is_text_encoding", True) or codec.name in ("idna", "punycode"):
        raise UserError(
            f"There is no encoding “{encoding}”, so nothing was imported. "
            "Give one such as utf-8, windows-1252, windows-1250, iso-8859-2 or mac-roman."
        )
    name = codec.name.replace("-", "_")
    return next(
        (encoding_name for encoding_name in ENCODINGS if codecs.lookup(encoding_name).name == codec.name),
        name,
    )


def called(encoding: str) -> str:
    """What people call an encoding."""
    return ENCODINGS.get(encoding, encoding)


def letters_beyond_ascii(data: bytes, length: int) -> bytes:
    """The lines that hold letters beyond ASCII, up to some `length` of bytes."""
    lines, size = [], 0
    for line in _LINE_WITH_LETTERS.finditer(data):
        lines.append(line[0])
        size += len(line[0])
        if size >= length:
            break
    return b"".join(lines)[: 2 * length] or data[:length]


def _decodes(data: bytes, encoding: str) -> bool:
    """Tell whether all bytes are letters or signs in the encoding, none a control character of C1."""
    try:
        return not _C1.search(data.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return False
