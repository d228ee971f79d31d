"""Which places count: by document, language, property, speaker, and by what is coded there and by whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.find.places import Piece
from app.models import Coding, Document, DocumentProperty, Region
from app.names import key

Coded = Literal["", "with", "without"]
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Narrowing:
    """None and "" leave nothing out.

    properties     (name, value) pairs that a document must have, all of them, whatever their case
    coded          only what is coded (`with`) or isn't (`without`): by one of the codes, by one of the coders
    codable_only   leaves out what stands in stretches that are not codable
    """

    document_ids: frozenset[int] | None = None
    languages: frozenset[str] | None = None
    properties: tuple[tuple[str, str], ...] = ()
    speakers: frozenset[str] | None = None
    coded: Coded = ""
    code_ids: frozenset[int] | None = None
    coder_ids: frozenset[int] | None = None
    codable_only: bool = False

    @property
    def of_documents(self) -> bool:
        """Whether whole documents are left out."""
        return self.document_ids is not None or self.languages is not None or bool(self.properties)

    @property
    def of_places(self) -> bool:
        """Whether places within a document are left out."""
        return self.speakers is not None or bool(self.coded) or self.codable_only


class Narrowed:
    """A narrowing at work: asks the project for what it needs of each document, once."""

    def __init__(self, session: Session, narrowing: Narrowing) -> None:
        self._session = session
        self._narrowing = narrowing
        self._stretches: dict[int, list[tuple[bool, Spans]]] = {}
        self.documents = _documents(session, narrowing)
        self._ids = {document_id for document_id, _, _ in self.documents}

    def admits(self, piece: Piece) -> bool:
        """Whether a piece counts: by its document, and by the passage that it is about."""
        if piece.document_id:
            if piece.document_id not in self._ids:
                return False
        elif self._narrowing.of_documents or self._narrowing.of_places:
            return False
        if not self._narrowing.of_places:
            return True
        if piece.start is None or piece.end is None:
            return False
        return bool(self.places(piece.document_id, [(piece.start, piece.end)]))

    def places(self, document_id: int, places: Spans) -> Spans:
        """The places of a document's text that count."""
        if not self._narrowing.of_places or not places:
            return places
        for inside, stretches in self._of(document_id):
            starts = [start for start, _ in stretches]
            places = [span for span in places if _touches(span, stretches, starts) == inside]
        return places

    def _of(self, document_id: int) -> list[tuple[bool, Spans]]:
        """Stretches of a document, and whether places must touch them or may not."""
        if document_id not in self._stretches:
            narrowing = self._narrowing
            told: list[tuple[bool, Spans]] = []
            if narrowing.speakers is not None:
                wanted = {key(speaker) for speaker in narrowing.speakers}
                turns = self._regions(document_id, "turn")
                told.append((True, joined((start, end) for start, end, who in turns if key(who) in wanted)))
            if narrowing.codable_only:
                regions = self._regions(document_id, "non_codable")
                told.append((False, joined((start, end) for start, end, _ in regions)))
            if narrowing.coded:
                told.append((narrowing.coded == "with", joined(self._codings(document_id))))
            self._stretches[document_id] = told
        return self._stretches[document_id]

    def _regions(self, document_id: int, kind: str) -> list[tuple[int, int, str]]:
        rows = select(Region.start, Region.end, Region.speaker).where(
            Region.document_id == document_id, Region.kind == kind
        )
        return [(start, end, speaker) for start, end, speaker in self._session.execute(rows)]

    def _codings(self, document_id: int) -> list[tuple[int, int]]:
        rows = select(Coding.start, Coding.end).where(Coding.document_id == document_id)
        if self._narrowing.code_ids is not None:
            rows = rows.where(Coding.code_id.in_(self._narrowing.code_ids))
        if self._narrowing.coder_ids is not None:
            rows = rows.where(Coding.coder_id.in_(self._narrowing.coder_ids))
        return [(start, end) for start, end in self._session.execute(rows)]


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches by start, those that overlap or touch as one."""
    together: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if together and start <= together[-1][1]:
            together[-1] = together[-1][0], max(end, together[-1][1])
        else:
            together.append((start, end))
    return together


def _touches(span: tuple[int, int], stretches: Spans, starts: Sequence[int]) -> bool:
    """Whether a place shares a character with one of the stretches, which don't overlap."""
    start, end = span
    index = bisect_right(starts, start) - 1
    if index >= 0 and stretches[index][1] > start:
        return True
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < end


def _documents(session: Session, narrowing: Narrowing) -> list[tuple[int, str, str]]:
    """(id, hash of its text, name) of the documents that count, in their order."""
    rows = session.execute(
        select(Document.id, Document.text_hash, Document.name, Document.language).order_by(
            Document.position, Document.id
        )
    )
    having = _having(session, narrowing.properties)
    languages = None if narrowing.languages is None else {key(name) for name in narrowing.languages}
    return [
        (document_id, text_hash, name)
        for document_id, text_hash, name, language in rows
        if narrowing.document_ids is None or document_id in narrowing.document_ids
        if languages is None or key(language) in languages
        if having is None or document_id in having
    ]


def _having(session: Session, properties: Sequence[tuple[str, str]]) -> set[int] | None:
    if not properties:
        return None
    columns = (DocumentProperty.document_id, DocumentProperty.name, DocumentProperty.value)
    of_documents: dict[tuple[str, str], set[int]] = {}
    for document_id, name, value in session.execute(select(*columns)):
        of_documents.setdefault((key(name), key(value)), set()).add(document_id)
    return set.intersection(*(of_documents.get((key(name), key(value)), set()) for name, value in properties))
