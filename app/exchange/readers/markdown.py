"""Reads .md: the text that Markdown means, without its marks."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING

from app.exchange.readers.front_matter import front_matter
from app.exchange.readers.html_marks import marks_among, with_signs_escaped
from app.exchange.readers.plain_text import decode
from app.exchange.readers.reading import Reading, TextBlock, reading_of_blocks

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_UNSEEN = re.compile(r"<!--|<\?|<(?:script|style)\b", re.IGNORECASE)
_END_OF_UNSEEN = {
    "<!--": re.compile(r"-->"),
    "<?": re.compile(r"\?>"),
    "<script": re.compile(r"</script\s*>", re.IGNORECASE),
    "<style": re.compile(r"</style\s*>", re.IGNORECASE),
}
_LINE_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>\n?", re.IGNORECASE)
_MARK = re.compile(r"</?[A-Za-z][^>]*>|<![A-Z][^>]*>")


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read Markdown: headings, emphasis and links become their words, lists keep their markers, code stays.

    Line breaks within a paragraph stay (transcripts rely on them), cells of a table are divided by tabs, and
    images give their description. Reference definitions ("[1]: address") are left as they stand, because
    "[Anna]: Yes" looks the same.
    """
    from markdown_it import MarkdownIt

    source, warnings = decode(data, file_name, encoding)
    body = source[front_matter(source) :]
    if body != source:
        left_out = (
            f"The data at the head of “{file_name}”, between two ruled lines, are not part of its text "
            "and were left out. Enter what you need of them as the document's properties."
        )
        warnings = (*warnings, left_out)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("reference")
    parser.inline.ruler.before("html_inline", "comment", _comment)
    page = _MarkdownPage()
    for token in parser.parse(body):
        page.add(token)
    return (reading_of_blocks(page.blocks(), warnings),)


def _comment(state: "StateInline", silent: bool) -> bool:
    """A comment within a line, up to the first end: the parser's own rule can take minutes to see none."""
    if not state.src.startswith("<!--", state.pos):
        return False
    source, last = state.env.get("last end of a comment", ("", 0))
    if source is not state.src:
        last = state.src.rfind("-->")
        state.env["last end of a comment"] = state.src, last
    end = state.src.find("-->", state.pos + 2, state.posMax) if last > state.pos else -1
    if end < 0:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end + 3]
    state.pos = end + 3
    return True


class _MarkdownPage:
    """Takes block tokens one by one and lays their words out as plain lines."""

    def __init__(self) -> None:
        self._blocks: list[TextBlock] = []  # with an empty one for each blank line
        self._markers: list[str] = []  # of the list items we are in, outermost first
        self._marker_is_due = False
        self._cells: list[str] = []
        self._close_to_last = False  # no blank line before the next block
        self._tight = False
        self._heading = False

    def add(self, token: "Token") -> None:
        kind = token.type
        if kind == "list_item_open":
            self._markers.append(f"{token.info}{token.markup} ")
            self._marker_is_due = True
        elif kind == "list_item_close":
            self._write("")
            self._markers.pop()
        elif kind == "heading_open":
            self._heading = True
        elif kind == "paragraph_open":
            self._tight = token.hidden
        elif kind in ("bullet_list_close", "ordered_list_close") and not self._markers:
            self._close_to_last = False
        elif kind in ("th_open", "td_open"):
            self._cells.append("")
        elif kind == "tr_close":
            self._write("\t".join(self._cells), tight=True)
            self._cells.clear()
        elif kind == "table_close":
            self._close_to_last = False
        else:
            self._add_words(token)

    def _add_words(self, token: "Token") -> None:
        if token.type == "inline":
            words = _inline(token.children or [])
            if self._cells:
                self._cells[-1] = words.replace("\n", " ")
            else:
                strong = _strong(token.children or [])
                self._write(words, tight=self._tight, strong=strong, heading=self._heading)
                self._tight = self._heading = False
        elif token.type in ("fence", "code_block"):
            self._write(token.content.rstrip("\n"))
        elif token.type == "html_block":
            self._write(_without_html(with_signs_escaped(token.content)).strip("\n"))

    def _write(self, words: str, *, tight: bool = False, strong: int = 0, heading: bool = False) -> None:
        if not words and not self._marker_is_due:
            return
        indent = " " * sum(map(len, self._markers))
        first = indent
        if self._marker_is_due:
            first = indent[: len(indent) - len(self._markers[-1])] + self._markers[-1]
            self._marker_is_due = False
        if self._blocks and not (tight and self._close_to_last):
            self._blocks.append(TextBlock(""))
        lines = (first + words.replace("\n", "\n" + indent)).rstrip(" ")
        self._blocks.append(TextBlock(lines, strong=strong + len(first) if strong else 0, heading=heading))
        self._close_to_last = tight

    def blocks(self) -> list[TextBlock]:
        return self._blocks


def _strong(tokens: Iterable["Token"]) -> int:
    """How many characters at the beginning of a paragraph are in strong type."""
    tokens = [token for token in tokens if token.content or token.type != "text"]
    if not tokens or tokens[0].type != "strong_open":
        return 0
    inside = []
    for token in tokens[1:]:
        if token.type == "strong_close":
            break
        inside.append(token)
    return len(_inline(inside))


def _inline(tokens: Iterable["Token"]) -> str:
    words: list[str] = []
    tokens = list(tokens)
    tags = [token.content for token in tokens if token.type == "html_inline"]
    are_marks = marks_among(tags)
    marks = iter([index in are_marks for index in range(len(tags))])
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "html_inline":
            mark = "\n" if _LINE_BREAK.fullmatch(token.content) else ""
            words.append(mark if next(marks) else token.content)
        elif token.type == "image":
            words.append(_inline(token.children or []))
        else:
            words.append(token.content)
    return "".join(words)


def _without_html(source: str) -> str:
    """The words of HTML, in a time that grows with its length whatever stands in it."""
    source = "".join(_seen(source))
    end = source.rfind(">") + 1  # behind it no mark ends, and each that begins would be sought to the end
    return unescape(_MARK.sub("", _LINE_BREAK.sub("\n", source[:end])) + source[end:])


def _seen(source: str) -> Iterator[str]:
    """Yield what stands between comments, instructions, scripts and styles; one that never ends is none."""
    done, endless = 0, set[str]()
    for begin in _UNSEEN.finditer(source):
        kind = begin[0].lower()
        if begin.start() < done or kind in endless:
            continue
        end = _END_OF_UNSEEN[kind].search(source, begin.end())
        if end is None:
            endless.add(kind)
            continue
        yield source[done : begin.start()]
        done = end.end()
    yield source[done:]
