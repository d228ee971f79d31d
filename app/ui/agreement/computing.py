"""What the Agreement workspace computes in the background, and what lies behind each of its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.agreement.coefficients.tallies import CategoryTallies, coder_pairs
from app.agreement.coefficients.values import Value
from app.agreement.spans.continuum import Bools, Ints, merged
from app.agreement.spans.sweep import category_tallies, tally
from app.agreement.study.comparison import only
from app.agreement.study.material import Material, Scope, ScopeReading, reading
from app.agreement.study.results import Result, of_pair, study_of
from app.jobs import Job
from app.store import Project
from app.ui.agreement.choices import ComparisonChoices
from app.ui.agreement.table.lines import AgreementLine, Lines, lines_of
from app.ui.agreement.table.shown import ALPHA, common, kappa_of, shown_of
from app.ui.agreement.team import ComparisonOptions

MOST_PAIRS_RESAMPLED = 45  # ten coders; beyond, intervals of pairs would take too long


@dataclass(frozen=True, eq=False)
class ShownComparison:
    """A comparison at one level, with what was chosen, the lines that show it and what is counted."""

    choices: ComparisonChoices
    result: Result
    lines: Lines
    counted: str = ""

    def seen_of(self) -> tuple[list[tuple[int, int]], int | None]:
        """The (document id, coder id) whose codings were compared, and the closed round they are of."""
        material = self.result.material
        pairs = np.argwhere(material.spans.completed).tolist()
        ids = [(material.documents[document].id, material.coders[coder].id) for document, coder in pairs]
        return ids, material.scope.round_id

    @property
    def reported(self) -> Result:
        """The result with the statistics that the table shows, without what only explains them."""
        rows = [row for row in self.result.rows if row.statistic in self.lines.shown]
        return replace(self.result, rows=rows)


def read(project: Project, team: ComparisonOptions, choices: ComparisonChoices, job: Job) -> ScopeReading:
    """Read what is chosen, for every level and unit."""
    action_id = project.latest_action()
    with project.read() as session:
        found = reading(session, scope_of(team, choices), action_id, job)
        return found.to_the_end()


def compare(
    found: ScopeReading, team: ComparisonOptions, choices: ComparisonChoices, level: str, job: Job
) -> ShownComparison:
    """Compare what was read at a level (`code`, `pair` or `document`), with intervals."""
    material = found.in_unit(choices.unit, job)
    coders = len(scope_of(team, choices).coder_ids or ())
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
    return ShownComparison(choices, result, lines_of(result, level, shown), team.counted)


def alpha_at(found: ScopeReading, unit: str, job: Job) -> Value:
    """Krippendorff's alpha over all codes, if the unit were this one."""
    result = study_of(found.in_unit(unit, job), statistics=(ALPHA,), by=("overall",), job=job)
    job.step(1, 1)
    return result.value(ALPHA, "overall")


def scope_of(team: ComparisonOptions, choices: ComparisonChoices) -> Scope:
    """The scope of a comparison: of those who were chosen, the coders who share a completed document."""
    _, coders = team.compared(choices)
    return Scope(
        unit=choices.unit,
        coder_ids=tuple(coders),
        code_ids=choices.code_ids,
        document_ids=choices.document_ids,
        trim=choices.trim,
        tolerance=choices.tolerance,
        without_speakers=choices.without_speakers,
        round_id=choices.round_id,
    )


def tallies_of(result: Result, line: AgreementLine) -> CategoryTallies:
    """The tallies that a line's numbers were made of, without leading axes."""
    continuum = result.material.continuum
    if line.document is not None:
        continuum = only(continuum, np.array([line.document]), range(continuum.coders))
    if line.code is not None:
        codings = continuum.codings.take(continuum.codings.code == line.code)
        continuum = replace(continuum, codes=1, codings=replace(codings, code=np.zeros_like(codings.code)))
    tallies = category_tallies(tally(continuum))
    if line.pair is not None:
        tallies = of_pair(tallies, _pair_number(result, line.pair))
    return tallies.total().total()


def pairs_of(result: Result, line: AgreementLine) -> list[tuple[int, int]]:
    """The pairs of coders whose tables `tallies_of` holds, in their order."""
    if line.pair is not None:
        return [line.pair]
    first, second = coder_pairs(len(result.material.coders))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _pair_number(result: Result, pair: tuple[int, int]) -> int:
    first, second = coder_pairs(len(result.material.coders))
    return int(np.flatnonzero((first == pair[0]) & (second == pair[1]))[0])


def behind(material: Material, line: AgreementLine) -> Material:
    """The material with only the codings that a line is about."""
    spans = material.spans
    completed, codings = spans.completed, spans.codings
    if line.document is not None:
        completed = completed & _only(line.document, len(completed))[:, None]
    if line.pair is not None:
        both = np.logical_and(*(completed[:, coder] for coder in line.pair))
        own = np.isin(np.arange(completed.shape[1]), line.pair)
        completed = completed & both[:, None] & own
    kept = completed[codings.document, codings.coder]
    if line.code is not None:
        kept = kept & (codings.code == line.code)
    return replace(material, spans=replace(spans, completed=completed, codings=codings.take(kept)))


def of_codes(material: Material, codes: Sequence[int]) -> Material:
    """The material with only the codings of some codes, by number."""
    codings = material.spans.codings
    own = codings.take(np.isin(codings.code, list(codes)))
    return replace(material, spans=replace(material.spans, codings=own))


def _only(number: int, of: int) -> Bools:
    chosen = np.zeros(of, dtype=np.bool_)
    chosen[number] = True
    return chosen


def number_of_passages(material: Material) -> int:
    """How many passages were coded by anybody: spans of one code that overlap across coders are one."""
    own = merged(material.spans.codings)
    nobody: Ints = np.zeros_like(own.coder)
    return len(merged(replace(own, coder=nobody), touching=False))
