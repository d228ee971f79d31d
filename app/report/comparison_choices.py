"""What a person chose to compare, remembered for each project on this computer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.agreement.study.material import UNITS
from app.agreement.study.statistics import STATISTICS
from app.remembered import AGREEMENT, SPEAKERS, keep, recall
from app.store.codings import ORIGINS

Chosen = tuple[int, ...] | None  # ids; None for all

THRESHOLD = 0.8
TOLERANCES = (0, 1, 2, 5, 10, 20)  # characters that are offered
_TUPLES: dict[str, type] = {
    "document_ids": int,
    "coder_ids": int,
    "code_ids": int,
    "statistics": str,
    "origins": str,
}
_PLAIN: dict[str, set[type]] = {  # and what each may be
    "unit": {str},
    "trim": {bool},
    "absent": {bool},
    "tolerance": {int},
    "threshold": {float, int},
    "round_id": {int, type(None)},
}


@dataclass(frozen=True)
class ComparisonChoices:
    """Ids of None mean all; `threshold` is where the line stands, here and in the workbook.

    `statistics` are keys of those that the table shows, None for the common ones. `round_id` is a closed
    round, None for the codings as they are now. With `absent`, “none of them” is one more value of an
    exclusive group. `origins` are those of codings that count, None for all.
    """

    unit: str = "turn"
    trim: bool = True
    tolerance: int = 0
    threshold: float = THRESHOLD
    document_ids: Chosen = None
    coder_ids: Chosen = None
    code_ids: Chosen = None
    statistics: tuple[str, ...] | None = None
    without_speakers: tuple[str, ...] = ()
    round_id: int | None = None
    absent: bool = True
    origins: tuple[str, ...] | None = None

    def numbers(self) -> "ComparisonChoices":
        """What the numbers depend on: everything but the threshold line."""
        return replace(self, threshold=THRESHOLD)

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
    return ComparisonChoices(**values | _readable(recall(AGREEMENT, project)) | of_project)


def remember(project: str, choices: ComparisonChoices, *, rounds: bool = True) -> None:
    """Keep what was chosen in the project of this guid; the round only if there were `rounds`.

    Names of speakers are kept in the project alone (app.documents.left_out).
    """
    left = {SPEAKERS} if rounds else {SPEAKERS, "round_id"}
    keep(AGREEMENT, project, {name: value for name, value in asdict(choices).items() if name not in left})


def remember_threshold(project: str, threshold: float) -> None:
    """Keep where the line stands, and what was chosen else as it was."""
    keep(AGREEMENT, project, recall(AGREEMENT, project) | {"threshold": threshold})


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    """What of stored choices this version knows and can take; other versions keep other things."""
    readable: dict[str, Any] = {}
    for name, value in values.items():
        if name in _TUPLES:
            sound = isinstance(value, tuple) and all(type(entry) is _TUPLES[name] for entry in value)
            if sound or value is None:
                readable[name] = value
        elif name in _PLAIN and type(value) in _PLAIN[name]:
            readable[name] = value
    if readable.get("unit", UNITS[0]) not in UNITS or readable.get("tolerance", 0) < 0:
        return {}
    if not set(readable.get("statistics") or ()) <= set(STATISTICS):
        del readable["statistics"]
    if not set(readable.get("origins") or ()) <= set(ORIGINS):
        del readable["origins"]
    return readable


def _still_there(chosen: Chosen, present: Iterable[int]) -> Chosen:
    if chosen is None:
        return None
    left = set(present)
    still_there = tuple(id_ for id_ in chosen if id_ in left)
    return still_there if still_there or not chosen else None
