"""A comparison as a table shows it: what was chosen is read once, and compared level by level."""

from dataclasses import dataclass, replace

from app.agreement.coefficients.values import Value
from app.agreement.study.material import Scope, ScopeReading, reading
from app.agreement.study.results import Result, study_of
from app.jobs import Job
from app.report.agreement_lines import Lines, lines_of
from app.report.comparison_choices import ComparisonChoices
from app.report.comparison_options import ComparisonOptions
from app.report.statistics import ALPHA, common, kappa_of, shown_of
from app.store import Project

MOST_PAIRS_RESAMPLED = 45  # ten coders; beyond, intervals of pairs would take too long


@dataclass(frozen=True, eq=False)
class ShownComparison:
    """A comparison at one level, with what was chosen, the lines that show it and what is counted."""

    choices: ComparisonChoices
    result: Result
    lines: Lines
    counted: str = ""

    @property
    def reported(self) -> Result:
        """The result with the statistics that the table shows, without what only explains them."""
        rows = [row for row in self.result.rows if row.statistic in self.lines.shown]
        return replace(self.result, rows=rows)


def read(project: Project, options: ComparisonOptions, choices: ComparisonChoices, job: Job) -> ScopeReading:
    """Read what is chosen, for every level and unit."""
    action_id = project.latest_action()
    with project.read() as session:
        scope_reading = reading(session, scope_of(options, choices), action_id, job)
        return scope_reading.to_the_end()


def compare(
    scope_reading: ScopeReading, options: ComparisonOptions, choices: ComparisonChoices, level: str, job: Job
) -> ShownComparison:
    """Compare what was read at a level (`code`, `pair` or `document`), with intervals."""
    material = scope_reading.in_unit(choices.unit, job)
    coders = len(scope_of(options, choices).coder_ids or ())
    shown = shown_of(choices.statistics, kappa_of(coders, level))
    explained = common(kappa_of(coders, level)) + common(kappa_of(coders, "code"))
    many = level == "pair" and coders * (coders - 1) // 2 > MOST_PAIRS_RESAMPLED
    result = study_of(
        material,
        statistics=(*explained, *shown),
        by=(level, "overall"),
        codes=level == "code",
        intervals=not many,
        job=job,
    )
    job.step(1, 1)
    return ShownComparison(choices, result, lines_of(result, level, shown), options.counted)


def alpha_at(scope_reading: ScopeReading, unit: str, job: Job) -> Value:
    """Krippendorff's alpha over all codes, if the unit were this one."""
    result = study_of(scope_reading.in_unit(unit, job), statistics=(ALPHA,), by=("overall",), job=job)
    job.step(1, 1)
    return result.value(ALPHA, "overall")


def scope_of(options: ComparisonOptions, choices: ComparisonChoices) -> Scope:
    """The scope of a comparison: of those who were chosen, the coders who share a completed document."""
    _, coders = options.compared(choices)
    return Scope(
        unit=choices.unit,
        coder_ids=tuple(coders),
        code_ids=choices.code_ids,
        document_ids=choices.document_ids,
        trim=choices.trim,
        tolerance=choices.tolerance,
        without_speakers=choices.without_speakers,
        round_id=choices.round_id,
        absent=choices.absent,
        origins=choices.origins,
    )
