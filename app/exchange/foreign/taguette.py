"""Reads Taguette's projects (.sqlite3): offsets are bytes of UTF-8 in the words of HTML."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from app.counting import counted
from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.foreign.anchoring import RawCoding, anchored
from app.exchange.foreign.offsets import BYTES, COUNTINGS
from app.exchange.foreign.project import ForeignCode, ForeignCoding, ForeignDocument, ForeignProject, Losses
from app.exchange.foreign.sqlite_file import ForeignDatabase, number, opened_database, refuse_without, text
from app.exchange.foreign.times import utc_moment
from app.jobs import Job

BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "div",
        "blockquote",
        "pre",
        "tr",
        "br",
        "ul",
        "ol",
        "table",
    ]
)
NOBODY = "Taguette user"


class _HtmlWords(HTMLParser):
    """The words of HTML, and where a block ends without the end of a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.length = 0
        self.breaks: list[int] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        self.length += len(data)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._note(tag)

    def handle_endtag(self, tag: str) -> None:
        self._note(tag)

    def _note(self, tag: str) -> None:
        if tag in BLOCKS and self.length:
            self.breaks.append(self.length)


class HtmlText(NamedTuple):
    """The words of HTML as Taguette counts them, and the offsets where a line ends that it doesn't count."""

    words: str
    breaks: list[int]

    def shown(self) -> str:
        """The words with these ends of lines."""
        ends = [*self.breaks, len(self.words)]
        starts = [0, *self.breaks]
        return "\n".join(self.words[start:end] for start, end in zip(starts, ends, strict=True))

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """A span of the words in the text that is shown."""
        return start + bisect_right(self.breaks, start), end + bisect_left(self.breaks, end)


def html_text(contents: str) -> HtmlText:
    """Strip tags, in the canonical form."""
    parser = _HtmlWords()
    parser.feed(contents)
    parser.close()
    words = "".join(parser.parts)
    if canonical(words) != words:
        return HtmlText(words, [])
    is_needed = (
        at
        for at in sorted(set(parser.breaks))
        if at < len(words) and words[at - 1] != "\n" and words[at] != "\n"
    )
    return HtmlText(words, list(is_needed))


def read(path: Path, job: Job) -> ForeignProject:
    """Read the one project of a database."""
    job.step(0, 0, f"Reading {path.name}")
    with opened_database(path) as database:
        refuse_without(database, "Taguette", "projects", "documents", "highlights", "highlight_tags")
        projects = database.rows("projects")
        if len(projects) != 1:
            held = counted(len(projects), "project")
            names = ", ".join(f"“{text(row, 'name')}”" for row in projects[:5]) or "none"
            raise UserError(
                f"“{path.name}” holds {held} ({names}), so nothing was taken from it. Open the one that you "
                "want in Taguette, export it as a project (.sqlite3), and take that file."
            )
        return _project(database, text(projects[0], "name") or path.stem, path.name)


def _project(database: ForeignDatabase, title: str, file_name: str) -> ForeignProject:
    losses = Losses()
    rows = database.rows("documents")
    texts = {text(row, "id"): html_text(text(row, "contents")) for row in rows}
    texts = {key: words for key, words in texts.items() if canonical(words.words).strip()}
    names = {text(row, "id"): text(row, "name") or "Document" for row in rows}
    raws = {key: words.words for key, words in texts.items()}
    placed = anchored(raws, names, list(_codings(database)), losses, (BYTES, *COUNTINGS))
    codings = [_shown(coding, texts[coding.document]) for coding in placed.codings]
    tagged = {text(row, "highlight_id") for row in database.rows("highlight_tags")}
    bare = sum(text(row, "id") not in tagged for row in database.rows("highlights"))
    losses.add("highlight", "highlights", "without a tag", bare)
    losses.add("document", "documents", "without a text", len(rows) - len(texts))
    return ForeignProject(
        program="Taguette",
        form="Taguette project",
        title=title,
        file_name=file_name,
        coders={coding.coder: coding.coder for coding in codings},
        codes=[
            ForeignCode(text(row, "id"), "", text(row, "path"), definition=text(row, "description"))
            for row in database.rows("tags" if database.has("tags") else "codes")
        ],
        documents=[
            ForeignDocument(
                key=text(row, "id"),
                name=names[text(row, "id")],
                text=canonical(texts[text(row, "id")].shown()),
                file_name=text(row, "filename"),
                note=canonical(text(row, "description")).strip(),
            )
            for row in rows
            if text(row, "id") in texts
        ],
        codings=codings,
        offsets=placed.offsets,
        left=losses.listed(),
    )


def _shown(coding: ForeignCoding, words: HtmlText) -> ForeignCoding:
    start, end = words.moved(coding.start, coding.end)
    return coding._replace(start=start, end=end)


def _codings(database: ForeignDatabase) -> Iterator[RawCoding]:
    """The tags of highlights, by whoever made the highlight as the list of commands tells."""
    makers = dict(_makers(database))
    highlights = {text(row, "id"): row for row in database.rows("highlights")}
    for row in database.rows("highlight_tags"):
        highlight = highlights.get(text(row, "highlight_id"))
        if highlight is None:
            continue
        coder, at = makers.get(text(row, "highlight_id"), (NOBODY, ""))
        yield RawCoding(
            document=text(highlight, "document_id"),
            code=text(row, "tag_id") or text(row, "code_id"),
            coder=coder,
            start=number(highlight, "start_offset"),
            end=max(number(highlight, "end_offset"), 0),
            words=html_text(text(highlight, "snippet")).words,
            created_at=at,
        )


def _makers(database: ForeignDatabase) -> Iterator[tuple[str, tuple[str, str]]]:
    for row in database.rows("commands"):
        try:
            payload = json.loads(text(row, "payload"))
        except ValueError:
            continue
        if isinstance(payload, dict) and payload.get("type") == "highlight_add":
            maker = text(row, "user_login") or NOBODY
            yield str(payload.get("highlight_id")), (maker, utc_moment(text(row, "date")))
