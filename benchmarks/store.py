"""The store: a coding from the gesture to the disk, and its undo, without a window."""

from itertools import count

from app.coding.actions import apply_code
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with


def big_project(times: int) -> Project:
    """500,000 codings (times `times`), 20,000 of them in each document of 1,200,000 characters."""
    path = project_with(codings=500_000 * times, documents=25 * times, characters=1_200_000)
    return Project.open(str(path), station="bench")


def apply_and_poll(times: int) -> Measured:
    """One coding: checked, journaled, on the disk, and told to the views."""
    with big_project(times) as project:
        start = count(1000, 1000)

        def gesture() -> None:
            at = next(start)
            project.do("Apply", apply_code, document_id=1, code_id=1, coder_id=1, start=at, end=at + 50)
            project.poll()

        gesture()
        return repeated(gesture, 31)


def undo_and_poll(times: int) -> Measured:
    """Taking one coding back."""
    with big_project(times) as project:
        for at in range(1000, 33_000, 1000):
            project.do("Apply", apply_code, document_id=1, code_id=1, coder_id=1, start=at, end=at + 50)
        project.poll()

        def gesture() -> None:
            project.undo()
            project.poll()

        return repeated(gesture, 31)
