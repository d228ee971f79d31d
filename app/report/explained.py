"""A line's numbers taken apart: the 2x2 table of a pair, and each formula with the numbers filled in."""

from collections.abc import Sequence
from html import escape

from app.agreement.coefficients.ratings import Floats
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.values import Value
from app.report.agreement_lines import AgreementLine
from app.report.numbers import amount, coefficient, percent
from app.report.reasons import explained
from app.report.statistics import ALPHA, PERCENT, interval_words, statistic_name, words_of
from app.translation import tr

SUB_O, SUB_E = "<sub>o</sub>", "<sub>e</sub>"


def table_html(table: Floats, first: str, second: str) -> str:
    """Both, only the one, only the other, neither: table (2, 2), the first coder down, 1 for the code."""
    both, only_first, only_second, neither = (
        amount(float(table[cell])) for cell in ((1, 1), (1, 0), (0, 1), (0, 0))
    )
    first, second = escape(first), escape(second)
    rows = (
        ("", tr("{coder} has it", coder=second), tr("{coder} hasn’t", coder=second)),
        (
            tr("{coder} has it", coder=first),
            tr("both {share}", share=f"<b>{both}</b>"),
            tr("only {coder} {share}", coder=first, share=f"<b>{only_first}</b>"),
        ),
        (
            tr("{coder} hasn’t", coder=first),
            tr("only {coder} {share}", coder=second, share=f"<b>{only_second}</b>"),
            tr("neither {share}", share=f"<b>{neither}</b>"),
        ),
    )
    cells = "".join(
        "<tr>"
        + "".join(f"<td align='{'right' if n else 'left'}'>{cell}</td>" for n, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table cellpadding='3' cellspacing='0'>{cells}</table>"


def alpha_html(tallies: CategoryTallies, alpha: Value) -> str:
    """Krippendorff's alpha: 1 - D_o / D_e, from the coincidences of present and absent."""
    together = tallies.coincidences
    absent, present = (float(share) for share in together.sum(axis=-1))
    n, apart = absent + present, float(together[0, 1] + together[1, 0])
    if alpha.value is None:
        return _undefined("α", statistic_name(ALPHA), alpha)
    observed = f"{amount(apart)} / {amount(n)}"
    expected = f"2 × {amount(present)} × {amount(absent)} / ({amount(n)} × {amount(n - 1)})"
    return _lines(
        statistic_name(ALPHA),
        f"α = 1 − D{SUB_O} / D{SUB_E} = 1 − {_fine(alpha.observed)} / {_fine(alpha.expected)} "
        f"= <b>{coefficient(alpha.value)}</b>",
        f"D{SUB_O} = {observed} = {_fine(alpha.observed)} · " + tr("pairs of values that differ, out of all"),
        f"D{SUB_E} = {expected} = {_fine(alpha.expected)} · "
        + tr(
            "what chance would give with {present} present and {absent} absent",
            present=amount(present),
            absent=amount(absent),
        ),
    )


def kappa_html(tallies: CategoryTallies, kappa: Value, which: str) -> str:
    """Cohen's or Fleiss' kappa: (p_o - p_e) / (1 - p_e)."""
    name, cohen = statistic_name(which), which == "cohen_kappa"
    if kappa.value is None:
        return _undefined("κ", name, kappa)
    o, e = _fine(kappa.observed), _fine(kappa.expected)
    return _lines(
        name,
        f"κ = (p{SUB_O} − p{SUB_E}) / (1 − p{SUB_E}) = ({o} − {e}) / (1 − {e}) "
        f"= <b>{coefficient(kappa.value)}</b>",
        *(_cohen_parts(tallies.tables[0], o, e) if cohen else _fleiss_parts(tallies, e)),
    )


def _cohen_parts(table: Floats, o: str, e: str) -> tuple[str, str]:
    both, only_first, only_second, neither = (float(table[cell]) for cell in ((1, 1), (1, 0), (0, 1), (0, 0)))
    n = both + only_first + only_second + neither
    size = amount(n)
    present = f"{amount(both + only_first)} × {amount(both + only_second)}"
    absent = f"{amount(only_second + neither)} × {amount(only_first + neither)}"
    return (
        f"p{SUB_O} = ({amount(both)} + {amount(neither)}) / {size} = {o}",
        f"p{SUB_E} = ({present} + {absent}) / {size}² = {e}",
    )


def _fleiss_parts(tallies: CategoryTallies, e: str) -> tuple[str]:
    total = float(tallies.units)
    absent, present = (_fine(float(share) / total) for share in tallies.shares)
    return (f"p{SUB_E} = {present}² + {absent}² = {e} · " + tr("shares of present and absent"),)


def values_html(line: AgreementLine, unit: str) -> str:
    """What a line says, in words: its coefficients with the interval, and what to know about them."""
    alpha = line.values[ALPHA]
    agreed = line.values[PERCENT].value
    parts = [] if agreed is None else [tr("agreement {agreed} %", agreed=percent(agreed))]
    parts.append(tr("counted by {unit}", unit=unit))
    if alpha.low is not None and alpha.high is not None:
        parts.append(
            tr(
                "95 % interval of alpha: {low} to {high}",
                low=coefficient(alpha.low),
                high=coefficient(alpha.high),
            )
        )
    notes = "".join(f"<p>{escape(explained(note))}</p>" for note in line.notes)
    return f"<p>{' · '.join(parts)}</p>{notes}"


def others_html(line: AgreementLine, keys: Sequence[str]) -> str:
    """The other statistics that the table shows: each with its interval and what it was made of."""
    return "".join(_lines(statistic_name(key), *_sentences(line, key)) for key in keys)


def _sentences(line: AgreementLine, key: str) -> list[str]:
    value = line.values.get(key)
    if value is None:
        return [tr("not computed here")]
    if value.value is None:
        return [escape(value.reason or "")]
    interval = interval_words(key, value)
    sentences = [
        f"<b>{words_of(key, value)}</b>",
        tr("95 % interval {interval}", interval=interval) if interval else "",
    ]
    if value.observed is not None:
        sentences.append(tr("observed {share}", share=_fine(value.observed)))
    if value.expected is not None:
        sentences.append(tr("expected by chance {share}", share=_fine(value.expected)))
    flags = [escape(explained(flag)) for flag in value.flags if flag not in (*line.notes, *line.drawn.flags)]
    return [" · ".join(part for part in sentences if part), *flags]


def summary_html(name: str, sign: str, value: Value, *, alpha: bool) -> str:
    """A summary over codes: each code's own chance is kept, so its parts are means over codes."""
    if value.value is None or value.codes is None:
        return _undefined(sign, name, value)
    o, e = _fine(value.observed), _fine(value.expected)
    if alpha:
        equation = f"α = 1 − ΣD{SUB_O} / ΣD{SUB_E} = 1 − {o} / {e}"
        about = tr(
            "D{observed} and D{expected}: means of the codes’ own observed and expected disagreement",
            observed=SUB_O,
            expected=SUB_E,
        )
    else:
        equation = f"κ = (p{SUB_O} − p{SUB_E}) / (1 − p{SUB_E}) = ({o} − {e}) / (1 − {e})"
        about = tr(
            "p{observed} and p{expected}: means of the codes’ own observed and expected agreement",
            observed=SUB_O,
            expected=SUB_E,
        )
    spread = tr(
        "median of {count} code {median}, lowest {lowest}",
        "median of {count} codes {median}, lowest {lowest}",
        value.codes.count,
        median=coefficient(value.codes.median),
        lowest=coefficient(value.codes.lowest),
    )
    return _lines(name, f"{equation} = <b>{coefficient(value.value)}</b>", about, spread)


def _undefined(sign: str, name: str, value: Value) -> str:
    return _lines(name, f"{sign}: {escape(value.reason or '')}")


def _lines(title: str, *lines: str) -> str:
    return f"<p><b>{title}</b><br>" + "<br>".join(lines) + "</p>"


def _fine(value: float | None) -> str:
    return coefficient(value, 4)
