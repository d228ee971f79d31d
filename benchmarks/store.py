"""The store: a coding from the gesture to the disk, and its undo, without a window."""

from itertools import count

from app.coding.actions import apply_code
from app.store import Project, keys, relocking, unlocking
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with

PASSPHRASE = "seven goats under paper"


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


def _locked(times: int) -> str:
    """A locked project of 100,000 codings, whose key is known."""
    path = project_with(codings=100_000 * times, documents=10 * times, characters=300_000)
    relocking.lock(str(path), PASSPHRASE)
    return str(path)


def unlock_and_open(times: int) -> Measured:
    """A locked project from its passphrase to where it can be read."""
    location = _locked(times)

    def open_it() -> None:
        keys.forget_all()
        unlocking.unlock(location, PASSPHRASE)
        Project.open(location, station="bench").close()

    return repeated(open_it, 5)


def apply_in_locked(times: int) -> Measured:
    """One coding in a locked project: checked, journaled, encrypted on the disk, and told to the views."""
    with Project.open(_locked(times), station="bench") as project:
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
