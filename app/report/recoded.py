"""What agreement would be if two codes were one, or under later merges: computed for the dialog, in words."""

from collections.abc import Mapping, Sequence

from app.agreement.coefficients.values import Value
from app.agreement.study.material import Material, Scope, material
from app.agreement.study.recoding import Beside, Recoding, compared_recoded
from app.jobs import Job
from app.report.numbers import coefficient, percent
from app.report.statistics import ALPHA, PERCENT, statistic_name
from app.report.tables import TableColumn
from app.store import Project
from app.translation import tr


def load(project: Project, round_id: int | None, unit: str, job: Job) -> Material:
    """What is compared: everything as it is now, or a round as it was closed."""
    job.step(0, 1)
    action_id = project.latest_action()
    with project.read() as session:
        return material(session, Scope(unit=unit, round_id=round_id), action_id)


def compare(material: Material, mapping: Mapping[int, int], job: Job) -> Recoding:
    """Statistics as they are and under merges."""
    return compared_recoded(material, mapping, job=job)


def shown(value: Value, statistic: str) -> str:
    """A value as the table shows it; a dash where there is none."""
    return percent(value.value) if statistic == PERCENT else coefficient(value.value, 2)


def columns() -> list[TableColumn[Beside]]:
    """The code, the statistic, what it is and what it would be."""
    return [
        TableColumn(tr("Code"), lambda row: row.code or tr("All codes"), tip=why_not),
        TableColumn(tr("Statistic"), lambda row: statistic_name(row.statistic), tip=why_not),
        TableColumn(tr("As it is"), _before, tip=why_not),
        TableColumn(tr("As one"), lambda row: shown(row.after, row.statistic), tip=why_not),
    ]


def _before(row: Beside) -> str:
    return "\n".join(
        shown(value, row.statistic) if len(row.before) == 1 else f"{part}  {shown(value, row.statistic)}"
        for part, value in row.before.items()
    )


def why_not(row: Beside) -> str:
    """The reasons where values are missing, for a tool tip."""
    reasons = [value.reason for value in (*row.before.values(), row.after) if value.reason]
    return "\n".join(dict.fromkeys(reasons))


def in_a_sentence(rows: Sequence[Beside], *, happened: bool) -> str:
    """“As one code, alpha of “A” would be .74; apart it is .58 (A) and .41 (B).”"""
    sentences = []
    for row in rows:
        if row.statistic != ALPHA:
            continue
        if row.code is None:
            (earlier,) = row.before.values()
            before, after = shown(earlier, ALPHA), shown(row.after, ALPHA)
            sentences.append(
                tr("Over all codes alpha goes from {before} to {after}.", before=before, after=after)
                if happened
                else tr("Over all codes alpha would go from {before} to {after}.", before=before, after=after)
            )
        elif row.after.value is not None:
            apart = ", ".join(f"“{part}” {shown(value, ALPHA)}" for part, value in row.before.items())
            alpha = shown(row.after, ALPHA)
            sentences.append(
                tr(
                    "As one code, alpha of “{code}” is {alpha}; apart it was: {apart}.",
                    code=row.code,
                    alpha=alpha,
                    apart=apart,
                )
                if happened
                else tr(
                    "As one code, alpha of “{code}” would be {alpha}; apart it is: {apart}.",
                    code=row.code,
                    alpha=alpha,
                    apart=apart,
                )
            )
    return " ".join(sentences[-1:] + sentences[:-1][:2]) if len(sentences) > 3 else " ".join(sentences)
