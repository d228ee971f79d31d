"""What is told a coder of what was settled: where the consensus differs from the own codings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.jobs import Job
from app.reconcile.feedback import Lesson
from app.reconcile.loaded_queue import Team
from app.report.choices import codings_told, quote
from app.report.names import kind_name
from app.rounds.texts import PlacesThen
from app.translation import tr


@dataclass(frozen=True)
class LessonLine:
    """One lesson with its words: the passage, what the coder had, what the consensus has."""

    lesson: Lesson
    where: str
    passage: str
    had: str
    has: str


def lesson_lines(session: Session, lessons: Sequence[Lesson], team: Team, job: Job) -> list[LessonLine]:
    """Lessons with their words."""
    round_id = lessons[0].decision.round_id if lessons else None
    places, lines = PlacesThen(session, round_id), []
    for index, lesson in enumerate(lessons):
        job.step(index, len(lessons))
        text = places.text(lesson.document_id)
        document = team.documents.get(lesson.document_id)
        turn, _ = places.turn(lesson.document_id, lesson.start)
        where = document.name if document is not None else ""
        where += tr(" · turn {turn}", turn=turn) if turn else ""
        had, has = (codings_told(spans, team, text) for spans in (lesson.had, lesson.has))
        lines.append(LessonLine(lesson, where, quote(text, lesson.start, lesson.end), had, has))
    return lines


def differing_told(lesson: Lesson) -> str:
    """What the coder did otherwise."""
    if lesson.kind in ("boundary", "split"):
        words = _end_told(lesson)
    else:
        words = tr("coded, not in the consensus") if lesson.mine else tr("in the consensus, not coded")
    return f"{kind_name(lesson.kind)}: {words}"


def _end_told(lesson: Lesson) -> str:
    """Which end is another: where the stretch lies beside what the other one has of this code."""
    shorter = [span for span in (lesson.has if lesson.mine else lesson.had) if span.code_id == lesson.code_id]
    before = bool(shorter) and lesson.end <= min(span.start for span in shorter)
    behind = bool(shorter) and lesson.start >= max(span.end for span in shorter)
    if before:
        return tr("the coder begins earlier") if lesson.mine else tr("the consensus begins earlier")
    if behind:
        return tr("the coder ends later") if lesson.mine else tr("the consensus ends later")
    return tr("the coder has this, too") if lesson.mine else tr("the consensus has this, too")
