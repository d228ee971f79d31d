"""The tree of codes: keeps what is folded and chosen over changes, drags codes, takes dropped passages."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from app.codebook.queries import CodeRow
from app.translation import tr
from app.ui.codebook.tree.delegate import CHIP, CodeDelegate, NameField, paint_chip
from app.ui.codebook.tree.model import CodebookModel
from app.ui.kit.elided import cut
from app.ui.surface.carrying import PASSAGE_MIME

INDENT = 16


class CodeTree(QTreeView):
    """Codes are known by their ids, so that a reload of the model loses nothing."""

    current_changed = Signal(int)  # the current code's id, 0 for none
    code_activated = Signal(int)
    passage_dropped = Signal(int)

    def __init__(self, model: CodebookModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = model
        self._current = 0
        self._order: list[int] = []
        self._scrolled = 0
        self._folded: set[int] = set()
        self._visible: set[int] | None = None
        self._hidden: list[int] = []
        self._typed: tuple[str, str] | None = None  # name and the one seen, while rows are laid out anew
        self.setModel(model)
        self.delegate = CodeDelegate(self)
        self.setItemDelegate(self.delegate)
        self._set_up()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentChanged.connect(self._take_current)
        self.collapsed.connect(self._fold)
        self.expanded.connect(self._unfold)
        self.doubleClicked.connect(self._activate)

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleName(tr("Codebook"))

    # which codes

    def current(self) -> int:
        """The current code's id, 0 for none."""
        return self._current

    def select(self, code_id: int) -> None:
        """Make a code the current one and show it."""
        index = self._codes.index_of(code_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def filter(self, visible: set[int] | None) -> None:
        """Show some codes, all unfolded; None shows all, folded as before."""
        if visible != self._visible:
            self._visible = visible
            self._show_all()
            self._lay_out_rows()

    def begin_rename(self) -> None:
        """Open the field for the current code's name."""
        if self._current:
            self.edit(self.currentIndex())

    def _take_current(self, index: QModelIndex) -> None:
        self._current = index.internalId() if index.isValid() else 0
        self.current_changed.emit(self._current)

    def _activate(self, index: QModelIndex) -> None:
        self.code_activated.emit(index.internalId())

    # over a reload

    def _remember(self) -> None:
        self._order = [row.id for row in self._codes.rows()]
        self._scrolled = self.verticalScrollBar().value()
        field = self.indexWidget(self.currentIndex())
        self._typed = None
        if isinstance(field, NameField) and field.hasFocus():
            self._typed = field.text(), field.seen

    def _restore(self) -> None:
        self._lay_out_rows()
        current = next(
            (candidate for candidate in self._candidates() if self._codes.index_of(candidate).isValid()), 0
        )
        self.setCurrentIndex(self._codes.index_of(current))
        if not current and self._current:
            self._take_current(QModelIndex())
        self.doItemsLayout()
        self.verticalScrollBar().setValue(self._scrolled)
        index = self.currentIndex()
        if index.isValid() and not self.viewport().rect().intersects(self.visualRect(index)):
            self.scrollTo(index)
        if self._typed is not None:
            typed, self._typed = self._typed, None
            if self._current in self._order:
                self._go_on_typing(*typed)

    def type_again(self, code_id: int, typed: str, seen: str) -> None:
        """A name was refused: the field opens again with it, unless the person went elsewhere."""

        def go_on() -> None:
            if self.hasFocus() and self._current == code_id:
                self._go_on_typing(typed, seen)

        QTimer.singleShot(0, self, go_on)  # the field that is left must have closed

    def _go_on_typing(self, typed: str, seen: str) -> None:
        self.edit(self.currentIndex())
        field = self.indexWidget(self.currentIndex())
        if isinstance(field, NameField) and typed != seen:
            field.setText(typed)
            field.setModified(True)
            field.seen = seen

    def _candidates(self) -> Iterator[int]:
        """The current code; where it is gone, what stood behind it, then what stood before it."""
        if self._current in self._order:
            index = self._order.index(self._current)
            yield from self._order[index:]
            yield from reversed(self._order[:index])

    def _lay_out_rows(self) -> None:
        self.blockSignals(True)
        self.expandAll()
        if self._visible is None:
            for code_id in self._folded:
                self.collapse(self._codes.index_of(code_id))
        self.blockSignals(False)
        if self._visible is not None:
            self._hidden = [row.id for row in self._codes.rows() if row.id not in self._visible]
            self._set_hidden(True)

    def _show_all(self) -> None:
        self._set_hidden(False)
        self._hidden = []

    def _set_hidden(self, hidden: bool) -> None:
        for code_id in self._hidden:
            index = self._codes.index_of(code_id)
            self.setRowHidden(index.row(), index.parent(), hidden)

    def _fold(self, index: QModelIndex) -> None:
        if self._visible is None:
            self._folded.add(index.internalId())

    def _unfold(self, index: QModelIndex) -> None:
        self._folded.discard(index.internalId())

    # keys and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies the current code."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current and not editing:
            self.code_activated.emit(self._current)
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the current code: onto the text, or to another place of the tree."""
        node = self._codes.node(self._current)
        if node is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self._codes.mimeData([self.currentIndex()]))
        drag.setPixmap(self._picture(node.code))
        drag.setHotSpot(QPoint(-10, -6))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def _picture(self, code: CodeRow) -> QPixmap:
        name = cut(self.fontMetrics(), code.name, 220)
        scale = self.devicePixelRatioF()
        picture = QPixmap(
            int((self.fontMetrics().horizontalAdvance(name) + CHIP + 24) * scale), int(28 * scale)
        )
        picture.setDevicePixelRatio(scale)
        picture.fill(self.palette().color(self.palette().ColorRole.ToolTipBase))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        paint_chip(painter, QRectF(7, 5.5, CHIP, CHIP), code.colour, code.shortcut, self.palette())
        painter.setPen(self.palette().color(self.palette().ColorRole.ToolTipText))
        painter.drawText(QRectF(CHIP + 14, 0, 240, 28), Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()
        return picture

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes and passages may come in."""
        if event.mimeData().hasFormat(PASSAGE_MIME):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A passage may be dropped onto any code."""
        if not event.mimeData().hasFormat(PASSAGE_MIME):
            super().dragMoveEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        self._light(index.internalId() if index.isValid() else 0)
        if index.isValid():
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is over the codes any more."""
        self._light(0)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A passage was dropped onto a code, or a code somewhere."""
        if not event.mimeData().hasFormat(PASSAGE_MIME):
            super().dropEvent(event)
            return
        self._light(0)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.passage_dropped.emit(index.internalId())

    def _light(self, code_id: int) -> None:
        if self.delegate.drop_target != code_id:
            self.delegate.drop_target = code_id
            self.viewport().update()
