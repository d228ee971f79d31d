"""What a person chose to compare, remembered for each project on this computer."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from app import settings
from app.agreement.study.material import UNITS
from app.agreement.study.statistics import STATISTICS
from app.remembered import AGREEMENT, SPEAKERS

Chosen = tuple[int, ...] | None  # ids; None for all

TOLERANCES = (0, 1, 2, 5, 10, 20)  # characters that are offered
MOST_REMEMBERED = 50

_TUPLES: dict[str, type] = {
    "document_ids": int,
    "coder_ids": int,
    "code_ids": int,
    "statistics": str,
}
_PLAIN: dict[str, set[type]] = {  # and what each may be
    "unit": {str},
    "trim": {bool},
    "tolerance": {int},
    "threshold": {float, int, type(None)},
    "round_id": {int, type(None)},
}


@dataclass(frozen=True)
class ComparisonChoices:
    """Ids of None mean all; `threshold` is where the line stands in the table, None without one.

    `statistics` are keys of those that the table shows, None for the common ones. `round_id` is a closed
    round, None for the codings as they are now.
    """

    unit: str = "turn"
    trim: bool = True
    tolerance: int = 0
    threshold: float | None = None
    document_ids: Chosen = None
    coder_ids: Chosen = None
    code_ids: Chosen = None
    statistics: tuple[str, ...] | None = None
    without_speakers: tuple[str, ...] = ()
    round_id: int | None = None

    def numbers(self) -> "ComparisonChoices":
        """What the numbers depend on: everything but the threshold line."""
        return replace(self, threshold=None)

    def among(
        self,
        documents: Iterable[int],
        coders: Iterable[int],
        codes: Iterable[int],
        speakers: Collection[str] = (),
    ) -> "ComparisonChoices":
        """Without what is no longer in the project."""
        return replace(
            self,
            document_ids=_still_there(self.document_ids, documents),
            coder_ids=_still_there(self.coder_ids, coders),
            code_ids=_still_there(self.code_ids, codes),
            without_speakers=tuple(name for name in self.without_speakers if name in speakers),
        )


def remembered(
    project: str, latest_round: int | None = None, without_speakers: tuple[str, ...] = ()
) -> ComparisonChoices:
    """What was chosen last in the project of this guid, and `without_speakers`, which only the project knows.

    While nothing was chosen, the latest closed round.
    """
    values: dict[str, Any] = {"round_id": latest_round}
    of_project = {SPEAKERS: without_speakers}
    return ComparisonChoices(**values | _readable(_stored().get(project, "{}")) | of_project)


def remember(project: str, choices: ComparisonChoices, *, rounds: bool = True) -> None:
    """Keep what was chosen in the project of this guid; the round only if there were `rounds`.

    Names of speakers are kept in the project alone (app.documents.left_out).
    """
    others = [line for line in settings.read(AGREEMENT, list[str]()) if line.split("\t")[0] != project]
    left = {SPEAKERS} if rounds else {SPEAKERS, "round_id"}
    stored = {name: value for name, value in asdict(choices).items() if name not in left}
    settings.write(AGREEMENT, [f"{project}\t{json.dumps(stored)}", *others][:MOST_REMEMBERED])


def _readable(stored: str) -> dict[str, Any]:
    """What of stored choices this version knows and can take; other versions keep other things."""
    try:
        values = json.loads(stored)
    except ValueError:
        return {}
    readable: dict[str, Any] = {}
    for name, value in values.items() if isinstance(values, dict) else ():
        if name in _TUPLES:
            entries = value if isinstance(value, list) else []
            sound = tuple(entry for entry in entries if type(entry) is _TUPLES[name])
            if len(sound) == len(entries) and (isinstance(value, list) or value is None):
                readable[name] = None if value is None else sound
        elif name in _PLAIN and type(value) in _PLAIN[name]:
            readable[name] = value
    if readable.get("unit", UNITS[0]) not in UNITS or readable.get("tolerance", 0) < 0:
        return {}
    if not set(readable.get("statistics") or ()) <= set(STATISTICS):
        del readable["statistics"]
    return readable


def _stored() -> dict[str, str]:
    lines = settings.read(AGREEMENT, list[str]())
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def _still_there(chosen: Chosen, present: Iterable[int]) -> Chosen:
    if chosen is None:
        return None
    left = set(present)
    still_there = tuple(id_ for id_ in chosen if id_ in left)
    return still_there if still_there or not chosen else None
