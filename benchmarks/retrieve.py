"""Retrieving passages among 100,000 codings, and counting which of 50 codes stand together."""

from collections.abc import Callable

from sqlalchemy import select

from app.models import Code
from app.retrieve.cooccurrence import Together, cooccurrences
from app.retrieve.queries import retrieve
from app.retrieve.sentence import parsed
from app.store import Project, ReadSession
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

RUNS = 7


def _measured(times: int, ask: Callable[[ReadSession, list[str]], object]) -> Measured:
    """Asked of 240 documents of 50,000 characters with 100,000 codings, `times` times as many."""
    path = project_with(codings=100_000 * times, documents=240 * times, characters=50_000)
    with Project.open(str(path), station="bench") as project:
        with project.read() as session:
            names = list(session.scalars(select(Code.name).order_by(Code.id)))

        def work() -> object:
            with project.read() as session:
                return ask(session, names)

        return repeated(work, RUNS)


def overlapping(times: int) -> Measured:
    """Everything that overlaps a code."""
    return _measured(
        times, lambda session, names: retrieve(session, parsed(f"anything overlapping “{names[1]}”"))
    )


def near(times: int) -> Measured:
    """Passages of a code at most five words away from those of another one."""
    sentence = "“{}” within 5 words of “{}”"
    return _measured(times, lambda session, names: retrieve(session, parsed(sentence.format(*names[1:3]))))


def together(times: int) -> Measured:
    """All codes by all codes."""
    return _measured(times, lambda session, _: cooccurrences(session, Together()))
