"""Draws the sample, lists it, and copies or saves it with its seed."""

import csv
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app import settings
from app.agreement.sampling import Sample, draw
from app.errors import UserError
from app.store.project import Changes
from app.ui.agreement.planner_sources import (
    DOCUMENTS,
    TURNS,
    Drawable,
    Sources,
    drawables,
    property_name,
    rows,
    sources,
)
from app.ui.analyse.cells import FORMULA, clipboard_data
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
        self._sources = Sources((), frozenset(), {})
        self._sample: Sample[Drawable] | None = None
        self._rows: list[list[str | int]] = []
        self.what = QComboBox(accessibleName=self.tr("What is drawn"))
        self.what.addItem(self.tr("documents"), DOCUMENTS)
        self.what.addItem(self.tr("turns"), TURNS)
        self.number = QSpinBox(minimum=1, maximum=1_000_000, value=10, accessibleName=self.tr("How many"))
        self.where = QComboBox(accessibleName=self.tr("Drawn from"))
        self.where.addItem(self.tr("all documents"), False)
        self.where.addItem(self.tr("documents not yet coded twice"), True)
        self.by = QComboBox(accessibleName=self.tr("In proportion to"))
        self.seed = QSpinBox(minimum=0, maximum=LARGEST_SEED, accessibleName=self.tr("Seed"))
        self.seed.setValue(settings.read(SEED_KEY, 1))
        self.seed.setToolTip(self.tr("The same seed draws the same sample again, on every computer"))
        self.list = QListWidget(accessibleName=self.tr("The sample"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.told = QLabel(wordWrap=True)
        self.told.setProperty("muted", True)
        self.draw = QPushButton(self.tr("Draw"))
        self.copy = QPushButton(self.tr("Copy"))
        self.save = QPushButton(self.tr("Save as CSV…"))
        self._lay_out()
        self._connect()
        Live(self, session, ("document", "assignment", "document_property", "region"), self._load)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Draw the sample"))
        title.setProperty("heading", True)
        form = QGridLayout()
        form.setColumnStretch(4, 1)
        for place, (words, field) in enumerate(
            (
                (self.tr("Draw"), self.number),
                ("", self.what),
                (self.tr("from"), self.where),
                (self.tr("in proportion to"), self.by),
                (self.tr("with seed"), self.seed),
            )
        ):
            label = QLabel(words)
            label.setBuddy(field)
            row, column = divmod(place - (place > 0), 2) if place > 1 else (0, 0)
            if words:
                form.addWidget(label, row, 2 * column if place > 1 else 0)
            form.addWidget(field, row, place + 1 if place < 2 else 2 * column + 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        for button in (self.copy, self.save, self.draw):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.addWidget(title)
        column_layout.addLayout(form)
        column_layout.addWidget(self.list, 1)
        column_layout.addLayout(buttons)

    def _connect(self) -> None:
        self.draw.clicked.connect(self.draw_sample)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_and_save)
        for field in (self.what, self.where, self.by):
            field.currentIndexChanged.connect(self._forget)
        for number in (self.number, self.seed):
            number.valueChanged.connect(self._forget)
        self._forget()
