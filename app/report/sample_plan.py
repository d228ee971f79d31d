"""What every code needs to be coded twice, as a table."""

from collections.abc import Callable

from app.agreement.planning.planner import LEAST_ALPHA, CodePlan, Need
from app.report.names import unit_name
from app.report.numbers import NOTHING, coefficient, percent
from app.report.statistics import ALPHA, statistic_name
from app.report.tables import TableColumn, Value
from app.translation import tr


def columns(unit: str) -> list[TableColumn[CodePlan]]:
    """The code, what was found so far, and how many documents or units it needs."""
    least, units = coefficient(LEAST_ALPHA, 2), _units(unit)
    return [
        TableColumn(tr("Code"), lambda plan: plan.code),
        *_so_far(unit),
        _needed(
            tr("cases") if unit == "case" else tr("documents"),
            tr(
                "From how much alpha moves when one of them is left out: so many for an even chance that "
                "the interval gets no wider, and so many for four of five studies"
            ),
            lambda plan: plan.documents,
        ),
        _needed(
            units,
            tr("The same, as if units were drawn one by one from the whole material"),
            lambda plan: plan.units,
        ),
        _needed(
            tr("{units}, formula", units=units),
            tr("The variance of Bloch & Kraemer (1989), two coders; approximate"),
            lambda plan: plan.closed_form,
        ),
        _needed(
            tr("{units} for α ≥ {alpha}", units=units, alpha=least),
            tr(
                "To show an alpha of at least {alpha} at 5 %, true alpha halfway between it and 1; Bloch "
                "& Kraemer (1989) as used by Krippendorff; whatever the width; approximate",
                alpha=least,
            ),
            lambda plan: plan.least,
        ),
    ]


def _so_far(unit: str) -> list[TableColumn[CodePlan]]:
    def alpha(plan: CodePlan) -> str:
        return coefficient(plan.alpha.value, 2)

    def share(plan: CodePlan) -> str:
        return percent(plan.prevalence)

    return [
        TableColumn(
            tr("α so far"),
            lambda plan: plan.alpha.value,
            "decimal",
            tr("{statistic}, nominal, by {unit}", statistic=statistic_name(ALPHA), unit=unit_name(unit)),
            words=alpha,
            tip=lambda plan: plan.alpha.reason or alpha(plan),
        ),
        TableColumn(
            tr("present %"),
            lambda plan: None if plan.prevalence is None else 100 * plan.prevalence,
            "decimal",
            tr("Of all judgements so far, how many say that the code is there"),
            words=share,
            tip=share,
        ),
    ]


def _needed(name: str, meaning: str, need: Callable[[CodePlan], Need]) -> TableColumn[CodePlan]:
    return TableColumn(
        name,
        lambda plan: _value(need(plan)),
        "count",
        meaning,
        words=lambda plan: _words(need(plan)),
        tip=lambda plan: _tip(need(plan)),
        order=lambda plan: need(plan).n,
    )


def _value(need: Need) -> Value:
    return need.n if need.even is None and not need.flags else _words(need)


def _words(need: Need) -> str:
    if need.n is None:
        return NOTHING
    star = " *" if need.flags else ""
    return f"{need.n:,}{star}" if need.even is None else f"{need.even:,} \N{EN DASH} {need.n:,}{star}"


def _tip(need: Need) -> str:
    """Why there is no number, or what the numbers say and what to know about them."""
    if need.n is None:
        return need.reason or NOTHING
    if need.even is None:
        return "\n".join(need.flags) or _words(need)
    both = tr(
        "With {even} the interval comes out so narrow in half of all studies, with {number} in four of five.",
        even=f"{need.even:,}",
        number=f"{need.n:,}",
    )
    return "\n".join((both, *need.flags))


def _units(unit: str) -> str:
    return {
        "character": tr("characters"),
        "token": tr("tokens"),
        "sentence": tr("sentences"),
        "turn": tr("turns"),
        "passage": tr("passages"),
        "document": tr("documents, one by one"),
        "case": tr("cases, one by one"),
    }[unit]
