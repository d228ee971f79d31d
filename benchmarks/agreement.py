"""Agreement: everything that is computed, from the file."""

from app.agreement.study.material import Scope
from app.agreement.study.results import study
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with


def all_statistics(times: int) -> Measured:
    """All statistics by code and overall, with intervals: 10 coders, 100,000 codings, 50 codes, 12 MB."""
    path = project_with(codings=100_000 * times, documents=120, characters=100_000 * times)
    with Project.open(str(path)) as project:

        def compute() -> None:
            with project.read() as session:
                study(session, Scope(unit="character"), statistics="all", intervals=True)

        return repeated(compute, 5 if times == 1 else 3)
