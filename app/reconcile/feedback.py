"""Feedback for a coder: where the consensus differs from what he or she coded, with the passages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.spans.boundaries import trimmed
from app.agreement.spans.continuum import Codings, Continuum
from app.agreement.study.kinds import KINDS, context_of, pieces, relatives_of
from app.documents.queries import text
from app.models import Code
from app.reconcile.adjudication import UNSETTLED
from app.reconcile.items import Own
from app.reconcile.outcomes import Made
from app.reconcile.queries import DecisionRow, latest_decisions


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
    had: tuple[Made, ...]
    has: tuple[Made, ...]
    decision: DecisionRow


def feedback(session: Session, coder_id: int, round_id: int | None = None) -> list[Lesson]:
    """A coder's lessons of a round, by code, document and text; of settled passages only."""
    decided = [one for one in latest_decisions(session, round_id) if one.outcome not in UNSETTLED]
    there = {one.document_id for one in decided if coder_id in one.settled.coders}
    # of codings that nobody made there is no item with coders in it
    own = [
        one
        for one in decided
        if coder_id in one.settled.coders or (not one.settled.coders and one.document_id in there)
    ]
    codes = _codes(own)
    texts = {document_id: text(session, document_id) for document_id in {one.document_id for one in own}}
    continuum = _continuum(own, coder_id, {code: place for place, code in enumerate(codes)}, texts)
    parents: dict[int, int | None] = {
        row[0]: row[1] for row in session.execute(select(Code.id, Code.parent_id))
    }
    numbers = {code: place for place, code in enumerate(codes)}
    related = relatives_of([numbers.get(parents.get(code) or 0) for code in codes])
    found: list[Lesson] = []
    for some in pieces(continuum, context_of(continuum), related):
        columns = (some.document, some.code, some.coder, some.start, some.end, some.kind)
        for place, code, coder, start, end, kind in zip(*(one.tolist() for one in columns), strict=True):
            one, begin = own[place], _begin(own[place])
            where = Made(codes[code], begin + start, begin + end)
            had, has = _about(where, one.settled.coders.get(coder_id, ())), _about(where, one.codings)
            found.append(
                Lesson(
                    where.code_id,
                    KINDS[kind],
                    coder == 0,
                    one.document_id,
                    where.start,
                    where.end,
                    had,
                    has,
                    one,
                )
            )
    return sorted(found, key=lambda one: (numbers[one.code_id], one.document_id, one.start))


def _about(where: Made, codings: Iterable[Own | Made]) -> tuple[Made, ...]:
    """The codings that a lesson about a stretch is told with, in the order of the text."""
    found = {
        Made(one.code_id, one.start, one.end)
        for one in codings
        if one.code_id == where.code_id or (one.start < where.end and where.start < one.end)
    }
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.code_id)))


def _codes(decisions: Sequence[DecisionRow]) -> list[int]:
    found = {made.code_id for one in decisions for made in one.codings}
    return sorted(found | {code for one in decisions for code in one.settled.code_ids})


def _begin(decision: DecisionRow) -> int:
    return min([decision.start, *(made.start for made in decision.codings)])


def _continuum(
    decisions: Sequence[DecisionRow], coder_id: int, numbers: Mapping[int, int], texts: Mapping[int, str]
) -> Continuum:
    """Each settled passage as a text of its own, coded by the coder (0) and the consensus (1)."""
    rows, words = [], []
    for place, decision in enumerate(decisions):
        begin = _begin(decision)
        end = max([decision.end, *(made.end for made in decision.codings)])
        words.append(texts[decision.document_id][begin:end])
        both: tuple[Sequence[Own | Made], ...] = (
            decision.settled.coders.get(coder_id, ()),
            decision.codings,
        )
        for who, codings in enumerate(both):
            rows += [
                (place, who, numbers[one.code_id], one.start - begin, one.end - begin) for one in codings
            ]
    return Continuum(
        np.array([len(one) for one in words], dtype=np.int64),
        np.ones((len(decisions), 2), dtype=np.bool_),
        len(numbers),
        trimmed(Codings.of(rows), words),
    )
