"""Feedback for a coder: where the consensus differs from what he or she coded, with the passages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.spans.boundaries import trimmed
from app.agreement.spans.continuum import Codings, Continuum
from app.agreement.study.kind_names import KINDS
from app.agreement.study.kinds import context_of, pieces, relatives_of
from app.models import Code
from app.reconcile.adjudication import UNSETTLED
from app.reconcile.items import OriginalCoding
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import DecisionRow, latest_decisions
from app.rounds.texts import texts_then


@dataclass(frozen=True)
class Lesson:
    """A passage [start, end) where the consensus and the coder differ in a code.

    `kind` is one of kinds.KINDS, as everywhere; `mine` says whether the coder has the code here (the
    consensus hasn't) or the consensus has it. `had` is what the coder had here, and `has` what the
    consensus has instead: of this code in the passage that was settled, of other codes of it on these
    words. `decision` says how and why it was settled.
    """

    code_id: int
    kind: str
    mine: bool
    document_id: int
    start: int
    end: int
    had: tuple[ConsensusSpan, ...]
    has: tuple[ConsensusSpan, ...]
    decision: DecisionRow


def feedback(session: Session, coder_id: int, round_id: int | None = None) -> list[Lesson]:
    """A coder's lessons of a round, by code, document and text; of settled passages only."""
    judged = _judged(latest_decisions(session, round_id), coder_id)
    codes = _codes(judged)
    documents = {decision.document_id for decision in judged}
    texts = texts_then(session, round_id, sorted(documents))
    numbers = {code: index for index, code in enumerate(codes)}
    continuum = _continuum(judged, coder_id, numbers, texts)
    parents: dict[int, int | None] = {
        row[0]: row[1] for row in session.execute(select(Code.id, Code.parent_id))
    }
    related = relatives_of([numbers.get(parents.get(code) or 0) for code in codes])
    lessons = [
        _lesson(judged[document], codes[code], KINDS[kind], start, end, coder_id, mine=coder == 0)
        for piece in pieces(continuum, context_of(continuum), related)
        for document, code, coder, start, end, kind in zip(
            *(
                column.tolist()
                for column in (piece.document, piece.code, piece.coder, piece.start, piece.end, piece.kind)
            ),
            strict=True,
        )
    ]
    return sorted(lessons, key=lambda lesson: (numbers[lesson.code_id], lesson.document_id, lesson.start))


def passages(lessons: Iterable[Lesson]) -> int:
    """In how many settled passages the consensus differs, in whatever number of codes and places in them."""
    settled = (lesson.decision for lesson in lessons)
    return len({(decision.document_id, decision.start, decision.end) for decision in settled})


def _judged(decisions: Iterable[DecisionRow], coder_id: int) -> list[DecisionRow]:
    """The settled ones that a coder took part in, and those of codings that nobody made beside them."""
    settled = [decision for decision in decisions if decision.outcome not in UNSETTLED]
    document_ids = {decision.document_id for decision in settled if coder_id in decision.settled.coders}
    return [
        decision
        for decision in settled
        if coder_id in decision.settled.coders
        or (not decision.settled.coders and decision.document_id in document_ids)
    ]


def _lesson(
    decision: DecisionRow, code_id: int, kind: str, start: int, end: int, coder_id: int, *, mine: bool
) -> Lesson:
    """The lesson of a stretch, counted from where its decision begins."""
    begin = _begin(decision)
    where = ConsensusSpan(code_id, begin + start, begin + end)
    return Lesson(
        code_id,
        kind,
        mine,
        decision.document_id,
        where.start,
        where.end,
        _about(where, decision.settled.coders.get(coder_id, ())),
        _about(where, decision.codings),
        decision,
    )


def _about(
    where: ConsensusSpan, codings: Iterable[OriginalCoding | ConsensusSpan]
) -> tuple[ConsensusSpan, ...]:
    """The codings that a lesson about a stretch is told with, in the order of the text."""
    spans = {
        ConsensusSpan(coding.code_id, coding.start, coding.end)
        for coding in codings
        if coding.code_id == where.code_id or (coding.start < where.end and where.start < coding.end)
    }
    return tuple(sorted(spans, key=lambda span: (span.start, span.end, span.code_id)))


def _codes(decisions: Sequence[DecisionRow]) -> list[int]:
    code_ids = {coding.code_id for decision in decisions for coding in decision.codings}
    return sorted(code_ids | {code for decision in decisions for code in decision.settled.code_ids})


def _begin(decision: DecisionRow) -> int:
    return min([decision.start, *(coding.start for coding in decision.codings)])


def _continuum(
    decisions: Sequence[DecisionRow], coder_id: int, numbers: Mapping[int, int], texts: Mapping[int, str]
) -> Continuum:
    """Each settled passage as a text of its own, coded by the coder (0) and the consensus (1)."""
    rows, words = [], []
    for index, decision in enumerate(decisions):
        begin = _begin(decision)
        end = max([decision.end, *(coding.end for coding in decision.codings)])
        words.append(texts[decision.document_id][begin:end])
        both: tuple[Sequence[OriginalCoding | ConsensusSpan], ...] = (
            decision.settled.coders.get(coder_id, ()),
            decision.codings,
        )
        for who, codings in enumerate(both):
            rows += [
                (index, who, numbers[coding.code_id], coding.start - begin, coding.end - begin)
                for coding in codings
            ]
    return Continuum(
        np.array([len(text) for text in words], dtype=np.int64),
        np.ones((len(decisions), 2), dtype=np.bool_),
        len(numbers),
        trimmed(Codings.of(rows), words),
    )
