"""What the dialogs that settle many items at once have in common."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from app.jobs import Job
from app.reconcile.actions import Choice
from app.report.choices import ChoiceLine
from app.translation import tr
from app.ui import jobs
from app.ui.kit.form import Choosing
from app.ui.kit.lines import below
from app.ui.kit.plain import Label
from app.ui.reconcile.many.choices_table import ChoicesTable

SETTLED_AT_ONCE = 200  # items that are settled before anybody could notice

Settle = Callable[[Sequence[Choice], Job], object]


class SettleDialog(Choosing):
    """Previews choices, and gives them to `settle`; of many it stays open until they are settled."""

    def __init__(self, parent: QWidget, title: str, settle: Settle) -> None:
        super().__init__(parent, title, tr("Settle"))
        self._settle = settle
        self.choices: Sequence[Choice] = ()
        self.sentence = Label(wordWrap=True)
        self.table = ChoicesTable()

    def lay_out_over_preview(self, parts: Sequence[QWidget | QLayout], wide: int, high: int) -> None:
        """Put what is chosen over the sentence and the table of what it would settle."""
        column = below(spacing=10)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)
        self.lay_out(column, wide, high)

    def show_choices(self, choices: Sequence[Choice], words: str, lines: Sequence[ChoiceLine]) -> None:
        """Preview these choices."""
        self.choices = choices
        self.sentence.setText(words)
        self.ok.setText(tr("Settle {number}", number=f"{len(choices):,}"))
        self.ok.setEnabled(bool(choices))
        self.table.lines.show_rows(lines)

    def submit(self) -> None:
        """Settle what was previewed."""
        self._settle(self.choices, Job())

    def save(self) -> None:
        """Settle and close; many in the background, so that the window goes on answering."""
        if len(self.choices) <= SETTLED_AT_ONCE:
            super().save()
            return
        self.ok.setEnabled(False)
        work = partial(self._settle, self.choices)
        jobs.run(self, tr("Settling"), work, lambda _: self.accept(), self._refuse_again)

    def _refuse_again(self, sentence: str) -> None:
        self.ok.setEnabled(True)
        self.refuse(sentence)
