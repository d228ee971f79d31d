"""The sources of an exchange project that have a text, with the selections in it as the file counts them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.foreign.people import guid_of, person_of
from app.exchange.foreign.project import Losses
from app.exchange.foreign.refi.codes import referred, words_of
from app.exchange.foreign.refi.container import Container, attributes_of
from app.exchange.foreign.times import utc_moment

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BOM = "\ufeff"
_WITHOUT_TEXT = {
    "PictureSource": ("picture", "pictures"),
    "AudioSource": ("sound recording", "sound recordings"),
    "VideoSource": ("video", "videos"),
    "PDFSource": ("PDF without its text", "PDFs without their text"),
}
_SELECTIONS = {
    "PictureSelection": ("coding of a picture", "codings of pictures"),
    "PDFSelection": ("coding of an area of a page", "codings of areas of pages"),
    "AudioSelection": ("coding of a sound recording", "codings of sound recordings"),
    "VideoSelection": ("coding of a video", "codings of videos"),
}
_NO_PICTURES = "for Intercoder codes texts"


class FileCoding(NamedTuple):
    """A coding as the file has it."""

    code: str
    user: str
    at: str
    notes: tuple[str, ...]


class FileSelection(NamedTuple):
    """A selection as the file has it, with what it is coded with; `is_source` is all of a text."""

    key: str
    start: int
    end: int
    name: str
    description: str
    user: str
    at: str
    codings: tuple[FileCoding, ...]
    notes: tuple[str, ...]
    is_source: bool = False


class FileText(NamedTuple):
    """A text as its file has it, without a byte order mark, and in its canonical form."""

    key: str
    name: str
    file_name: str
    raw: str
    text: str
    note: str
    element: "Element"
    selections: tuple[FileSelection, ...]


def file_texts(
    sources: "Element | None", container: Container, notes: Mapping[str, str], losses: Losses
) -> Iterator[FileText]:
    """Every text of the project; sources without one, and codings of pictures, are left behind."""
    seen: set[str] = set()
    for index, source in enumerate([] if sources is None else list(sources)):
        key = guid_of(attributes_of(source).get("guid")) or f"source {index}"
        if key in seen:
            raise UserError(
                f"Two sources of the project have one guid ({key}), so nobody can say which of them is "
                "meant, and nothing was taken. Export the project from its program anew."
            )
        seen.add(key)
        for name, (singular, plural) in _SELECTIONS.items():
            codings = sum(len(selection.findall("Coding")) for selection in source.findall(name))
            losses.add(singular, plural, _NO_PICTURES, codings)
        holders = _texts_within(source)
        for position, holder in enumerate(holders):
            raw, why = _raw_text(holder, container)
            if raw is None or not canonical(raw).strip():
                codings = len(list(holder.iter("Coding")))
                losses.add("text", "texts", why)
                losses.add("coding in such a text", "codings in such texts", why, codings)
                continue
            yield _file_text(source, holder, f"{key}/{position}" if position else key, raw, notes)
        if not holders and source.tag in _WITHOUT_TEXT:
            losses.add(*_WITHOUT_TEXT[source.tag], _NO_PICTURES)
            codings = len(source.findall("Coding"))
            losses.add(
                "coding of such a whole source", "codings of such whole sources", _NO_PICTURES, codings
            )


def _texts_within(source: "Element") -> "list[Element]":
    if source.tag == "TextSource":
        return [source]
    texts = [*source.findall("Representation"), *source.findall("Transcript")]
    return texts + source.findall("TextDescription")


def _raw_text(element: "Element", container: Container) -> tuple[str | None, str]:
    """The text, or None and why there is none."""
    inside = element.find("PlainTextContent")
    if inside is not None and inside.text:
        return inside.text.removeprefix(_BOM), ""
    path = attributes_of(element).get("plainTextPath", "")
    if not path:
        return None, "for the file gives no plain text"
    data = container.source(path)
    if data is None:
        return None, "for the file lacks the text that it names"
    return decoded(data), "without words"


def decoded(data: bytes) -> str:
    """A plain text, as the standard says in UTF-8, and else as its letters tell."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").removeprefix(_BOM)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from app.exchange.readers.encodings import guessed_encoding

        return data.decode(guessed_encoding(data) or "cp1252", "replace")


def _file_text(
    source: "Element", holder: "Element", key: str, raw: str, notes: Mapping[str, str]
) -> FileText:
    attributes = attributes_of(source)
    name = attributes.get("name") or attributes_of(holder).get("name") or "Document"
    about = [words_of(source), *(notes.get(guid, "") for guid in referred(source, "NoteRef"))]
    return FileText(
        key=key,
        name=name,
        file_name=name,
        raw=raw,
        text=canonical(raw),
        note="\n\n".join(text for text in about if text),
        element=source,
        selections=(*_selections(holder), *_whole(source, key)),
    )


def _selections(holder: "Element") -> Iterator[FileSelection]:
    if holder.tag == "Transcript":
        yield from _transcript_selections(holder)
    for element in holder.findall("PlainTextSelection"):
        yield _selection(element, _integer(element, "startPosition"), _integer(element, "endPosition"))


def _transcript_selections(transcript: "Element") -> Iterator[FileSelection]:
    """Selections of a transcript, which name points of time that have an offset."""
    points = {}
    for point in transcript.findall("SyncPoint"):
        points[guid_of(attributes_of(point).get("guid"))] = _integer(point, "position")
    for element in transcript.findall("TranscriptSelection"):
        attributes = attributes_of(element)
        ends = [guid_of(attributes.get(name)) for name in ("fromSyncPoint", "toSyncPoint")]
        yield _selection(element, *(points.get(end, -1) for end in ends))


def _whole(source: "Element", key: str) -> Iterator[FileSelection]:
    if source.find("Coding") is not None:
        yield _selection(source, 0, 0)._replace(
            key=f"all of {key}", name="", description="", notes=(), is_source=True
        )


def _integer(element: "Element", name: str) -> int:
    text = attributes_of(element).get(name, "")
    digits = text.strip().removeprefix("+")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else -1


def _selection(element: "Element", start: int, end: int) -> FileSelection:
    attributes = attributes_of(element)
    return FileSelection(
        key=guid_of(attributes.get("guid")),
        start=start,
        end=end,
        name=attributes.get("name", ""),
        description=words_of(element),
        user=person_of(attributes.get("creatingUser")) or person_of(attributes.get("modifyingUser")),
        at=utc_moment(attributes.get("creationDateTime")),
        codings=tuple(_coding(coding) for coding in element.findall("Coding")),
        notes=tuple(referred(element, "NoteRef")),
    )


def _coding(element: "Element") -> FileCoding:
    attributes = attributes_of(element)
    return FileCoding(
        code=next(referred(element, "CodeRef"), ""),
        user=person_of(attributes.get("creatingUser")),
        at=utc_moment(attributes.get("creationDateTime")),
        notes=tuple(referred(element, "NoteRef")),
    )
