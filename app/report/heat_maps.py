"""Tables of numbers that a heat map shows: codes against codes, coders against coders."""

import math
from dataclasses import dataclass

from app.agreement.spans.continuum import Ints
from app.agreement.study.diagnosis import Diagnosis
from app.agreement.study.material import Material
from app.report.agreement_lines import AgreementLine, Lines
from app.report.numbers import characters_in_words, coefficient, in_short
from app.report.reasons import explained
from app.report.statistics import ALPHA, statistic_name
from app.report.tables import ReportTable, TableColumn
from app.translation import tr


@dataclass(frozen=True)
class HeatMapCell:
    """A number in words, and in full where there is one; `tip` says the cell in a sentence.

    `shade` is from 0 to 1, None for a cell of no interest. An `outlined` cell is apart from the others:
    agreement among disagreement. `beneath` stands in small below the words.
    """

    words: str = ""
    tip: str = ""
    value: float | None = None
    shade: float | None = None
    outlined: bool = False
    beneath: str = ""


HeatMapRow = tuple[str, tuple[HeatMapCell, ...]]  # its name, its cells


@dataclass(frozen=True)
class HeatMapTable:
    """Rows against columns: `cells` holds a row of cells for each name in `rows`."""

    title: str
    caption: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatMapCell, ...], ...]

    @property
    def has_small_words(self) -> bool:
        """Whether anything stands beneath any words."""
        return any(cell.beneath for row in self.cells for cell in row)


def table(grid: HeatMapTable) -> ReportTable[HeatMapRow]:
    """Rows with their names beside them."""
    columns = [_column(name, index) for index, name in enumerate(grid.columns)]
    rows = list(zip(grid.rows, grid.cells, strict=True))
    return ReportTable(columns, rows, row_name=lambda row: row[0])


def _column(name: str, index: int) -> TableColumn[HeatMapRow]:
    def cell(row: HeatMapRow) -> HeatMapCell:
        return row[1][index]

    return TableColumn(
        name,
        lambda row: "" if cell(row).value is None else cell(row).value,
        "count",
        name,
        words=lambda row: cell(row).words,
        tip=lambda row: cell(row).tip,
        spoken=lambda row: cell(row).tip,
        painted=cell,
    )


def confusion_grid(diagnosis: Diagnosis, places: Ints, material: Material) -> tuple[HeatMapTable, list[int]]:
    """What one coder called it against what the other did, and the indices of the codes that are shown.

    `places` are those of `places.numbers_of_places`. Codes that nobody used have no line. The last column is
    for what the other left uncoded.
    """
    sizes, times = diagnosis.confusion.tolist(), places.tolist()
    codes = [index for index in range(len(material.codes)) if any(sizes[index])]
    against = [*codes, len(material.codes)]
    names = [*(code.name for code in material.codes), tr("nothing")]
    most = max((sizes[i][j] for i in codes for j in against if i != j), default=0) or 1

    def cell(i: int, j: int) -> HeatMapCell:
        size, many = sizes[i][j], times[i][j]
        return HeatMapCell(
            words=in_short(size) if size else "",
            tip=_confused(names[i], names[j], size, many, i == j),
            value=size,
            shade=None if i == j else math.sqrt(size / most),
            outlined=i == j,
            beneath=f"{many:,}×" if many else "",
        )

    grid = HeatMapTable(
        title=tr("Confusion matrix"),
        caption=tr("Characters, over all pairs of coders; framed: both gave the code"),
        rows=tuple(names[code] for code in codes),
        columns=tuple(names[code] for code in against),
        cells=tuple(tuple(cell(i, j) for j in against) for i in codes),
    )
    return grid, codes


def pair_grid(lines: Lines) -> HeatMapTable:
    """Alpha of every pair of coders, all codes together; the darker, the lower."""
    many = range(len(lines.people))
    cells: dict[tuple[int, int], HeatMapCell] = {}
    for line in lines.lines:
        if line.pair is not None:
            cells[line.pair] = cells[line.pair[::-1]] = _alpha_cell(line)
    return HeatMapTable(
        title=tr("Pairs of coders"),
        caption=tr(
            "{statistic} of each pair, all codes together; the darker, the lower",
            statistic=statistic_name(ALPHA),
        ),
        rows=lines.people,
        columns=lines.people,
        cells=tuple(tuple(cells.get((i, j), HeatMapCell()) for j in many) for i in many),
    )


def _alpha_cell(line: AgreementLine) -> HeatMapCell:
    alpha = line.values[ALPHA]
    words = coefficient(alpha.value, 2)
    if alpha.reason or alpha.value is None:
        return HeatMapCell(words, f"{line.group}: {explained(alpha.reason or '')}")
    tip = tr("{group}: alpha {alpha}", group=line.group, alpha=coefficient(alpha.value))
    return HeatMapCell(words, tip, alpha.value, min(1.0, max(0.0, 1 - alpha.value)))


def _confused(first: str, second: str, size: float, times: int, same: bool) -> str:
    if same:
        return tr(
            "{code}: both gave it to {characters}, in {count} passage",
            "{code}: both gave it to {characters}, in {count} passages",
            times,
            code=first,
            characters=characters_in_words(size),
        )
    return tr(
        "{code} by one, {other} by the other: {characters}, in {count} passage",
        "{code} by one, {other} by the other: {characters}, in {count} passages",
        times,
        code=first,
        other=second,
        characters=characters_in_words(size),
    )
