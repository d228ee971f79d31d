"""Reads .epub: the words of an e-book, chapter by chapter."""

from collections.abc import Sequence
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from app.errors import UserError
from app.exchange.readers.html import decoded_html
from app.exchange.readers.html_blocks import blocks_of_html
from app.exchange.readers.package import Package, attribute, local
from app.exchange.readers.reading import Reading, TextBlock, reading_of_blocks

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read an e-book's pages in their order, each as `html` reads a page.

    A title page that says nothing but what the page behind it begins with is left out.
    """
    del encoding  # an e-book says its own
    blocks: list[TextBlock] = []
    hid = False
    with Package(data, file_name, "an e-book", "a program for e-books") as package:
        pages = _pages(package)
        if "META-INF/rights.xml" in package.names or "META-INF/encryption.xml" in package.names:
            _refuse_locked(package, pages, file_name)
        for page in pages:
            page_blocks, page_hid = blocks_of_html(decoded_html(package.read(page), file_name)[0])
            if page_blocks[: len(blocks)] == blocks:
                blocks = []
            blocks += [*([TextBlock("")] if blocks and page_blocks else []), *page_blocks]
            hid |= page_hid
    warnings = (f"“{file_name}”: hidden text was left out.",) if hid else ()
    return (reading_of_blocks(blocks, warnings),)


def _pages(package: Package) -> list[str]:
    """The pages in the order of the book, without its own table of contents."""
    container = package.xml("META-INF/container.xml")
    opf = next(
        attribute(element, "full-path") or "" for element in container.iter() if local(element) == "rootfile"
    )
    book = package.xml(opf)
    pages = {}
    for element in book.iter():
        is_contents = "nav" in (attribute(element, "properties") or "").split()
        if local(element) == "item" and attribute(element, "media-type") in _PAGES and not is_contents:
            href = unquote(attribute(element, "href") or "").partition("#")[0]
            pages[attribute(element, "id")] = normpath(join(dirname(opf), href))
    order = [attribute(element, "idref") for element in book.iter() if local(element) == "itemref"]
    return [pages[page] for page in order if page in pages and pages[page] in package.names]


def _refuse_locked(package: Package, pages: Sequence[str], file_name: str) -> None:
    """Fonts may be scrambled in any e-book; where pages are, only the seller's program reads them."""
    if "META-INF/rights.xml" not in package.names:
        scrambled = {
            unquote(attribute(element, "URI") or "")
            for element in package.xml("META-INF/encryption.xml").iter()
            if local(element) == "CipherReference"
        }
        if scrambled.isdisjoint(pages):
            return
    raise UserError(
        f"“{file_name}” is locked by its seller, so Intercoder cannot read it. Nothing was imported from it. "
        "Ask for a copy without protection."
    )
