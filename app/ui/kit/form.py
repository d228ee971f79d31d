"""A form: what is filled in is submitted, and stays where it is refused or left by mistake."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import StoreError, UserError
from app.isolation import in_order
from app.report.questions import Question
from app.translation import tr
from app.ui.kit.dialog import Dialog, Scrolled
from app.ui.kit.plain import Label, plain_tip
from app.ui.kit.question import confirmed

Number = TypeVar("Number", QSpinBox, QDoubleSpinBox)
USUAL_WIDTH, MARGIN = 440, 5  # pixels
LINES_KEPT = 2  # for what is refused


class FormDialog(Dialog):
    """A subclass makes its fields, calls `lay_out` with them, and overrides `submit`.

    What `submit` refuses is said above the buttons, and nothing typed is lost. The caret goes to the field
    that it is about, and the sentence goes as soon as that is changed. It has its room from the first, so
    that buttons stay under the mouse that pressed them.
    """

    def __init__(self, parent: QWidget | None, title: str, agree: str) -> None:
        super().__init__(parent, title)
        self.problem = Label(wordWrap=True)
        self.problem.setObjectName("dialogProblem")
        self.problem.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self.problem.setMinimumHeight(LINES_KEPT * self.problem.fontMetrics().lineSpacing() + 2)
        keeping = self.problem.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.problem.setSizePolicy(keeping)
        self.problem.hide()
        self._refused: QWidget | None = None  # what the sentence is about
        self._as_refused: object = None
        self._watched: set[QWidget] = set()
        self.buttons = QDialogButtonBox()
        self.ok = self.buttons.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.ok.setToolTip(plain_tip(tr("Ctrl+Enter")))
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ok.click)
        self._as_opened: dict[str, Any] | None = None
        self._foot: Label | None = None
        self._wide = self._least_high = 0

    def lay_out(
        self,
        contents: QLayout | QWidget,
        wide: int = USUAL_WIDTH,
        high: int = 0,
        foot: Label | None = None,
    ) -> None:
        """Put the contents over the sentence that refuses, and the buttons below both.

        `wide` and the least that the form is `high` at first are in pixels. The `foot` stands below the
        contents: what they come to, in sight however far they are scrolled.
        """
        self._wide, self._least_high, self._foot = wide, high, foot
        self._scrolled = Scrolled(contents)
        self._scrolled.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # the first field is at hand, not what scrolls it
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scrolled, 1)
        if foot is not None:
            self._column.addWidget(foot)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.buttons)
        self.ok.setDefault(True)

    def fit(self) -> None:
        """Be as high as the contents need at this width, as far as the screen has it."""
        wide = max(self._wide, self.width() if self.isVisible() else 0, self.minimumSizeHint().width())
        self.resize(wide, max(self._high(wide), self.height() if self.isVisible() else self._least_high))
        super().fit()

    def _high(self, wide: int) -> int:
        edges = self._column.contentsMargins()
        inside = wide - edges.left() - edges.right()
        high = edges.top() + edges.bottom() + self._scrolled.high(inside) + self.buttons.sizeHint().height()
        high += self._column.spacing()
        for label in (self._foot, self.problem):
            if label is not None:
                high += max(label.heightForWidth(inside), label.minimumHeight()) + self._column.spacing()
        return high

    def submit(self) -> None:
        """Do what the form is for."""
        raise NotImplementedError

    def save(self) -> None:
        """Submit and close; where it is refused, say why and stay."""
        if self.submitted():
            self.accept()

    def submitted(self) -> bool:
        """Submit; where it is refused, say why."""
        try:
            self.submit()
        except (UserError, StoreError) as refusal:
            self.refuse(str(refusal), getattr(refusal, "field", ""))
            return False
        return True

    def refuse(self, sentence: str, field: str = "") -> None:
        """Say above the buttons why it can't be done, and go to the field that it is about."""
        self._say(sentence)
        self._refused = self.field_of(field) if field else None
        if self._refused is not None:
            self._refused.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(self._refused, QLineEdit) and not self._refused.maxLength() > len(
                self._refused.text()
            ):
                self._refused.selectAll()  # else what is typed next would find no room
        self._as_refused = self._standing()
        self._watch()

    def tell(self, sentence: str) -> None:
        """Say in the same place what was done."""
        self._say(sentence)
        self._refused, self._as_refused = None, self._standing()
        self._watch()

    def field_of(self, name: str, /) -> QWidget | None:
        """The field of what an action calls so; a subclass says where its own names differ."""
        field = getattr(self, name, None)
        return field if isinstance(field, QWidget) else None

    def _say(self, sentence: str) -> None:
        self.problem.setText(in_order(sentence))
        self.problem.show()
        foot = self.geometry().bottom()
        self.fit()
        needed = self.problem.heightForWidth(self.problem.width())
        self.problem.setMinimumHeight(max(self.problem.minimumHeight(), needed))  # it never shrinks again
        grown = self.geometry().bottom() - foot
        if grown > 0 and self.isVisible():  # the buttons stay where they were pressed
            top = self.screen().availableGeometry().top()
            self.move(self.x(), max(top, self.y() - grown))

    def _standing(self) -> object:
        """What a sentence above the buttons is about: a field's contents, or those of all."""
        value = None if self._refused is None else _value(self._refused)
        return self.filled_in() if value is None else value

    def _watch(self) -> None:
        fields = [field for field in self.findChildren(QWidget) if field.window() is self]
        for field in set(fields) - self._watched:
            for signal in _signals(field):
                signal.connect(self._look_again)
            self._watched.add(field)

    def _look_again(self, *_: object) -> None:
        if not self.problem.isHidden() and self._standing() != self._as_refused:
            self.problem.hide()

    def reject(self) -> None:
        """Leave; ask first where that would lose something."""
        if not self.is_touched() or self._may_be_lost():
            super().reject()

    def is_touched(self) -> bool:
        """Whether anything differs from when the form was opened."""
        return self._as_opened is not None and self.filled_in() != self._as_opened

    def begin_anew(self) -> None:
        """What stands in the form now is what leaving it would not lose."""
        self._as_opened = self.filled_in()

    def filled_in(self) -> dict[str, Any]:
        """What stands in the fields; a subclass adds what no field of Qt has."""
        fields = [field for field in self.findChildren(QWidget) if field.window() is self]
        values = [value for value in map(_value, fields) if value is not None]
        return {str(index): value for index, value in enumerate(values)}

    def showEvent(self, event: QShowEvent) -> None:
        """Remember how the form was opened."""
        if self._as_opened is None:
            self.begin_anew()
        super().showEvent(event)

    def _may_be_lost(self) -> bool:
        leave = tr("What you filled in is not stored yet. Leave it?")
        return confirmed(self, Question(self.windowTitle(), leave, "", tr("Discard")))


class Choosing(FormDialog):
    """A form in which nothing is typed that could be lost: it is left without a question."""

    def is_touched(self) -> bool:
        """Nothing is lost."""
        return False


def _value(field: QWidget) -> object:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentIndex(), field.currentText()
    if isinstance(field, QAbstractSpinBox):
        return field.text()
    if isinstance(field, QAbstractButton) and field.isCheckable():
        return field.isChecked()
    return None


def _signals(field: QWidget) -> tuple[SignalInstance, ...]:
    """What a field emits when its contents change."""
    if isinstance(field, QLineEdit | QPlainTextEdit):
        return (field.textChanged,)
    if isinstance(field, QComboBox):
        return field.currentIndexChanged, field.editTextChanged
    if isinstance(field, QAbstractButton) and field.isCheckable():
        return (field.toggled,)
    changed = getattr(field, "changed", None)  # lists of check boxes, which are buttons to Qt
    return (changed,) if isinstance(changed, SignalInstance) else ()


def form_layout() -> QFormLayout:
    """Rows of a name and a field, the fields as wide as the form."""
    form = QFormLayout()
    form.setVerticalSpacing(9)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def text_field(words: str = "", lines: int = 3) -> QPlainTextEdit:
    """A field for several lines; Tab leaves it."""
    field = QPlainTextEdit(words, tabChangesFocus=True)
    field.setProperty("field", True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 16)
    return field


def with_margin(box: Number) -> Number:
    """A field for a number whose words keep off its edge, as in other fields; the theme can't say it."""
    box.lineEdit().setTextMargins(MARGIN, 0, 0, 0)
    return box
