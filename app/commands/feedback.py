"""`intercoder feedback`: where the consensus differs from what each coder coded, by code."""

from argparse import Namespace
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.disagreements import IdNames, names_of, quotes_of
from app.commands.scope import of_what, people
from app.counting import counted
from app.jobs import Job
from app.reconcile.feedback import Lesson, feedback, passages
from app.reconcile.outcomes import REASONS, ConsensusSpan
from app.report.words import KINDS
from app.rounds.queries import round_by_name


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """List, for every coder or those named, what was settled otherwise than they had coded it."""
    with projects.open_to_look(chosen) as project, project.read() as session:
        round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
        names, scope = names_of(session, round_id), of_what(session, round_id)
        value, text = [], []
        for coder in people(session, chosen.coders, round_id):
            lessons = feedback(session, coder.id, round_id)
            places = [(lesson.document_id, lesson.start, lesson.end) for lesson in lessons]
            quotes = quotes_of(session, places, round_id) if chosen.quotes else None
            value.append({"coder": coder.name, "differences": _values(lessons, names, quotes)})
            text.append(_text(coder.name, lessons, names, quotes))
    return CommandOutput(
        "\n\n".join([scope, *text]), {"round": chosen.round, "scope": scope, "feedback": value}
    )


def _values(lessons: Sequence[Lesson], names: IdNames, quotes: Sequence[str] | None) -> list[dict[str, Any]]:
    return [
        {
            "code": names.code(lesson.code_id),
            "kind": lesson.kind,
            "coded": lesson.mine,
            "had": _codings(lesson.had, names),
            "has": _codings(lesson.has, names),
            "document": names.document(lesson.document_id),
            "start": lesson.start,
            "end": lesson.end,
            "outcome": lesson.decision.outcome,
            "reason": lesson.decision.reason,
            "note": lesson.decision.note,
        }
        | ({} if quotes is None else {"quote": quotes[index]})
        for index, lesson in enumerate(lessons)
    ]


def _codings(spans: Sequence[ConsensusSpan], names: IdNames) -> list[dict[str, Any]]:
    return [{"code": names.code(span.code_id), "start": span.start, "end": span.end} for span in spans]


def _codes_told(spans: Sequence[ConsensusSpan], names: IdNames) -> str:
    return (
        ", ".join(f"{names.code(span.code_id)} {span.start:,} to {span.end:,}" for span in spans) or "nothing"
    )


def _text(coder: str, lessons: Sequence[Lesson], names: IdNames, quotes: Sequence[str] | None) -> str:
    if not lessons:
        return f"{coder}: nothing that was settled differs from what this coder coded."
    lines = [f"{coder}: the consensus differs in {counted(passages(lessons), 'passage')}."]
    numbered = enumerate(lessons)
    for code_id, of_code in groupby(numbered, key=lambda pair: pair[1].code_id):
        with_index = list(of_code)
        lines.append(f"  {names.code(code_id)} ({len(with_index):,})")
        for index, lesson in with_index:
            lines.append(f"    {_line(lesson, names)}")
            lines += [] if quotes is None else [f"        “{' '.join(quotes[index].split())}”"]
    return "\n".join(lines)


def _line(lesson: Lesson, names: IdNames) -> str:
    who = f"coder: {_codes_told(lesson.had, names)}; consensus: {_codes_told(lesson.has, names)}"
    why = REASONS.get(lesson.decision.reason, lesson.decision.reason)
    reason = ": ".join(part for part in (why, lesson.decision.note) if part)
    where = f"{names.document(lesson.document_id)} {lesson.start:,} to {lesson.end:,}"
    return f"{where}  {KINDS[lesson.kind].name}  {who}" + (f"  {reason}" if reason else "")
