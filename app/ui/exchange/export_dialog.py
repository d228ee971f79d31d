"""Chooses what leaves the project, and shows it before it does."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.exchange.preview import SheetPreview, previews
from app.exchange.targets import ENDINGS, WITH_SHEETS, Kind
from app.exchange.wanted import ExportWanted, remember, remembered
from app.exchange.words import held_in_words, kinds
from app.jobs import Job
from app.report.comparison_options import comparison_options, first_choices
from app.rounds.queries import rounds
from app.store import Project
from app.store.changes import Changes
from app.translation import tr
from app.ui import jobs
from app.ui.exchange.export_form import ExportForm
from app.ui.exchange.preview_table import PreviewTable
from app.ui.exchange.sheet_tree import SheetTree
from app.ui.kit.buttons import tool_button
from app.ui.kit.dialog import Dialog
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_export_folder, remember_export_folder
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Heading, Hint, Label
from app.ui.kit.splitter import Splitter
from app.ui.session import ProjectSession
from app.ui.unseen import DECISIVE

AFTER_A_CHANGE = 250  # milliseconds
SIZE = (1140, 740)
FORM_WIDE = 330


class _Relay(QObject):
    """Carries what a job saw to the dialog, and outlives the dialog: the window waits for its jobs."""

    seen = Signal(int, object)
    ended = Signal(int, str)


class ExportDialog(Dialog):
    """Says what is wanted and where once the person has decided."""

    decided = Signal(object, object)  # Wanted, Path

    def __init__(self, parent: QWidget, session: ProjectSession) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = parent
        self._project = session.project
        self._previews: dict[str, SheetPreview] = {}
        self._boxes = False
        self._looked_at = False
        self._asked = 0
        self._job: Job | None = None
        self._relay = _Relay(parent)
        self.form = ExportForm()
        self.sheets = SheetTree()
        self.preview = PreviewTable()
        self.summary = Label(wordWrap=True)
        self.about = Label(wordWrap=True)
        self.note = Label(wordWrap=True)
        self.export = QPushButton(tr("Export…"))
        self.cancel = QPushButton(tr("Cancel"))
        self._later = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE)
        with self._project.read() as reading:
            now, all_rounds = comparison_options(reading), rounds(reading)
            self._agreement = first_choices(reading, now)
            last = remembered(now.project, self._agreement)
            self._options = comparison_options(reading, last.round_id)
        self._left_out, self._added = set(last.left_out), set(last.added)
        self.form.show_wanted(self._options, all_rounds, last)
        self._lay_out()
        self._connect()
        session.changed.connect(self._take_changes)
        self._look()

    # what is wanted

    def wanted(self) -> ExportWanted:
        """What is chosen now."""
        return self.form.wanted(sorted(self._left_out), sorted(self._added))

    def _choose(self, title: str, wanted: bool) -> None:
        """Keep what the person decided about a sheet."""
        (self._added if wanted else self._left_out).add(title)
        (self._left_out if wanted else self._added).discard(title)
        self._sum_up()

    def _change_round(self) -> None:
        """Offer the documents, coders and codes that another round has."""
        wanted = self.wanted()
        with self._project.read() as reading:
            self._options = comparison_options(reading, wanted.round_id)
        self.form.show_scope(self._options, wanted)

    def _take_changes(self, changes: Changes) -> None:
        """Empty at once what may not be seen any more, and look anew at what may leave now."""
        if not changes.touch(*DECISIVE):
            return
        self._stop_looking()
        self._empty()
        wanted = self.wanted()
        with self._project.read() as reading:
            self._options, found = comparison_options(reading, wanted.round_id), rounds(reading)
        self.form.show_wanted(self._options, found, wanted)
        self._look()

    def _empty(self) -> None:
        self._previews, self._boxes = {}, False
        self.sheets.fill([], None)
        self._show_sheet("")

    def _kind(self) -> Kind:
        kind: Kind = self.form.kind.currentData()
        return kind

    def _with_sheets(self) -> bool:
        return self._kind() in WITH_SHEETS

    # looking

    def is_looking(self) -> bool:
        """Whether what is shown is not yet what is wanted."""
        return self._later.isActive() or self._job is not None

    def _look(self) -> None:
        self._stop_looking()
        self._asked += 1
        tell = partial(self._relay.seen.emit, self._asked)
        work = partial(_looked, self._project, self.wanted(), self.sheets.current(), tell)
        self._job = jobs.run(self._window, "", work, partial(self._relay.ended.emit, self._asked))
        self._sum_up()

    def _stop_looking(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _leave(self) -> None:
        self._stop_looking()
        if self._job is None:
            self._relay.deleteLater()

    def _take(self, asked: int, sheets: Sequence[SheetPreview]) -> None:
        """Show what was seen so far: first all sheets by name, then each with its rows."""
        if asked != self._asked:
            return
        if len(sheets) > 1 or not self._with_sheets():
            self._outline(sheets, boxes=self._with_sheets())
        wanted = self.wanted()
        for sheet in sheets:
            if sheet.columns or sheet.count is not None:
                self._previews[sheet.title] = sheet
                self.sheets.describe(sheet)
                if self._with_sheets():
                    self.sheets.check(sheet.title, checked=wanted.takes(sheet.title, sensible=sheet.sensible))
        seen = [sheet.title for sheet in sheets if sheet.columns or sheet.count is not None]
        if not self._looked_at and self._with_sheets() and seen:
            self.sheets.look_at(seen[0])  # what is there first, until the person looks at another
            self._looked_at = True
        if self.sheets.current() in [sheet.title for sheet in sheets]:
            self._show_sheet(self.sheets.current())
        self.note.hide()
        self._sum_up()

    def _outline(self, sheets: Sequence[SheetPreview], *, boxes: bool) -> None:
        """Show which sheets there are; where they are the same as before, what is known of them stays."""
        if [sheet.title for sheet in sheets] == list(self._previews) and boxes == self._boxes:
            return
        self._previews = {sheet.title: sheet for sheet in sheets}
        self._boxes = boxes
        wanted = self.wanted()
        takes = [wanted.takes(sheet.title, sensible=sheet.sensible) for sheet in sheets]
        self.sheets.fill(sheets, takes if boxes else None)
        for widget in (self.all, self.none, self.first):
            widget.setVisible(boxes)
        high = self.sheets.high()
        self._split.setSizes([high, max(0, self._split.height() - high)])

    def _end(self, asked: int, obstacle: str) -> None:
        if asked != self._asked:
            return
        self._job = None
        if obstacle:
            self._empty()
            self.note.setText(obstacle)
            self.note.show()
        self._sum_up()

    def _show_sheet(self, title: str) -> None:
        sheet = self._previews.get(title)
        self.preview.show_preview(sheet)
        self.about.setText("" if sheet is None else self._about(sheet))

    def _about(self, sheet: SheetPreview) -> str:
        words = [sheet.about]
        if len(sheet.pages) > 1:
            words.append(
                tr(
                    "{count} sheet; this is “{name}”.",
                    "{count} sheets; this is “{name}”.",
                    len(sheet.pages),
                    name=sheet.pages[0],
                )
            )
        if sheet.held_back:
            words.append(tr("Kept back: {names}.", names=", ".join(sheet.held_back)))
        return " ".join(words)

    def _sum_up(self) -> None:
        """Say what would leave, as far as it is known."""
        titles = self.sheets.titles(checked=True) if self._boxes else list(self._previews)
        chosen = [self._previews[title] for title in titles]
        self.export.setEnabled(bool(chosen))
        if not chosen:
            self.summary.setText(tr("Choose at least one sheet.") if self._previews else "")
        elif self._job is not None:
            self.summary.setText(tr("Looking at the sheets …"))
        else:
            count = sum(len(sheet.pages) for sheet in chosen)
            counted = tr("{count} table.", "{count} tables.", count)
            leaves = held_in_words({text for sheet in chosen for text in sheet.holds})
            self.summary.setText(counted + " " + tr("Text that leaves: {words}.", words=leaves))

    # deciding

    def _decide(self) -> None:
        path = self._ask_where()
        if path is None:
            return
        wanted = self.wanted()
        remember(self._options.project, wanted, self._agreement)
        remember_export_folder(path.parent)
        self.decided.emit(wanted, path)
        self.accept()

    def _ask_where(self) -> Path | None:
        ending = ENDINGS.get(self._kind(), "")
        name = kinds()[self._kind()][0]
        title = name if ending else tr("{name}: name of the new folder", name=name)
        location = Path(self._project.location)
        beside = last_export_folder() or (str(location.parent) if location.exists() else str(Path.home()))
        stem = location.stem if location.exists() else tr("study")
        proposed = Path(beside) / (f"{stem}{ending}" if ending else f"{stem} {self._kind()}")
        pattern = f"{name} (*{ending})" if ending else ""
        chosen, _ = FileDialog.file_to_write(self, title, str(proposed), pattern)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix or not ending else path.with_name(f"{path.name}{ending}")

    # how it is made

    def _connect(self) -> None:
        self.form.round.activated.connect(self._change_round)
        self.form.changed.connect(self._later.start)
        self._later.timeout.connect(self._look)
        self._relay.seen.connect(self._take)
        self._relay.ended.connect(self._end)
        self.sheets.looked_at.connect(self._show_sheet)
        self.sheets.chosen.connect(self._choose)
        self.export.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self._leave)

    def _lay_out(self) -> None:
        form = QScrollArea(widgetResizable=True)
        form.setFrameShape(QFrame.Shape.NoFrame)
        form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form.setWidget(self.form)
        form.setFixedWidth(FORM_WIDE)
        line = QFrame()
        line.setFixedWidth(1)
        line.setStyleSheet("background: palette(mid);")
        row = beside(form, line, (self._right(), 1), margins=NO_MARGINS, spacing=0)
        foot = beside((self.summary, 1), self.cancel, self.export, margins=(18, 10, 18, 14), spacing=10)
        self.export.setDefault(True)
        self.cancel.setAutoDefault(False)
        below((row, 1), foot, on=self, margins=NO_MARGINS, spacing=0)
        self.resize(*SIZE)

    def _right(self) -> QVBoxLayout:
        for label in (self.about, self.note, self.summary):
            label.setProperty("muted", True)
        self.about.setContentsMargins(4, 8, 4, 6)
        title = Heading(tr("What will be written"), wordWrap=False)
        self.all = tool_button(tr("All"), tr("Choose all sheets"), partial(self._check, checked=True))
        self.none = tool_button(tr("None"), tr("Choose none"), partial(self._check, checked=False))
        self.first = Hint(tr("with the first rows; intervals follow when it is written"), wordWrap=False)
        head = beside(title, 8, self.first, STRETCH, self.all, self.none)
        shown = QWidget()
        below(self.about, (self.preview, 1), on=shown, margins=NO_MARGINS, spacing=0)
        self._split = Splitter((self.sheets, shown), (), down=True)
        return below(head, self.note, (self._split, 1), margins=(18, 16, 18, 0))

    def _check(self, _pressed: bool = False, *, checked: bool) -> None:
        self.sheets.check_all(checked=checked)


def _looked(
    project: Project,
    wanted: ExportWanted,
    first: str,
    tell: Callable[[Sequence[SheetPreview]], None],
    job: Job,
) -> str:
    """Tell what would be written; the sentence that says why nothing can be, or nothing."""
    try:
        previews(project, wanted.kind, wanted.choices(), job, tell=tell, first=first)
    except UserError as error:
        return str(error)
    return ""
