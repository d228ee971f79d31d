"""Keys of locked project files: derived once from a passphrase, kept in memory while the program runs.

A locked file is one of SQLCipher's, version 4: every page is encrypted (AES-256-CBC) and carries a code that
only the key can have made (HMAC-SHA512); the first 16 bytes are the salt. So it opens in any SQLCipher tool.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from app.errors import Locked, UserError
from app.store import aes
from app.store.recovery import key_of_sheet

PLAIN = b"SQLite format 3\0"
ROUNDS, OF_CODES = 256_000, 2  # of PBKDF2: for the key, and for the key of the pages' codes
SALT, PAGE, CODE, BLOCK = 16, 4096, 64, 16
RESERVED = BLOCK + CODE  # at each page's end: what it was encrypted from, and its code
LEAST_MIXED = 200  # different bytes in an encrypted page: of 256, chance leaves out none
LOCKED = "“{}” is locked with a passphrase. "


@dataclass(frozen=True)
class Key:
    """What a file is encrypted with: 32 bytes, and the salt with which the file begins."""

    raw: bytes = field(repr=False)
    salt: bytes

    @classmethod
    def new(cls, passphrase: str) -> Self:
        """A key for a new file; UserError for an empty passphrase."""
        if not passphrase.strip():
            raise UserError("A passphrase needs letters, so nothing was locked. Type one and try again.")
        return cls.derived(normal(passphrase), secrets.token_bytes(SALT))

    @classmethod
    def derived(cls, passphrase: str, salt: bytes) -> Self:
        """The key that a passphrase stands for in a file with this salt; takes a third of a second."""
        return cls(hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32), salt)

    def made(self, page: bytes, number: int = 1) -> bool:
        """Whether a page (the whole of it) was encrypted with this key, and is as it was written."""
        return hmac.compare_digest(self.code(page, number), page[-CODE:])

    def code(self, page: bytes, number: int) -> bytes:
        """The code that belongs to the end of a page, whatever stands there."""
        start = SALT if number == 1 else 0
        of_codes = hashlib.pbkdf2_hmac(
            "sha512", self.raw, bytes(byte ^ 0x3A for byte in self.salt), OF_CODES, 32
        )
        return hmac.digest(of_codes, page[start:-CODE] + number.to_bytes(4, "little"), "sha512")

    def number_in(self, page: bytes, at: int) -> bytes:
        """The four bytes at a place of an encrypted page, which lie in one block."""
        start = at - at % BLOCK
        before = page[start - BLOCK : start]
        block = aes.decrypted(self.raw, page[start : start + BLOCK])
        return bytes(a ^ b for a, b in zip(block, before, strict=True))[at % BLOCK :][:4]

    def __str__(self) -> str:
        """As SQLCipher takes it in place of a passphrase."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


_known: dict[bytes, Key] = {}  # by salt: copies and backups of a file have its salt and its key


def normal(passphrase: str) -> str:
    """A passphrase as every computer types it: letters with accents are one character."""
    return unicodedata.normalize("NFC", passphrase)


def remember(key: Key) -> None:
    """Know a key until forget_all()."""
    _known[key.salt] = key


def forget_all() -> None:
    """Know no key any more: every locked file has to be unlocked anew."""
    _known.clear()


def knows(start: bytes) -> bool:
    """Whether the key of a file that begins so is known."""
    return start[:SALT] in _known


def looks_locked(start: bytes, size: int) -> bool:
    """Whether a file with these first bytes and of this size may be a locked one: it looks like chance."""
    return size > 0 and size % PAGE == 0 and not start.startswith(PLAIN) and len(set(start)) >= LEAST_MIXED


def key_for(path: Path, start: bytes, size: int) -> Key | None:
    """The key of a file, None where it isn't locked; Locked where its passphrase was not given yet."""
    if not looks_locked(start, size):
        return None
    key = _known.get(start[:SALT])
    if key is None:
        raise Locked(LOCKED.format(path.name) + "Give its passphrase to open it.", path)
    return key


def mend_codes(path: Path, key: Key) -> None:
    """Give the damaged pages of a locked file codes that fit, so that the rest of them can be read."""
    with path.open("r+b") as file:
        number = 1
        while len(page := file.read(PAGE)) == PAGE:
            if not key.made(page, number):
                file.seek(number * PAGE - CODE)
                file.write(key.code(page, number))
            number += 1


def fitting_key(pages: list[bytes], secret: str) -> Key | None:
    """The key of a locked file that a passphrase, or the recovery key, stands for; None where it is wrong.

    `pages` are some of the file from its beginning: where one is damaged, the others tell.
    """
    salt = pages[0][:SALT]
    raw = key_of_sheet(secret)
    tried = [secret, normal(secret)] if normal(secret) != secret else [secret]
    candidates = (
        [Key(raw, salt)] if raw else (Key.derived(passphrase, salt) for passphrase in reversed(tried))
    )
    for key in candidates:
        if any(key.made(page, number) for number, page in enumerate(pages, 1)):
            return key
    return None
