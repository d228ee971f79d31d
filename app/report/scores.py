"""What is told of a calibration round: each coder's score, and the passages that it was made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.coders.queries import coders
from app.coding.queries import Places
from app.documents.queries import documents
from app.errors import UserError
from app.in_context import quote
from app.reconcile.calibration import CalibrationAnswer, Score, score
from app.reconcile.outcomes import ConsensusSpan
from app.report.numbers import coefficient
from app.rounds.queries import assignments
from app.rounds.then import names_by_id, then

LONGEST_QUOTE = 90  # code points


@dataclass(frozen=True)
class AnswerLine:
    """One passage: its words, whether the answer is right, and the codes that were given and expected."""

    document_id: int
    start: int
    end: int
    words: str
    right: bool
    given: str
    expected: str


@dataclass(frozen=True)
class ScoreLine:
    """One coder: how many passages are right, alpha with the consensus, and each; `why` there is no score."""

    coder: str
    right: str = ""
    alpha: str = ""
    answers: Sequence[AnswerLine] = ()
    why: str = ""


def score_lines(session: Session, round_id: int) -> list[ScoreLine]:
    """The scores of everybody in a calibration round."""
    names = {coder.id: coder.name for coder in coders(session)}
    telling = _Telling(
        names_by_id(then(session).codes),
        {document.id: document.name for document in documents(session)},
        Places(session),
    )
    lines = []
    for coder_id in dict.fromkeys(assignment.coder_id for assignment in assignments(session, round_id)):
        name = names.get(coder_id, "?")
        try:
            lines.append(telling.of(name, score(session, round_id, coder_id)))
        except UserError as error:  # one coder without a score doesn't keep the others' back
            lines.append(ScoreLine(name, why=str(error)))
    return lines


@dataclass(frozen=True)
class _Telling:
    """Knows what codes and documents are called."""

    codes: Mapping[int, str]
    documents: Mapping[int, str]
    places: Places

    def of(self, name: str, of_coder: Score) -> ScoreLine:
        return ScoreLine(
            name,
            f"{of_coder.right} / {len(of_coder.answers)}",
            f"α {coefficient(of_coder.agreement.value)}",
            [self._answer(answer) for answer in of_coder.answers],
        )

    def _answer(self, answer: CalibrationAnswer) -> AnswerLine:
        at = answer.passage
        words = quote(self.places.text(at.document_id), at.start, at.end, LONGEST_QUOTE)
        return AnswerLine(
            at.document_id,
            at.start,
            at.end,
            f"{self.documents.get(at.document_id, '?')}: “{words}”",
            answer.right,
            self._named(answer.given),
            self._named(at.expected),
        )

    def _named(self, spans: Sequence[ConsensusSpan]) -> str:
        return ", ".join(dict.fromkeys(self.codes.get(span.code_id, "?") for span in spans)) or "–"
