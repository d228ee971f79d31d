"""Reads .odt: the words of an OpenDocument text in the order in which they are read."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.errors import UserError
from app.exchange.readers.package import Package, attribute, child_of, local
from app.exchange.readers.reading import Reading, TextBlock, reading_of_document
from app.exchange.readers.remarks import first_remarks, last_remarks, too_deep

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE, _TAB, _LINE_BREAK = "\x01", "\x02", "\x03"  # those that are meant; XML itself can't hold these
_MEANT = str.maketrans({_SPACE: " ", _TAB: "\t", _LINE_BREAK: "\n"})
_LONGEST_GAP = 10_000  # spaces, or cells alike, that one mark may stand for
_NOT_WORDS = frozenset(
    {"forms", "sequence-decls", "ruby-text", "note-citation", "script", "desc", "title"}
    | {"table-of-content", "illustration-index", "table-index", "object-index", "user-index"}
    | {"alphabetical-index", "bibliography", "variable-decls", "user-field-decls", "dde-connection-decls"}
)
_PARAGRAPHS = ("p", "h")
_FIELDS_UNSEEN = frozenset({"hidden-text", "hidden-paragraph"})


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read an OpenDocument text.

    Every paragraph is a line, a line break too; a row of a table is a line with tabs between its cells.
    Frames follow the paragraph that they are anchored to. Notes are numbered in brackets in one series and
    stand at the end. Tracked changes are read as if they had been accepted. Left out: comments, hidden text,
    indexes, headers and footers, pictures, and the numbers that the program itself puts before lists.
    """
    del encoding  # the file says its own
    with Package(data, file_name, "an OpenDocument text", "LibreOffice") as package:
        if "META-INF/manifest.xml" in package.names and _is_locked(package.xml("META-INF/manifest.xml")):
            raise UserError(
                f"“{file_name}” is protected with a password, so Intercoder cannot read it. "
                "Open it in LibreOffice, save it without a password, and import it again."
            )
        content = package.xml("content.xml")
        hidden = set(_hidden_styles(content))
        if "styles.xml" in package.names:
            hidden |= set(_hidden_styles(package.xml("styles.xml")))
    words = _OdtWords(frozenset(hidden))
    try:
        body = child_of(child_of(content, "body"), "text")
        if body is None:
            raise UserError(
                f"“{file_name}” is no text document: it may be a form letter or a master document. "
                "Save it as an OpenDocument text (.odt) or as a Word document and import that."
            )
        lines = list(words.lines(body))
        notes = list(words.note_lines())
    except RecursionError as error:
        raise too_deep(file_name) from error
    return (reading_of_document(file_name, lines, notes, words.remarks()),)


def _is_locked(manifest: "Element") -> bool:
    return any(local(element) == "encryption-data" for element in manifest.iter())


def _hidden_styles(root: "Element") -> Iterator[str]:
    """The names of styles that hide what is written in them."""
    for style in root.iter():
        properties = child_of(style, "text-properties") if local(style) == "style" else None
        if properties is not None and attribute(properties, "display") == "none":
            yield attribute(style, "name") or ""


class _OdtWords:
    """Walks through a document's XML, and remembers what the person should be told about it."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self._hidden_styles = hidden_styles
        self._notes: list[Element] = []
        self._frames: list[Element] = []
        self._comments = 0
        self._seen: set[str] = set()

    def lines(self, element: "Element") -> Iterator[TextBlock]:
        """Yield the lines of a paragraph, a table, or whatever holds them."""
        name = local(element)
        if name in _PARAGRAPHS:
            yield from self._paragraph_lines(element)
        elif name == "table-row":
            yield TextBlock("\t".join(self._cells(element)).rstrip("\t"))
        elif name == "annotation":
            self._comments += 1
        elif name == "section" and attribute(element, "display") in ("none", "condition"):
            self._seen.add("hidden")
        elif name == "tracked-changes":
            self._seen.add("changes")
        elif name not in _NOT_WORDS:
            if name == "list":
                self._seen.add("numbers")
            for child in element:
                yield from self.lines(child)

    def note_lines(self) -> Iterator[str]:
        """Yield the notes that the body refers to, each once; a note may itself have one."""
        done = 0
        while done < len(self._notes):
            body = child_of(self._notes[done], "note-body")
            done += 1
            lines = [] if body is None else [line.words for child in body for line in self.lines(child)]
            yield f"[{done}] " + "\n".join(lines).strip()

    def remarks(self) -> Iterator[str]:
        """Yield a sentence for each thing that was left out or moved."""
        yield from first_remarks(self._comments, len(self._notes), self._seen)
        if "drawn" in self._seen:
            yield "formulas, charts or embedded objects were left out."
        yield from last_remarks(self._seen)

    def _paragraph_lines(self, paragraph: "Element") -> Iterator[TextBlock]:
        if self._is_hidden(paragraph):
            self._seen.add("hidden")
            return
        outer, self._frames = self._frames, []
        words = _collapsed("".join(self._inline(paragraph)))
        yield TextBlock(words, heading=local(paragraph) == "h")
        frames, self._frames = self._frames, outer
        for frame in frames:
            for child in frame:
                yield from self.lines(child)

    def _cells(self, row: "Element") -> Iterator[str]:
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            words = "\n".join(line.words for child in cell for line in self.lines(child)).strip("\n")
            for _ in range(_count(cell, "number-columns-repeated")):
                yield words

    def _inline(self, element: "Element") -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield from self._piece(child)
            yield child.tail or ""

    def _piece(self, element: "Element") -> Iterator[str]:
        name = local(element)
        if name == "s":
            yield _SPACE * _count(element, "c")
        elif name == "tab":
            yield _TAB
        elif name == "line-break":
            yield _LINE_BREAK
        elif name == "note":
            self._notes.append(element)
            yield f"[{len(self._notes)}]"
        elif name == "annotation":
            self._comments += 1
        elif name == "text-box":
            self._frames.append(element)
        elif name in ("object", "object-ole"):
            self._seen.add("drawn")
        elif name in _FIELDS_UNSEEN or (name == "span" and self._is_hidden(element)):
            self._seen.add("hidden")
        elif any(local(child) in _PARAGRAPHS for child in element):  # a shape with words in it
            self._frames.append(element)
        elif name not in _NOT_WORDS:
            yield from self._inline(element)

    def _is_hidden(self, element: "Element") -> bool:
        return attribute(element, "style-name") in self._hidden_styles


def _collapsed(words: str) -> str:
    """The words of a paragraph: white space of the file is one space, that which is marked stays."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ").translate(_MEANT)


def _count(element: "Element", name: str) -> int:
    try:
        return min(max(1, int(attribute(element, name) or "1")), _LONGEST_GAP)
    except ValueError:
        return 1
