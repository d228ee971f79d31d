"""Calibration: settled disagreements as a test that a new coder takes, blind, and is scored on."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.coefficients.alpha import krippendorff_alpha
from app.agreement.coefficients.summaries import summarised
from app.agreement.coefficients.values import Value
from app.agreement.spans.continuum import Codings, Continuum, comparable
from app.agreement.spans.sweep import category_tallies, tally
from app.errors import UserError
from app.reconcile.adjudication import covered, settled
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import DecisionRow, latest_of_all_rounds
from app.rounds.queries import round_by_id
from app.rounds.snapshot import frozen

ALIKE = 0.5  # of two coders' characters, as for span F1


@dataclass(frozen=True)
class GoldPassage:
    """A settled disagreement on [start, end): what the consensus has there of the disputed codes."""

    document_id: int
    start: int
    end: int
    code_ids: tuple[int, ...]
    expected: tuple[ConsensusSpan, ...]
    decision_id: int


@dataclass(frozen=True)
class CalibrationSet:
    """Settled passages, by document and text, and their documents: those with most passages first."""

    document_ids: tuple[int, ...]
    passages: tuple[GoldPassage, ...]


@dataclass(frozen=True)
class CalibrationAnswer:
    """What a coder did with a passage, and whether that is right."""

    passage: GoldPassage
    given: tuple[ConsensusSpan, ...]
    right: bool


@dataclass(frozen=True)
class Score:
    """A coder's calibration: passage by passage, and alpha between the coder and the consensus.

    `agreement` is Krippendorff's alpha on characters, summed up over codes, over the settled passages;
    the consensus takes part in no other coefficient.
    """

    answers: tuple[CalibrationAnswer, ...]
    agreement: Value

    @property
    def right(self) -> int:
        """How many passages are right."""
        return sum(answer.right for answer in self.answers)


def calibration_set(
    session: Session,
    round_id: int | None = None,
    *,
    kinds: Collection[str] | None = None,
    code_ids: Collection[int] | None = None,
    number: int | None = None,
) -> CalibrationSet:
    """Settled disagreements of a round: of some kinds and codes, in at most `number` documents."""
    passages = [
        _passage(decision)
        for decision in settled(latest_of_all_rounds(session))
        if decision.round_id == round_id
        if kinds is None or decision.settled.kind in kinds
        if code_ids is None or set(decision.settled.code_ids) & set(code_ids)
    ]
    richest = Counter(passage.document_id for passage in passages).most_common(number)
    chosen = tuple(document_id for document_id, _ in richest)
    return CalibrationSet(chosen, _in_order(passage for passage in passages if passage.document_id in chosen))


def score(session: Session, round_id: int, coder_id: int) -> Score:
    """What a coder did in a calibration round, beside the consensus.

    UserError where the round is of another kind, is still open, or the coder hasn't completed it, and where
    nothing is settled in its documents.
    """
    snapshot = frozen(session, round_id)
    calibration_round = round_by_id(session, round_id)
    if calibration_round.kind != "calibration":
        raise UserError(
            f"“{calibration_round.name}” is no calibration round, so there is nothing to score. "
            "Choose another one."
        )
    if snapshot is None:
        raise UserError(
            f"“{calibration_round.name}” is still open. When it is closed its codings are scored."
        )
    done = {document for document, who in snapshot.completed if who == coder_id}
    passages = _in_order(
        _passage(decision)
        for decision in settled(latest_of_all_rounds(session))
        if decision.round_id != round_id and decision.document_id in done
    )
    if not passages:
        raise UserError(
            "There is nothing to score: this coder has completed no document of the round in which a "
            "disagreement was settled."
        )
    mine: dict[int, list[ConsensusSpan]] = {}
    for document in snapshot.documents:
        codings = document.codings
        for who, *span in zip(codings.coder_id, codings.code_id, codings.start, codings.end, strict=True):
            if who == coder_id:
                mine.setdefault(document.row.id, []).append(ConsensusSpan(*span))
    answers = tuple(_answer(passage, mine.get(passage.document_id, ())) for passage in passages)
    return Score(answers, _alpha(answers))


def _passage(decision: DecisionRow) -> GoldPassage:
    codes = {*decision.settled.code_ids, *(coding.code_id for coding in decision.codings)}
    return GoldPassage(
        decision.document_id,
        min([decision.start, *(coding.start for coding in decision.codings)]),
        max([decision.end, *(coding.end for coding in decision.codings)]),
        tuple(sorted(codes)),
        decision.codings,
        decision.id,
    )


def _in_order(passages: Iterable[GoldPassage]) -> tuple[GoldPassage, ...]:
    return tuple(sorted(passages, key=lambda passage: (passage.document_id, passage.start, passage.end)))


def _answer(passage: GoldPassage, mine: Sequence[ConsensusSpan]) -> CalibrationAnswer:
    """Right: of each code that was disputed, what the coder has here is at least half what is expected."""
    given = tuple(
        ConsensusSpan(coding.code_id, max(coding.start, passage.start), min(coding.end, passage.end))
        for coding in mine
        if coding.code_id in passage.code_ids and coding.start < passage.end and passage.start < coding.end
    )
    right = all(_alike(given, passage.expected, code_id) for code_id in passage.code_ids)
    return CalibrationAnswer(passage, tuple(sorted(given)), right)


def _alike(given: Sequence[ConsensusSpan], expected: Sequence[ConsensusSpan], code_id: int) -> bool:
    both = [
        {at for start, end in covered(codings, code_id) for at in range(start, end)}
        for codings in (given, expected)
    ]
    union = both[0] | both[1]
    return not union or len(both[0] & both[1]) >= ALIKE * len(union)


def _alpha(answers: Sequence[CalibrationAnswer]) -> Value:
    """Each passage as a text of its own, coded by the coder and by the consensus."""
    codes = sorted({code_id for answer in answers for code_id in answer.passage.code_ids})
    rows = [
        (
            index,
            who,
            codes.index(coding.code_id),
            coding.start - answer.passage.start,
            coding.end - answer.passage.start,
        )
        for index, answer in enumerate(answers)
        for who, codings in enumerate((answer.given, answer.passage.expected))
        for coding in codings
    ]
    continuum = Continuum(
        np.array([answer.passage.end - answer.passage.start for answer in answers], dtype=np.int64),
        np.ones((len(answers), 2), dtype=np.bool_),
        len(codes),
        Codings.of(rows),
    )
    of_codes = krippendorff_alpha(category_tallies(tally(comparable(continuum)[0], pairs=False)).total())
    every = range(len(codes))
    return summarised(of_codes, [every], np.ones(len(codes), dtype=np.bool_)).value_at(0)
