"""The stacked bar of disagreement by kind, numbered, with what each part is in words below it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kind_names import KINDS
from app.report.drawing.of_agreement import kinds_drawing
from app.report.drawing.shapes import SIZE, Drawing
from app.report.names import kind_told
from app.translation import tr
from app.ui.kit.plain import plain_tip
from app.ui.pictures.painting import Inks, measure, paint


class KindsBar(QWidget):
    """Shows one disagreement."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Disagreement | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_disagreement(self, shown: Disagreement) -> None:
        """Show another one."""
        self._shown = shown
        self.setAccessibleName(tr("Disagreement by kind"))
        self.setAccessibleDescription(kinds_drawing(shown, measure).description)
        self.setToolTip(plain_tip("\n".join(map(kind_told, KINDS))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The bar, and a line for each kind."""
        drawing = self._drawing(300)
        return QSize(300, 0 if drawing is None else round(drawing.height * self._scale()) + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        drawing = self._drawing(self.width())
        if drawing is None:
            return
        painter = QPainter(self)
        painter.scale(self._scale(), self._scale())
        paint(painter, drawing, Inks.of(self.palette()))
        painter.end()

    def _drawing(self, width: int) -> Drawing | None:
        if self._shown is None:
            return None
        return kinds_drawing(self._shown, measure, width=width / self._scale(), edge=0.5)

    def _scale(self) -> float:
        return self.fontInfo().pixelSize() / SIZE
