"""What is told of texts that change: differences, versions, and the codings that are looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.documents.queries import documents, text
from app.documents.versions import TextVersion
from app.in_context import after, before, quote
from app.local_times import local_time
from app.report.tables import TableColumn
from app.texts.looking import TextToCheck, to_look_at
from app.texts.preview import TextPreview
from app.translation import tr

AROUND = 30  # characters on either side
LONGEST = 160


@dataclass(frozen=True)
class TextDifference:
    """One place that changes, with a few words around it."""

    was: str
    will_be: str


@dataclass(frozen=True)
class TouchedLine:
    """A coding that is touched: whose and which, its words now, and what they will be ("" for lost)."""

    who: str
    was: str
    will_be: str


@dataclass(frozen=True)
class CheckLine:
    """A coding that waits for its coder, with its words in the earlier text and in today's."""

    check: TextToCheck
    document: str
    code: str
    words_now: str
    rtl: bool


def differences_told(preview: TextPreview, most: int) -> list[TextDifference]:
    """The first differences of a document, in their order."""
    old, new = preview.alignment.old_text, preview.alignment.new_text
    return [
        TextDifference(
            _in_context(old, part.old, part.old + part.old_length),
            _in_context(new, part.new, part.new + part.new_length),
        )
        for part in preview.differences[:most]
    ]


def _in_context(text: str, start: int, end: int) -> str:
    words = quote(text, start, end, LONGEST)
    return " ".join(filter(None, (before(text, start, AROUND), f"[{words}]", after(text, end, AROUND))))


def touched_told(session: Session, preview: TextPreview, most: int) -> list[TouchedLine]:
    """The first codings that are changed or lost, of those that whoever looks may see."""
    people = {row.id: row.name for row in coders(session)}
    codes = {row.id: row.name for row in codebook(session)}
    old, new = preview.alignment.old_text, preview.alignment.new_text
    return [
        TouchedLine(
            f"{people.get(coding.coder_id, '?')}: {codes.get(coding.code_id, '?')}",
            quote(old, coding.start, coding.end, LONGEST),
            "" if coding.outcome == "lost" else quote(new, coding.new_start, coding.new_end, LONGEST),
        )
        for coding in preview.touched[:most]
    ]


def previews_told(previews: Sequence[TextPreview]) -> str:
    """What a change would do, in sentences."""
    changed = sum(preview.count("changed") for preview in previews)
    lost = sum(preview.count("lost") for preview in previews)
    places = sum(len(preview.differences) for preview in previews)
    sentences = [
        tr("{count} place changes.", "{count} places change.", places),
        tr("{count} coding moves along.", "{count} codings move along.", sum(row.moved for row in previews)),
        tr(
            "{count} has other words then: its coder looks at it again.",
            "{count} have other words then: their coders look at them again.",
            changed,
        ),
        tr(
            "Of {count} too little is left: its coder puts it elsewhere, or lets it go.",
            "Of {count} too little is left: their coders put them elsewhere, or let them go.",
            lost,
        ),
    ]
    blind = max((preview.blind for preview in previews), default=0)
    if blind:
        sentences.append(
            tr(
                "{count} coder codes it blind: that work moves along, and nobody else is told of it.",
                "{count} coders code it blind: their work moves along, and nobody else is told of it.",
                blind,
            )
        )
    if any(preview.closed for preview in previews):
        sentences.append(tr("Closed rounds show the text that was coded."))
    sentences.append(tr("You can undo this."))
    return " ".join(sentences)


def version_columns() -> list[TableColumn[TextVersion]]:
    """Number, when, who, what of, why."""
    return [
        TableColumn(tr("Version"), lambda row: row.version, "count"),
        TableColumn(tr("When"), lambda row: row.at, words=lambda row: local_time(row.at)),
        TableColumn(tr("Who"), lambda row: row.coder),
        TableColumn(tr("File"), lambda row: row.file_name),
        TableColumn(tr("Characters"), lambda row: row.length, "count"),
        TableColumn(tr("Why"), _why),
    ]


def _why(row: TextVersion) -> str:
    if row.version == 1:
        return row.reason or tr("As it was imported")
    return row.reason


def checks_told(session: Session, coder_id: int) -> list[CheckLine]:
    """What a coder is to look at, in the order of documents and text."""
    names = {row.id: row for row in documents(session)}
    codes = {row.id: row.name for row in codebook(session)}
    texts: dict[int, str] = {}
    lines = []
    for check in to_look_at(session, coder_id):
        if check.document_id not in texts:
            texts[check.document_id] = text(session, check.document_id)
        words = quote(texts[check.document_id], check.start, check.end, LONGEST)
        document = names[check.document_id]
        code = codes.get(check.code_id, tr("a code that is gone"))
        lines.append(CheckLine(check, document.name, code, words, document.direction == "rtl"))
    return lines


def check_columns() -> list[TableColumn[CheckLine]]:
    """Where, which code, what was coded, what stands there now."""
    return [
        TableColumn(tr("Document"), lambda row: row.document),
        TableColumn(tr("Code"), lambda row: row.code),
        TableColumn(
            tr("You coded"),
            lambda row: quote(row.check.old_words, 0, len(row.check.old_words), LONGEST),
            "text",
            tip=lambda row: row.check.old_words,
            rtl=lambda row: row.rtl,
        ),
        TableColumn(
            tr("It says now"),
            lambda row: row.words_now or tr("gone from the text"),
            "text",
            tip=lambda row: row.words_now,
            rtl=lambda row: row.rtl and bool(row.words_now),
        ),
    ]
