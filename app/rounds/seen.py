"""Whether what was compared before may still be seen by whoever looks."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.rounds.queries import blind_documents
from app.rounds.snapshot import frozen_lists
from app.store.sight import may_see


def is_seen(session: Session, pairs: Iterable[tuple[int, int]], round_id: int | None) -> bool:
    """Whether the codings of these (document id, coder id) may be seen, as a closed round has them or now.

    A round that is open again has none, nor are those of documents that one codes blind meanwhile.
    """
    if round_id is not None:
        blind = blind_documents(session, session.info.get("coder_id"))
        closed = frozen_lists(session, round_id) is not None
        return closed and all(document_id not in blind for document_id, _ in pairs)
    sees = may_see(session)
    return all(sees(document_id, coder_id) for document_id, coder_id in pairs)
