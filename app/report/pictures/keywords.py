"""Words in context: every place of some words in a line, the words themselves below one another."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.documents.direction import direction_of
from app.errors import UserError
from app.find.narrowing import Narrowing
from app.find.queries import Hit, Search, find
from app.in_context import around, one_line
from app.jobs import Job
from app.report.drawing.canvas import EDGE, LINE, Canvas
from app.report.drawing.frame import finished, head
from app.report.drawing.shapes import ACCENT, MUTED, SIZE, Drawing, Lettering, Measure, Opening
from app.report.pictures.counted import joined_caption
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.sought import Query
from app.translation import tr, translated

MOST_LINES, MOST_LISTED = 40, 1_000
CONTEXT = 60  # characters on each side
LONGEST_NAME = 90.0


def keywords(session: Session, material: StudyMaterial, job: Job) -> Picture:
    """Every place of the request's words in texts; UserError where there are no words."""
    words = material.request.words.strip()
    if not words:
        raise UserError("There are no words to be shown in context. Type some and try again.")
    title = tr("{picture}: {words}", picture=translated(KIND_NAMES["keywords"]), words=words)
    ids = frozenset(row.id for row in material.documents)
    search = Search(Query(words, whole_words=True), ("texts",), Narrowing(document_ids=ids))
    result = find(session, search, job=job)
    if not result.total:
        return empty_picture(
            "keywords", title, material.caption, tr("These words stand in no document here.")
        )
    hits = list(result.hits(MOST_LISTED))
    shown = hits[: material.request.most or MOST_LINES]
    many = tr("{count} place", "{count} places", result.total)
    of_all = tr("the first {most} of them", most=len(shown)) if len(shown) < result.total else ""
    caption = joined_caption(material.caption, ", ".join(part for part in (many, of_all) if part))
    rows = [_row(hit) for hit in hits]
    columns = (
        PictureColumn(tr("Document"), "document"),
        PictureColumn(tr("Before"), "before", holds="quote"),
        PictureColumn(tr("Words"), "words", holds="quote"),
        PictureColumn(tr("Behind"), "after", holds="quote"),
    )

    def draw(measure: Measure, width: float) -> Drawing:
        canvas = Canvas(measure, width)
        bottom = _draw(canvas, shown, rows, head(canvas, title))
        return finished(canvas, title, many, caption, bottom)

    return Picture("keywords", title, caption, many, columns, rows, draw)


def _row(hit: Hit) -> PictureRow:
    text, document_id = hit.holding.text, hit.holding.piece.document_id
    before, after = around(text, hit.start, hit.end, CONTEXT)
    words = one_line(text[hit.start : hit.end])
    opens = Opening(words, stretch=(document_id, hit.start, hit.end))
    return PictureRow((hit.holding.document, before, words, after), opens)


def _draw(canvas: Canvas, hits: Sequence[Hit], rows: Sequence[PictureRow], top: float) -> float:
    """The words of each line begin below one another, also where a text runs to the left."""
    names = canvas.widest([hit.holding.document for hit in hits], most=LONGEST_NAME)
    left, right = EDGE + names + 10, canvas.width - EDGE
    longest = min(160.0, canvas.widest([str(row.cells[2]) for row in rows[: len(hits)]]))
    side = (right - left - longest) / 2
    for index, (row, hit) in enumerate(zip(rows, hits, strict=False)):
        name, before, words, after = map(str, row.cells)
        y = top + index * LINE
        mark = canvas.mark(f"{name}: {before}{words}{after}", row.opens)
        canvas.add(Lettering(EDGE, y, names, LINE, name, ink=MUTED, mark=mark))
        wide = min(longest, canvas.measure(words, SIZE) + 0.5)
        gap = canvas.measure(" ", SIZE)
        to_left = direction_of(hit.holding.text[max(0, hit.start - 200) : hit.end + 200]) == "rtl"
        at = right - side - wide if to_left else left + side
        first, last = (after, before) if to_left else (before, after)
        room = (at - left - gap, right - at - wide - gap)
        first = _fitting(canvas, first, room[0], tail=not to_left)
        last = _fitting(canvas, last, room[1], tail=to_left)
        spaces = (before.endswith(" "), after.startswith(" "))
        gaps = [gap if space else 0.0 for space in (reversed(spaces) if to_left else spaces)]
        canvas.add(Lettering(left, y, at - left - gaps[0], LINE, first, "right", mark=mark))
        canvas.add(Lettering(at, y, wide, LINE, words, "middle", ink=ACCENT, mark=mark))
        canvas.add(Lettering(at + wide + gaps[1], y, right - at - wide, LINE, last, mark=mark))
    return top + len(hits) * LINE


def _fitting(canvas: Canvas, words: str, width: float, *, tail: bool) -> str:
    """As much of some words as there is room for: their end where they stand before what is sought."""
    words = words.strip()
    while words and canvas.measure(words, SIZE) > width:
        shorter = words.split(" ", 1)[-1] if tail else words.rsplit(" ", 1)[0]
        words = shorter if shorter != words else words[1:] if tail else words[:-1]
    return words
