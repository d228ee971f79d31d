"""Cells and tests of a table in words: percent and n together, small cells marked."""

from app.crosstabs.independence import FISHER, Independence
from app.crosstabs.table import Crosstab, TableCell
from app.report.numbers import NOTHING
from app.translation import tr


def cell_words(table: Crosstab, cell: TableCell) -> str:
    """“14 (70 %)”, with * where n is small and ? where something isn't settled; of one case its codings."""
    mark = "?" if cell.undecided else ""
    if table.is_of_each:
        if not cell.n:
            return mark or NOTHING
        share = "" if cell.share is None else f" ({_percent(100 * cell.share)})"
        return f"{cell.codings:,}{share}{mark}"
    percent = "" if cell.percent is None else f" ({_percent(cell.percent)})"
    return f"{cell.n:,}{percent}{'*' if cell.small else ''}{mark}"


def test_words(name: str, test: Independence) -> str:
    """A test as a line: which one, p, and how strongly rows and columns go together."""
    begin = f"{name}: " if name else ""
    if test.reason or test.p is None or test.effect is None:
        return begin + test.reason
    effect = tr("phi") if test.df == 1 else tr("Cramér’s V")
    which = (
        tr("Fisher’s exact test, two-sided")
        if test.key == FISHER
        else tr("chi-square ({df}) = {value}", df=test.df, value=f"{test.statistic:.2f}")
    )
    warning = f"; {test.warning}" if test.warning else ""
    return f"{begin}{which}, {p_words(test.p)}, {effect} = {test.effect:.2f}{warning}"


def p_words(p: float) -> str:
    """p to three places, never as zero."""
    return "p < .001" if p < 0.001 else f"p = {p:.3f}".replace("0.", ".", 1)


def _percent(value: float) -> str:
    return f"{value:.0f} %" if value >= 10 or value == 0 else f"{value:.1f} %"
