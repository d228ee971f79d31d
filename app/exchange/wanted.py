"""What a person wants to export, remembered for each project on this computer."""

import json
from dataclasses import asdict, dataclass, fields, replace

from app.agreement.study.material import Scope
from app.exchange.targets import Kind
from app.exchange.workbook.choices import ProfileName, WorkbookChoices
from app.remembered import BESIDE, EXPORT, SPEAKERS, keep, recall
from app.report import comparison_choices as compared
from app.report.comparison_choices import THRESHOLD, Chosen


@dataclass(frozen=True)
class ExportWanted:
    """Ids of None mean all. `left_out` and `added` are the sheets that the person decided about."""

    kind: Kind = "workbook"
    profile: ProfileName = "full"
    unit: str = "turn"
    trim: bool = True
    tolerance: int = 0
    statistic: str = "krippendorff_alpha"
    threshold: float = THRESHOLD
    document_ids: Chosen = None
    coder_ids: Chosen = None
    code_ids: Chosen = None
    without_speakers: tuple[str, ...] = ()
    round_id: int | None = None
    left_out: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    for_excel: bool = False
    origins: tuple[str, ...] | None = None

    def choices(self) -> WorkbookChoices:
        """The same for the export."""
        return WorkbookChoices(
            scope=Scope(
                unit=self.unit,
                coder_ids=self.coder_ids,
                code_ids=self.code_ids,
                document_ids=self.document_ids,
                trim=self.trim,
                tolerance=self.tolerance,
                without_speakers=self.without_speakers,
                round_id=self.round_id,
                origins=self.origins,
            ),
            added=self.added,
            left_out=self.left_out,
            profile=self.profile,
            statistic=self.statistic,
            threshold=self.threshold,
        )

    def takes(self, title: str, *, sensible: bool) -> bool:
        """Whether a sheet is wanted."""
        return title in self.added or (sensible and title not in self.left_out)


SCOPE = (
    "unit",
    "trim",
    "tolerance",
    "document_ids",
    "coder_ids",
    "code_ids",
    "without_speakers",
    "round_id",
    "origins",
)
OF_AGREEMENT = {SPEAKERS, "threshold"}  # kept as agreement's choices alone


def remembered(project: str, agreement: compared.ComparisonChoices) -> ExportWanted:
    """What was wanted last in the project of this guid, of the scope that agreement has now.

    Another scope that was chosen for an export holds until the one of agreement changes.
    """
    names = {field.name for field in fields(ExportWanted)} - OF_AGREEMENT
    stored = recall(EXPORT, project)
    last = ExportWanted(**{name: value for name, value in stored.items() if name in names})
    last = replace(last, **{name: getattr(agreement, name) for name in OF_AGREEMENT})
    if stored.get(BESIDE) == _compared_words(agreement):
        return last
    return replace(last, **{name: getattr(agreement, name) for name in SCOPE})


def remember(project: str, wanted: ExportWanted, agreement: compared.ComparisonChoices) -> None:
    """Keep what was wanted in the project of this guid, beside the scope that agreement had.

    The threshold is one for both. Names of speakers stand in no preference: they are agreement's.
    """
    compared.remember_threshold(project, wanted.threshold)
    stored = {name: value for name, value in asdict(wanted).items() if name not in OF_AGREEMENT}
    keep(EXPORT, project, stored | {BESIDE: _compared_words(agreement)})


def _compared_words(agreement: compared.ComparisonChoices) -> str:
    return json.dumps([getattr(agreement, name) for name in SCOPE if name != SPEAKERS])
