"""Reads .txt: text in UTF-8, UTF-16 or an older encoding, which is guessed and said."""

import codecs
import re

from app.errors import UserError
from app.exchange.readers.kinds import kind_of
from app.exchange.readers.reading import Reading

_MARKS = (  # the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")
_MOSTLY = 10  # good sequences for each bad one, from which a file is UTF-8 with some damage

# How an encoding is called, and how much better than Windows-1252 it must fit before it is believed.
_OLDER = {
    "cp1252": ("Western European, Windows-1252", 0.0),
    "cp1256": ("Arabic, Windows-1256", 0.01),
    "cp1255": ("Hebrew, Windows-1255", 0.01),
    "cp1251": ("Cyrillic, Windows-1251", 0.01),
    "cp1250": ("Central European, Windows-1250", 0.02),
    "cp1253": ("Greek, Windows-1253", 0.02),
    "cp1254": ("Turkish, Windows-1254", 0.02),
    "cp1257": ("Baltic, Windows-1257", 0.05),
    "cp874": ("Thai, Windows-874", 0.02),
    "iso8859_15": ("Western European, ISO 8859-15", 0.01),
    "iso8859_2": ("Central European, ISO 8859-2", 0.015),
    "iso8859_6": ("Arabic, ISO 8859-6", 0.03),
    "koi8_r": ("Cyrillic, KOI8-R", 0.02),
    "mac_roman": ("Western European, Macintosh", 0.04),
    "cp850": ("Western European, DOS", 0.05),
    "cp932": ("Japanese, Shift JIS", 0.01),
    "euc_jp": ("Japanese, EUC-JP", 0.01),
    "gb18030": ("Chinese, GB 18030", 0.01),
    "big5": ("Chinese, Big5", 0.02),
    "cp949": ("Korean, Windows-949", 0.02),
}
_WITH_C1 = frozenset({"iso8859_15", "iso8859_2", "iso8859_6"})  # bytes 80 to 9F are no letters in these


def read(data: bytes, file_name: str) -> Reading:
    """Read a plain text; `file_name` is for messages."""
    text, warnings = decode(data, file_name)
    return Reading(text, warnings)


def decode(data: bytes, file_name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text in the bytes, and a warning where its encoding had to be guessed.

    A byte order mark decides; then UTF-8 if the bytes are valid in it; then UTF-16 without a mark; then the
    older encoding that fits best. Raises UserError for binary files, and where nothing fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, file_name)
    _refuse_known_kinds(data, file_name)
    if b"\x00" in data:
        return _utf16_without_mark(data, file_name)
    if len(_CONTROL.findall(data)) > len(data) / 100:
        raise _binary(file_name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _damaged_utf8(data, file_name) or _older(data, file_name)


def _marked(data: bytes, encoding: str, file_name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    return text, (_bad_characters(file_name, bad),) if bad > 0 else ()


def _refuse_known_kinds(data: bytes, file_name: str) -> None:
    if kind := kind_of(data):
        raise UserError(
            f"“{file_name}” is {kind}, not a text file, in spite of its name. Nothing was imported from it. "
            "Give it its proper ending, or open it in its own program and save it as plain text or .docx."
        )


def _utf16_without_mark(data: bytes, file_name: str) -> tuple[str, tuple[str, ...]]:
    candidates = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = sum(
            not (c.isprintable() or c in "\t\r\n\x0c\ufeff\u200b\u200c\u200d\u200e\u200f") for c in text
        )
        gaps = text.count(" ") + text.count("\n") + text.count("\r")
        if gaps and strange <= len(text) / 100:
            candidates.append((gaps, text))
    if not candidates:
        raise _binary(file_name)
    return max(candidates)[1], (_guessed(file_name, "UTF-16"),)


def _damaged_utf8(data: bytes, file_name: str) -> tuple[str, tuple[str, ...]] | None:
    """Read UTF-8 with a few bad bytes in it, with U+FFFD in their place; None if it isn't that."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    good = sum(not c.isascii() for c in text) - bad
    return (text, (_bad_characters(file_name, bad),)) if good >= _MOSTLY * bad else None


def _older(data: bytes, file_name: str) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    encodings = [e for e in _OLDER if e not in _WITH_C1 or not re.search(rb"[\x80-\x9f]", data)]
    matches = list(from_bytes(data, cp_isolation=encodings))
    if not matches:
        raise UserError(
            f"The letters of “{file_name}” are written in an encoding that cannot be recognised. "
            "Nothing was imported from it. Open it in the program that wrote it and save it as UTF-8."
        )
    best = min(matches, key=lambda match: match.chaos - match.coherence / 2 + _OLDER[match.encoding][1])
    return str(best), (_guessed(file_name, _OLDER[best.encoding][0]),)


def _guessed(file_name: str, encoding: str) -> str:
    return (
        f"“{file_name}” does not say how its letters are encoded; it was read as {encoding}. "
        "Look through the text; if letters are wrong, save the file as UTF-8 and import it again."
    )


def _bad_characters(file_name: str, count: int) -> str:
    what = "One character" if count == 1 else f"{count} characters"
    return (
        f"{what} of “{file_name}” could not be read and became �. "
        "Compare the text with the original file, and import it again if words are missing."
    )


def _binary(file_name: str) -> UserError:
    return UserError(
        f"“{file_name}” is not a text file: it holds data that are no letters. Nothing was imported from it. "
        "Open it in the program that made it and save it as plain text or .docx."
    )
