"""Paints one code of the tree: a chip of its colour with its key, its name, and how often it was used."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QTreeView, QWidget

from app.translation import tr
from app.ui.codebook.tree.model import NODE, Node
from app.ui.kit.elided import cut
from app.ui.kit.painted import GAP, LEFT, PaintedRows, paint_aside
from app.ui.kit.table import Index
from app.ui.surface.look import Look, contrast

CHIP = 17
EDGE = 10


class NameField(QLineEdit):
    """Keeps the keys that it does nothing with: they are not for the tree that it stands in."""

    seen = ""  # the name that what is typed takes the place of

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write."""
        super().keyPressEvent(event)
        event.accept()


class CodeDelegate(PaintedRows):
    """A row with everything at its place."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.drop_target = 0  # the code that a passage is dragged over

    def prepare(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The code that a passage is dragged over looks as if it were selected."""
        if index.data(NODE).code.id == self.drop_target:
            option.state |= QStyle.StateFlag.State_Selected

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a code."""
        node: Node = index.data(NODE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, _chip(option.rect), node.code.colour, node.code.shortcut, option.palette)
        self._paint_words(painter, option, node, index)
        if node.code.id == self.drop_target:
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, node: Node, index: Index) -> None:
        folded = node.below and isinstance(index, QModelIndex) and not self._view.isExpanded(index)
        count = node.with_those_below() if folded else node.own
        room = _names(option.rect)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        for words in (f"{count:,}" if count else "", tr("exclusive") if node.code.exclusive else ""):
            room = paint_aside(painter, room, words)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.setFont(_name_font(option.font, node))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        name = cut(painter.fontMetrics(), node.code.name, room.width())
        painter.drawText(room, LEFT | Qt.TextFlag.TextSingleLine, name)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room to be hit with the mouse."""
        return QSize(120, max(option.fontMetrics.height(), CHIP) + 11)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A field for the name."""
        field = NameField(parent)
        field.setAccessibleName(tr("Name of the code"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field; what was typed stays, whatever is counted anew meanwhile."""
        if isinstance(editor, NameField) and not editor.isModified():
            super().setEditorData(editor, index)
            editor.seen = editor.text()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Say what was typed, and over which name."""
        if isinstance(editor, NameField) and editor.isModified():
            model.setData(index, (editor.text(), editor.seen))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Put the field where the name is."""
        editor.setGeometry(_names(option.rect).adjusted(-8, 1, EDGE - 4, -1))


def _chip(row: QRect) -> QRectF:
    return QRectF(row.left() + 3, row.center().y() - CHIP / 2 + 0.5, CHIP, CHIP)


def _names(row: QRect) -> QRect:
    return row.adjusted(3 + CHIP + GAP, 0, -EDGE, 0)


def _name_font(font: QFont, node: Node) -> QFont:
    name_font = QFont(font)
    name_font.setWeight(QFont.Weight.DemiBold if node.below else QFont.Weight.Normal)
    return name_font


def paint_chip(painter: QPainter, box: QRectF, colour: str, key: str, palette: QPalette) -> None:
    """A square of a code's colour with its key; a smaller one when it has no key."""
    fill = QColor(colour)
    square = box if key else box.adjusted(3, 3, -3, -3)
    painter.setPen(QPen(Look.of(palette).line(colour), 1))
    painter.setBrush(fill)
    corner = 4 if key else 2.5
    painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    if key:
        dark, light = QColor("#101214"), QColor("#ffffff")
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(11)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(dark if contrast(dark, fill) >= contrast(light, fill) else light)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key.upper())
        painter.restore()
