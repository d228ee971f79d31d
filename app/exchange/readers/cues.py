"""Timed stretches of speech, as subtitles and transcription services write them, made into blocks of text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.words import joined
from app.exchange.readers.reading import TextBlock

_PAUSE = 2000  # milliseconds of silence after which the same person's speech is a new turn


@dataclass(frozen=True)
class Cue:
    """What is said from `start` to `end` (milliseconds; None where the file gives no time), and by whom."""

    start: int | None
    end: int | None
    words: str
    speaker: str = ""


def blocks_of_cues(cues: Iterable[Cue]) -> list[TextBlock]:
    """A block for each turn where speakers are named, else one for each cue.

    What one person says without a pause of two seconds is one turn, however it was cut up to be shown.
    """
    spoken = [cue for cue in cues if cue.words.strip()]
    if any(cue.speaker for cue in spoken):
        spoken = list(_turns(spoken))
    else:  # two who speak in one cue have a line each
        spoken = [replace(cue, words=line) for cue in spoken for line in cue.words.splitlines()]
    return [
        TextBlock(cue.words.strip(), cue.speaker, clock(cue.start), milliseconds=(cue.start, cue.end))
        for cue in spoken
    ]


def _turns(cues: Sequence[Cue]) -> Iterator[Cue]:
    turn: Cue | None = None
    for cue in cues:
        if turn is not None and turn.speaker == cue.speaker and not _is_pause(turn.end, cue.start):
            turn = replace(turn, words=joined(turn.words, cue.words), end=cue.end)
            continue
        if turn is not None:
            yield turn
        turn = cue
    if turn is not None:
        yield turn


def _is_pause(end: int | None, start: int | None) -> bool:
    return end is not None and start is not None and start - end > _PAUSE


def clock(milliseconds: int | None) -> str:
    """The time as h:mm:ss, or "" where there is none."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
