"""Bars: how many passages each code has, by coder, or in how many cases of each value of an attribute."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codebook.queries import CodeRow
from app.report.drawing.canvas import (
    EDGE,
    LINE,
    SERIES,
    Canvas,
    LegendEntry,
    scale,
    steps_to,
)
from app.report.drawing.frame import BETWEEN, finished, head
from app.report.drawing.shapes import ACCENT, MUTED, TEXT, Box, Drawing, Ink, Lettering, Measure
from app.report.numbers import in_short
from app.report.pictures.counted import Groups, cells_of, joined_caption, nothing_coded, used_codes
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.tables import Value
from app.translation import tr

MOST_CODES, MOST_SERIES = 40, len(SERIES)
BAR, THIN, APART = 10.0, 7.0, 5.0
NUMBER = 40.0


@dataclass(frozen=True)
class BarEntry:
    """One bar: of which code and series (an index), how long, what it says and opens."""

    code: CodeRow
    series: int
    value: float
    words: str
    row: PictureRow


@dataclass(frozen=True)
class _Bars:
    title: str
    caption: str
    axis: str
    names: dict[int, str]
    codes: Sequence[CodeRow]
    series: Sequence[str]
    bars: Sequence[BarEntry]

    @property
    def description(self) -> str:
        ranked = sorted(self.bars, key=lambda entry: -entry.value)
        return "; ".join(self.label(entry) for entry in ranked[:6])

    def label(self, entry: BarEntry) -> str:
        """“Money, Ana: 3 passages”."""
        name = self.names[entry.code.id]
        of = f"{name}, {self.series[entry.series]}" if self.series else name
        return f"{of}: {entry.words}"


def bars(material: StudyMaterial, groups: Groups | None) -> Picture:
    """A bar for each code, or one for each group of passages; of cases, the share that has the code."""
    passages = material.passages if groups is None else groups.passages
    title = tr("Codes") if groups is None else tr("Codes by {what}", what=groups.what)
    shown, of_codes = used_codes(material, passages, MOST_CODES)
    if not shown:
        return empty_picture("bars", title, material.caption, nothing_coded(material))
    if groups is None:
        series: list[str] = []
        entries, axis = _plain(material, shown), tr("Passages")
        columns = _columns(tr("Code"))
        caption = joined_caption(material.caption, of_codes)
    else:
        kept, of_groups = _series(groups)
        of_cases = bool(groups.sizes)
        entries = _grouped(material, shown, groups, kept)
        series = [_series_name(groups, index) for index in kept]
        axis = tr("Cases that have the code, %") if of_cases else tr("Passages")
        columns = _columns(tr("Code"), groups)
        caption = joined_caption(groups.caption or material.caption, of_codes, of_groups)
    chart = _Bars(title, caption, axis, material.code_names(), shown, series, entries)

    def draw(measure: Measure, width: float) -> Drawing:
        return _draw(chart, measure, width)

    return Picture("bars", title, caption, chart.description, columns, [bar.row for bar in entries], draw)


def _columns(code: str, groups: Groups | None = None) -> list[PictureColumn]:
    columns = [PictureColumn(code, "code")]
    if groups is not None:
        columns.append(PictureColumn(groups.what.capitalize(), groups.key))
    columns.append(PictureColumn(tr("Passages"), "passages", "count"))
    if groups is not None and groups.sizes:
        columns.append(PictureColumn(tr("Cases that have it"), "cases", "count"))
        columns.append(PictureColumn(tr("Cases"), "of", "count"))
        columns.append(PictureColumn(tr("% of cases"), "share", "percent"))
    return columns


def _plain(material: StudyMaterial, codes: Sequence[CodeRow]) -> list[BarEntry]:
    names = material.code_names()
    entries = []
    for code in codes:
        own_passages = [passage for passage in material.passages if passage.code_id == code.id]
        words = tr("{count} passage", "{count} passages", len(own_passages))
        opens = material.opening(f"{names[code.id]}: {words}", own_passages)
        row = PictureRow((names[code.id], len(own_passages)), opens)
        entries.append(BarEntry(code, 0, len(own_passages), words, row))
    return entries


def _series(groups: Groups) -> tuple[list[int], str]:
    if len(groups.names) <= MOST_SERIES:
        return list(range(len(groups.names))), ""
    counts = [0] * len(groups.names)
    for passage in groups.passages:
        for index in groups.of(passage):
            counts[index] += 1
    order = sorted(range(len(counts)), key=lambda index: (-counts[index], index))
    sentence = tr("The {most} with most passages of {all}", most=MOST_SERIES, all=len(counts))
    return sorted(order[:MOST_SERIES]), sentence


def _series_name(groups: Groups, index: int) -> str:
    if not groups.sizes:
        return groups.names[index]
    return tr("{name} (n = {size})", name=groups.names[index], size=f"{groups.sizes[index]:,}")


def _grouped(
    material: StudyMaterial, codes: Sequence[CodeRow], groups: Groups, shown: Sequence[int]
) -> list[BarEntry]:
    cells, names = cells_of(groups), material.code_names()
    entries = []
    for code in codes:
        for series, index in enumerate(shown):
            passages = cells.get((code.id, index), [])
            words = tr("{count} passage", "{count} passages", len(passages))
            value = float(len(passages))
            more: tuple[Value, ...] = ()
            if groups.sizes:
                with_code, size = groups.share(code.id, index)
                value = 100 * with_code / size if size else 0.0
                words = tr(
                    "{part} of {count} case, {passages}",
                    "{part} of {count} cases, {passages}",
                    size,
                    part=f"{with_code:,}",
                    passages=words,
                )
                more = (with_code, size, round(value / 100, 4))
            opens = material.opening(f"{names[code.id]}, {groups.names[index]}", passages)
            row = PictureRow((names[code.id], groups.names[index], len(passages), *more), opens)
            entries.append(BarEntry(code, series, value, words, row))
    return entries


def _draw(chart: _Bars, measure: Measure, width: float) -> Drawing:
    canvas = Canvas(measure, width)
    names = canvas.widest([chart.names[code.id] for code in chart.codes])
    left, right = EDGE + names + 8, width - EDGE - NUMBER
    top = head(canvas, chart.title)
    if chart.series:
        entries = [LegendEntry(name, *_look(index)) for index, name in enumerate(chart.series)]
        top += canvas.legend(EDGE, top, width - 2 * EDGE, entries) + BETWEEN
    thick = THIN if chart.series else BAR
    block = max(LINE, max(1, len(chart.series)) * thick + APART)
    bottom = top + block * len(chart.codes)
    steps = steps_to(max((entry.value for entry in chart.bars), default=1))
    scale(canvas, (left, right), (top, bottom), steps)
    canvas.add(Lettering(left, bottom + 14, right - left, 12, chart.axis, "middle", ink=MUTED))
    size = 7.0 if chart.series else 8.0
    row_of = {code.id: index for index, code in enumerate(chart.codes)}
    for index, code in enumerate(chart.codes):
        y = top + index * block
        canvas.add(Lettering(EDGE, y, names, block, chart.names[code.id], "right"))
    for entry in chart.bars:
        inset = (block - max(1, len(chart.series)) * thick) / 2
        y = top + row_of[entry.code.id] * block + inset + entry.series * thick
        mark = canvas.mark(chart.label(entry), entry.row.opens)
        fill, hatch = _look(entry.series) if chart.series else (ACCENT, 0)
        long = (right - left) * entry.value / steps[-1]
        canvas.add(Box(left, y, max(long, 0.5), thick - 1, fill, TEXT, hatch, mark=mark))
        number = in_short(round(entry.value, 1))
        canvas.add(Lettering(left + long + 3, y - 1, NUMBER, thick + 1, number, size=size))
    return finished(canvas, chart.title, chart.description, chart.caption, bottom + 26)


def _look(series: int) -> tuple[Ink, int]:
    colour, hatch = SERIES[series % len(SERIES)]
    return Ink(colour, exact=True), hatch
