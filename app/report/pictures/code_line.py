"""The code line: a line for each code, on which each passage lies where it stands in the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codebook.queries import CodeRow
from app.documents.queries import DocumentRow
from app.report.drawing.canvas import EDGE, LINE, Canvas
from app.report.drawing.frame import finished, head
from app.report.drawing.shapes import MUTED, RULE, Box, Drawing, Ink, Lettering, Measure, Stroke
from app.report.pictures.counted import joined_caption, nothing_coded, used_codes
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.translation import tr, translated

MOST_CODES, MOST_DOCUMENTS, MOST_NAMED = 40, 40, 24
THICK = 8.0
LEAST = 1.2  # points of a passage, so that it can be seen
LONGEST_HEAD = 110.0


@dataclass(frozen=True)
class _Line:
    title: str
    caption: str
    description: str
    codes: Sequence[CodeRow]
    names: dict[int, str]
    documents: Sequence[DocumentRow]
    passages: Sequence[CodedPassage]


def code_line(material: StudyMaterial) -> Picture:
    """Passages by their place: of one document, or of several one behind the other."""
    title = translated(KIND_NAMES["line"])
    coded = {passage.document_id for passage in material.passages}
    documents = [row for row in material.documents if row.id in coded]
    of_documents = ""
    if len(documents) > MOST_DOCUMENTS:
        many = len(documents)
        of_documents = tr("First of {all}", "The first {count} of {all} documents", MOST_DOCUMENTS, all=many)
        documents = documents[:MOST_DOCUMENTS]
    ids = {row.id for row in documents}
    passages = [passage for passage in material.passages if passage.document_id in ids]
    shown, of_codes = used_codes(material, passages, MOST_CODES)
    if not shown:
        return empty_picture("line", title, material.caption, nothing_coded(material))
    if len(documents) == 1:
        title = tr("{picture}: {name}", picture=title, name=documents[0].name)
    names = material.code_names()
    code_ids = {code.id for code in shown}
    passages = [passage for passage in passages if passage.code_id in code_ids]
    name_of = {row.id: row.name for row in documents}
    rows = [
        PictureRow(
            (name_of[passage.document_id], names[passage.code_id], passage.start, passage.end),
            material.opening(names[passage.code_id], [passage]),
        )
        for passage in passages
    ]
    counts = [(sum(passage.code_id == code.id for passage in passages), names[code.id]) for code in shown]
    description = "; ".join(f"{name}: {count:,}" for count, name in sorted(counts, reverse=True)[:6])
    caption = joined_caption(material.caption, of_codes, of_documents)
    line = _Line(title, caption, description, shown, names, documents, passages)

    def draw(measure: Measure, width: float) -> Drawing:
        return _draw(line, material, measure, width)

    return Picture("line", title, caption, description, _columns(), rows, draw)


def _columns() -> tuple[PictureColumn, ...]:
    return (
        PictureColumn(tr("Document"), "document"),
        PictureColumn(tr("Code"), "code"),
        PictureColumn(tr("From character"), "start", "count"),
        PictureColumn(tr("to"), "end", "count"),
    )


def _draw(line: _Line, material: StudyMaterial, measure: Measure, width: float) -> Drawing:
    canvas = Canvas(measure, width)
    names = canvas.widest([line.names[code.id] for code in line.codes])
    left, right = EDGE + names + 8, width - EDGE
    top = head(canvas, line.title)
    starts = _starts(line.documents, left, right)
    if len(line.documents) > 1:
        top += _draw_heads(canvas, line, starts, right, top)
    bottom = top + LINE * len(line.codes)
    for start in (*starts, right):
        canvas.add(Stroke(((start, top), (start, bottom)), RULE, 0.8))
    lines = {code.id: index for index, code in enumerate(line.codes)}
    for index, code in enumerate(line.codes):
        y = top + index * LINE
        canvas.add(Lettering(EDGE, y, names, LINE, line.names[code.id], "right"))
        canvas.add(Stroke(((left, y + LINE / 2), (right, y + LINE / 2)), RULE, 0.6))
    ends = [*starts[1:], right]
    reach = {row.id: (starts[i], ends[i], row) for i, row in enumerate(line.documents)}
    ink = {code.id: Ink(code.colour) for code in line.codes}
    for passage in line.passages:
        x, wide = _extent(passage, *reach[passage.document_id], alone=len(line.documents) == 1)
        label = f"{line.names[passage.code_id]}, {reach[passage.document_id][2].name}"
        mark = canvas.mark(label, material.opening(label, [passage]))
        y = top + lines[passage.code_id] * LINE + (LINE - THICK) / 2
        canvas.add(Box(x, y, wide, THICK, ink[passage.code_id], mark=mark))
    if len(line.documents) == 1:
        rtl = line.documents[0].direction == "rtl"
        begin, end = tr("beginning of the text"), tr("end")
        canvas.add(Lettering(left, bottom + 2, 150, 12, end if rtl else begin, ink=MUTED))
        canvas.add(Lettering(right - 150, bottom + 2, 150, 12, begin if rtl else end, "right", ink=MUTED))
        bottom += 14
    return finished(canvas, line.title, line.description, line.caption, bottom)


def _starts(documents: Sequence[DocumentRow], left: float, right: float) -> list[float]:
    """Where each document begins: they are as wide as their texts are long, but none is too narrow."""
    whole = sum(row.length for row in documents) or 1
    least = min(0.5 / len(documents), 0.02)
    shares = [max(least, row.length / whole) for row in documents]
    starts, at = [], left
    for share in shares:
        starts.append(at)
        at += (right - left) * share / sum(shares)
    return starts


def _extent(
    passage: CodedPassage, start: float, end: float, document: DocumentRow, *, alone: bool
) -> tuple[float, float]:
    """Where a passage begins on the page, and how wide it is; alone, an Arabic text begins at the right."""
    length = max(1, document.length)
    first, last = passage.start / length, passage.end / length
    if alone and document.direction == "rtl":
        first, last = 1 - last, 1 - first
    wide = max(LEAST, (end - start) * (last - first))
    return min(start + (end - start) * first, end - wide), wide


def _draw_heads(canvas: Canvas, line: _Line, starts: list[float], right: float, top: float) -> float:
    """Names of documents, read from below; how high they stand. Of many documents only marks have names."""
    if len(line.documents) > MOST_NAMED:
        return 0.0
    high = canvas.widest([row.name for row in line.documents], most=LONGEST_HEAD)
    for row, start, end in zip(line.documents, starts, [*starts[1:], right], strict=True):
        if end - start >= LINE * 0.7:
            canvas.add(Lettering(start, top, max(LINE, end - start), high, row.name, upwards=True))
    return high + 4
