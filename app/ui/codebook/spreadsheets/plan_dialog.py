"""What importing a codebook would do, shown before it is done."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.exchange.codebook_table import CodebookPlan, FieldChange
from app.report.fields import field_names
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import Dialog
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import Label, plain_tip


class PlanDialog(Dialog):
    """Codes that are added, changed, or left as they are; `go_on` does it."""

    def __init__(self, parent: QWidget | None, plan: CodebookPlan, go_on: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import a codebook"))
        self._go_on = go_on
        title = Label(tr("What “{file}” would change", file=plan.file), wordWrap=True)
        title.setProperty("heading", True)
        self.words = Label(in_words(plan), wordWrap=True)
        self.tree = QTreeWidget()
        self.tree.setItemDelegate(NamesDelegate(self.tree))
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.tree.setHeaderLabels([tr("Code"), tr("Now"), tr("Then")])
        self.tree.setAccessibleName(tr("Changes"))
        self.tree.setWordWrap(True)
        Copying(self.tree)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fill(plan)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        self.ok = buttons.button(ok)
        self.ok.setText(tr("Import"))
        self.ok.setEnabled(bool(plan.added or plan.changed))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (title, self.words, self.tree, buttons):
            column.addWidget(widget, 1 if widget is self.tree else 0)
        self.resize(640, 520)

    def _accept(self) -> None:
        self.accept()
        self._go_on()

    def _fill(self, plan: CodebookPlan) -> None:
        self._group(tr("Added"), plan.added)
        names = field_names()
        changed = self._group(tr("Changed"), ())
        for code, changes in groupby(plan.changed, key=lambda change: change.code):
            item = QTreeWidgetItem(changed, [code])
            for change in changes:
                _add_change(item, names[change.field], change)
        changed.setHidden(not plan.changed)
        self.tree.expandAll()
        self._group(tr("Not in the file: they stay"), plan.left)
        self._group(tr("Unchanged"), plan.unchanged)

    def _group(self, title: str, codes: Sequence[str]) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree, [title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.addChildren([QTreeWidgetItem([code]) for code in codes])
        group.setHidden(not codes)
        return group


def _add_change(item: QTreeWidgetItem, name: str, change: FieldChange) -> None:
    cells = [name, _shown(change.before), _shown(change.after)]
    line = QTreeWidgetItem(item, cells)
    for column, words in enumerate(cells):
        line.setToolTip(column, plain_tip(words))


def _shown(value: str | bool) -> str:
    if isinstance(value, bool):
        return "✓" if value else "–"
    return " ".join(value.split()) or "–"


def in_words(plan: CodebookPlan) -> str:
    """What an import would do, in sentences."""
    changed = len({change.code for change in plan.changed})
    if not plan.added and not changed:
        return " ".join([tr("Nothing: the codebook says all of this already."), *plan.notes])
    sentences = [
        tr("Codes added: {added}. Codes changed: {changed}.", added=len(plan.added), changed=changed)
    ]
    if plan.left:
        sentences.append(
            tr("Codes that the file doesn't have stay as they are: {number}.", number=len(plan.left))
        )
    sentences += plan.notes
    sentences.append(tr("Codings stay on their codes. You can undo this."))
    return " ".join(sentences)
