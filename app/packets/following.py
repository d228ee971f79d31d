"""Where a coder's work of elsewhere belongs now: texts corrected, codes merged, documents removed since."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.succession import merged_into
from app.documents.alignment import Alignment
from app.documents.version_alignment import between
from app.jobs import Job
from app.models import Code, Document, DocumentText, Round
from app.names import key

NO_DOCUMENT = "the document was removed here since"
NO_CODE = "the code was removed here since"
OTHER_TEXT = "the text that was coded is not in this project"
WORDS_GONE = "its words are gone from the text since; it is kept for its coder to look at"
OUTSIDE = "it lies outside the text"


class NoPlaceError(Exception):
    """Something that came back fits nowhere; the text says why."""


class DocumentHere(NamedTuple):
    """A document as it is now."""

    id: int
    name: str
    text_version: int
    length: int


class PlaceBefore(NamedTuple):
    """A passage whose words a later version changed: [start, end) in the version before `version`."""

    version: int
    start: int
    end: int


class PlaceNow(NamedTuple):
    """Where a passage stands now; what it was where its words were changed; no place where they are lost."""

    start: int
    end: int
    before: PlaceBefore | None = None
    is_lost: bool = False


class Following:
    """Follows documents, texts, rounds and codes of a packet to what they are now.

    `versions` are those of the texts that the packet held, `code_ids` the ids that its codes had here.
    """

    def __init__(
        self, session: Session, versions: Mapping[str, int], code_ids: Mapping[str, int], job: Job
    ) -> None:
        self._session, self._job = session, job
        self._versions, self._code_ids = versions, code_ids
        self._steps: dict[str, list[tuple[int, Alignment]]] = {}
        self._new_codes: dict[str, str] = {}

    @cached_property
    def documents(self) -> Mapping[str, DocumentHere]:
        """Every document by its guid."""
        columns = Document.guid, Document.id, Document.name, Document.text_version, Document.length
        statement = select(*columns).execution_options(everything=True)
        return {row[0]: DocumentHere(*row[1:]) for row in self._session.execute(statement)}

    @cached_property
    def rounds(self) -> Mapping[str, int]:
        """Every round by its guid."""
        return {row[0]: row[1] for row in self._session.execute(select(Round.guid, Round.id))}

    @cached_property
    def codes(self) -> dict[str, int]:
        """Every code by its guid."""
        return {row[0]: row[1] for row in self._session.execute(select(Code.guid, Code.id))}

    @cached_property
    def code_names(self) -> dict[str, str]:
        """The guids of codes by the keys of their names."""
        return {key(row[0]): row[1] for row in self._session.execute(select(Code.name, Code.guid))}

    @cached_property
    def _merged(self) -> Mapping[str, str]:
        """Which codes of today stand for those of the packet that are not here under their guids."""
        guids = {row_id: guid for guid, row_id in self.codes.items()}
        merged = merged_into(self._session)
        today = {guid: merged.get(row_id, row_id) for guid, row_id in self._code_ids.items()}
        return {guid: guids[row_id] for guid, row_id in today.items() if row_id in guids}

    def was_given(self, code: str) -> bool:
        """Whether a code was in the packet, or came back from it before."""
        return code in self._code_ids

    def take_for(self, code: str, other: str) -> None:
        """Let a code of the packet be another one here."""
        self._new_codes[code] = other

    def code(self, guid: str) -> str:
        """The code that stands for one of the packet now; NoPlaceError where it is gone."""
        guid = self._new_codes.get(guid, guid)
        if guid not in self.codes:
            guid = self._merged.get(guid, guid)
        if guid not in self.codes:
            raise NoPlaceError(NO_CODE)
        return guid

    def document(self, guid: str) -> DocumentHere:
        """A document of the packet as it is now; NoPlaceError where it is gone."""
        if guid not in self.documents:
            raise NoPlaceError(NO_DOCUMENT)
        return self.documents[guid]

    def place(self, guid: str, start: int, end: int) -> PlaceNow:
        """Where a passage of the packet's text stands now, as if it had been there all the time."""
        document = self.document(guid)
        before: PlaceBefore | None = None
        for version, alignment in self._alignments(guid, document):
            moved = alignment.moved(start, end)
            if moved.outcome != "moved" and before is None:
                before = PlaceBefore(version, start, end)
            if moved.outcome == "lost":
                return PlaceNow(moved.start, moved.end, before, is_lost=True)
            start, end = moved.start, moved.end
        if not 0 <= start < end <= document.length:
            raise NoPlaceError(OUTSIDE)
        return PlaceNow(start, end, before)

    def _alignments(self, guid: str, document: DocumentHere) -> list[tuple[int, Alignment]]:
        """Each later version of a text beside the one before it."""
        if guid not in self._steps:
            given = self._versions.get(guid)
            if given is None or given > document.text_version:
                raise NoPlaceError(OTHER_TEXT)
            self._steps[guid] = [
                (version, self._step(document.id, version))
                for version in range(given + 1, document.text_version + 1)
            ]
        return self._steps[guid]

    def _step(self, document_id: int, version: int) -> Alignment:
        """As it was compared when it was made: what a person typed takes the place of what stood there."""
        alignment = between(self._session, document_id, version - 1, version, self._job)
        of_file: Any = self._session.scalar(
            select(DocumentText.file_name)
            .where(DocumentText.document_id == document_id, DocumentText.version == version)
            .execution_options(everything=True)
        )
        return alignment if of_file else alignment.with_replaced()
