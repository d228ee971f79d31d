"""What to write, what text may leave, and what is compared."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QRadioButton,
    QWidget,
)

from app.agreement.study.material import UNITS
from app.exchange.targets import WITH_SHEETS
from app.exchange.wanted import ExportWanted
from app.exchange.words import kinds, profiles
from app.report.codings import ORIGINS
from app.report.comparison_choices import THRESHOLD, TOLERANCES
from app.report.comparison_options import ComparisonOptions
from app.report.names import ends_name, ends_told, threshold_told, tolerance_name, unit_name
from app.report.statistics import statistic_name
from app.report.words import SUMMED_UP
from app.rounds.queries import RoundRow
from app.translation import tr, translated
from app.ui.kit.checklist import Checklist, Entry, indented
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Heading, Hint, Label, plain_tip
from app.ui.kit.share_field import ShareField

BELOW_RADIO = 22  # pixels, where the words of a radio button begin


class ExportForm(QWidget):
    """Takes the choices but for the sheets; says when one changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._present: dict[Checklist, Sequence[int]] = {}
        self._speakers: Sequence[str] = ()
        self.kind = ChoiceBox()
        for kind, (name, _) in kinds().items():
            self.kind.addItem(name, kind)
        self.kind.setAccessibleName(tr("What to write"))
        self.about_kind = _muted()
        self.profiles = QButtonGroup(self)
        self.documents = Checklist(tr("Documents to export"), field=True)
        self.coders = Checklist(tr("Coders to compare"), field=True)
        self.codes = Checklist(tr("Codes to compare"), field=True)
        self.speakers = Checklist(tr("Speakers whose turns are compared"), field=True)
        self.origins = Checklist(tr("How codings that count came about"), field=True)
        self.round = ChoiceBox()
        self.unit = ChoiceBox()
        for unit in UNITS:
            self.unit.addItem(unit_name(unit), unit)
        self.trim = QCheckBox(ends_name())
        self.trim.setToolTip(plain_tip(ends_told()))
        self.tolerance = ChoiceBox()
        self.tolerance.setAccessibleName(tr("Tolerance in characters"))
        self.statistic = ChoiceBox()
        for key in SUMMED_UP:
            self.statistic.addItem(statistic_name(key), key)
        self.threshold = ShareField(THRESHOLD)
        self.threshold.setToolTip(plain_tip(threshold_told()))
        self.for_excel = QCheckBox(tr("for Excel"))
        self.for_excel.setToolTip(
            tr("With a byte order mark, and an apostrophe before what Excel would take for a formula")
        )
        self._lay_out()
        self._connect()

    def show_wanted(
        self, options: ComparisonOptions, rounds: Sequence[RoundRow], wanted: ExportWanted
    ) -> None:
        """Show what there is to choose from, and what is chosen."""
        self.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(wanted.kind))
        for index, name in enumerate(profiles()):
            self.profiles.button(index).setChecked(name == wanted.profile)
        self._offer(options, wanted)
        self._show_rounds(rounds, wanted)
        self.unit.setCurrentIndex(max(0, self.unit.findData(wanted.unit)))
        self.trim.setChecked(wanted.trim)
        self.tolerance.clear()
        for characters in sorted({*TOLERANCES, wanted.tolerance}):
            self.tolerance.addItem(tolerance_name(characters) or tr("exact"), characters)
        self.tolerance.setCurrentIndex(self.tolerance.findData(wanted.tolerance))
        self.statistic.setCurrentIndex(max(0, self.statistic.findData(wanted.statistic)))
        self.threshold.show_share(wanted.threshold)
        self.for_excel.setChecked(wanted.for_excel)
        self.blockSignals(False)
        self._show_words()

    def show_scope(self, options: ComparisonOptions, wanted: ExportWanted) -> None:
        """Offer what another round has; what is chosen of it stays so."""
        self.blockSignals(True)
        self._offer(options, wanted)
        self.blockSignals(False)
        self._tell()

    def _offer(self, options: ComparisonOptions, wanted: ExportWanted) -> None:
        self._speakers, origins = options.speakers, wanted.origins
        counted = [n for n, name in enumerate(options.speakers) if name not in wanted.without_speakers]
        codes = [Entry(code.id, indented(code.name, code.depth), code.colour) for code in options.codes]
        people = [Entry(coder.id, coder.name, coder.colour) for coder in options.coders]
        for checklist, entries, chosen in (
            (
                self.documents,
                [Entry(document.id, document.name) for document in options.documents],
                wanted.document_ids,
            ),
            (self.coders, people, wanted.coder_ids),
            (self.codes, codes, wanted.code_ids),
            (self.speakers, [Entry(n, name) for n, name in enumerate(options.speakers)], tuple(counted)),
            (
                self.origins,
                [Entry(n, translated(words)) for n, words in enumerate(ORIGINS.values())],
                None if origins is None else tuple(n for n, key in enumerate(ORIGINS) if key in origins),
            ),
        ):
            self._present[checklist] = [entry.id for entry in entries]
            checklist.show_entries(entries, _among(chosen, self._present[checklist]))
        self._scope.setRowVisible(self.speakers, len(options.speakers) > 1)
        self._scope.setRowVisible(self.origins, len(options.origins) > 1 or origins is not None)

    def _show_rounds(self, rounds: Sequence[RoundRow], wanted: ExportWanted) -> None:
        self.round.clear()
        self.round.addItem(tr("codings of now"), None)
        for round_ in rounds:
            self._add_round(round_)
        index = max(0, self.round.findData(wanted.round_id))
        blind = {round_.id for round_ in rounds if is_being_coded_blind(round_)}
        self.round.setCurrentIndex(0 if self.round.itemData(index) in blind else index)
        self._scope.setRowVisible(self.round, bool(rounds))

    def _add_round(self, round_: RoundRow) -> None:
        """Offer a round; one that is being coded blind is named, but can't leave before it is closed."""
        name = round_.name
        if is_being_coded_blind(round_):
            name = tr("{name} (being coded blind)", name=round_.name)
        elif round_.closed_at is None:
            name = tr("{name} (still open)", name=round_.name)
        self.round.addItem(name, round_.id)
        if is_being_coded_blind(round_):
            model, index = self.round.model(), self.round.count() - 1
            if isinstance(model, QStandardItemModel):
                model.item(index).setEnabled(False)
            why = tr("Nobody sees what is coded blind, and nothing of it leaves, until the round is closed")
            self.round.setItemData(index, plain_tip(why), Qt.ItemDataRole.ToolTipRole)

    def wanted(self, left_out: Sequence[str] = (), added: Sequence[str] = ()) -> ExportWanted:
        """What is chosen now, with these sheets beside the sensible ones."""
        return ExportWanted(
            kind=self.kind.currentData(),
            profile=list(profiles())[self.profiles.checkedId()],
            unit=self.unit.currentData(),
            trim=self.trim.isChecked(),
            tolerance=self.tolerance.currentData(),
            statistic=self.statistic.currentData(),
            threshold=self.threshold.share(),
            document_ids=self.documents.chosen(),
            coder_ids=self.coders.chosen(),
            code_ids=self.codes.chosen(),
            without_speakers=self._without(),
            round_id=self.round.currentData(),
            left_out=tuple(left_out),
            added=tuple(added),
            for_excel=self.for_excel.isChecked(),
            origins=self._origins(),
        )

    def _origins(self) -> tuple[str, ...] | None:
        chosen = self.origins.chosen()
        return None if chosen is None else tuple(o for i, o in enumerate(ORIGINS) if i in chosen)

    def _without(self) -> tuple[str, ...]:
        chosen = self.speakers.chosen()
        if chosen is None:
            return ()
        return tuple(name for index, name in enumerate(self._speakers) if index not in chosen)

    def _show_words(self) -> None:
        kind = self.kind.currentData()
        self.about_kind.setText(kinds()[kind][1])
        for button in self.profiles.buttons():
            button.setEnabled(kind != "calculators")
        for widget in (self.statistic, self.threshold):
            widget.setEnabled(kind in WITH_SHEETS)
        self.for_excel.setVisible(kind == "csv")
        for checklist, ids in self._present.items():
            checklist.setText(self._counted(checklist, len(ids)) + "  ▾")

    def _counted(self, checklist: Checklist, of: int) -> str:
        chosen = checklist.chosen()
        if chosen is None:
            return tr("all {number}", number=of)
        return tr("{chosen} of {all}", chosen=len(chosen), all=of)

    def _tell(self) -> None:
        self._show_words()
        self.changed.emit()

    def _connect(self) -> None:
        for combo in (self.kind, self.round, self.unit, self.tolerance, self.statistic):
            combo.currentIndexChanged.connect(self._tell)
        for checklist in (self.documents, self.coders, self.codes, self.speakers, self.origins):
            checklist.changed.connect(self._tell)
        self.profiles.idToggled.connect(lambda _, on: self._tell() if on else None)
        self.trim.toggled.connect(self._tell)
        self.for_excel.toggled.connect(self._tell)
        self.threshold.editingFinished.connect(self._tell)

    def _lay_out(self) -> None:
        column = below(
            _heading(tr("What to write")),
            self.kind,
            self.about_kind,
            self.for_excel,
            10,
            _heading(tr("What text may leave")),
            on=self,
            margins=(18, 16, 18, 10),
            spacing=4,
        )
        for index, (name, meaning) in enumerate(profiles().values()):
            button = QRadioButton(name)
            button.setAccessibleDescription(meaning)
            self.profiles.addButton(button, index)
            words = _muted(meaning)
            words.setContentsMargins(BELOW_RADIO, 0, 0, 4)
            column.addWidget(button)
            column.addWidget(words)
        column.addSpacing(10)
        column.addWidget(_heading(tr("What is compared")))
        self._scope = self._make_scope()
        column.addLayout(self._scope)
        column.addStretch()

    def _make_scope(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(4)
        ends = beside(spacing=10)
        for widget in (self.trim, self.tolerance):
            ends.addWidget(widget)
        ends.addStretch()
        for words, field in (
            (tr("&Documents"), self.documents),
            (tr("Co&ders"), self.coders),
            (tr("&Codes"), self.codes),
            (tr("S&peakers"), self.speakers),
            (tr("C&oded"), self.origins),
            (tr("&Round"), self.round),
            (tr("&Unit"), self.unit),
        ):
            form.addRow(words, field)
        form.addRow(tr("Ends"), ends)
        form.addRow(tr("&Summary"), self.statistic)
        form.addRow(tr("&Threshold"), self.threshold)
        return form


def is_being_coded_blind(round_: RoundRow) -> bool:
    """Whether nothing of a round may leave yet."""
    return round_.blind and round_.closed_at is None


def _among(chosen: tuple[int, ...] | None, present: Sequence[int]) -> tuple[int, ...] | None:
    """The chosen ones that are there; all where none of them is left."""
    still_there = None if chosen is None else tuple(id_ for id_ in chosen if id_ in set(present))
    return still_there or None


def _heading(words: str) -> Label:
    return Heading(words, wordWrap=False)


def _muted(words: str = "") -> Label:
    label = Hint(words)
    label.setProperty("small", True)
    return label
