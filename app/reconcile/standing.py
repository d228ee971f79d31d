"""What the consensus says of each passage: what was decided, what all coded alike, and what is still open."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.agreement.study.everybody import Layer
from app.documents.alignment import Alignment
from app.models import Coding, ConsensusCoding
from app.reconcile.consensus import deciding_coder
from app.reconcile.items import OriginalCoding
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import QueueRow
from app.rounds.texts import to_today

DECIDED = ("settled",)


@dataclass
class _OfDocument:
    """One document in one queue: passages that all coded alike, and those that are not decided."""

    alike: list[tuple[int, int, int]] = field(default_factory=list)
    open: list[tuple[int, int, int]] = field(default_factory=list)
    passages: int = 0


@dataclass(frozen=True)
class Standing:
    """The consensus as a layer beside coders; how many passages all coded `alike` and nobody decided, which
    count as its own, and how many disagreements are `open`, where it says nothing yet."""

    layer: Layer
    alike: int
    open: int


def standing(
    session: Session,
    queues: Iterable[Sequence[QueueRow]],
    compared: Collection[int] = (),
    round_id: int | None = None,
) -> Standing | None:
    """From the queues of rounds, and of what is in none, agreed passages with them; None before any decision.

    `compared` are the ids of documents that are judged though nothing of them is in a queue: nobody coded
    anything in them, so neither does the consensus. Of a document in several queues the one counts where most
    is decided, of equal ones the last. A document that has codings of the consensus which no decision made,
    as imported ones are, is judged by them alone. Places count in the texts that `round_id` has, or today's.
    """
    coder_id = deciding_coder(session)
    if coder_id is None:
        return None
    best: dict[int, _OfDocument] = {}
    alignments = {} if round_id is not None else to_today(session)
    for rows in queues:
        for document_id, of_document in _by_document(rows, alignments).items():
            if document_id not in best or of_document.passages <= best[document_id].passages:
                best[document_id] = of_document
    for document_id in _judged_otherwise(session, coder_id):
        best[document_id] = _OfDocument()
    alike = {(document_id, *span) for document_id, of_document in best.items() for span in of_document.alike}
    undecided = {
        (document_id, *span) for document_id, of_document in best.items() for span in of_document.open
    }
    layer = Layer(coder_id, frozenset(best).union(compared), tuple(sorted(alike)), tuple(sorted(undecided)))
    return Standing(layer, len(alike), sum(of_document.passages for of_document in best.values()))


def _by_document(
    rows: Iterable[QueueRow], alignments: Mapping[tuple[int, int], Alignment]
) -> dict[int, _OfDocument]:
    by_document: dict[int, _OfDocument] = {}
    for row in rows:
        if row.gone:
            continue
        item = row.item
        alignment = alignments.get((item.round_id or 0, item.document_id))
        of_document = by_document.setdefault(item.document_id, _OfDocument())
        if row.status in DECIDED:
            continue
        if item.kind == "agreed":
            spans = result_of(item, "intersection")
            of_document.alike += _placed(spans, alignment)
        else:
            of_document.passages += 1
            codings = [coding for of_coder in item.coders.values() for coding in of_coder]
            of_document.open += _placed(codings, alignment)
    return by_document


def _placed(
    codings: Iterable[OriginalCoding | ConsensusSpan], alignment: Alignment | None
) -> Iterator[tuple[int, int, int]]:
    """(code id, start, end) of codings, in today's text where that is another one."""
    for coding in codings:
        start, end = coding.start, coding.end
        if alignment is not None:
            start, end, outcome = alignment.moved(start, end)
            if outcome == "lost":
                continue
        yield coding.code_id, start, end


def _judged_otherwise(session: Session, coder_id: int) -> list[int]:
    """Documents with codings of the consensus that no decision made."""
    decided = exists().where(ConsensusCoding.coding_id == Coding.id)
    rows = select(Coding.document_id).where(Coding.coder_id == coder_id, ~decided)
    return list(session.scalars(rows.distinct()))
