"""What a change of texts would do, before it is done: the texts side by side, and whose work it touches."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.documents.alignment import Alignment, Replacement
from app.documents.differing_words import differing_words
from app.documents.edits import name_edits, renamed
from app.documents.moves import CodingMoves, CodingSpan, coding_moves
from app.documents.queries import DocumentRow, document, documents, text
from app.documents.version_alignment import between
from app.errors import UserError
from app.jobs import Job
from app.models import (
    Assignment,
    Coding,
    Decision,
    DiscussionNote,
    Document,
    Proposal,
    Round,
    Snapshot,
    SnapshotDocument,
)
from app.texts.comparing import correction, renewal
from app.texts.moving import OF_CODING


@dataclass(frozen=True)
class TouchedCoding:
    """A coding whose words would be changed or lost; [start, end) in the old text and in the new one."""

    coding_id: int
    code_id: int
    coder_id: int
    outcome: str
    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True)
class TextPreview:
    """What a document's text would become; of codings those that whoever looks may see.

    differences  what isn't the same, as whole words, in order
    moved        codings that keep all of their words
    touched      those that are changed or lost
    blind        how many coders code it blind: their work moves too, and nobody else is told of it
    closed       the names of closed rounds, which stay in the version that was coded in them
    """

    document: DocumentRow
    alignment: Alignment
    differences: tuple[Replacement, ...]
    moved: int
    touched: tuple[TouchedCoding, ...]
    decisions: int
    notes: int
    proposals: int
    blind: int
    closed: tuple[str, ...]

    def count(self, outcome: str) -> int:
        """How many codings would be `changed`, or `lost`."""
        return sum(coding.outcome == outcome for coding in self.touched)


def preview_correction(
    session: Session, *, document_id: int, start: int, end: int, words: str
) -> TextPreview:
    """What correct_text would do."""
    row = document(session, document_id)
    alignment = correction(row.name, text(session, document_id), start, end, words)
    return _preview(session, row, alignment, Job())


def preview_renewal(
    session: Session, *, document_id: int, new_text: str, anyway: bool = False, job: Job | None = None
) -> TextPreview:
    """What renew_text would do."""
    row, job = document(session, document_id), job or Job()
    alignment = renewal(row.name, text(session, document_id), new_text, job, anyway=anyway)
    return _preview(session, row, alignment, job)


def preview_name(
    session: Session,
    *,
    name: str,
    other: str,
    document_ids: Sequence[int] | None = None,
    job: Job | None = None,
) -> list[TextPreview]:
    """What replace_name would do, of the documents in which the name stands."""
    job = job or Job()
    previews: list[TextPreview] = []
    chosen = [row for row in documents(session) if document_ids is None or row.id in document_ids]
    for step, row in enumerate(chosen):
        job.step(step, len(chosen), "Looking for the name")
        body = text(session, row.id)
        edits = name_edits(body, name, other)
        if edits:
            previews.append(_preview(session, row, renamed(body, edits), job))
    return previews


def preview_version(
    session: Session, *, document_id: int, version: int, job: Job | None = None
) -> TextPreview:
    """What restore_version would do, but for codings that come back to where they stood."""
    row = document(session, document_id)
    if version == row.text_version:
        raise UserError("This is the version that the document has. Choose an earlier one.")
    alignment = between(session, document_id, row.text_version, version, job).with_replaced()
    return _preview(session, row, alignment, job or Job())


def _preview(session: Session, row: DocumentRow, alignment: Alignment, job: Job) -> TextPreview:
    statement = select(*OF_CODING).where(Coding.document_id == row.id).order_by(Coding.start, Coding.id)
    moves = coding_moves(alignment, [CodingSpan(*fields) for fields in session.execute(statement)], job)
    decisions, notes, proposals = (
        session.scalar(select(func.count(model.id)).where(model.document_id == row.id)) or 0
        for model in (Decision, DiscussionNote, Proposal)
    )
    return TextPreview(
        document=row,
        alignment=alignment,
        differences=differing_words(alignment),
        moved=moves.moved,
        touched=_touched(alignment, moves),
        decisions=decisions,
        notes=notes,
        proposals=proposals,
        blind=_coding_blind(session, row.id),
        closed=_closed_rounds(session, row.id),
    )


def _touched(alignment: Alignment, moves: CodingMoves) -> tuple[TouchedCoding, ...]:
    touched_codings = [("changed", coding) for coding in moves.changed] + [
        ("lost", coding) for coding in moves.lost
    ]
    touched = []
    for outcome, coding in touched_codings:
        new = alignment.moved(coding.start, coding.end)
        touched.append(
            TouchedCoding(
                coding.id,
                coding.code_id,
                coding.coder_id,
                outcome,
                coding.start,
                coding.end,
                new.start,
                new.end,
            )
        )
    return tuple(sorted(touched, key=lambda coding: (coding.start, coding.end, coding.coding_id)))


def _coding_blind(session: Session, document_id: int) -> int:
    """How many others code it in an open blind round: who codes what is planned, and no secret."""
    others = (
        select(func.count(Assignment.coder_id.distinct()))
        .join(Round, Round.id == Assignment.round_id)
        .where(Assignment.document_id == document_id, Round.blind, Round.closed_at.is_(None))
    )
    viewer = session.info.get("coder_id")
    if viewer is not None:
        others = others.where(Assignment.coder_id != viewer)
    return session.scalar(others) or 0


def _closed_rounds(session: Session, document_id: int) -> tuple[str, ...]:
    names = (
        select(Round.name)
        .join(Snapshot, Snapshot.round_id == Round.id)
        .join(SnapshotDocument, SnapshotDocument.snapshot_id == Snapshot.id)
        .join(Document, Document.id == SnapshotDocument.document_id)
        .where(SnapshotDocument.document_id == document_id)
    )
    return tuple(session.scalars(names.order_by(Round.name)))
