"""Reads .docx: the words of a Word document in the order in which they are read."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.counting import counted
from app.exchange.readers.docx_chunks import chunk_blocks, chunk_kind
from app.exchange.readers.docx_package import DocxParts, is_on, open_docx
from app.exchange.readers.kinds import kind_of
from app.exchange.readers.package import attribute, child_of, local
from app.exchange.readers.reading import Reading, TextBlock, reading_of_document
from app.exchange.readers.remarks import first_remarks, last_remarks, too_deep

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_NOT_WORDS = frozenset({"pPr", "rPr", "tblPr", "sdtPr", "sectPr", "instrText", "rt", "Fallback"})
_DRAWN = frozenset({"relIds", "chart", "OLEObject", "subDoc"})
_DEEPEST = 3  # documents inside one another
_TAKEN_OUT = frozenset({"del", "moveFrom", "delText"})
_PUT_IN = frozenset({"ins", "moveTo"})
# The commonest characters of Wingdings and Symbol, which Word keeps by their place in the font.
_SYMBOLS = {0xE0: "→", 0xDF: "←", 0xFC: "✓", 0xFB: "✗", 0xA7: "▪", 0xB7: "•", 0x4A: "☺", 0x4C: "☹", 0xA8: "◻"}


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read a Word document.

    Every paragraph is a line, a soft line break too; a row of a table is a line with tabs between its cells.
    Text boxes follow the paragraph that they are anchored to. Foot- and endnotes are numbered in brackets in
    one series and stand at the end. Tracked changes are read as if they had been accepted. Documents that it
    embeds (HTML, web archives, text, Word) are read in their place. Left out: comments, hidden text, empty
    form fields, headers and footers, pictures, diagrams, and the numbers that Word itself puts before lists.
    """
    del encoding  # a Word document says its own
    return (_read(data, file_name, depth=0),)


def _read(data: bytes, file_name: str, *, depth: int) -> Reading:
    parts = open_docx(data, file_name)
    words = _Words(parts, depth)
    try:
        body = [line for element in parts.document for line in words.block_lines(element)]
        notes = list(words.note_lines())
    except RecursionError as error:
        raise too_deep(file_name) from error
    return reading_of_document(file_name, body, notes, words.remarks())


class _Words:
    """Walks through a document's XML, and remembers what the person should be told about it."""

    def __init__(self, parts: DocxParts, depth: int = 0) -> None:
        self._parts = parts
        self._depth = depth  # how many documents we are inside of
        self._style = False  # whether the style of the paragraph hides its words
        self._unread: list[str] = []  # kinds of embedded documents that can't be read
        self._notes: dict[tuple[str, str], int] = {}  # ("footnote" or "endnote", id) to its number
        self._boxes: list[Element] = []
        self._unfinished = ""  # the beginning of a paragraph whose end mark was deleted
        self._seen: set[str] = set()

    def block_lines(self, element: "Element") -> Iterator[TextBlock]:
        """Yield the lines of a paragraph, a table, or whatever holds them."""
        name = local(element)
        if name == "p":
            yield from self._paragraph_lines(element)
        elif name == "tr":
            if _has(element, "trPr", "hidden"):
                self._seen.add("hidden")
            elif not _has(element, "trPr", "del"):
                yield TextBlock(self._row(element))
        elif name == "altChunk":
            yield from self._embedded(attribute(element, "id") or "")
        elif _is_placeholder(element):
            self._seen.add("placeholders")
        elif name not in _NOT_WORDS | _TAKEN_OUT:
            for child in _chosen(element):
                yield from self.block_lines(child)

    def note_lines(self) -> Iterator[str]:
        """Yield the notes that the body refers to, each once; a note may itself refer to another."""
        by_id = {
            (kind, attribute(note, "id") or ""): note
            for kind, part in self._parts.notes.items()
            for note in part
        }
        waiting = deque(self._notes)
        while waiting:
            reference = waiting.popleft()
            before = len(self._notes)
            if reference in by_id:
                lines = [line.words for child in by_id[reference] for line in self.block_lines(child)]
                yield f"[{self._notes[reference]}] " + "\n".join(lines).strip()
            waiting += list(self._notes)[before:]

    def remarks(self) -> Iterator[str]:
        """Yield a sentence for each thing that was left out or moved."""
        comments = sum(local(child) == "comment" for child in self._parts.comments or ())
        yield from first_remarks(comments, len(self._notes), self._seen, "Word")
        if "embedded" in self._seen:
            yield "another document, embedded in it, was read in its place. Check that it belongs there."
        for kind in self._unread:
            yield f"{kind}, embedded in it, was left out. Copy what you need of it into the text."
        if "placeholders" in self._seen:
            yield "form fields that nobody filled in were left out."
        if "drawn" in self._seen:
            yield "words inside diagrams, charts or embedded objects were left out."
        yield from last_remarks(self._seen, "Word")

    def _paragraph_lines(self, paragraph: "Element") -> Iterator[TextBlock]:
        outer, self._boxes = self._boxes, []
        outer_style, self._style = self._style, self._is_hidden_style(paragraph, "pPr", "pStyle")
        if _has(paragraph, "pPr", "numPr"):
            self._seen.add("numbers")
        pieces = [(child, "".join(self._piece(child))) for child in _chosen(paragraph)]
        strong = 0 if self._unfinished else _strong(pieces)
        text = self._unfinished + "".join(words for _, words in pieces)
        self._unfinished = ""
        if _has(paragraph, "pPr", "rPr", "del"):
            self._unfinished = text
        else:
            yield TextBlock(text, strong=strong, heading=self._is_heading(paragraph))
        boxes, self._boxes = self._boxes, outer
        self._style = outer_style
        for box in boxes:
            for child in box:
                yield from self.block_lines(child)

    def _row(self, row: "Element") -> str:
        texts = [
            "\n".join(line.words for child in cell for line in self.block_lines(child))
            for cell in _cells(row)
        ]
        return "\t".join(text.strip("\n") for text in texts).rstrip("\t")

    def _is_heading(self, paragraph: "Element") -> bool:
        properties = child_of(paragraph, "pPr")
        style, level = child_of(properties, "pStyle"), child_of(properties, "outlineLvl")
        if level is not None:
            return (attribute(level, "val") or "9") != "9"
        return style is not None and attribute(style, "val") in self._parts.heading_styles

    def _piece(self, element: "Element") -> Iterator[str]:
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "sym":
            yield _symbol(element)
        elif name in ("footnoteReference", "endnoteReference"):
            reference = name.removesuffix("Reference"), attribute(element, "id") or ""
            yield f"[{self._notes.setdefault(reference, len(self._notes) + 1)}]"
        elif name == "txbxContent":
            self._boxes.append(element)
        elif not self._is_left_out(element, name):
            for child in _chosen(element):
                yield from self._piece(child)

    def _is_left_out(self, element: "Element", name: str) -> bool:
        if name in _TAKEN_OUT | _PUT_IN:
            self._seen.add("changes")
        if name == "r" and self._is_hidden(element):
            self._seen.update({"hidden"} if _has_words(element) else ())
            return True
        if _is_placeholder(element):
            self._seen.add("placeholders")
            return True
        if name in _DRAWN:
            self._seen.add("drawn")
        return name in _NOT_WORDS | _TAKEN_OUT

    def _is_hidden(self, run: "Element") -> bool:
        """Tell whether a run is hidden: by itself, else by its styles (two that hide show it again)."""
        hidden = is_on(child_of(child_of(run, "rPr"), "vanish"))
        return self._style ^ self._is_hidden_style(run, "rPr", "rStyle") if hidden is None else hidden

    def _is_hidden_style(self, element: "Element", properties: str, style: str) -> bool:
        named = child_of(child_of(element, properties), style)
        return named is not None and attribute(named, "val") in self._parts.hidden_styles

    def _embedded(self, relation: str) -> Iterator[TextBlock]:
        chunk = self._parts.chunks.pop(relation, None)  # each once: a few that refer to many would never end
        if chunk is None:
            self._unread.append("a document")
            return
        read: tuple[Sequence[TextBlock], bool] | None
        if kind_of(chunk.data) == "a Word document" and self._depth < _DEEPEST:
            inside = _read(chunk.data, chunk.name.rpartition("/")[2], depth=self._depth + 1)
            read = inside.blocks or (), any("hidden" in warning for warning in inside.warnings)
        else:
            read = chunk_blocks(chunk)
        if read is None:
            self._unread.append(chunk_kind(chunk))
            return
        self._seen.update({"embedded", "hidden"} if read[1] else {"embedded"})
        yield from read[0]


def _strong(pieces: Iterable[tuple["Element", str]]) -> int:
    """How many characters at the beginning of a paragraph are in bold."""
    strong = 0
    for element, words in pieces:
        if words and not is_on(child_of(child_of(element, "rPr"), "b")):
            break
        strong += len(words)
    return strong


def _has_words(run: "Element") -> bool:
    return any(local(part) in ("t", "sym") for part in run.iter())


def _is_placeholder(element: "Element") -> bool:
    """Tell whether it is a content control that shows only what should be entered."""
    return local(element) == "sdt" and _has(element, "sdtPr", "showingPlcHdr")


def _chosen(element: "Element") -> Iterable["Element"]:
    """Return the children; of a thing given in alternative forms, the first form only."""
    return element if local(element) != "AlternateContent" else list(element)[:1]


def _cells(row: "Element") -> Iterator["Element"]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _has(element: "Element", *path: str) -> bool:
    """Tell whether there is a child of that name, with a child of the next, and so on, not set to off."""
    for name in path:
        child_found = next((child for child in element if local(child) == name), None)
        if child_found is None:
            return False
        element = child_found
    return attribute(element, "val") not in ("0", "false", "off")


def _symbol(element: "Element") -> str:
    try:
        code_point = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(code_point - 0xF000, chr(code_point)) if 0 <= code_point < 0x110000 else ""


def _count(count: int, what: str) -> str:
    return counted(count, f"{what} was", f"{what}s were")
