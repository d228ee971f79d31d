"""Reads .html and .mht: the words of a saved page."""

import re
from email import message_from_bytes
from email.policy import default

from app.errors import UserError
from app.exchange.readers.html_blocks import blocks_of_html
from app.exchange.readers.plain_text import decode
from app.exchange.readers.reading import Reading, TextBlock, reading_of_blocks

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read a page: paragraphs, headings, list items are blocks, a row of a table is a line with tabs.

    Scripts, styles, hidden words and pictures are left out; menus and the like are words of the page.
    """
    if is_web_archive(data):
        blocks, hid = blocks_of_web_archive(data)
        warnings: tuple[str, ...] = ()
    else:
        text, warnings = decoded_html(data, file_name, encoding)
        blocks, hid = blocks_of_html(text)
    if hid:
        warnings = (*warnings, f"“{file_name}”: hidden text was left out.")
    return (reading_of_blocks(blocks, warnings),)


def decoded_html(data: bytes, file_name: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The source in the encoding that was chosen or that it names itself, else as any text; warnings."""
    named = _XML.match(data) or _CHARSET.search(data[:2000])
    if encoding is None and named and not data.startswith(_MARKS):
        try:
            return data.decode(named[1].decode()), ()
        except (LookupError, UnicodeError):
            pass
    return decode(data, file_name, encoding)


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes are a page with its pictures as one file (.mht), or a mail."""
    return data[:2000].lstrip().lower().startswith((b"mime-version", b"from:"))


def blocks_of_web_archive(data: bytes) -> tuple[list[TextBlock], bool]:
    """The blocks of the page in it, none where there is no page, and whether anything was hidden."""
    part = message_from_bytes(data, policy=default).get_body(preferencelist=("html", "plain"))
    if part is None:
        return [], False
    try:
        words = str(part.get_content())
    except (LookupError, KeyError, ValueError):
        payload = bytes(part.get_payload(decode=True) or b"")
        try:
            words = decoded_html(payload, "")[0]
        except UserError:
            words = payload.decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        return blocks_of_html(words)
    return [TextBlock(line) for line in words.splitlines()], False
