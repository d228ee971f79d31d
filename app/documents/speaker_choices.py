"""What somebody decided about speakers before texts came in, and the turns that follow from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.documents.doubtful import DoubtfulLine
from app.documents.labels import behind_label
from app.documents.turns import Recognition, TextRegion


@dataclass(frozen=True)
class SpeakerChoices:
    """For all texts that come in together: what labels are called, who has which role, whose speech is out.

    names        {label: name}; under one name several labels are one person, under "" nobody
    roles        {name: one of app.documents.roles.ROLES}
    not_codable  names whose turns are not there to be coded
    """

    names: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    not_codable: Collection[str] = ()

    def name_of(self, label: str) -> str:
        """What a label is called."""
        return self.names.get(label, label)


def chosen_regions(
    text: str, recognition: Recognition, choices: SpeakerChoices, taken: Collection[int] = ()
) -> tuple[TextRegion, ...]:
    """The regions of a text by what was chosen; `taken` are lines that look like labels and begin a turn.

    Stretches that are not to be coded stand behind the turns.
    """
    regions = list(recognition.regions)
    for doubt in recognition.doubtful:
        if doubt.line in taken:
            regions = _with_turn(text, regions, doubt)
    if choices.names:
        regions = [
            replace(region, speaker=choices.name_of(region.speaker or "") or None)
            if region.kind == "turn"
            else region
            for region in regions
        ]
    left_out = [
        TextRegion("non_codable", region.start, region.start, region.end)
        for region in regions
        if region.kind == "turn" and region.speaker in choices.not_codable
    ]
    return (*regions, *left_out)


def _with_turn(text: str, regions: Sequence[TextRegion], doubt: DoubtfulLine) -> list[TextRegion]:
    """The regions with one that begins at a line, of whom it looks like."""
    start = _line_start(text, doubt.line)
    divided: list[TextRegion] = []
    for region in regions:
        if not region.start <= start < region.end:
            divided.append(region)
            continue
        if region.start < start:
            divided.append(replace(region, end=start, body=min(region.body, start)))
        body = behind_label(text, start, region.end, doubt.like)
        divided.append(TextRegion("turn", start, body, region.end, doubt.like or None))
    return divided


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start
