"""The most frequent words, as bars and as a cloud."""

from collections.abc import Sequence
from math import cos, sin

from sqlalchemy.orm import Session

from app.jobs import Job
from app.report.drawing.canvas import EDGE, LINE, Canvas, scale, steps_to
from app.report.drawing.frame import finished, head
from app.report.drawing.shapes import (
    ACCENT,
    MUTED,
    TEXT,
    Bounds,
    Box,
    Drawing,
    Lettering,
    Measure,
    Opening,
    overlaps,
)
from app.report.numbers import in_short
from app.report.pictures.counted import joined_caption
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.report.pictures.word_counts import WordCount, word_counts
from app.translation import tr, translated

MOST_BARS, MOST_IN_CLOUD, MOST_LISTED = 30, 80, 500
SMALLEST, LARGEST = 8.0, 34.0  # points of type
TURN, OUTWARDS = 0.21, 1.1  # of the spiral at each step
MOST_STEPS = 6_000
POWER = 0.75  # of the frequency: longer words take more room as it is
FLAT = 0.55  # clouds are wider than they are high
BETWEEN_WORDS = 3.0


def frequent_words(session: Session, material: StudyMaterial, job: Job) -> Picture:
    """Bars or a cloud, as the request says."""
    request = material.request
    kind = request.kind
    title = translated(KIND_NAMES[kind])
    counts = word_counts(session, material.documents, with_interviewer=request.with_interviewer, job=job)
    asks = "" if request.with_interviewer else tr("Without whoever asks, and without stop words")
    caption = joined_caption(material.caption, asks)
    if not counts:
        if material.documents:
            sentence = tr("No words are left to be counted in these documents.")
        else:
            sentence = tr("There are no documents here whose words could be counted.")
        return empty_picture(kind, title, caption, sentence)
    shown = counts[: request.most or (MOST_BARS if kind == "words" else MOST_IN_CLOUD)]
    listed = counts[: max(MOST_LISTED, len(shown))]
    description = "; ".join(f"{entry.word}: {entry.count:,}" for entry in shown[:10])
    columns = (
        PictureColumn(tr("Word"), "word", holds="quote"),
        PictureColumn(tr("Times"), "count", "count"),
        PictureColumn(tr("Documents"), "documents", "count"),
    )
    rows = [
        PictureRow((entry.word, entry.count, entry.documents), Opening(entry.word, words=entry.word))
        for entry in listed
    ]

    def draw(measure: Measure, width: float) -> Drawing:
        canvas = Canvas(measure, width)
        top = head(canvas, title)
        bottom = draw_bars(canvas, shown, top) if kind == "words" else draw_cloud(canvas, shown, top)
        return finished(canvas, title, description, caption, bottom)

    return Picture(kind, title, caption, description, columns, rows, draw)


def label(entry: WordCount) -> str:
    """“flour: 12 times in 3 documents”."""
    times = tr("{count} time", "{count} times", entry.count)
    documents = tr("{count} document", "{count} documents", entry.documents)
    return tr("{word}: {times} in {documents}", word=entry.word, times=times, documents=documents)


def draw_bars(canvas: Canvas, counts: Sequence[WordCount], top: float) -> float:
    """A bar for each word; where they end."""
    names = canvas.widest([entry.word for entry in counts])
    left, right = EDGE + names + 8, canvas.width - EDGE - 40
    bottom = top + LINE * len(counts)
    steps = steps_to(counts[0].count)
    scale(canvas, (left, right), (top, bottom), steps)
    for index, entry in enumerate(counts):
        y = top + index * LINE
        mark = canvas.mark(label(entry), Opening(entry.word, words=entry.word))
        canvas.add(Lettering(EDGE, y, names, LINE, entry.word, "right", mark=mark))
        long = (right - left) * entry.count / steps[-1]
        canvas.add(Box(left, y + 3, long, LINE - 6, ACCENT, TEXT, mark=mark))
        canvas.add(Lettering(left + long + 3, y, 40, LINE, in_short(entry.count), ink=MUTED))
    return bottom + LINE


def draw_cloud(canvas: Canvas, counts: Sequence[WordCount], top: float) -> float:
    """Words around a middle, the most frequent first and largest; where they end."""
    middle, most = canvas.width / 2, counts[0].count
    taken: list[Bounds] = []
    placed: list[tuple[WordCount, float, Bounds]] = []
    for entry in counts:
        size = max(SMALLEST, round(LARGEST * (entry.count / most) ** POWER))
        wide, high = canvas.measure(entry.word, size) + BETWEEN_WORDS, size * 1.25
        room = _room(taken, wide, high, middle - EDGE)
        if room is not None:
            taken.append(room)
            placed.append((entry, size, room))
    up = min((room[1] for room in taken), default=0.0)
    for index, (entry, size, (left, above, right, below)) in enumerate(placed):
        mark = canvas.mark(label(entry), Opening(entry.word, words=entry.word))
        box = (middle + left, top + above - up, right - left, below - above)
        ink = ACCENT if index < 10 else TEXT
        canvas.add(Lettering(*box, entry.word, "middle", size, ink, mark=mark))
    return top + max((room[3] for room in taken), default=0.0) - up


def _room(taken: Sequence[Bounds], wide: float, high: float, most: float) -> Bounds | None:
    """The first place on a spiral from the middle where a word fits; None where none is left in the width."""
    for step in range(MOST_STEPS):
        angle = TURN * step
        distance = OUTWARDS * TURN * step
        x, y = distance * cos(angle), distance * sin(angle) * FLAT
        room = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if abs(x) + wide / 2 > most:
            if distance - wide > most * 2:
                return None
            continue
        if not any(overlaps(room, other) for other in taken):
            return room
    return None
