"""Feedback for a coder: where the consensus differs from the own codings; and how often each was followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.coding.queries import Places
from app.jobs import Job
from app.reconcile.adjudication import Followed, followed
from app.reconcile.feedback import Lesson, feedback
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import ConsensusSpan
from app.report.names import kind_name, reason_name
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.kit.chip import chip_icon
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.copying import Copying
from app.ui.kit.dialog import Dialog
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import Label, plain_tip
from app.ui.live import Live
from app.ui.reconcile.many.choices_table import quote
from app.ui.session import ProjectSession
from app.ui.unseen import DECISIVE

PLACE = Qt.ItemDataRole.UserRole
MOST_SHOWN = 1000


@dataclass(frozen=True)
class Told:
    """One lesson with its words: the passage, what the coder had, what the consensus has."""

    lesson: Lesson
    where: str
    passage: str
    had: str
    has: str


class FeedbackDialog(Dialog):
    """Stays open beside the window; a passage that is opened appears in the Code workspace."""

    passage_opened = Signal(int, int, int)

    def __init__(self, parent: QWidget, session: ProjectSession, team: Team, round_id: int | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Feedback"))
        self.session, self._team, self._round_id = session, team, round_id
        self._job: Job | None = None
        self.coder = ChoiceBox()
        self.coder.setAccessibleName(tr("Feedback for"))
        for person in team.people():
            self.coder.addItem(chip_icon(person.colour), person.name, person.id)
        self.coder.setCurrentIndex(max(0, self.coder.findData(session.coder_id)))
        self.coder.activated.connect(self.refresh)
        self.told = Label(wordWrap=True)
        self.told.setProperty("muted", True)
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
        head = QHBoxLayout()
        head.addWidget(Label(tr("For")))
        head.addWidget(self.coder)
        head.addWidget(self.told, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addWidget(buttons)
        for tree, widths in ((self.lessons, (210, 180, 210, 210, 100)), (self.figure, (260, 80, 80, 80))):
            for index, width in enumerate(widths):
                tree.header().resizeSection(index, width)
        self.resize(1180, 620)

    def _renew(self, _: Changes | None) -> None:
        """Empty what may not be seen any more before it is read anew."""
        self._show([], 0, [])
        self.told.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read it anew, for the coder who is chosen."""
        coder_id, session, round_id = self.coder.currentData(), self.session, self._round_id
        if coder_id is None:
            return

        def read(job: Job) -> tuple[list[Told], int, list[Followed]]:
            with session.project.read() as reading:
                found = feedback(reading, coder_id, round_id)
                places = Places(reading)
                told = []
                for index, one in enumerate(found[:MOST_SHOWN]):
                    job.step(index, len(found))
                    text = places.text(one.document_id)
                    document = self._team.documents.get(one.document_id)
                    turn, _ = places.turn(one.document_id, one.start)
                    where = document.name if document is not None else ""
                    where += tr(" · turn {turn}", turn=turn) if turn else ""
                    had, has = (codings_told(some, self._team, text) for some in (one.had, one.has))
                    told.append(Told(one, where, quote(text, one.start, one.end), had, has))
                return told, len(found), followed(reading, round_id)

        def show(found: tuple[list[Told], int, list[Followed]]) -> None:
            if self._job is job:
                self._show(*found)

        job = jobs.run(self, tr("Reading the decisions"), read, show)
        self._job = job

    def _show(self, told: Sequence[Told], many: int, figures: Sequence[Followed]) -> None:
        self.lessons.clear()
        for code_id, lessons in groupby(told, key=lambda one: one.lesson.code_id):
            self._add_code(code_id, list(lessons))
        self.lessons.expandAll()
        words = tr(
            "{count} passage where the consensus differs. Enter opens it.",
            "{count} passages where the consensus differs. Enter opens one.",
            many,
        )
        if many > len(told):
            words += " " + tr("The first {number} are listed.", number=len(told))
        nothing = tr("Nothing that was settled differs from what this coder coded.")
        self.told.setText(words if many else nothing)
        self._show_figures(figures)

    def _add_code(self, code_id: int, lessons: Sequence[Told]) -> None:
        code = self._team.codes.get(code_id)
        top = QTreeWidgetItem([code.name if code else tr("a code that is gone"), str(len(lessons))])
        if code is not None:
            top.setIcon(0, chip_icon(code.colour))
        for one in lessons:
            lesson = one.lesson
            why = reason_name(lesson.decision.reason) if lesson.decision.reason else ""
            why = ": ".join(part for part in (why, lesson.decision.note) if part)
            child = QTreeWidgetItem([one.passage, differing_told(lesson), one.had, one.has, one.where, why])
            for column in range(child.columnCount()):
                child.setToolTip(column, plain_tip(child.text(column)))
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
                code = self._team.codes.get(figure.code_id)
                top.addChild(_figure_line(code.name if code else tr("a code that is gone"), figure))

    def _open(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, PLACE)
        if place is not None:
            self.passage_opened.emit(*place)


def differing_told(lesson: Lesson) -> str:
    """What the coder did otherwise."""
    if lesson.kind in ("boundary", "split"):
        words = _end_told(lesson)
    else:
        words = tr("coded, not in the consensus") if lesson.mine else tr("in the consensus, not coded")
    return f"{kind_name(lesson.kind)}: {words}"


def _end_told(lesson: Lesson) -> str:
    """Which end is another: where the stretch lies beside what the other one has of this code."""
    shorter = [one for one in (lesson.has if lesson.mine else lesson.had) if one.code_id == lesson.code_id]
    before = bool(shorter) and lesson.end <= min(one.start for one in shorter)
    behind = bool(shorter) and lesson.start >= max(one.end for one in shorter)
    if before:
        return tr("the coder begins earlier") if lesson.mine else tr("the consensus begins earlier")
    if behind:
        return tr("the coder ends later") if lesson.mine else tr("the consensus ends later")
    return tr("the coder has this, too") if lesson.mine else tr("the consensus has this, too")


def codings_told(codings: Sequence[ConsensusSpan], team: Team, text: str) -> str:
    """Codes with their words; “nothing” where there are none."""
    told = []
    for coding in codings:
        name = team.codes[coding.code_id].name if coding.code_id in team.codes else tr("a code that is gone")
        told.append(f"{name}: {quote(text, coding.start, coding.end)}")
    return "; ".join(told) or tr("nothing")


def _figure_line(name: str, one: Followed) -> QTreeWidgetItem:
    line = QTreeWidgetItem([name, *_numbers(one)])
    for column in range(1, line.columnCount()):
        line.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return line


def _numbers(one: Followed) -> list[str]:
    shares = (one.share, one.share_of_length)
    told = [f"{100 * share:.0f} %" if share is not None else "–" for share in shares]
    return [f"{one.decisions:,}", f"{one.alike:,}", *told]


def _tree(name: str, heads: Sequence[str]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setItemDelegate(NamesDelegate(tree))
    tree.setHeaderLabels(list(heads))
    tree.setAccessibleName(name)
    tree.setWordWrap(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    Copying(tree)
    return tree
