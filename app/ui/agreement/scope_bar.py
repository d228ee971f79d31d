"""The scope in words: which documents, coders and codes are compared, in which unit, and how."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from app.agreement.study.material import Scope
from app.agreement.study.statistics import STATISTICS
from app.report.codings import ORIGINS
from app.report.comparison_choices import THRESHOLD, TOLERANCES, ComparisonChoices
from app.report.comparison_options import ComparisonOptions
from app.report.names import (
    ends_name,
    ends_told,
    none_name,
    none_told,
    threshold_name,
    threshold_told,
    tolerance_name,
    unit_name,
)
from app.report.statistics import common, kappa_of, shown_of, statistic_name, tip
from app.translation import tr, translated
from app.ui.kit.checklist import Checklist, Entry, indented
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import STRETCH, beside
from app.ui.kit.plain import Hint, Label, plain_tip
from app.ui.kit.share_field import ShareField

MOST_NAMED = 3
LONGEST_NAME = 18
WIDE, NARROW = 1560, 700  # pixels: from where on everything stands in one row; the least there must be
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class ScopeBar(QFrame):
    """Takes the choices; `changed` when one of them did, `compute_wanted` when it is time."""

    changed = Signal()
    threshold_changed = Signal()
    compute_wanted = Signal()
    _resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("textHead")
        self._options: ComparisonOptions | None = None
        self._kappa = kappa_of(2, "code")
        self.round = self._round_field()
        self.documents = Checklist(tr("Documents to compare"))
        self.coders = Checklist(tr("Coders to compare"))
        self.codes = Checklist(tr("Codes to compare"))
        self.speakers = Checklist(tr("Speakers whose turns are compared"))
        self.origins = Checklist(tr("How codings that count came about"))
        self.statistics = Checklist(tr("Statistics to show"))
        self.unit = ChoiceBox()
        self.unit.setAccessibleName(tr("Unit"))
        self.unit.setToolTip(
            tr(
                "What is compared: a code is present in a unit that a coding overlaps. "
                "Where nobody is named as speaking, paragraphs stand for turns."
            )
        )
        self.trim = QCheckBox(ends_name())
        self.trim.setToolTip(plain_tip(ends_told()))
        self.absent = QCheckBox(none_name())
        self.absent.setToolTip(plain_tip(none_told()))
        self.tolerance = ChoiceBox()
        for characters in TOLERANCES:
            self._offer_tolerance(characters)
        self.tolerance.setAccessibleName(tr("Tolerance in characters"))
        self.tolerance.setToolTip(tr("Boundaries of different coders that lie so close count as the same"))
        self.threshold = ShareField(THRESHOLD)
        self.threshold.setAccessibleName(tr("Threshold line"))
        self.threshold.setToolTip(plain_tip(threshold_told()))
        self.notice = Hint(wordWrap=False)
        self.compute = QPushButton(tr("Compute"))
        self.compute.setToolTip(tr("Compute agreement for this scope (F5)"))
        self._lay_out()
        self._connect()
        self.setMinimumWidth(NARROW)  # else the one row would keep the window from becoming narrower

    def _round_field(self) -> ChoiceBox:
        field = ChoiceBox()
        field.setAccessibleName(tr("Round to compare"))
        field.setToolTip(
            tr("A closed round is compared as it was when it was closed, whatever was edited since")
        )
        return field

    def _lay_out(self) -> None:
        what = _row(self.round, self.documents, self.coders, self.codes, self.speakers, self.origins)
        how = _row(
            _quiet(tr("unit"), self.unit),
            self.unit,
            self.trim,
            self.tolerance,
            self.absent,
            self.statistics,
            _quiet(threshold_name(), self.threshold),
            self.threshold,
        )
        how.setContentsMargins(8, 0, 0, 0)
        self._rows = QBoxLayout(DOWN)
        self._rows.setSpacing(4)
        self._rows.addLayout(what)
        self._rows.addLayout(how)
        parts = (self._rows, STRETCH, self.notice, self.compute)
        self._row = beside(*parts, on=self, margins=(10, 7, 12, 7), spacing=6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that there is another room."""
        super().resizeEvent(event)
        self._resized.emit()

    def _arrange(self) -> None:
        wanted = ACROSS if self.width() >= WIDE else DOWN
        if self._rows.direction() != wanted:
            self._rows.setDirection(wanted)
            self._row.invalidate()  # a nested layout doesn't tell that it needs another height
            self.updateGeometry()

    def _connect(self) -> None:
        self._resized.connect(self._arrange)
        lists = (self.documents, self.coders, self.codes, self.speakers, self.origins, self.statistics)
        for checklist in lists:
            checklist.changed.connect(self._tell)
        for choice in (self.round, self.unit):
            choice.currentIndexChanged.connect(self._tell)
        self.trim.toggled.connect(self._tell)
        self.absent.toggled.connect(self._tell)
        self.tolerance.currentIndexChanged.connect(self._tell)
        self.threshold.textChanged.connect(self.threshold_changed)
        self.compute.clicked.connect(self.compute_wanted)

    def show_choices(self, options: ComparisonOptions, choices: ComparisonChoices) -> None:
        """Show what there is to choose from, and what is chosen."""
        self._options = options
        self.documents.show_entries(
            [Entry(document.id, document.name) for document in options.documents], choices.document_ids
        )
        self.coders.show_entries(
            [Entry(coder.id, coder.name, coder.colour) for coder in options.coders], choices.coder_ids
        )
        self.codes.show_entries(
            [Entry(code.id, indented(code.name, code.depth), code.colour) for code in options.codes],
            choices.code_ids,
        )
        self._show_speakers(options, choices)
        self._show_origins(options, choices)
        self._show_statistics(options, choices)
        self._show_rounds(options)
        fields: tuple[QWidget, ...] = (self.unit, self.trim, self.absent, self.tolerance, self.threshold)
        for field in fields:
            field.blockSignals(True)
        self.unit.clear()
        for unit in options.units:
            self.unit.addItem(unit_name(unit), unit)
        chosen = choices.unit if choices.unit in options.units else Scope.unit
        self.unit.setCurrentIndex(self.unit.findData(chosen))
        self.trim.setChecked(choices.trim)
        self.absent.setChecked(choices.absent)
        self.absent.setVisible(any(code.domain_id is not None for code in options.codes))
        if self.tolerance.findData(choices.tolerance) < 0:
            self._offer_tolerance(choices.tolerance)
        self.tolerance.setCurrentIndex(self.tolerance.findData(choices.tolerance))
        self.threshold.show_share(choices.threshold)
        for field in fields:
            field.blockSignals(False)
        self._show_words()

    def _show_rounds(self, options: ComparisonOptions) -> None:
        self.round.blockSignals(True)
        self.round.clear()
        self.round.addItem(tr("codings of now"), None)
        for round_id, words in options.rounds:
            self.round.addItem(words, round_id)
        self.round.setCurrentIndex(max(0, self.round.findData(options.round_id)))
        self.round.setVisible(bool(options.rounds))
        self.round.updateGeometry()
        self.round.blockSignals(False)

    def _show_speakers(self, options: ComparisonOptions, choices: ComparisonChoices) -> None:
        entries = [Entry(index, speaker) for index, speaker in enumerate(options.speakers)]
        counted = [entry.id for entry in entries if entry.name not in choices.without_speakers]
        self.speakers.show_entries(entries, tuple(counted))
        self.speakers.setVisible(len(entries) > 1)

    def _show_origins(self, options: ComparisonOptions, choices: ComparisonChoices) -> None:
        entries = [Entry(index, translated(words)) for index, words in enumerate(ORIGINS.values())]
        chosen = choices.origins
        ids = None if chosen is None else tuple(i for i, origin in enumerate(ORIGINS) if origin in chosen)
        self.origins.show_entries(entries, ids)
        self.origins.setVisible(len(options.origins) > 1 or choices.origins is not None)

    def _show_statistics(self, options: ComparisonOptions, choices: ComparisonChoices) -> None:
        self._kappa = kappa_of(len(options.compared(choices)[1]), "code")
        shown = shown_of(choices.statistics, self._kappa)
        entries = [
            Entry(index, statistic_name(key), tip=tip(key) if tip(key) != statistic_name(key) else "")
            for index, key in enumerate(STATISTICS)
        ]
        usual = [STATISTICS.index(key) for key in common(self._kappa)]
        self.statistics.show_entries(entries, tuple(STATISTICS.index(key) for key in shown), usual)

    def choices(self) -> ComparisonChoices:
        """What is chosen now."""
        return ComparisonChoices(
            unit=str(self.unit.currentData()),
            trim=self.trim.isChecked(),
            tolerance=int(self.tolerance.currentData()),
            threshold=self.threshold.share(),
            document_ids=self.documents.chosen(),
            coder_ids=self.coders.chosen(),
            code_ids=self.codes.chosen(),
            statistics=self._statistics(),
            without_speakers=self._without(),
            round_id=self.round.currentData(),
            absent=self.absent.isChecked(),
            origins=self._origins(),
        )

    def show_notice(self, words: str, tip: str = "") -> None:
        """Say beside the button why the numbers are not those of now; nothing when they are."""
        self.notice.setText(words)
        self.notice.setToolTip(plain_tip(tip or words))
        self.compute.setProperty("primary", bool(words))
        self.compute.style().unpolish(self.compute)
        self.compute.style().polish(self.compute)

    def _statistics(self) -> tuple[str, ...] | None:
        chosen = self.statistics.chosen()
        keys = STATISTICS if chosen is None else tuple(STATISTICS[index] for index in chosen)
        return None if keys == common(self._kappa) else keys

    def _origins(self) -> tuple[str, ...] | None:
        chosen = self.origins.chosen()
        return None if chosen is None else tuple(o for i, o in enumerate(ORIGINS) if i in chosen)

    def _without(self) -> tuple[str, ...]:
        chosen = self.speakers.chosen()
        if chosen is None or self._options is None:
            return ()
        return tuple(name for index, name in enumerate(self._options.speakers) if index not in chosen)

    def _offer_tolerance(self, characters: int) -> None:
        self.tolerance.addItem(tolerance_name(characters) or tr("exact boundaries"), characters)

    def _tell(self) -> None:
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        options, choices = self._options, self.choices()
        if options is None:
            return
        shared, took_part = options.compared(choices)
        if choices.document_ids is None:
            words = tr("{count} document", "{count} documents", len(shared))
        else:
            words = tr(
                "{shared} of {count} document",
                "{shared} of {count} documents",
                len(options.documents),
                shared=len(shared),
            )
        self.documents.setText(words + "  ▾")
        self.documents.setToolTip(tr("Documents that at least two of the coders have completed"))
        names = [coder.initials for coder in options.coders if coder.id in took_part]
        if 0 < len(names) <= MOST_NAMED:
            words = tr("coders {coders} and {last}", coders=", ".join(names[:-1]), last=names[-1])
        else:
            words = tr("{count} coder", "{count} coders", len(names))
        self.coders.setText(words + "  ▾")
        self.coders.setToolTip(
            plain_tip(", ".join(coder.name for coder in options.coders if coder.id in took_part))
        )
        if choices.code_ids is None:
            words = tr("{count} code", "all {count} codes", len(options.codes))
        else:
            words = tr(
                "{chosen} of {count} code",
                "{chosen} of {count} codes",
                len(options.codes),
                chosen=len(choices.code_ids),
            )
        self.codes.setText(words + "  ▾")
        self._name_speakers(choices.without_speakers)
        self._name_origins(choices.origins)
        many = len(shown_of(choices.statistics, self._kappa))
        self.statistics.setText(tr("{count} statistic", "{count} statistics", many) + "  ▾")
        self.statistics.setToolTip(tr("Which statistics the table shows"))

    def _name_origins(self, origins: tuple[str, ...] | None) -> None:
        ways = ", ".join(translated(ORIGINS[origin]) for origin in origins or ())
        self.origins.setText((ways or tr("however coded")) + "  ▾")
        meaning = tr("Codings count that came about so: suggested ones, for one, may be left out")
        self.origins.setToolTip(plain_tip(meaning))

    def _name_speakers(self, without: tuple[str, ...]) -> None:
        words = tr("all speakers")
        if without:
            words = tr("without {name}", "without {count} speakers", len(without), name=_cut(without[0]))
        self.speakers.setText(words + "  ▾")
        meaning = tr(
            "Whose turns are compared; others are left out as if they weren’t there. "
            "Who by the label asks is left out until you choose otherwise."
        )
        left_out = tr("Left out: {names}", names=", ".join(without)) if without else ""
        self.speakers.setToolTip(plain_tip("\n".join(part for part in (meaning, left_out) if part)))


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = beside(spacing=6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def _quiet(words: str, field: QWidget) -> Label:
    label = Hint(words, wordWrap=False)
    label.setBuddy(field)
    return label
