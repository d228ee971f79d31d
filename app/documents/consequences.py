"""What would go with a document that is removed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Assignment,
    Coding,
    CodingSheet,
    Decision,
    DiscussionNote,
    Document,
    Memo,
    Proposal,
    Quote,
    Round,
    Snapshot,
    SnapshotDocument,
    Vote,
)


@dataclass(frozen=True)
class DocumentConsequences:
    """How much would go; of codings only those that whoever looks may see are counted.

    `open_rounds` and `closed_rounds` are names: it would go from the snapshots of the latter, too.
    `proposals` would stay without their passage. `repeats` are hidden copies.
    """

    codings: int
    assignments: int
    open_rounds: tuple[str, ...]
    closed_rounds: tuple[str, ...]
    decisions: int
    notes: int
    votes: int
    proposals: int
    repeats: int
    memos: int = 0
    quotes: int = 0


def consequences(session: Session, document_id: int) -> DocumentConsequences:
    """What would go with a document, its hidden repeats included."""
    copies = select(Document.id).where(Document.repeat_of_id == document_id)
    copy_ids = session.scalars(copies.execution_options(everything=True)).all()
    ids = [document_id, *copy_ids]
    codings, assignments, decisions, notes, votes, proposals, memos, quotes = (
        session.scalar(select(func.count(model.id)).where(model.document_id.in_(ids))) or 0
        for model in (Coding, Assignment, Decision, DiscussionNote, Vote, Proposal, Memo, Quote)
    )
    still = (
        select(Round.name)
        .join(Assignment, Assignment.round_id == Round.id)
        .where(Assignment.document_id.in_(ids), Round.closed_at.is_(None))
    )
    with_sheets = (
        select(Round.name)
        .join(CodingSheet, CodingSheet.round_id == Round.id)
        .where(CodingSheet.document_id.in_(ids), Round.closed_at.is_(None))
    )
    closed = (
        select(Round.name)
        .join(Snapshot, Snapshot.round_id == Round.id)
        .join(SnapshotDocument, SnapshotDocument.snapshot_id == Snapshot.id)
        .where(SnapshotDocument.document_id.in_(ids))
    )
    return DocumentConsequences(
        codings=codings,
        assignments=assignments,
        open_rounds=tuple(sorted({*session.scalars(still), *session.scalars(with_sheets)})),
        closed_rounds=tuple(session.scalars(closed.distinct().order_by(Round.name))),
        decisions=decisions,
        notes=notes,
        votes=votes,
        proposals=proposals,
        repeats=len(copy_ids),
        memos=memos,
        quotes=quotes,
    )
