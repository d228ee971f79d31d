"""The document portrait: a text cut into tiles of the same length, each in the code that most of it has."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from app.codebook.queries import CodeRow
from app.documents.queries import DocumentRow
from app.report.drawing.canvas import EDGE, LINE, Canvas, LegendEntry
from app.report.drawing.frame import BETWEEN, finished, head
from app.report.drawing.shapes import BASE, RULE, SIZE, Box, Drawing, Ink, Lettering, Measure, Opening
from app.report.pictures.counted import joined_caption, nothing_coded
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.translation import tr, translated

TILES, TILES_OF_MANY = 600, 240  # of the text of one document, of each of several
LEAST_CHARACTERS = 10  # of a tile
MOST_NAMED = 12  # codes with a colour and a letter of their own
MOST_DOCUMENTS = 12
TILE, GAP = 13.0, 1.0
LETTERS = "ABCDEFGHIJKL"
OTHER = Ink("muted", 0.45)


@dataclass(frozen=True)
class _Run:
    """Tiles [first, last) in one row of thought: the same code, or none (None)."""

    first: int
    last: int
    code_id: int | None


@dataclass(frozen=True)
class _Portrait:
    document: DocumentRow
    tiles: int
    per_tile: float
    runs: Sequence[_Run]
    passages: Sequence[CodedPassage]


def portrait(material: StudyMaterial) -> Picture:
    """One portrait for each document, those with most passages where they are too many."""
    title = translated(KIND_NAMES["portrait"])
    by_document: defaultdict[int, list[CodedPassage]] = defaultdict(list)
    for passage in material.passages:
        by_document[passage.document_id].append(passage)
    coded = [row for row in material.documents if by_document[row.id]]
    if not coded:
        return empty_picture("portrait", title, material.caption, nothing_coded(material))
    shown, of_documents = _documents(material, coded, by_document)
    if len(shown) == 1:
        title = tr("{picture}: {name}", picture=title, name=shown[0].name)
    codes, others = _named(material, [p for row in shown for p in by_document[row.id]])
    most_tiles = TILES if len(shown) == 1 else TILES_OF_MANY
    portraits = [_of_document(row, by_document[row.id], most_tiles) for row in shown]
    names = material.code_names()
    rows = [row for portrait_ in portraits for row in _rows(material, portrait_, names)]
    description = "; ".join(f"{row.cells[0]}, {row.cells[1]}: {row.cells[2]}×" for row in rows[:8])
    each = tr("Each tile is the same share of its text, in reading order; empty tiles are not coded")
    caption = joined_caption(material.caption, of_documents, each)

    def draw(measure: Measure, width: float) -> Drawing:
        canvas = Canvas(measure, width)
        top = head(canvas, title)
        look = {code.id: (Ink(code.colour), LETTERS[i]) for i, code in enumerate(codes)}
        entries = [LegendEntry(names[code.id], look[code.id][0], 0, look[code.id][1]) for code in codes]
        if others:
            entries.append(LegendEntry(tr("other codes"), OTHER))
        top += canvas.legend(EDGE, top, width - 2 * EDGE, entries) + BETWEEN
        for portrait_ in portraits:
            top = _draw(canvas, material, portrait_, look, names, top, len(portraits) > 1)
        return finished(canvas, title, description, caption, top - BETWEEN)

    return Picture("portrait", title, caption, description, _columns(), rows, draw)


def _columns() -> tuple[PictureColumn, ...]:
    return (
        PictureColumn(tr("Document"), "document"),
        PictureColumn(tr("Code"), "code"),
        PictureColumn(tr("Passages"), "passages", "count"),
        PictureColumn(tr("Characters"), "characters", "count"),
        PictureColumn(tr("% of the text"), "share", "percent"),
    )


def _documents(
    material: StudyMaterial, coded: Sequence[DocumentRow], passages: dict[int, list[CodedPassage]]
) -> tuple[list[DocumentRow], str]:
    if len(coded) <= MOST_DOCUMENTS:
        return list(coded), ""
    ranked = sorted(coded, key=lambda row: -len(passages[row.id]))[:MOST_DOCUMENTS]
    sentence = tr(
        "The document with most passages of {all}",
        "The {count} documents with most passages of {all}",
        MOST_DOCUMENTS,
        all=f"{len(coded):,}",
    )
    return [row for row in material.documents if row in ranked], sentence


def _named(material: StudyMaterial, passages: Sequence[CodedPassage]) -> tuple[list[CodeRow], bool]:
    """The codes with a colour of their own, by their share of text, and whether there are others."""
    lengths: Counter[int] = Counter()
    for passage in passages:
        lengths[passage.code_id] += passage.end - passage.start
    ranked = {code_id for code_id, _ in lengths.most_common(min(material.request.most or 99, MOST_NAMED))}
    return [code for code in material.codes if code.id in ranked], len(lengths) > len(ranked)


def _of_document(document: DocumentRow, passages: Sequence[CodedPassage], most_tiles: int) -> _Portrait:
    tiles = max(1, min(most_tiles, document.length // LEAST_CHARACTERS))
    per_tile = max(1.0, document.length / tiles)
    covered: list[Counter[int]] = [Counter() for _ in range(tiles)]
    for passage in passages:
        first, last = int(passage.start / per_tile), min(tiles, ceil(passage.end / per_tile))
        for tile in range(first, last):
            begin, end = tile * per_tile, (tile + 1) * per_tile
            shared = min(passage.end, end) - max(passage.start, begin)
            covered[tile][passage.code_id] += max(0, round(shared * 1000))
    codes = [_most(counter, per_tile) for counter in covered]
    runs, at = [], 0
    for code_id, group in groupby(codes):
        many = len(list(group))
        runs.append(_Run(at, at + many, code_id))
        at += many
    return _Portrait(document, tiles, per_tile, runs, passages)


def _most(counter: Counter[int], per_tile: float) -> int | None:
    """The code of a tile: the one that has most of it, if that is at least a quarter."""
    if not counter:
        return None
    code_id, shared = min(counter.items(), key=lambda item: (-item[1], item[0]))
    return code_id if shared >= 250 * per_tile else None


def _rows(material: StudyMaterial, portrait_: _Portrait, names: dict[int, str]) -> Iterator[PictureRow]:
    document = portrait_.document
    for code in material.codes:
        passages = [passage for passage in portrait_.passages if passage.code_id == code.id]
        if passages:
            characters = _covered(passages)
            share = round(characters / max(1, document.length), 4)
            cells = (document.name, names[code.id], len(passages), characters, share)
            yield PictureRow(cells, material.opening(f"{names[code.id]}, {document.name}", passages))


def _covered(passages: Sequence[CodedPassage]) -> int:
    """Characters that have the code, each once."""
    covered, end = 0, 0
    for passage in sorted(passages, key=lambda passage: passage.start):
        covered += max(0, passage.end - max(end, passage.start))
        end = max(end, passage.end)
    return covered


def _draw(
    canvas: Canvas,
    material: StudyMaterial,
    portrait_: _Portrait,
    look: dict[int, tuple[Ink, str]],
    names: dict[int, str],
    top: float,
    with_name: bool,
) -> float:
    if with_name:
        canvas.add(Lettering(EDGE, top, canvas.width - 2 * EDGE, LINE, portrait_.document.name, bold=True))
        top += LINE
    across = max(10, int((canvas.width - 2 * EDGE) // TILE))
    rtl = portrait_.document.direction == "rtl"
    for run in portrait_.runs:
        fill, letter, mark = None, "", None
        if run.code_id is not None:
            fill, letter = look.get(run.code_id, (OTHER, ""))
            mark = canvas.mark(*_says(material, portrait_, run, names))
        for tile in range(run.first, run.last):
            column, line = tile % across, tile // across
            x = EDGE + (across - 1 - column if rtl else column) * TILE
            box = (x, top + line * TILE, TILE - GAP, TILE - GAP)
            canvas.add(Box(*box, fill or BASE, None if fill else RULE, mark=mark))
            if letter:
                canvas.add(Lettering(*box, letter, "middle", SIZE - 1, on=fill, mark=mark))
    return top + ceil(portrait_.tiles / across) * TILE + BETWEEN


def _says(
    material: StudyMaterial, portrait_: _Portrait, run: _Run, names: dict[int, str]
) -> tuple[str, Opening]:
    start, end = run.first * portrait_.per_tile, run.last * portrait_.per_tile
    passages = [
        passage
        for passage in portrait_.passages
        if passage.code_id == run.code_id and passage.start < end and start < passage.end
    ]
    label = tr(
        "{code} in {document}, {percent} % into the text: {count} passage",
        "{code} in {document}, {percent} % into the text: {count} passages",
        len(passages),
        code=names[run.code_id or 0],
        document=portrait_.document.name,
        percent=round(100 * run.first / portrait_.tiles),
    )
    return label, material.opening(label, passages)
