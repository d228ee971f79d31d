"""Texts of documents as they are sought: read and folded once, and kept while they are the same."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.folding import Folded
from app.models import Document, DocumentText
from app.sought import Sought

MOST_AT_HAND = 30_000_000  # characters
TEXTS_AT_ONCE = 25


class FoldedTexts:
    """Known by the hash of the text and by what is ignored, so that they never are of another version."""

    def __init__(self, most: int = MOST_AT_HAND) -> None:
        self._most = most
        self._texts: OrderedDict[tuple[str, bool, bool], Folded] = OrderedDict()
        self._characters = 0
        self._lock = Lock()  # two searches may run at once: the first page, and all

    def of(
        self, session: Session, documents: Sequence[tuple[int, str]], sought: Sought
    ) -> Iterator[tuple[int, Folded]]:
        """The current texts of documents (id, hash) in their order; without those that are gone."""
        for first in range(0, len(documents), TEXTS_AT_ONCE):
            portion = documents[first : first + TEXTS_AT_ONCE]
            folded = {document_id: self._at_hand(text_hash, sought) for document_id, text_hash in portion}
            read = _read(session, [document_id for document_id, text in folded.items() if text is None])
            for document_id, text_hash in portion:
                text = folded[document_id]
                if text is None and document_id in read:
                    text = sought.fold(read[document_id])
                    self._keep(text_hash, sought, text)
                if text is not None:
                    yield document_id, text

    def _at_hand(self, text_hash: str, sought: Sought) -> Folded | None:
        key = _key(text_hash, sought)
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def _keep(self, text_hash: str, sought: Sought, folded: Folded) -> None:
        with self._lock:
            before = self._texts.pop(_key(text_hash, sought), None)
            self._characters += len(folded.text) - (len(before.text) if before else 0)
            self._texts[_key(text_hash, sought)] = folded
            while self._characters > self._most and len(self._texts) > 1:
                _, oldest = self._texts.popitem(last=False)
                self._characters -= len(oldest.text)


def _key(text_hash: str, sought: Sought) -> tuple[str, bool, bool]:
    return text_hash, *sought.kept


def _read(session: Session, ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = session.execute(
        select(Document.id, DocumentText.text)
        .join(DocumentText, DocumentText.document_id == Document.id)
        .where(Document.id.in_(ids), DocumentText.version == Document.text_version)
    )
    return {row[0]: row[1] for row in rows}
