"""The words of a piece of HTML as blocks: paragraphs, headings, list items, rows of tables."""

import re
from html.parser import HTMLParser

from app.exchange.readers.html_marks import BLOCKS, UNSEEN, VOID
from app.exchange.readers.reading import TextBlock

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)

_STRONG = ("b", "strong", "cite")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def blocks_of_html(source: str) -> tuple[list[TextBlock], bool]:
    """Return the blocks, line breaks within them kept, and whether anything was hidden and left out."""
    page = _HtmlPage()
    page.feed(source)
    page.close()
    page.end_block()
    return page.blocks, page.hid


class _HtmlPage(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[TextBlock] = []
        self.hid = False
        self._words: list[str] = []
        self._unseen: list[str] = []  # elements we are in whose words nobody sees, outermost first
        self._pre = 0
        self._cells = 0
        self._strong: str | None = None  # the element in which the block begins
        self._strong_words = ""
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = "hidden" in given or bool(_HIDDEN.search(given.get("style") or ""))
        if (self._unseen or tag in UNSEEN or hidden) and tag not in VOID:
            if tag == "body" and not hidden:  # a head that was never closed
                self._unseen.clear()
            else:
                self.hid = self.hid or hidden
                self._unseen.append(tag)
                return
        if tag == "br":
            self._words.append("\n")
        elif tag in ("td", "th"):
            self._cells += 1
            if self._cells > 1:
                self._words.append("\t")
        elif tag in BLOCKS and not self._cells:
            self.end_block()
            self._heading = tag in _HEADINGS
        elif tag in BLOCKS:
            self._words.append(" ")
        elif tag in _STRONG and not "".join(self._words).strip():
            self._strong = tag
        elif tag == "time" and self._words:
            self._words.append(" ")
        self._pre += tag == "pre"
        if tag == "tr":
            self._cells = 0
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[len(self._unseen) - 1 - self._unseen[::-1].index(tag) :]
            return
        if tag == self._strong:
            self._strong, self._strong_words = None, "".join(self._words)
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag in ("tr", "table"):
            self._cells = 0
        if tag in BLOCKS and not self._cells:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data if self._pre else re.sub(r"[ \t\r\n\f]+", " ", data))

    def end_block(self) -> None:
        """Finish the block that is being read."""
        words = "".join(self._words)
        self._words.clear()
        words = words.strip("\n") if self._pre else _plain(words)
        strong = "" if self._pre else _plain(self._strong_words)
        self._strong, self._strong_words = None, ""
        if words.strip():
            self.blocks.append(TextBlock(words.rstrip("\t"), strong=len(strong), heading=self._heading))
        self._heading = False


def _plain(words: str) -> str:
    return re.sub(r" *([\n\t]) *", r"\1", re.sub(" +", " ", words)).strip(" \n")
