"""Two documents or two coders side by side: the passages of each code, to the left and to the right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.codebook.queries import CodeRow
from app.errors import UserError
from app.report.drawing.canvas import EDGE, LINE, SERIES, Canvas, steps_to
from app.report.drawing.frame import finished, head
from app.report.drawing.shapes import MUTED, RULE, TEXT, Box, Drawing, Ink, Lettering, Measure, Stroke
from app.report.numbers import in_short
from app.report.pictures.counted import joined_caption, nothing_coded, used_codes
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.translation import tr, translated

MOST_CODES = 40
BAR = 10.0
NUMBER = 26.0


def sides(material: StudyMaterial) -> Picture:
    """The two that were chosen, or the first two; UserError where there is only one to compare."""
    kind = translated(KIND_NAMES["compare"])
    of_coders = material.request.way == "coder"
    (first, second), names = _chosen(material, of_coders)
    if of_coders:
        caption, both = _of_coders(material, first, second)
    else:
        caption = material.caption
        both = [
            [passage for passage in material.passages if passage.document_id == document_id]
            for document_id in (first, second)
        ]
    title = tr("{first} and {second}", first=names[0], second=names[1])
    shown, of_codes = used_codes(material, [*both[0], *both[1]], MOST_CODES)
    if not shown:
        return empty_picture("compare", f"{kind}: {title}", caption, nothing_coded(material))
    code_names = material.code_names()
    rows = [_row(material, code, code_names, names, both) for code in shown]
    columns = [PictureColumn(tr("Code"), "code")]
    columns += [
        PictureColumn(name, key, "count") for name, key in zip(names, ("first", "second"), strict=True)
    ]
    description = "; ".join(" ".join(map(str, row.cells)) for row, _ in rows[:6])
    caption = joined_caption(caption, of_codes, tr("Passages"))

    def draw(measure: Measure, width: float) -> Drawing:
        canvas = Canvas(measure, width)
        top = head(canvas, title)
        bottom = _draw(canvas, shown, code_names, names, rows, top)
        return finished(canvas, title, description, caption, bottom)

    return Picture("compare", title, caption, description, columns, [row for row, _ in rows], draw)


Openings = tuple[PictureRow, tuple[list[CodedPassage], list[CodedPassage]]]


def _row(
    material: StudyMaterial,
    code: CodeRow,
    code_names: dict[int, str],
    names: Sequence[str],
    both: Sequence[Sequence[CodedPassage]],
) -> Openings:
    first, second = ([passage for passage in side if passage.code_id == code.id] for side in both)
    title = tr("{code}: {first} and {second}", code=code_names[code.id], first=names[0], second=names[1])
    cells = (code_names[code.id], len(first), len(second))
    return PictureRow(cells, material.opening(title, [*first, *second])), (first, second)


def _chosen(material: StudyMaterial, of_coders: bool) -> tuple[tuple[int, int], tuple[str, str]]:
    """The ids of the two, and their names."""
    rows = material.people if of_coders else material.documents
    names = {row.id: row.name for row in (material.coders if of_coders else material.documents)}
    pair = material.request.sides
    if pair is None:
        if len(rows) < 2:
            raise UserError(
                "Two are needed to be put side by side, and there are fewer here. Add a document or a coder, "
                "or choose another picture."
            )
        used = Counter(span.coder_id if of_coders else span.document_id for span in material.spans)
        order = [row.id for row in rows]
        ranked = sorted(order, key=lambda row_id: -used[row_id])
        first, second = sorted(ranked[:2], key=order.index)
        pair = first, second
    return pair, (names[pair[0]], names[pair[1]])


def _of_coders(material: StudyMaterial, first: int, second: int) -> tuple[str, list[list[CodedPassage]]]:
    """Two coders' own codings of the documents that both judge."""
    common = {id_ for id_, judges in material.judges.items() if {first, second} <= judges}
    both = [
        [
            CodedPassage(span.document_id, span.code_id, span.start, span.end, (span.id,))
            for span in material.spans
            if span.coder_id == coder_id and span.document_id in common
        ]
        for coder_id in (first, second)
    ]
    documents = tuple(row for row in material.documents if row.id in common)
    words = tr("Each coder’s own codings of documents that both have coded")
    return replace(material, documents=documents, layer_words=words).caption, both


def _draw(
    canvas: Canvas,
    codes: Sequence[CodeRow],
    code_names: dict[int, str],
    names: Sequence[str],
    rows: Sequence[Openings],
    top: float,
) -> float:
    """Names in the middle, bars to both sides; where it ends."""
    wide = canvas.widest([code_names[code.id] for code in codes]) + 12
    long = (canvas.width - 2 * EDGE - wide) / 2 - NUMBER
    left, right = EDGE + NUMBER + long, EDGE + NUMBER + long + wide
    canvas.add(Lettering(EDGE, top, NUMBER + long, LINE, names[0], "right", bold=True))
    canvas.add(Lettering(right, top, NUMBER + long, LINE, names[1], bold=True))
    top += LINE + 4
    most = steps_to(max(max(len(first), len(second)) for _, (first, second) in rows))[-1]
    bottom = top + LINE * len(rows)
    canvas.add(*(Stroke(((x, top), (x, bottom)), RULE, 0.6) for x in (left, right)))
    for index, (code, (row, passages)) in enumerate(zip(codes, rows, strict=True)):
        y = top + index * LINE
        canvas.add(Lettering(left, y, wide, LINE, code_names[code.id], "middle"))
        for side, count in enumerate(map(len, passages)):
            mark = canvas.mark(f"{code_names[code.id]}, {names[side]}: {count:,}", row.opens)
            size = long * count / most
            x = right if side else left - size
            colour, hatch = SERIES[side]
            canvas.add(
                Box(x, y + (LINE - BAR) / 2, size, BAR, Ink(colour, exact=True), TEXT, hatch, mark=mark)
            )
            beside = x + size + 3 if side else x - NUMBER - 3
            words = in_short(count)
            canvas.add(Lettering(beside, y, NUMBER, LINE, words, "left" if side else "right", ink=MUTED))
    return bottom
