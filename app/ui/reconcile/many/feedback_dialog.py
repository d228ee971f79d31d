"""Feedback for a coder: where the consensus differs from the own codings; and how often each was followed."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.isolation import bare
from app.jobs import Job
from app.reconcile.adjudication import Followed, followed
from app.reconcile.feedback import Lesson, feedback, passages
from app.reconcile.loaded_queue import LoadedQueue
from app.report.feedback import LessonLine, differing_told, lesson_lines
from app.report.items import code_name
from app.report.names import reason_name
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Hint, Label, plain_tip
from app.ui.kit.table import CELL
from app.ui.kit.wrapping import wrap
from app.ui.live import Live
from app.ui.session import ProjectSession
from app.ui.unseen import DECISIVE

PLACE = Qt.ItemDataRole.UserRole
AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MOST_SHOWN = 1000


class FeedbackDialog(Dialog):
    """Stays open beside the window; a passage that is opened appears in the Code workspace."""

    passage_opened = Signal(int, int, int)

    def __init__(self, parent: QWidget, session: ProjectSession, loaded: LoadedQueue) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Feedback"))
        team = loaded.team
        self.session, self._team, self._round_id = session, team, loaded.round_id
        self._job = jobs.Newest(self)
        self.coder = ChoiceBox()
        self.coder.setAccessibleName(tr("Feedback for"))
        for person in team.people():
            self.coder.addItem(chip_icon(person.colour), person.name, person.id)
        self.coder.setCurrentIndex(max(0, self.coder.findData(loaded.begins_with(session.coder_id))))
        self.coder.activated.connect(self.refresh)
        self.sentence = Hint()
        self.lessons = _tree(
            tr("Where the consensus differs"),
            (
                tr("Code, passage"),
                tr("What differs"),
                tr("The coder had"),
                tr("The consensus has"),
                tr("Where"),
                tr("Why"),
            ),
        )
        self.lessons.itemActivated.connect(self._open)
        self.figure = _tree(
            tr("How often each coder was followed"),
            (
                tr("Coder, code"),
                tr("Settled"),
                tr("Followed"),
                tr("Share"),
                tr("Share of characters"),
            ),
        )
        self.pages = QTabWidget()
        self.pages.addTab(self.lessons, tr("Differences"))
        self.pages.addTab(self.figure, tr("Who was followed"))
        self._lay_out()
        Live(self, session, DECISIVE, self._renew)

    def _lay_out(self) -> None:
        head = beside(Label(tr("For")), self.coder, (self.sentence, 1))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        below(head, (self.pages, 1), buttons, on=self)
        for tree, widths in (
            (self.lessons, (210, 180, 210, 210, 100)),
            (self.figure, (260, 90, 90, 90, 150)),
        ):
            for index, width in enumerate(widths):
                tree.header().resizeSection(index, width)
        for section in range(1, self.figure.columnCount()):
            self.figure.headerItem().setTextAlignment(section, AT_THE_RIGHT)
        self.figure.header().setStretchLastSection(False)
        self.resize(1180, 620)

    def _renew(self, _: Changes | None) -> None:
        """Empty what may not be seen any more before it is read anew."""
        self._show([], [], [])
        self.sentence.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read it anew, for the coder who is chosen."""
        coder_id, session, round_id = self.coder.currentData(), self.session, self._round_id
        if coder_id is None:
            return

        def read(job: Job) -> tuple[list[LessonLine], list[Lesson], list[Followed]]:
            with session.project.read() as reading:
                lessons = feedback(reading, coder_id, round_id)
                lines = lesson_lines(reading, lessons[:MOST_SHOWN], self._team, job)
                return lines, lessons, followed(reading, round_id)

        self._job.run(tr("Reading the decisions"), read, lambda loaded: self._show(*loaded))

    def _show(
        self, lines: Sequence[LessonLine], lessons: Sequence[Lesson], figures: Sequence[Followed]
    ) -> None:
        self.lessons.clear()
        for code_id, of_code in groupby(lines, key=lambda line: line.lesson.code_id):
            self._add_code(code_id, list(of_code))
        self.lessons.expandAll()
        words = tr(
            "{count} passage where the consensus differs. Enter opens it.",
            "{count} passages where the consensus differs. Enter opens one.",
            passages(lessons),
        )
        if len(lessons) > len(lines):
            words += " " + tr("The first {number} differences are listed.", number=f"{len(lines):,}")
        nothing = tr("Nothing that was settled differs from what this coder coded.")
        self.sentence.setText(words if lessons else nothing)
        self._show_figures(figures)

    def _add_code(self, code_id: int, lessons: Sequence[LessonLine]) -> None:
        code = self._team.codes.get(code_id)
        top = QTreeWidgetItem([code_name(self._team.codes, code_id), str(len(lessons))])
        if code is not None:
            top.setIcon(0, chip_icon(code.colour))
        for line in lessons:
            lesson = line.lesson
            why = reason_name(lesson.decision.reason) if lesson.decision.reason else ""
            why = ": ".join(part for part in (why, lesson.decision.note) if part)
            child = QTreeWidgetItem(
                [line.passage, differing_told(lesson), line.had, line.has, line.where, why]
            )
            for column in range(child.columnCount()):
                child.setToolTip(column, plain_tip(child.text(column)))
                child.setData(column, CELL, bare(child.text(column)))
            child.setData(0, PLACE, (lesson.document_id, lesson.start, lesson.end))
            top.addChild(child)
        self.lessons.addTopLevelItem(top)

    def _show_figures(self, figures: Sequence[Followed]) -> None:
        self.figure.clear()
        top = QTreeWidgetItem()
        for figure in figures:
            if figure.code_id is None:
                coder = self._team.coders.get(figure.coder_id)
                top = _figure_line(coder.name if coder else tr("Somebody"), figure)
                self.figure.addTopLevelItem(top)
            else:
                top.addChild(_figure_line(code_name(self._team.codes, figure.code_id), figure))

    def _open(self, item: QTreeWidgetItem) -> None:
        passage = item.data(0, PLACE)
        if passage is not None:
            self.passage_opened.emit(*passage)


def _figure_line(name: str, of_coder: Followed) -> QTreeWidgetItem:
    line = QTreeWidgetItem([name, *_numbers(of_coder)])
    for column in range(1, line.columnCount()):
        line.setTextAlignment(column, AT_THE_RIGHT)
    return line


def _numbers(of_coder: Followed) -> list[str]:
    shares = (of_coder.share, of_coder.share_of_length)
    texts = [f"{100 * share:.0f} %" if share is not None else "–" for share in shares]
    return [f"{of_coder.decisions:,}", f"{of_coder.alike:,}", *texts]


def _tree(name: str, heads: Sequence[str]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(list(heads))
    tree.setAccessibleName(name)
    wrap(tree)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    Copying(tree)
    return tree
