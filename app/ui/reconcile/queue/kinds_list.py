"""How many items of each kind are open: sign, colour, name and count; a press shows or hides a kind."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.reconcile.items import ITEM_KINDS
from app.report.names import kind_name, kind_told
from app.translation import tr
from app.ui.kit.elided import cut
from app.ui.kit.plain import plain_tip
from app.ui.reconcile.queue.delegate import paint_sign

HIGH, SIGN = 26, 18


class KindButton(QAbstractButton):
    """One kind."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.setCheckable(True)
        self.setToolTip(plain_tip(kind_told(kind)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.count(0, 0)

    def count(self, unsettled: int, of: int) -> None:
        """How many are not settled, of how many there are."""
        self.setText(f"{unsettled:,}")
        words = tr(
            "{kind}: {number} not settled of {all}", kind=kind_name(self.kind), number=unsettled, all=of
        )
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{kind_told(self.kind)}\n{words}"))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(90, HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Faint while the kind is hidden."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.setOpacity(1.0 if self.isChecked() else 0.65)
        paint_sign(painter, QRectF(6, (HIGH - SIGN) / 2, SIGN, SIGN), self.kind, palette)
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        count_width = metrics.horizontalAdvance(self.text()) + 4
        role = QPalette.ColorRole.Text if self.isChecked() else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(role))
        room = QRectF(SIGN + 11, 0, self.width() - SIGN - count_width - 17, HIGH)
        words = cut(metrics, kind_name(self.kind), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        right = QRectF(0, 0, self.width() - 7, HIGH)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.text())
        painter.end()


class KindsList(QWidget):
    """All kinds, in two columns."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setSpacing(2)
        self.buttons = {kind: KindButton(kind) for kind in ITEM_KINDS}
        for index, (kind, button) in enumerate(self.buttons.items()):
            button.setChecked(kind != "agreed")
            button.clicked.connect(self.changed)
            grid.addWidget(button, index // 2, index % 2)

    def chosen(self) -> frozenset[str]:
        """The kinds that are shown."""
        return frozenset(kind for kind, button in self.buttons.items() if button.isChecked())

    def choose(self, kinds: frozenset[str]) -> None:
        """Show these kinds."""
        for kind, button in self.buttons.items():
            button.setChecked(kind in kinds)

    def show_counts(self, unsettled: Mapping[str, int], of: Mapping[str, int]) -> None:
        """How many there are of each."""
        for kind, button in self.buttons.items():
            button.count(unsettled.get(kind, 0), of.get(kind, 0))
