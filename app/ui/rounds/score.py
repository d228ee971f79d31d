"""What coders did in a calibration round, beside the consensus: how many passages were right, and which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.coders.queries import coders
from app.documents.queries import documents, text
from app.errors import UserError
from app.in_context import quote
from app.reconcile.calibration import Score, score
from app.reconcile.outcomes import ConsensusSpan
from app.report.numbers import coefficient
from app.rounds.queries import RoundRow, assignments
from app.rounds.then import names_by_id, then
from app.store import ReadSession
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import Label, plain_tip
from app.ui.session import ProjectSession

PLACE = Qt.ItemDataRole.UserRole
LONGEST_QUOTE = 90  # code points


@dataclass(frozen=True)
class CoderScore:
    """One coder's score, or why there is none."""

    coder: str
    score: Score | None
    why: str


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
        note = Label(
            tr(
                "Right: the coder gave the passage the codes that the consensus has there, on at least half "
                "of the text of both together. Press Enter on a passage to see it in its text."
            ),
            wordWrap=True,
        )
        note.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(note)

    def show_round(self, row: RoundRow) -> None:
        """Score everybody in a calibration round."""
        self.tree.clear()
        with self._session.project.read() as reading:
            names = {coder.id: coder.name for coder in coders(reading)}
            codes = names_by_id(then(reading).codes)
            people = dict.fromkeys(assignment.coder_id for assignment in assignments(reading, row.id))
            for coder_id in people:
                self._add(reading, _result(reading, row.id, coder_id, names.get(coder_id, "?")), codes)

    def _add(self, reading: ReadSession, result: CoderScore, codes: Mapping[int, str]) -> None:
        top = QTreeWidgetItem(self.tree, [result.coder])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        if result.score is None:
            top.addChild(QTreeWidgetItem([result.why]))
            top.setExpanded(True)
            return
        answers = result.score.answers
        top.setText(1, f"{result.score.right} / {len(answers)}")
        top.setText(2, f"α {coefficient(result.score.agreement.value)}")
        names = {document.id: document.name for document in documents(reading)}
        texts: dict[int, str] = {}
        for answer in answers:
            at = answer.passage
            body = texts.setdefault(at.document_id, text(reading, at.document_id))
            words = quote(body, at.start, at.end, LONGEST_QUOTE)
            line = QTreeWidgetItem(
                top,
                [
                    f"{names.get(at.document_id, '?')}: “{words}”",
                    "✓" if answer.right else "✗",
                    _named(answer.given, codes),
                    _named(at.expected, codes),
                ],
            )
            line.setData(0, PLACE, (at.document_id, at.start, at.end))
            line.setToolTip(0, plain_tip(line.text(0)))
        top.setExpanded(True)

    def _open(self, item: QTreeWidgetItem) -> None:
        passage = item.data(0, PLACE)
        if passage:
            self.passage_opened.emit(*passage)


def _result(reading: ReadSession, round_id: int, coder_id: int, name: str) -> CoderScore:
    try:
        return CoderScore(name, score(reading, round_id, coder_id), "")
    except UserError as error:  # one coder without a score doesn't keep the others' back
        return CoderScore(name, None, str(error))


def _named(spans: Sequence[ConsensusSpan], codes: Mapping[int, str]) -> str:
    return ", ".join(dict.fromkeys(codes.get(span.code_id, "?") for span in spans)) or "–"
