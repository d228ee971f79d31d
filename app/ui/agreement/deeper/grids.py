"""Tables of numbers that a heat map shows: codes against codes, coders against coders."""

from dataclasses import dataclass

import numpy as np

from app.agreement.spans.continuum import Floats, Ints
from app.agreement.study.diagnosis import Diagnosis
from app.agreement.study.material import Material
from app.translation import tr
from app.ui.agreement.table.lines import Lines, explained
from app.ui.agreement.table.numbers import amount, coefficient
from app.ui.agreement.table.shown import ALPHA


@dataclass(frozen=True, eq=False)
class HeatMapTable:
    """Rows against columns; `shades` from 0 to 1, NaN for a cell of no interest; `tips` say a cell in words.

    `values` are the numbers in full, NaN for a cell without. `outlined` cells, rows by columns, are apart
    from the others: agreement among disagreement. `beneath` are words in small below the others.
    """

    title: str
    caption: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    tips: tuple[tuple[str, ...], ...]
    values: Floats
    shades: Floats
    outlined: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    beneath: tuple[tuple[str, ...], ...] = ()


def confusion_grid(diagnosis: Diagnosis, places: Ints, material: Material) -> tuple[HeatMapTable, list[int]]:
    """What one coder called it against what the other did, and the numbers of the codes that are shown.

    `places` are those of `places.numbers_of_places`. Codes that nobody used have no line. The last column is
    for what the other left uncoded.
    """
    size = diagnosis.confusion
    codes = [number for number in range(len(material.codes)) if size[number].any()]
    kept = [*codes, len(material.codes)]
    cells, many = size[np.ix_(codes, kept)], places[np.ix_(codes, kept)]
    names = tuple(material.codes[code].name for code in codes)
    nothing = tr("nothing")
    agreed = np.eye(len(codes), len(kept), dtype=np.bool_)
    most = np.where(agreed, 0, cells).max(initial=0) or 1
    tips = tuple(
        tuple(
            _confused(names[i], (*names, nothing)[j], float(cells[i, j]), int(many[i, j]), i == j)
            for j in range(len(kept))
        )
        for i in range(len(codes))
    )
    grid = HeatMapTable(
        title=tr("Confusion matrix"),
        caption=tr("Characters, over all pairs of coders; framed: both gave the code"),
        rows=names,
        columns=(*names, nothing),
        words=tuple(tuple(_short(number) for number in row) for row in cells.tolist()),
        beneath=tuple(tuple(f"{times:,}×" if times else "" for times in row) for row in many.tolist()),
        tips=tips,
        values=cells,
        shades=np.where(agreed, np.nan, np.sqrt(cells / most)),
        outlined=agreed,
    )
    return grid, codes


def pair_grid(lines: Lines) -> HeatMapTable:
    """Alpha of every pair of coders, all codes together; the darker, the lower."""
    many = len(lines.people)
    words = [["" for _ in range(many)] for _ in range(many)]
    tips = [["" for _ in range(many)] for _ in range(many)]
    values = np.full((many, many), np.nan)
    for line in lines.lines:
        alpha = line.values[ALPHA]
        for i, j in (line.pair, line.pair[::-1]) if line.pair else ():
            words[i][j] = coefficient(alpha.value, 2)
            told = tr("{group}: alpha {alpha}", group=line.group, alpha=coefficient(alpha.value))
            tips[i][j] = f"{line.group}: {explained(alpha.reason)}" if alpha.reason else told
            if alpha.value is not None:
                values[i, j] = alpha.value
    return HeatMapTable(
        title=tr("Pairs of coders"),
        caption=tr("Krippendorff’s alpha of each pair, all codes together; the darker, the lower"),
        rows=lines.people,
        columns=lines.people,
        words=tuple(map(tuple, words)),
        tips=tuple(map(tuple, tips)),
        values=values,
        shades=np.clip(1 - values, 0, 1),
        outlined=np.zeros((many, many), dtype=np.bool_),
    )


def _confused(one: str, other: str, size: float, times: int, same: bool) -> str:
    if same:
        return tr(
            "{code}: both gave it to {characters} characters, in {passages} passages",
            code=one,
            characters=amount(size),
            passages=times,
        )
    return tr(
        "{code} by one, {other} by the other: {characters} characters, in {passages} passages",
        code=one,
        other=other,
        characters=amount(size),
        passages=times,
    )


def _short(size: float) -> str:
    """“1,234”, “12k”, “1.2M”; nothing for nothing."""
    if size >= 999_500:
        return f"{size / 1e6:.1f}M"
    if size >= 9_999.5:
        return f"{size / 1e3:,.0f}k"
    return f"{size:,.0f}" if size else ""
