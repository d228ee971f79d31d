"""Documents that a Word document embeds as they were (altChunk): HTML, web archives, text, Word documents."""

from app.errors import UserError
from app.exchange.readers.docx_package import Chunk
from app.exchange.readers.html import blocks_of_web_archive, decoded_html, is_web_archive
from app.exchange.readers.html_blocks import blocks_of_html
from app.exchange.readers.kinds import kind_of
from app.exchange.readers.reading import TextBlock

_KINDS = {"rtf": "an RTF document", "xml": "a Word document in XML"}


def chunk_blocks(chunk: Chunk) -> tuple[list[TextBlock], bool] | None:
    """Return an embedded document's blocks and whether any of it is hidden; None if it can't be read.

    An embedded Word document isn't read here.
    """
    ending = chunk.name.rpartition(".")[2].casefold()
    head = chunk.data[:2000].lstrip().lower()
    if ending in ("mht", "mhtml", "eml") or is_web_archive(chunk.data):
        blocks, hid = blocks_of_web_archive(chunk.data)
        return (blocks, hid) if blocks or hid else None
    if kind_of(chunk.data) or ending == "rtf":
        return None
    if ending in ("htm", "html", "xhtml") or b"<html" in head or b"<body" in head or b"<p" in head:
        return blocks_of_html(_decoded(chunk.data))
    if ending == "txt":
        return [TextBlock(line) for line in _decoded(chunk.data).splitlines()], False
    return None


def chunk_kind(chunk: Chunk) -> str:
    """What people would call the embedded document."""
    ending = chunk.name.rpartition(".")[2].casefold()
    return kind_of(chunk.data) or _KINDS.get(ending, f"a .{ending} file")


def _decoded(data: bytes) -> str:
    """The words in the encoding that they name, or that fits best."""
    try:
        return decoded_html(data, "")[0]
    except UserError:
        return data.decode("utf-8", "replace")
