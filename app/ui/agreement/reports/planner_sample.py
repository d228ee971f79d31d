"""Draws the sample, lists it, and copies or saves it with its seed."""

import csv
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app import settings
from app.agreement.planning.samples import samples, store_sample
from app.agreement.planning.sampling import Drawn, Sample, draw
from app.cell_text import guarded
from app.errors import UserError
from app.exchange.drafts import new_file
from app.local_times import local_date
from app.report.sampling import (
    DOCUMENTS,
    TURNS,
    Drawable,
    SamplingFrame,
    drawables,
    property_name,
    rows,
    sampling_frame,
)
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.cells import clipboard_data
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.form import with_margin
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.plain import Heading, Hint, Label
from app.ui.live import Live
from app.ui.session import ProjectSession

SEED_KEY = "sample seed"
LARGEST_SEED = 999_999_999
MOST_LISTED = 2000


class SamplePanel(QWidget):
    """Takes what to draw, how much and from where; the same seed draws the same again."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._sampling_frame = SamplingFrame((), frozenset(), {})
        self._sample: Sample[Drawable] | None = None
        self._rows: list[list[str | int]] = []
        self._samples: list[Drawn] = []
        self.what = ChoiceBox()
        self.what.addItem(tr("documents"), DOCUMENTS)
        self.what.addItem(tr("turns"), TURNS)
        self.number = with_margin(QSpinBox(minimum=1, maximum=1_000_000, value=10))
        self.where = ChoiceBox()
        self.where.addItem(tr("all documents"), False)
        self.where.addItem(tr("documents not yet coded twice"), True)
        self.by = ChoiceBox()
        self.seed = with_margin(QSpinBox(minimum=0, maximum=LARGEST_SEED))
        self.seed.setValue(settings.read(SEED_KEY, 1))
        self.seed.setToolTip(tr("The same seed draws the same sample again, on every computer"))
        self.list = QListWidget()
        self.list.setItemDelegate(NamesDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.sentence = Hint()
        self.draw = QPushButton(tr("Draw"))
        self.copy = QPushButton(tr("Copy"))
        self.save = QPushButton(tr("Save as CSV…"))
        for field, name in (
            (self.what, tr("What is drawn")),
            (self.number, tr("How many")),
            (self.where, tr("Drawn from")),
            (self.by, tr("In proportion to")),
            (self.seed, tr("Seed")),
            (self.list, tr("The sample")),
        ):
            field.setAccessibleName(name)
        self._lay_out()
        self._connect()
        Live(self, session, ("document", "assignment", "document_property", "region", "setting"), self._load)

    def _lay_out(self) -> None:
        title = Heading(tr("Draw the sample"), wordWrap=False)
        column = below(
            title,
            _row(tr("Draw"), self.number, self.what, tr("from"), self.where),
            _row(tr("in proportion to"), self.by, tr("with seed"), self.seed, None, self.draw),
            (self.list, 1),
            on=self,
            margins=NO_MARGINS,
        )
        foot = beside((self.sentence, 1), self.copy, self.save)
        column.addLayout(foot)
        for button in (self.copy, self.save, self.draw):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.draw.clicked.connect(self.draw_sample)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_and_save)
        for field in (self.what, self.where, self.by):
            field.currentIndexChanged.connect(self._forget)
        for spin_box in (self.number, self.seed):
            spin_box.valueChanged.connect(self._forget)
        self._forget()

    def wish(self, documents: int) -> None:
        """Suggest how many documents to draw, as far as there are so many."""
        self.what.setCurrentIndex(self.what.findData(DOCUMENTS))
        self.number.setValue(min(documents, max(1, len(self._sampling_frame.documents))))

    def draw_sample(self) -> None:
        """Draw, and list what was drawn."""
        what, name = self.what.currentData(), self.by.currentData()
        with self._session.project.read() as reading:
            items = drawables(reading, self._sampling_frame.open(self.where.currentData()), what)
        if not items:
            raise UserError(self._nothing_there(what))
        strata = (
            {item.identity: self._sampling_frame.value(name, item.document.id) for item in items}
            if name
            else {}
        )
        self._sample = draw(
            items,
            self.number.value(),
            seed=self.seed.value(),
            identity=lambda item: item.identity,
            stratum=(lambda item: strata[item.identity]) if name else None,
        )
        settings.write(SEED_KEY, self.seed.value())
        self._store(self._sample, name, len(items))
        self._rows = rows(self._sample, strata, what)
        self._show(len(items))

    def _store(self, sample: Sample[Drawable], name: str, of: int) -> None:
        """Keep the sample in the project, so that others can draw it again."""
        inside = dict.fromkeys(item.document.guid for item in sample.items)
        self._session.do(
            tr("Draw a sample"),
            store_sample,
            what=self.what.currentData(),
            of=of,
            number=len(sample.items),
            seed=sample.seed,
            in_proportion_to=name,
            only_new=bool(self.where.currentData()),
            documents=tuple(inside),
        )

    def _nothing_there(self, what: str) -> str:
        if what == TURNS:
            return tr("There are no turns to draw from. Draw documents, or from all documents.")
        return tr("There is no document to draw from. Draw from all documents, or import some.")

    def _show(self, of: int) -> None:
        if self._sample is None:
            return
        self.list.clear()
        self.list.addItems([_words(stratum) for stratum in self._sample.items[:MOST_LISTED]])
        words = tr(
            "{drawn} of {all} drawn with seed {seed}.",
            drawn=f"{len(self._sample.items):,}",
            all=f"{of:,}",
            seed=self._sample.seed,
        )
        if len(self._sample.items) > MOST_LISTED:
            words += " " + tr("The first {number} are listed.", number=f"{MOST_LISTED:,}")
        if self._sample.strata[0].name or len(self._sample.strata) > 1:
            shares = (f"{stratum.name} {stratum.drawn}/{stratum.size}" for stratum in self._sample.strata)
            words += " " + ", ".join(shares) + "."
        self.sentence.setText(words)
        self._enable()

    def _load(self, _: Changes | None) -> None:
        with self._session.project.read() as reading:
            self._sampling_frame, self._samples = sampling_frame(reading), samples(reading)
        before = self.by.currentData()
        self.by.blockSignals(True)
        self.by.clear()
        self.by.addItem(tr("nothing: at random"), "")
        for name in self._sampling_frame.properties:
            self.by.addItem(property_name(name), name)
        self.by.setCurrentIndex(max(0, self.by.findData(before)))
        self.by.blockSignals(False)
        if self._sample is None:
            self._forget()

    def _forget(self) -> None:
        """What is listed is not what the choices say any more."""
        self._sample = None
        self.list.clear()
        self.sentence.setText(_last(self._samples) if self._samples else tr("Nothing drawn yet."))
        self._enable()

    def _enable(self) -> None:
        for button in (self.copy, self.save):
            button.setEnabled(self._sample is not None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(clipboard_data(self._rows))

    def _ask_and_save(self) -> None:
        name, _ = FileDialog.file_to_write(
            self.window(),
            tr("Save the sample"),
            tr("Sample.csv"),
            tr("CSV table ({pattern})", pattern="*.csv"),
        )
        if name:
            path = Path(name)
            self.save_as(path if path.suffix else path.with_name(f"{path.name}.csv"))

    def save_as(self, path: Path) -> None:
        """Write the sample as UTF-8 CSV; no name becomes a formula."""
        try:
            with new_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([[_safe(cell) for cell in row] for row in self._rows])
        except OSError as error:
            raise UserError(
                tr(
                    "“{name}” could not be written: {error}. Choose another place and save again.",
                    name=path.name,
                    error=error.strerror or error,
                )
            ) from error
        self.sentence.setText(tr("Saved as {path}.", path=path))


def _row(*parts: QWidget | str | None) -> QHBoxLayout:
    """Words and fields beside one another; None is room, words name the field that follows."""
    row = QHBoxLayout()
    label: Label | None = None
    for part in parts:
        if part is None:
            row.addStretch()
        elif isinstance(part, str):
            label = Label(part)
            row.addWidget(label)
        else:
            row.addWidget(part)
            if label is not None:
                label.setBuddy(part)
                label = None
    if None not in parts:
        row.addStretch()
    return row


def _last(samples_kept: Sequence[Drawn]) -> str:
    """What was drawn last, and how to draw it again."""
    last = samples_kept[0]
    how = tr(" in proportion to {property}", property=property_name(last.in_proportion_to))
    return tr(
        "Drawn last: {drawn} of {all} {what}{how} with seed {seed}, {day}. The same choices and seed draw it "
        "again.",
        drawn=f"{last.number:,}",
        all=f"{last.of:,}",
        what=tr("turns") if last.what == TURNS else tr("documents"),
        how=how if last.in_proportion_to else "",
        seed=last.seed,
        day=local_date(last.at),
    )


def _words(item: Drawable) -> str:
    if item.turn is None:
        return item.document.name
    return " · ".join(part for part in (item.document.name, str(item.turn), item.speaker) if part)


def _safe(cell: str | int) -> str | int:
    return guarded(cell) if isinstance(cell, str) else cell
