"""Hidden repeats: copies of documents that a coder gets to code a second time without knowing it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.counting import counted
from app.documents.actions import add_document
from app.errors import UserError
from app.models import Assignment, Coder, Document, DocumentText, Region, Round
from app.names import key
from app.rounds.sharing import Pair, lot, repeated
from app.store.journal import WriteSession, add_many

NUMBERED = re.compile(r"(\D*?)(\d{1,6})(?!\d)")  # how a name begins, and its first number


def add_repeats(session: WriteSession, round_: Round, pairs: Sequence[Pair], repeats: int) -> None:
    """Give every coder copies of some of the own documents; UserError where somebody has too few."""
    documents = {row.id: row for row in _documents(session, {document for document, _ in pairs})}
    guids = {document.id: document.guid for document in documents.values()}
    for coder_id in dict.fromkeys(coder for _, coder in pairs):
        coder = session.get_one(Coder, coder_id)
        document_ids = [document for document, whose in pairs if whose == coder_id]
        if repeats > len(document_ids):
            raise UserError(
                f"{coder.name} has {counted(len(document_ids), 'document')} in this round, so {repeats:,} "
                "can't come back as repeats. Choose fewer repeats, or more documents."
            )
        seed = round_.seed or 0
        for document_id in repeated(document_ids, repeats, guids, coder.guid, seed):
            copy_id = _copy(session, documents[document_id], documents, coder.guid, seed)
            session.add(Assignment(document_id=copy_id, coder_id=coder_id, round_id=round_.id))


def _copy(
    session: WriteSession, document: Document, among: Mapping[int, Document], coder: str, seed: int
) -> int:
    """A copy that looks like any other: a neutral name, somewhere in the list, imported with the others."""
    text = session.scalars(
        select(DocumentText.text).where(
            DocumentText.document_id == document.id, DocumentText.version == document.text_version
        )
    ).one()
    copy_id = add_document(
        session,
        name=_free_name(session),
        text=text,
        regions=(),
        direction=document.direction,
        language=document.language,
    )
    add_many(session, Region, [row | {"document_id": copy_id} for row in _regions(session, document.id)])
    neighbour = min(among.values(), key=lambda other: lot(seed, "place", coder, document.guid, other.guid))
    copy = session.get_one(Document, copy_id)
    copy.repeat_of_id = document.id
    copy.position, copy.imported_at = neighbour.position, document.imported_at
    return copy_id


def _free_name(session: WriteSession) -> str:
    """A name as most documents have one: “Interview 24” among “Interview 1” and so on, else “Document 24”."""
    names = session.scalars(select(Document.name)).all()
    taken = {key(name) for name in names}
    numbered = [match for name in names if (match := NUMBERED.match(name))]
    beginning, digits, count = "Document ", 1, len(names) + 1
    if numbered:
        (beginning, _), *_ = Counter(match[1] for match in numbered).most_common(1)
        used = [match[2] for match in numbered if match[1] == beginning]
        digits, count = min(map(len, used)), max(map(int, used)) + 1
    while key(f"{beginning}{count:0{digits}}") in taken:
        count += 1
    return f"{beginning}{count:0{digits}}"


def _regions(session: WriteSession, document_id: int) -> list[dict[str, object]]:
    columns = [column for column in Region.__table__.columns if column.name not in ("id", "document_id")]
    rows = session.execute(
        select(*columns).where(Region.document_id == document_id).order_by(Region.start, Region.id)
    )
    return [dict(row._mapping) for row in rows]


def _documents(session: WriteSession, ids: set[int]) -> Sequence[Document]:
    return [session.get_one(Document, document_id) for document_id in sorted(ids)]
