"""The scope in words: which documents, coders and codes are compared, in which unit, and how."""

from PySide6.QtCore import QCoreApplication, QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.ui.agreement.checklist import Checklist, Entry
from app.ui.agreement.choices import Choices
from app.ui.agreement.team import Team

UNITS = ("character", "token", "sentence", "turn", "document")
MOST_NAMED = 3
INDENT = "      "  # of a code below another
TOLERANCES = (0, 1, 2, 5, 10, 20)
THRESHOLD = r"[01]?([.,]\d{0,3})?"


class ScopeBar(QFrame):
    """Takes the choices; `changed` when one of them did, `compute_wanted` when it is time."""

    changed = Signal()
    threshold_changed = Signal()
    compute_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("textHead")
        self._team: Team | None = None
        self.documents = Checklist(self.tr("Documents to compare"))
        self.coders = Checklist(self.tr("Coders to compare"))
        self.codes = Checklist(self.tr("Codes to compare"))
        self.unit = QComboBox()
        for unit in UNITS:
            self.unit.addItem(unit_name(unit), unit)
        self.unit.setAccessibleName(self.tr("Unit"))
        self.unit.setToolTip(
            self.tr(
                "What is compared: a code is present in a unit that a coding overlaps. "
                "Where nobody is named as speaking, paragraphs stand for turns."
            )
        )
        self.trim = QCheckBox(self.tr("trimmed"))
        self.trim.setToolTip(self.tr("Take white space and punctuation off the ends of codings first"))
        self.tolerance = QComboBox()
        for characters in TOLERANCES:
            self._offer_tolerance(characters)
        self.tolerance.setAccessibleName(self.tr("Tolerance in characters"))
        self.tolerance.setToolTip(
            self.tr("Boundaries of different coders that lie so close count as the same")
        )
        self.threshold = QLineEdit(placeholderText=self.tr("none"))
        self.threshold.setFixedWidth(62)
        self.threshold.setValidator(
            QRegularExpressionValidator(QRegularExpression(THRESHOLD), self.threshold)
        )
        self.threshold.setAccessibleName(self.tr("Threshold line"))
        self.threshold.setToolTip(self.tr("Where a line is drawn through the intervals; it judges nothing"))
        self.notice = QLabel()
        self.notice.setProperty("muted", True)
        self.compute = QPushButton(self.tr("Compute"))
        self.compute.setToolTip(self.tr("Compute agreement for this scope (F5)"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 12, 7)
        row.setSpacing(6)
        for widget in (self.documents, self.coders, self.codes):
            row.addWidget(widget)
        for label, field in (
            (self.tr("unit"), self.unit),
            ("", self.trim),
            ("", self.tolerance),
            (self.tr("threshold"), self.threshold),
        ):
            row.addWidget(_quiet(label, field) if label else field)
            if label:
                row.addWidget(field)
        row.addStretch()
        row.addWidget(self.notice)
        row.addWidget(self.compute)

    def _connect(self) -> None:
        for checklist in (self.documents, self.coders, self.codes):
            checklist.changed.connect(self._tell)
        self.unit.currentIndexChanged.connect(self._tell)
        self.trim.toggled.connect(self._tell)
        self.tolerance.currentIndexChanged.connect(self._tell)
        self.threshold.textChanged.connect(self.threshold_changed)
        self.compute.clicked.connect(self.compute_wanted)

    def show_choices(self, team: Team, choices: Choices) -> None:
        """Show what there is to choose from, and what is chosen."""
        self._team = team
        self.documents.show_entries([Entry(one.id, one.name) for one in team.documents], choices.document_ids)
        self.coders.show_entries(
            [Entry(one.id, one.name, one.colour) for one in team.coders], choices.coder_ids
        )
        self.codes.show_entries(
            [Entry(one.id, INDENT * one.depth + one.name, one.colour) for one in team.codes], choices.code_ids
        )
        fields: tuple[QWidget, ...] = (self.unit, self.trim, self.tolerance, self.threshold)
        for field in fields:
            field.blockSignals(True)
        self.unit.setCurrentIndex(max(0, self.unit.findData(choices.unit)))
        self.trim.setChecked(choices.trim)
        if self.tolerance.findData(choices.tolerance) < 0:
            self._offer_tolerance(choices.tolerance)
        self.tolerance.setCurrentIndex(self.tolerance.findData(choices.tolerance))
        self.threshold.setText("" if choices.threshold is None else f"{choices.threshold:g}")
        for field in fields:
            field.blockSignals(False)
        self._show_words()

    def choices(self) -> Choices:
        """What is chosen now."""
        return Choices(
            unit=str(self.unit.currentData()),
            trim=self.trim.isChecked(),
            tolerance=int(self.tolerance.currentData()),
            threshold=self._threshold(),
            document_ids=self.documents.chosen(),
            coder_ids=self.coders.chosen(),
            code_ids=self.codes.chosen(),
        )

    def show_notice(self, words: str, tip: str = "") -> None:
        """Say beside the button why the numbers are not those of now; nothing when they are."""
        self.notice.setText(words)
        self.notice.setToolTip(tip or words)
        self.compute.setProperty("primary", bool(words))
        self.compute.style().unpolish(self.compute)
        self.compute.style().polish(self.compute)

    def _offer_tolerance(self, characters: int) -> None:
        words = self.tr("± {} characters").format(characters) if characters else self.tr("exact boundaries")
        self.tolerance.addItem(words, characters)

    def _threshold(self) -> float | None:
        words = self.threshold.text().replace(",", ".")
        return min(1.0, float(words)) if any(sign.isdigit() for sign in words) else None

    def _tell(self) -> None:
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        team, choices = self._team, self.choices()
        if team is None:
            return
        shared, took_part = team.compared(choices)
        if choices.document_ids is None:
            words = _counted(len(shared), self.tr("{} document"), self.tr("{} documents"))
        else:
            words = self.tr("{} of {} documents").format(len(shared), len(team.documents))
        self.documents.setText(words + "  ▾")
        self.documents.setToolTip(self.tr("Documents that at least two of the coders have completed"))
        names = [coder.initials for coder in team.coders if coder.id in took_part]
        if 0 < len(names) <= MOST_NAMED:
            words = self.tr("coders {} and {}").format(", ".join(names[:-1]), names[-1])
        else:
            words = _counted(len(names), self.tr("{} coder"), self.tr("{} coders"))
        self.coders.setText(words + "  ▾")
        self.coders.setToolTip(", ".join(one.name for one in team.coders if one.id in took_part))
        if choices.code_ids is None:
            words = _counted(len(team.codes), self.tr("{} code"), self.tr("all {} codes"))
        else:
            words = self.tr("{} of {} codes").format(len(choices.code_ids), len(team.codes))
        self.codes.setText(words + "  ▾")


def unit_name(unit: str) -> str:
    """A unit as people call it."""
    names = {
        "character": _tr("character"),
        "token": _tr("token"),
        "sentence": _tr("sentence"),
        "turn": _tr("turn"),
        "document": _tr("document"),
    }
    return names[unit]


def _tr(text: str) -> str:
    return QCoreApplication.translate("agreement", text)


def _counted(number: int, one: str, many: str) -> str:
    return (one if number == 1 else many).format(number)


def _quiet(words: str, field: QWidget) -> QLabel:
    label = QLabel(words)
    label.setProperty("muted", True)
    label.setBuddy(field)
    return label
