"""What a reader makes of one file, before its text is brought into canonical form."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """The words of a file with any line ends, and sentences about what the person should know."""

    text: str
    warnings: tuple[str, ...] = ()
