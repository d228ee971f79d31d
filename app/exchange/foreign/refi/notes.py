"""The notes of an exchange project: what each says, what they are tied to, and which of them are tied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.exchange.foreign.people import guid_of
from app.exchange.foreign.project import Losses
from app.exchange.foreign.refi.codes import words_of
from app.exchange.foreign.refi.container import Container, attributes_of
from app.exchange.foreign.refi.texts import decoded

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ENDS = ("originGUID", "targetGUID")


@dataclass(frozen=True)
class FileNotes:
    """The texts of notes by guid, and the notes that links tie to something, by the guid of that."""

    texts: Mapping[str, str]
    linked: Mapping[str, Sequence[str]]

    def about(self, guid: str, direct: Sequence[str]) -> list[str]:
        """The texts of the notes of something that refers to some of them itself."""
        texts = [self.texts.get(note, "") for note in (*direct, *self.linked.get(guid, ()))]
        return [text for text in dict.fromkeys(texts) if text]


def file_notes(root: "Element", container: Container) -> FileNotes:
    """All notes of a project."""
    texts: dict[str, str] = {}
    for note in root.iterfind("Notes/Note"):
        text = words_of(note, "PlainTextContent")
        path = attributes_of(note).get("plainTextPath", "")
        if not text and path:
            data = container.source(path)
            text = decoded(data).strip() if data else ""
        texts[guid_of(attributes_of(note).get("guid"))] = text or words_of(note)
    linked: dict[str, list[str]] = {}
    for link in root.iterfind("Links/Link"):
        for guid, other in _directions(link):
            if guid in texts:
                linked.setdefault(other, []).append(guid)
    return FileNotes(texts, linked)


def _directions(link: "Element") -> list[tuple[str, str]]:
    attributes = attributes_of(link)
    origin, target = (guid_of(attributes.get(name)) for name in _ENDS)
    return [(origin, target), (target, origin)]


def count_rest(root: "Element", notes: FileNotes, losses: Losses) -> None:
    """What of notes, links and drawings has no place with us."""
    used = {guid_of(attributes_of(ref).get("targetGUID")) for ref in root.iter("NoteRef")}
    of_project = {guid_of(attributes_of(ref).get("targetGUID")) for ref in root.findall("NoteRef")}
    passages = {guid_of(attributes_of(element).get("guid")) for element in root.iter("PlainTextSelection")}
    for guid in notes.linked.keys() & passages:
        used.update(notes.linked[guid])
    free = notes.texts.keys() - (used - of_project)
    losses.add("memo", "memos", "about no passage, code or document", len(free))
    ends = [{guid for pair in _directions(link) for guid in pair} for link in root.iterfind("Links/Link")]
    others = sum(not guids & notes.texts.keys() for guids in ends)
    losses.add("link", "links", "for passages are not linked to one another", others)
    losses.add("drawing", "drawings", "for there are no maps of codes", len(root.findall("Graphs/Graph")))
