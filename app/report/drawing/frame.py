"""What stands around a drawing: its title above it, and below it what is counted."""

from app.report.drawing.canvas import EDGE, LINE, Canvas
from app.report.drawing.shapes import SIZE, Drawing, Lettering

TITLE_SIZE = SIZE + 3
BETWEEN = 8.0


def head(canvas: Canvas, title: str) -> float:
    """Write the title; where the drawing begins."""
    canvas.add(Lettering(EDGE, EDGE, canvas.width - 2 * EDGE, LINE, title, size=TITLE_SIZE, bold=True))
    return EDGE + LINE + BETWEEN


def finished(canvas: Canvas, title: str, description: str, caption: str, bottom: float) -> Drawing:
    """The drawing with its caption below `bottom`."""
    high = canvas.paragraph(EDGE, bottom + BETWEEN, canvas.width - 2 * EDGE, caption) if caption else 0.0
    return canvas.drawing(title, description, bottom + BETWEEN + high + EDGE)
