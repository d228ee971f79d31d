"""What importing a codebook would do, shown before it is done."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from app.exchange.codebook_table import CodebookPlan, FieldChange
from app.report.fields import field_names
from app.translation import tr
from app.ui.kit.changes import ChangesDialog
from app.ui.kit.plain import plain_tip


class PlanDialog(ChangesDialog):
    """Codes that are added, changed, or left as they are; `go_on` does it."""

    def __init__(self, parent: QWidget | None, plan: CodebookPlan, go_on: Callable[[], object]) -> None:
        super().__init__(parent, tr("Import a codebook"), plan.file, in_words(plan), tr("Code"))
        self._go_on = go_on
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.ok.setEnabled(bool(plan.added or plan.changed))
        self.add_group(tr("Added"), _lines(plan.added))
        self.add_group(tr("Changed"), _changed(plan.changed))
        self.add_group(tr("Not in the file: they stay"), _lines(plan.left), is_open=False)
        self.add_group(tr("Unchanged"), _lines(plan.unchanged), is_open=False)

    def submit(self) -> None:
        """Import."""
        self._go_on()


def _lines(codes: Sequence[str]) -> list[QTreeWidgetItem]:
    return [QTreeWidgetItem([code]) for code in codes]


def _changed(changes: Sequence[FieldChange]) -> list[QTreeWidgetItem]:
    """A line for each code, below it one for each of its fields."""
    names, lines = field_names(), []
    for code, of_code in groupby(changes, key=lambda change: change.code):
        lines.append(QTreeWidgetItem([code]))
        for change in of_code:
            _add_change(lines[-1], names[change.field], change)
    return lines


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
