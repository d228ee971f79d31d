"""The list of passages where coders differ: a click or Enter opens one in its document."""

import re
import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.report.differing_passages import Passages
from app.report.differing_table import columns
from app.report.names import kind_name
from app.report.tables import ReportTable
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.plain import Heading, Hint
from app.ui.kit.table import TableModel
from app.ui.surface.passage_list import PassageList
from app.ui.surface.passage_rows import BESIDE_A_TABLE

LONG_WORD = re.compile(r"\S{20}(?=\S{4})")
MAY_BREAK, LEFT_TO_RIGHT = "\u200b", "\u200e"


class DifferenceList(QWidget):
    """A head that counts, and the passages."""

    passage_opened = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.title = Heading(wordWrap=False)
        self.title.setWordWrap(True)
        self.count = Hint()
        self.model = TableModel(ReportTable(columns()))
        self.view = PassageList(tr("Passages where the coders differ"), self.model, BESIDE_A_TABLE)
        self.view.clicked.connect(self.view.open)
        self.view.passage_opened.connect(self.passage_opened)
        Copying(self.view)
        head = below(self.title, self.count, margins=(12, 9, 12, 7), spacing=2)
        below(head, (self.view, 1), on=self, margins=NO_MARGINS, spacing=0)

    def show_hint(self) -> None:
        """Nothing is chosen yet."""
        self.title.setText(tr("Where the coders differ"))
        self.count.setText(tr("Choose a line or a cell to see the passages behind its numbers."))
        self.model.show_rows(())

    def show_wait(self, title: str) -> None:
        """The passages of this line are being looked up."""
        self.title.setText(breakable(title))
        self.count.setText(tr("Looking for the passages …"))
        self.model.show_rows(())

    def show_passages(self, title: str, passages: Passages, named: frozenset[str]) -> None:
        """Show what was found."""
        self.model.take_columns(columns(named))
        self.title.setText(breakable(title))
        self.count.setText(self._counted(passages))
        self.model.show_rows(passages.shown)
        self.view.scrollToTop()
        if passages.shown:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _counted(self, passages: Passages) -> str:
        if passages.sentence:
            return passages.sentence
        if not passages.of:
            return tr("Nobody coded anything here, so there is no passage to look at.")
        if not passages.differing:
            return tr(
                "The one passage agrees to the character.",
                "All {count} passages agree to the character.",
                passages.of,
            )
        kinds = ", ".join(f"{kind_name(kind)} {count:,}" for kind, count in passages.kinds.most_common())
        words = tr(
            "{count} of {all} passages differs: {kinds}",
            "{count} of {all} passages differ: {kinds}",
            passages.differing,
            all=f"{passages.of:,}",
            kinds=kinds,
        )
        if passages.of == 1:
            words = tr("The one passage differs: {kinds}", kinds=kinds)
        if len(passages.shown) < passages.differing - passages.gone:
            words += tr(". These are the first {number}.", number=f"{len(passages.shown):,}")
        return f"{words}. {passages.note}" if passages.note else words


def breakable(title: str) -> str:
    """A title whose long words may be broken, and which begins at the left also with an Arabic name."""
    words = LONG_WORD.sub(lambda word: word.group() + MAY_BREAK, title)
    strong = next((sign for sign in map(unicodedata.bidirectional, words) if sign in ("L", "R", "AL")), "L")
    return words if strong == "L" else LEFT_TO_RIGHT + words
