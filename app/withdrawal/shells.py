"""What stays of a withdrawn document where closed rounds keep their numbers: its shape, without its words."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from app.models import Document, DocumentText, Snapshot, SnapshotDocument, now
from app.names import key
from app.store import chain
from app.store.journal import WriteSession
from app.store.stored.rounds import (
    StoredDocument,
    StoredRegion,
    StoredRoundDocument,
    document_read,
    document_written,
)
from app.withdrawal.quoted import masked

NAME = "Withdrawn document {}"
WHAT = "What a closed round left"


class Shells:
    """The masked texts and codings of documents in closed rounds; read before they go, made after."""

    def __init__(self, session: WriteSession, document_ids: Sequence[int]) -> None:
        table = SnapshotDocument.__table__
        mine = select(table).where(table.c.document_id.in_(document_ids)).order_by(table.c.id)
        rows = session.connection().execute(mine).mappings().all()
        self._parts = [(row["snapshot_id"], document_read(row, WHAT)) for row in rows]
        self._texts = {
            (document_id, version): masked(text)
            for document_id, version, text in session.execute(
                select(DocumentText.document_id, DocumentText.version, DocumentText.text).where(
                    DocumentText.document_id.in_(document_ids)
                )
            )
        }
        self._new: dict[int, Document] = {}

    def make(self, session: WriteSession) -> int:
        """Put them into the project under a number, and into the rounds; returns how many documents."""
        taken = select(func.count()).where(Document.name.like(NAME.format("%")))
        before = session.scalar(taken) or 0
        ids = dict.fromkeys(part.document.id for _, part in self._parts)
        for position, document_id in enumerate(sorted(ids), start=1):
            self._new[document_id] = self._document(session, document_id, NAME.format(before + position))
        for snapshot_id, part in self._parts:
            self._put_into_round(session, snapshot_id, part)
        session.flush()
        return len(ids)

    def _versions(self, document_id: int) -> list[int]:
        return sorted(
            {part.document.text_version for _, part in self._parts if part.document.id == document_id}
        )

    def _document(self, session: WriteSession, document_id: int, name: str) -> Document:
        versions = self._versions(document_id)
        latest = self._texts[document_id, versions[-1]]
        about = next(part for _, part in self._parts if part.document.id == document_id)
        original = self._new.get(about.repeat_of_id or 0)
        document = Document(
            name=name,
            name_key=key(name),
            position=about.document.position,
            direction=about.document.direction,
            length=len(latest),
            text_hash=chain.digest(latest),
            text_version=len(versions),
            imported_at=now(),
            repeat_of_id=None if original is None else original.id,
        )
        session.add(document)
        session.flush()
        for new_version, version in enumerate(versions, start=1):
            text = self._texts[document_id, version]
            row = DocumentText(
                document_id=document.id, version=new_version, text=text, text_hash=chain.digest(text)
            )
            session.add(row)
        session.flush()
        return document

    def _put_into_round(self, session: WriteSession, snapshot_id: int, part: StoredRoundDocument) -> None:
        document = self._new[part.document.id]
        original = self._new.get(part.repeat_of_id or 0)
        content = document_written(
            part._replace(
                document=self._described(document, part.document),
                repeat_of_id=None if original is None else original.id,
                repeat_of_guid="" if original is None else original.guid,
                regions=_nameless(part.regions),
                codings=part.codings._replace(memo=[""] * len(part.codings.id)),
            )
        )
        row = SnapshotDocument(snapshot_id=snapshot_id, document_id=document.id, content=content)
        row.hash = chain.seal("snapshot_document", {"document_id": document.id, "content": content})
        session.add(row)
        snapshot = session.get_one(Snapshot, snapshot_id)
        whole = json.loads(snapshot.content)
        if whole.get("documents"):
            whole["documents"] = [
                [document.id, row.hash] if listed == part.document.id else [listed, seal]
                for listed, seal in whole["documents"]
            ]
            snapshot.content = chain.to_json(whole)
            snapshot.hash = chain.seal("snapshot", vars(snapshot))
        session.flush()

    def _described(self, document: Document, before: StoredDocument) -> StoredDocument:
        version = self._versions(before.id).index(before.text_version) + 1
        return StoredDocument(
            id=document.id,
            guid=document.guid,
            name=document.name,
            position=before.position,
            language="",
            direction=before.direction,
            length=before.length,
            text_version=version,
        )


def _nameless(regions: Sequence[StoredRegion]) -> tuple[StoredRegion, ...]:
    numbers: Mapping[str, int] = {
        speaker: index
        for index, speaker in enumerate(dict.fromkeys(r.speaker for r in regions if r.speaker), start=1)
    }
    return tuple(
        region._replace(speaker=f"Speaker {numbers[region.speaker]}" if region.speaker else "", time="")
        for region in regions
    )
