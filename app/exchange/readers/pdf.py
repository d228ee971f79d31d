"""Reads .pdf: the words of its pages, their lines joined to paragraphs."""

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from threading import Lock
from typing import Any

from app.counting import counted
from app.documents.words import joined
from app.errors import UserError
from app.exchange.readers.reading import Reading, TextBlock
from app.exchange.readers.remarks import refuse_another_kind

_ONE_AT_A_TIME = Lock()  # PDFium is not safe for threads
_HYPHEN = "\x02"  # what PDFium writes for one that only divides a word
_UNKNOWN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"\d+")
_COMPATIBLE = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufefc]"
)  # letters in their printed forms
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ENDS_SENTENCE = re.compile(r"[.!?:;؟۔。！？…][\"'”’»)\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[•●▪◦‣⁃*–-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+\S")
_LABEL = re.compile(r"\s*[^\s:：]{1,30}(?: [^\s:：]{1,30}){0,4} ?[:：]\s")
_EDGE = 2  # lines at the head and the foot of a page that may be repeated on others
_REPEATED = 0.6  # of the pages


@dataclass(frozen=True)
class _PdfLine:
    """A line as it is printed; `x` and `y` in points from the left and the bottom of the page."""

    words: str
    page: int
    left: float
    right: float
    y: float
    size: float
    divided: bool  # whether its last word goes on in the next line


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read the words of a PDF file.

    Lines are joined to paragraphs by their length, indent and distance, hyphens that divide a word go,
    letters in printed forms (ligatures, Arabic presentation forms) become plain ones. What stands again and
    again at the head or foot of pages, page numbers with it, is left out and told. Raises UserError for a
    file that is locked, damaged, or only pictures of pages.
    """
    del encoding  # the file says its own
    refuse_another_kind(data, file_name, "a PDF file", ".pdf")
    with _ONE_AT_A_TIME:
        pages = _pages(data, file_name)
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise UserError(
            f"“{file_name}” holds pictures of pages and no text: it was scanned. Nothing was imported from "
            "it. Let a program for text recognition read it (OCRmyPDF is free), and import what that saves."
        )
    step = _step([line for page in pages for line in page])
    furniture = _furniture(pages, step)
    lines = [line for page in pages for line in _without(page, furniture, step)]
    blocks = [_block(words, pages_begun) for words, pages_begun in _paragraphs(lines, step)]
    unknown = sum(len(_UNKNOWN.findall(block.words)) for block in blocks)
    blocks = [replace(block, words=_UNKNOWN.sub("\ufffd", block.words)) for block in blocks]
    warnings = tuple(f"“{file_name}”: {remark}" for remark in _remarks(empty, furniture, unknown))
    return (Reading("", warnings, tuple(blocks)),)


def _remarks(empty: int, furniture: frozenset[str], unknown: int) -> Iterator[str]:
    yield "lines were joined to paragraphs by how they are set. Check the first pages."
    if empty:
        were = "holds" if empty == 1 else "hold"
        yield f"{counted(empty, 'page')} {were} no text, perhaps a scan, and nothing was read from there."
    if furniture:
        yield "what is repeated at the head or foot of the pages was left out."
    if unknown:
        yield (
            f"for {counted(unknown, 'letter')} the file doesn't say which they are: they stand as �. "
            "Ask for the text as a Word document."
        )


def _pages(data: bytes, file_name: str) -> list[list[_PdfLine]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise UserError(
                f"“{file_name}” is protected with a password, so Intercoder cannot read it. "
                "Open it in the program that shows it, print it into a new PDF file, and import that."
            ) from error
        raise _damaged(file_name) from error
    try:
        return [list(_lines(document, page_index)) for page_index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _damaged(file_name) from error
    finally:
        document.close()


def _damaged(file_name: str) -> UserError:
    return UserError(
        f"“{file_name}” is damaged and cannot be read as a PDF file. Nothing was imported from it. "
        "Open it in the program that shows it, print it into a new PDF file, and import that."
    )


def _lines(document: Any, page_index: int) -> Iterator[_PdfLine]:
    """The printed lines of a page, in the order in which PDFium reads them."""
    from pypdfium2 import raw

    page = document[page_index]
    text_page = page.get_textpage()
    letters = [chr(raw.FPDFText_GetUnicode(text_page, at)) for at in range(text_page.count_chars())]
    start = 0
    for is_end, run in groupby(letters, key=lambda letter: letter in "\r\n"):
        length = len(list(run))
        if not is_end:
            line = _line(raw, text_page, letters, page_index, start, start + length)
            if line is not None:
                yield line
        start += length
    text_page.close()
    page.close()


def _line(
    raw: Any, text_page: Any, letters: Sequence[str], page: int, start: int, end: int
) -> _PdfLine | None:
    words = "".join(letters[start:end])
    seen = [at for at in range(start, end) if not letters[at].isspace() and letters[at] != _HYPHEN]
    if not seen:
        return None
    boxes = [_box(raw, text_page, at) for at in (seen[0], seen[-1])]
    if _RIGHT_TO_LEFT.search(words):
        words = _in_reading_order(raw, text_page, words, start)
    return _PdfLine(
        words=words.rstrip(_HYPHEN + " "),
        page=page,
        left=min(box[0] for box in boxes),
        right=max(box[1] for box in boxes),
        y=boxes[0][2],
        size=raw.FPDFText_GetFontSize(text_page, seen[0]) or boxes[0][3] - boxes[0][2] or 1,
        divided=words.rstrip().endswith(_HYPHEN),
    )


def _box(raw: Any, text_page: Any, at: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a letter."""
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text_page, at, *map(ctypes.byref, sides))
    left, right, bottom, top = (side.value for side in sides)
    return left, right, bottom, top


def _in_reading_order(raw: Any, text_page: Any, words: str, start: int) -> str:
    """A line of a right-to-left script whose Latin letters and digits read from left to right."""

    def ordered(run: re.Match[str]) -> str:
        places = range(start + run.start(), start + run.end())
        across = sorted(places, key=lambda at: _box(raw, text_page, at)[0])
        return "".join(words[at - start] for at in across)

    return _LEFT_TO_RIGHT.sub(ordered, words)


def _step(lines: Sequence[_PdfLine]) -> float:
    """The usual distance from a line to the next."""
    steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y - b.y > 0]
    return median(steps) if steps else 0.0


def _furniture(pages: Sequence[Sequence[_PdfLine]], step: float) -> frozenset[str]:
    """What stands at the edge of most pages, with # for numbers."""
    often = Counter(
        pattern for page in pages for pattern in {_pattern(line) for line in _at_edges(page, step)}
    )
    least = max(3, _REPEATED * len(pages))
    return frozenset(pattern for pattern, count in often.items() if count >= least)


def _at_edges(page: Sequence[_PdfLine], usual: float) -> Iterator[_PdfLine]:
    """The lines at the head and the foot that stand apart from the rest."""
    for index, (line, following) in enumerate(pairwise(page)):
        if line.y - following.y > 1.3 * usual:
            if index < _EDGE:
                yield from page[: index + 1]
            if index >= len(page) - 1 - _EDGE:
                yield from page[index + 1 :]


def _pattern(line: _PdfLine) -> str:
    return _NUMBER.sub("#", " ".join(line.words.split()))


def _without(page: Sequence[_PdfLine], furniture: frozenset[str], step: float) -> Iterator[_PdfLine]:
    repeated = {id(line) for line in _at_edges(page, step) if _pattern(line) in furniture}
    yield from (line for line in page if id(line) not in repeated)


def _block(words: str, pages_begun: Sequence[tuple[int, int]]) -> TextBlock:
    """A paragraph in plain letters, with the pages that begin in it."""
    begun = tuple((len(_plain(words[:place])), str(page + 1)) for place, page in pages_begun)
    return TextBlock(_plain(words), pages=begun)


def _paragraphs(lines: Sequence[_PdfLine], step: float) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Lines joined where one goes on in the next, with the places in them at which a page begins."""
    if not lines:
        return
    widest = _columns(lines)
    words, last = lines[0].words, lines[0]
    begun = [(0, last.page)]
    for line in lines[1:]:
        before = len(words)
        if last.divided and line.words[:1].islower():
            words += line.words.lstrip()
        elif _goes_on(last, line, widest[last.page], step):
            words = joined(words, line.words)
        else:
            yield words, begun
            words, before, begun = line.words, 0, []
        if line.page != last.page:
            begun.append((before, line.page))
        last = line
    yield words, begun


def _columns(lines: Sequence[_PdfLine]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each page's print."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.page, (line.left, line.right))
        edges[line.page] = min(left, line.left), max(right, line.right)
    return edges


def _goes_on(line: _PdfLine, following: _PdfLine, edges: tuple[float, float], step: float) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    rtl = bool(_RIGHT_TO_LEFT.search(line.words))
    room = line.left - edges[0] if rtl else edges[1] - line.right
    first = following.words.split(" ", 1)[0]
    needed = (len(first) + 1) * line.size * 0.5
    if room > needed or _ITEM.match(following.words):
        return False
    if abs(line.size - following.size) > 0.1 * line.size:
        return False
    indent = line.right - following.right if rtl else following.left - line.left
    if following.page != line.page:
        return not _ENDS_SENTENCE.search(line.words)
    if line.y - following.y > 1.4 * max(step, line.size):
        return False
    begins = indent > 0.8 * line.size or _LABEL.match(following.words)
    return not (begins and _ENDS_SENTENCE.search(line.words))


def _plain(words: str) -> str:
    """Letters in their printed forms as plain letters."""
    return _COMPATIBLE.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), words).strip()
