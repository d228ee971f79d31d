"""Tables of many cases, and agreement by case."""

from app.agreement.study.material import Scope
from app.agreement.study.results import study
from app.cases.actions import NewCase, add_cases, link_places
from app.crosstabs.choices import TableChoice
from app.crosstabs.table import crosstab
from app.documents.queries import documents
from app.store import Project
from app.store.journal import WriteSession
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

CASES = 500
RUNS = 5


def _cases(times: int) -> Project:
    """500 cases of one document each, with 100,000 codings of 50 codes, `times` times as many."""
    path = project_with(codings=100_000 * times, documents=CASES * times, characters=2_000, coders=5)
    project = Project.open(str(path), station="bench")
    project.do("Make cases", _make)
    return project


def _make(session: WriteSession) -> None:
    rows = documents(session)
    ids = add_cases(session, cases=[NewCase(f"Case {row.name}") for row in rows])
    link_places(session, places=[(case_id, row.id, "") for case_id, row in zip(ids, rows, strict=True)])


def tabulated(times: int) -> Measured:
    """Codes by cases, each with its count, presence and share of text."""
    with _cases(times) as project:

        def count() -> object:
            with project.read() as session:
                return crosstab(session, TableChoice()).n

        return repeated(count, RUNS)


def agreement(times: int) -> Measured:
    """Alpha and kappas of every code by case, without intervals."""
    with _cases(times) as project:

        def compare() -> object:
            with project.read() as session:
                return study(session, Scope(unit="case"))

        return repeated(compare, 2)
