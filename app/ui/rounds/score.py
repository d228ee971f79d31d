"""What coders did in a calibration round, beside the consensus: how many passages were right, and which."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.report.scores import ScoreLine, score_lines
from app.rounds.queries import RoundRow
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.lines import below
from app.ui.kit.plain import Hint, plain_tip
from app.ui.session import ProjectSession

PLACE = Qt.ItemDataRole.UserRole


class Scores(QWidget):
    """A line for each coder, with the passages below it; a double click opens a passage."""

    passage_opened = Signal(int, int, int)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self.tree = QTreeWidget()
        self.tree.setItemDelegate(NamesDelegate(self.tree))
        self.tree.setHeaderLabels([tr("Coder, passage"), tr("Right"), tr("Coded"), tr("Consensus")])
        self.tree.setAccessibleName(tr("Scores"))
        self.tree.itemActivated.connect(self._open)
        Copying(self.tree)
        head = self.tree.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        note = Hint(
            tr(
                "Right: the coder gave the passage the codes that the consensus has there, on at least half "
                "of the text of both together. Press Enter on a passage to see it in its text."
            ),
        )
        below((self.tree, 1), note, on=self, margins=(0, 8, 0, 0))

    def show_round(self, row: RoundRow) -> None:
        """Score everybody in a calibration round."""
        self.tree.clear()
        with self._session.project.read() as reading:
            for line in score_lines(reading, row.id):
                self._add(line)

    def _add(self, line: ScoreLine) -> None:
        top = QTreeWidgetItem(self.tree, [line.coder, line.right, line.alpha])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        if line.why:
            top.addChild(QTreeWidgetItem([line.why]))
        for answer in line.answers:
            mark = "✓" if answer.right else "✗"
            child = QTreeWidgetItem(top, [answer.words, mark, answer.given, answer.expected])
            child.setData(0, PLACE, (answer.document_id, answer.start, answer.end))
            child.setToolTip(0, plain_tip(answer.words))
        top.setExpanded(True)

    def _open(self, item: QTreeWidgetItem) -> None:
        passage = item.data(0, PLACE)
        if passage:
            self.passage_opened.emit(*passage)
