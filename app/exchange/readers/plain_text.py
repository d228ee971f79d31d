"""Reads .txt: text in UTF-8, UTF-16 or an older encoding, which is guessed and said."""

import codecs

from app.counting import counted
from app.errors import UserError
from app.exchange.readers.encodings import called, guessed_encoding, is_iso_2022, python_name
from app.exchange.readers.kinds import kind_of
from app.exchange.readers.reading import Reading

_MARKS = (  # the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(1, 9), *range(0x0E, 0x15), *range(0x16, 0x1A), *range(0x1B, 0x20)])  # CHAT has 0x15
_MOSTLY = 10  # good sequences for each bad one, from which a file is UTF-8 with some damage


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read a plain text; `file_name` is for messages, `encoding` what somebody chose."""
    text, warnings = decode(data, file_name, encoding)
    return (Reading(text, warnings),)


def decode(data: bytes, file_name: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text in the bytes, and a warning where its encoding had to be guessed.

    A byte order mark decides; then the encoding that was chosen; then UTF-8 if the bytes are valid in it;
    then UTF-16 without a mark; then the older encoding that fits best. Raises UserError for binary files,
    and where nothing fits.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], marked, file_name)
    _refuse_known_kinds(data, file_name)
    if encoding is not None:
        return _chosen(data, encoding, file_name)
    if b"\x00" in data:
        return _utf16_without_mark(data, file_name)
    if is_iso_2022(data):
        return _older(data, file_name)
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) / 100:
        raise _binary(file_name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _damaged_utf8(data, file_name) or _older(data, file_name)


def must_be_guessed(data: bytes) -> bool:
    """Tell whether the bytes say nothing of their encoding: no mark, and not valid in UTF-8."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return False
    if is_iso_2022(data):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _chosen(data: bytes, encoding: str, file_name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(python_name(encoding), "replace")
    bad = text.count("\ufffd")
    return text, (_bad_characters(file_name, bad),) if bad else ()


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
    encoding = guessed_encoding(data)
    if encoding is None:
        raise UserError(
            f"The letters of “{file_name}” are written in an encoding that cannot be recognised. "
            "Nothing was imported from it. Open it in the program that wrote it and save it as UTF-8."
        )
    return data.decode(encoding), (_guessed(file_name, called(encoding)),)


def _guessed(file_name: str, encoding: str) -> str:
    return (
        f"“{file_name}” does not say how its letters are encoded; it was read as {encoding}. "
        "Look through the text; if letters are wrong, undo this, import it again and choose another encoding."
    )


def _bad_characters(file_name: str, count: int) -> str:
    what = counted(count, "character")
    return (
        f"{what} of “{file_name}” could not be read and became �. "
        "Compare the text with the original file, and import it again if words are missing."
    )


def _binary(file_name: str) -> UserError:
    return UserError(
        f"“{file_name}” is not a text file: it holds data that are no letters. Nothing was imported from it. "
        "Open it in the program that made it and save it as plain text or .docx."
    )
