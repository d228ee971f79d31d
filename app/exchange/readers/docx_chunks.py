"""Documents that a Word document embeds as they were (altChunk): HTML, web archives, text, Word documents."""

import re
from email import message_from_bytes
from email.policy import default

from app.errors import UserError
from app.exchange.readers.docx_package import Chunk
from app.exchange.readers.html_words import blocks_of_html
from app.exchange.readers.kinds import kind_of

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_KINDS = {"rtf": "an RTF document", "xml": "a Word document in XML"}


def chunk_blocks(chunk: Chunk) -> tuple[list[str], bool] | None:
    """Return an embedded document's blocks and whether any of it is hidden; None if it can't be read.

    An embedded Word document isn't read here.
    """
    ending = chunk.name.rpartition(".")[2].casefold()
    head = chunk.data[:2000].lstrip().lower()
    if ending in ("mht", "mhtml", "eml") or head.startswith((b"mime-version", b"from:")):
        return _web_archive(chunk.data)
    if kind_of(chunk.data) or ending == "rtf":
        return None
    if ending in ("htm", "html", "xhtml") or b"<html" in head or b"<body" in head or b"<p" in head:
        return blocks_of_html(_decoded(chunk.data))
    if ending == "txt":
        return _decoded(chunk.data).splitlines(), False
    return None


def chunk_kind(chunk: Chunk) -> str:
    """What people would call the embedded document."""
    ending = chunk.name.rpartition(".")[2].casefold()
    return kind_of(chunk.data) or _KINDS.get(ending, f"a .{ending} file")


def _web_archive(data: bytes) -> tuple[list[str], bool] | None:
    message = message_from_bytes(data, policy=default)
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        return None
    try:
        words = str(part.get_content())
    except (LookupError, KeyError, ValueError):
        words = _decoded(bytes(part.get_payload(decode=True) or b""))
    return blocks_of_html(words) if part.get_content_subtype() == "html" else (words.splitlines(), False)


def _decoded(data: bytes) -> str:
    """The words in the encoding that the HTML names, or as any text."""
    from app.exchange.readers.plain_text import decode

    named = _CHARSET.search(data[:2000])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(named[1].decode())
        except (LookupError, UnicodeError):
            pass
    try:
        return decode(data, "")[0]
    except UserError:
        return data.decode("utf-8", "replace")
