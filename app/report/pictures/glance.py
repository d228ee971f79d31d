"""The study at a glance: how much there is, which codes are used, who coded how much, what is said most."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.jobs import Job
from app.report.drawing.canvas import EDGE, LINE, Canvas
from app.report.drawing.frame import BETWEEN, finished, head
from app.report.drawing.shapes import (
    ACCENT,
    MUTED,
    RULE,
    Box,
    Drawing,
    Ink,
    Lettering,
    Measure,
    Opening,
    Stroke,
)
from app.report.numbers import in_short
from app.report.pictures.counted import joined_caption, nothing_coded
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow
from app.report.pictures.request import KIND_NAMES
from app.report.pictures.word_counts import word_counts
from app.report.pictures.words_pictures import draw_cloud
from app.translation import tr, translated

MOST_CODES, MOST_DOCUMENTS, MOST_WORDS = 12, 12, 30
FIGURE_SIZE = 18.0
Tally = tuple[str, int, str, Opening]  # a name, how many, the ink's colour, what it opens


def glance(session: Session, material: StudyMaterial, job: Job) -> Picture:
    """Numbers, then codes, documents, coders and words, each at most a dozen lines."""
    title = translated(KIND_NAMES["glance"])
    words = word_counts(
        session, material.documents, with_interviewer=material.request.with_interviewer, job=job
    )
    figures = _figures(material)
    codes, documents, coders = _codes(material), _documents(material), _coders(material)
    rows = [PictureRow((tr("Number"), name, value)) for name, value in figures]
    parts = ((tr("Code"), codes), (tr("Document"), documents), (tr("Coder"), coders))
    rows += [PictureRow((what, name, count), opens) for what, part in parts for name, count, _, opens in part]
    rows += [
        PictureRow((tr("Word"), entry.word, entry.count), Opening(entry.word, words=entry.word))
        for entry in words[:MOST_WORDS]
    ]
    columns = (
        PictureColumn(tr("What"), "what", holds="word"),
        PictureColumn(tr("Name"), "name", holds="quote"),
        PictureColumn(tr("Number"), "number", "count"),
    )
    description = "; ".join(f"{value:,} {name}" for name, value in figures)
    without = "" if material.passages else nothing_coded(material)
    caption = joined_caption(material.caption, without)

    def draw(measure: Measure, width: float) -> Drawing:
        canvas = Canvas(measure, width)
        top = head(canvas, title)
        top = _draw_figures(canvas, figures, top) + 2 * BETWEEN
        half = (width - 3 * EDGE) / 2
        left = _draw_tallies(canvas, tr("Codes used most"), codes, EDGE, top, half)
        right = _draw_tallies(canvas, tr("Passages in documents"), documents, 2 * EDGE + half, top, half)
        right = _draw_tallies(canvas, tr("Codings of each coder"), coders, 2 * EDGE + half, right, half)
        top = max(left, right)
        if words:
            canvas.add(Lettering(EDGE, top, width - 2 * EDGE, LINE, tr("Words said most"), bold=True))
            top = draw_cloud(canvas, words[:MOST_WORDS], top + LINE + 4)
        return finished(canvas, title, description, caption, top)

    return Picture("glance", title, caption, description, columns, rows, draw)


def _figures(material: StudyMaterial) -> list[tuple[str, int]]:
    coders = {span.coder_id for span in material.spans} & {row.id for row in material.people}
    used = {passage.code_id for passage in material.passages}
    characters = sum(row.length for row in material.documents)
    documents, codes, passages = len(material.documents), len(material.codes), len(material.passages)
    return [
        (tr("document", "documents", documents), documents),
        (tr("character", "characters", characters), characters),
        (tr("code", "codes", codes), codes),
        (tr("code in use", "codes in use", len(used)), len(used)),
        (tr("coder", "coders", len(coders)), len(coders)),
        (tr("passage", "passages", passages), passages),
    ]


def _codes(material: StudyMaterial) -> list[Tally]:
    names = material.code_names()
    counts = Counter(passage.code_id for passage in material.passages)
    by_id = {code.id: code for code in material.codes}
    return [
        (
            names[code_id],
            count,
            by_id[code_id].colour,
            material.opening(names[code_id], [p for p in material.passages if p.code_id == code_id]),
        )
        for code_id, count in counts.most_common(MOST_CODES)
    ]


def _documents(material: StudyMaterial) -> list[Tally]:
    counts = Counter(passage.document_id for passage in material.passages)
    names = {row.id: row.name for row in material.documents}
    return [
        (
            names[row_id],
            count,
            ACCENT.colour,
            material.opening(names[row_id], [p for p in material.passages if p.document_id == row_id]),
        )
        for row_id, count in counts.most_common(MOST_DOCUMENTS)
    ]


def _coders(material: StudyMaterial) -> list[Tally]:
    counts = Counter(span.coder_id for span in material.spans)
    tallies: list[Tally] = []
    for row in material.coders:
        if counts[row.id]:
            own_codings = [
                CodedPassage(span.document_id, span.code_id, span.start, span.end, (span.id,))
                for span in material.spans
                if span.coder_id == row.id
            ]
            tallies.append((row.name, counts[row.id], row.colour, material.opening(row.name, own_codings)))
    return tallies


def _draw_figures(canvas: Canvas, figures: Sequence[tuple[str, int]], top: float) -> float:
    wide = (canvas.width - 2 * EDGE) / len(figures)
    for index, (name, value) in enumerate(figures):
        x = EDGE + index * wide
        mark = canvas.mark(f"{name}: {value:,}")
        box = (x, top, wide - 4, FIGURE_SIZE * 1.3)
        canvas.add(Lettering(*box, in_short(value), size=FIGURE_SIZE, ink=ACCENT, bold=True, mark=mark))
        canvas.add(Lettering(x, top + FIGURE_SIZE * 1.3, wide - 4, LINE, name, ink=MUTED, mark=mark))
    bottom = top + FIGURE_SIZE * 1.3 + LINE + BETWEEN
    canvas.add(Stroke(((EDGE, bottom), (canvas.width - EDGE, bottom)), RULE, 0.8))
    return bottom


def _draw_tallies(
    canvas: Canvas, title: str, tallies: Sequence[Tally], x: float, top: float, width: float
) -> float:
    """A heading with a bar for each name below it; where it ends. Nothing where there is nothing."""
    if not tallies:
        return top
    canvas.add(Lettering(x, top, width, LINE, title, bold=True))
    top += LINE + 2
    names = min(width * 0.5, canvas.widest([name for name, *_ in tallies]))
    long, most = width - names - 6 - 34, max(count for _, count, *_ in tallies)
    for name, count, colour, opens in tallies:
        mark = canvas.mark(f"{name}: {count:,}", opens)
        canvas.add(Lettering(x, top, names, LINE, name, mark=mark))
        size = max(1.0, long * count / most)
        canvas.add(Box(x + names + 6, top + 4, size, LINE - 8, Ink(colour), radius=1.5, mark=mark))
        canvas.add(Lettering(x + names + 6 + size + 4, top, 30, LINE, in_short(count), ink=MUTED, mark=mark))
        top += LINE
    return top + 2 * BETWEEN
