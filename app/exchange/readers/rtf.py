"""Reads .rtf: the words of a document in Rich Text Format."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.exchange.readers import html_marks as marks
from app.exchange.readers.reading import Reading, reading_of_document
from app.exchange.readers.remarks import first_remarks, last_remarks, refuse_another_kind, too_deep

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emdash": "—", "endash": "–", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\n": "\r", "\r": "\r"}
_PARAGRAPH_END = frozenset({"par", "sect", "page", "softpage"})
_UNSEEN = marks.words(  # groups whose words belong to no text
    "fonttbl colortbl stylesheet info listtable listoverridetable revtbl rsidtbl generator themedata "
    "colorschememapping latentstyles datastore xmlnstbl pict objdata objclass objname objalias header "
    "headerl headerr headerf footer footerl footerr footerf fldinst listtext pntext pnseclvl bkmkstart "
    "bkmkend atnid atnauthor atndate atnref atntime atnparent atnicn annotation ftnsep ftnsepc aftnsep "
    "aftnsepc ftncn aftncn filetbl template xe tc rxe txe private comment shpinst sp sn sv pgdsctbl "
    "background nonshppict mmath falt panose nonesttables "
)
_SEEN_THOUGH_STARRED = frozenset({"shptxt", "shpinst", "ud", "footnote"})
_CHARSETS = {  # \fcharset to the code page that it means
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
    177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437,
}  # fmt: skip
_DEEPEST = 1000


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read Rich Text.

    Every paragraph is a line, a line break too; a row of a table is a line with tabs between its cells. Foot-
    and endnotes are numbered in brackets in one series and stand at the end. Tracked changes are read as if
    they had been accepted. Left out: comments, hidden text, headers and footers, pictures, and the numbers
    before lists. Raises UserError where the bytes are nothing of the kind.
    """
    del encoding  # the file says its own
    refuse_another_kind(data, file_name, "an RTF document", ".rtf")
    words = _RtfWords(file_name)
    words.take(data.decode("latin-1"))
    notes = [f"[{note_number}] {note}" for note_number, note in enumerate(words.notes, start=1)]
    return (reading_of_document(file_name, words.blocks(), notes, words.remarks()),)


@dataclass(frozen=True)
class _RtfState:
    """What holds within a group; it goes back to what it was at the group's end."""

    unseen: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    skip: int = 1  # characters that stand behind a Unicode character for programs that don't know it
    in_table: bool = False
    note: bool = False
    fonts: bool = False
    starred: bool = False


class _RtfWords:
    """Goes through the marks of a file and gathers its words."""

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._lines: list[str] = []
        self._words: list[str] = []
        self._cells: list[str] = []
        self.notes: list[str] = []
        self._before_note: list[list[str]] = []
        self._bytes = bytearray()
        self._high = ""  # the first half of a pair that makes one character
        self._to_skip = 0
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._comments = 0
        self._seen: set[str] = set()
        self._state = _RtfState()
        self._outer: list[_RtfState] = []

    def take(self, source: str) -> None:
        """Go through the whole file."""
        position = 0
        while match := _TOKEN.match(source, position):
            position = match.end()
            if match["word"] == "bin":
                position += max(0, int(match["number"] or 0))
            self._token(match)
        self._flush()
        self._end_line()

    def blocks(self) -> list[str]:
        """The paragraphs and rows, with empty ones for blank lines."""
        while self._lines and not self._lines[-1].strip():
            self._lines.pop()
        return self._lines

    def remarks(self) -> Iterator[str]:
        """Yield a sentence for each thing that was left out or moved."""
        yield from first_remarks(self._comments, len(self.notes), self._seen)
        yield from last_remarks(self._seen)

    def _token(self, match: re.Match[str]) -> None:
        if match["byte"]:
            self._byte(bytes.fromhex(match["byte"]))
        elif match["text"]:
            self._text(match["text"])
        elif match["brace"]:
            self._brace(match["brace"])
        elif match["word"]:
            self._flush()
            self._word(match["word"], None if match["number"] is None else int(match["number"]))
        elif match["sign"]:
            self._sign(match["sign"])

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        if brace == "{":
            if len(self._outer) > _DEEPEST:
                raise too_deep(self._file_name)
            self._outer.append(self._state)
            self._state = replace(self._state, starred=False)
        elif self._outer:
            state, self._state = self._state, self._outer.pop()
            if state.note and not self._state.note:
                self._end_note()

    def _sign(self, sign: str) -> None:
        if sign in "\\{}":
            self._text(sign)
        elif sign == "*":
            self._state = replace(self._state, starred=True)
        elif sign in _SIGNS:
            self._flush()
            if _SIGNS[sign] == "\r":
                self._word("par", None)
            else:
                self._put(_SIGNS[sign])

    def _word(self, word: str, argument: int | None) -> None:
        if self._state.fonts:
            self._in_fonts(word, argument)
        starred = self._state.starred
        if starred:
            self._state = replace(self._state, starred=False)
        if word == "ud":
            self._state = replace(self._state, unseen=False)
        elif word in _UNSEEN or (starred and word not in _SEEN_THOUGH_STARRED):
            self._begin_unseen(word)
        elif word == "u" and argument is not None:
            self._unicode(argument)
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in ("footnote", "shptxt"):
            self._begin_inner(word)
        elif not self._state.unseen:
            self._layout(word, argument)
        if word in ("ansicpg", "mac", "pc", "pca"):
            self._page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word) or _code_page(argument)

    def _layout(self, word: str, argument: int | None) -> None:
        """Paragraphs, tables, and how words are shown."""
        state = self._state
        on = argument != 0
        if word in _PARAGRAPH_END:
            self._put("\n") if state.in_table or state.note else self._end_line()
        elif word in ("cell", "nestcell"):
            self._cells.append(self._line().strip("\n"))
        elif word in ("row", "nestrow"):
            self._end_row()
        elif word == "pard":
            self._state = replace(state, in_table=False)
        elif word == "intbl":
            self._state = replace(state, in_table=True)
        elif word == "plain":
            self._state = replace(state, hidden=False, deleted=False)
        elif word == "v":
            self._state = replace(state, hidden=on)
        elif word == "deleted":
            self._seen.add("changes")
            self._state = replace(state, deleted=on)
        elif word == "revised":
            self._seen.add("changes")
        elif word == "f":
            self._state = replace(state, font=argument)
        elif word == "uc":
            self._state = replace(state, skip=max(0, argument or 0))
        elif word == "upr":
            self._state = replace(state, unseen=True)  # until the form in Unicode

    def _begin_unseen(self, word: str) -> None:
        if word == "annotation":
            self._comments += 1
        if word in ("listtext", "pntext"):
            self._seen.add("numbers")
        if word == "shpinst":  # what is written in a shape is in a group of its own
            self._state = replace(self._state, unseen=True)
            return
        self._state = replace(self._state, unseen=True, fonts=word == "fonttbl")

    def _begin_inner(self, word: str) -> None:
        if word == "footnote" and not self._state.unseen:
            self._before_note.append(self._words)
            self._words = []
            self._state = replace(self._state, note=True, in_table=False)
        elif word == "shptxt":
            self._state = replace(self._state, unseen=False)

    def _end_note(self) -> None:
        self.notes.append("".join(self._words).strip())
        self._words = self._before_note.pop()
        self._words.append(f"[{len(self.notes)}]")

    def _in_fonts(self, word: str, argument: int | None) -> None:
        if word == "f":
            self._state = replace(self._state, font=argument)
        elif word in ("fcharset", "cpg") and self._state.font is not None and argument is not None:
            page = argument if word == "cpg" else _CHARSETS.get(argument)
            if page:
                self._fonts[self._state.font] = _code_page(page)

    def _byte(self, byte: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += byte

    def _text(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._bytes += text[skipped:].encode("latin-1")

    def _unicode(self, unit_code: int) -> None:
        self._to_skip = self._state.skip
        unit = chr(unit_code & 0xFFFF)
        if "\ud800" <= unit <= "\udbff":
            self._high = unit
            return
        self._put((self._high + unit).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        self._high = ""

    def _flush(self) -> None:
        """Turn the bytes that were gathered into letters: in some encodings two make one."""
        if self._bytes:
            page = self._page if self._state.font is None else self._fonts.get(self._state.font, self._page)
            words = self._bytes.decode(page, "replace")
            self._bytes.clear()
            self._put(words)

    def _put(self, words: str) -> None:
        if self._state.unseen or self._state.deleted:
            return
        if self._state.hidden:
            if words.strip():
                self._seen.add("hidden")
            return
        self._words.append(words)

    def _line(self) -> str:
        line = "".join(self._words)
        self._words.clear()
        return line

    def _end_line(self) -> None:
        if self._cells:
            self._end_row()
        self._lines.append(self._line())

    def _end_row(self) -> None:
        last = self._line().strip("\n")
        self._lines.append("\t".join([*self._cells, *([last] if last else [])]).rstrip("\t"))
        self._cells.clear()


def _code_page(page: int | None) -> str:
    name = {10000: "mac_roman", 65001: "utf-8", 1361: "johab"}.get(page or 0, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
