"""How one thing is measured: several runs, their median in seconds, and the memory of the whole process."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Seconds of each run."""

    seconds: list[float]

    @property
    def median(self) -> float:
        """The middle run, in seconds."""
        return statistics.median(self.seconds)


def repeated(work: Callable[[], object], runs: int) -> Measured:
    """The time that each of several runs takes."""
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return Measured(seconds)


def peak_memory() -> float:
    """The most memory that this process has used, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2
