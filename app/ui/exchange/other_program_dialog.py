"""What a project of another program holds, whose codings they are, what stays behind, and where it goes."""

from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.preview import ForeignCount, ForeignPassage, ForeignPreview, passages_of
from app.exchange.foreign.project import CoderReading, ForeignProject
from app.isolation import isolated
from app.report.tables import ReportTable, TableColumn
from app.translation import tr
from app.ui.kit.form import FormDialog
from app.ui.kit.plain import Heading, Hint, Label
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

WIDE = 720  # pixels
MOST_LEFT = 40


class OtherProgramDialog(FormDialog):
    """Shows all of it before anything is taken; `choices` are what the person chose."""

    def __init__(
        self, parent: QWidget, foreign: ForeignProject, preview: ForeignPreview, *, has_project: bool
    ) -> None:
        super().__init__(parent, tr("Import a project of another program"), tr("Take it in"))
        self._foreign, self._preview = foreign, preview
        self._readings: dict[CoderReading, QRadioButton] = {}
        self._people: dict[str, QComboBox] = {}
        self._passages = Label(wordWrap=True)
        column = QVBoxLayout()
        column.addWidget(Label(_headline(preview), wordWrap=True))
        self._add(column, tr("What is in it"), _counts(preview))
        if any(preview.coders.values()):
            self._add(column, tr("Who coded"), self._coders())
        if preview.offsets:
            self._add(column, tr("Where passages stand"), *map(Hint, _offsets(preview)))
        if preview.passages:
            self._add(column, tr("Some passages, as they would be coded"), self._passages)
        if preview.left or preview.notes or foreign.unplaced:
            lines = [row.sentence for row in preview.left[:MOST_LEFT]]
            lines += [*preview.notes, *foreign.unplaced[:MOST_LEFT]]
            if len(foreign.unplaced) > MOST_LEFT:
                more = len(foreign.unplaced) - MOST_LEFT
                lines.append(tr("And {count} more passage.", "And {count} more passages.", more))
            self._add(column, tr("What to know before"), Label("\n".join(lines), wordWrap=True))
        self._add(column, tr("Where it goes"), self._target(has_project=has_project))
        self._show_passages()
        self.lay_out(column, WIDE)

    def _add(self, column: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        column.addSpacing(6)
        column.addWidget(Heading(title))
        for widget in widgets:
            column.addWidget(widget)

    def _coders(self) -> QWidget:
        """Everybody with their codings under both readings, and who they are here."""
        area, preview = QWidget(), self._preview
        grid = QGridLayout(area)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        words: dict[CoderReading, str] = {
            "coding": tr("named at the coding"),
            "selection": tr("named at the selection"),
        }
        group = QButtonGroup(area)
        shown: list[CoderReading] = ["coding", "selection"] if preview.readings_differ else ["coding"]
        for place, reading in enumerate(shown, start=1):
            title = words[reading] if preview.readings_differ else tr("codings")
            if preview.readings_differ:
                button = self._readings[reading] = QRadioButton(title)
                button.setChecked(reading == preview.reading)
                button.toggled.connect(self._show_passages)
                group.addButton(button)
                grid.addWidget(button, 0, place)
            else:
                grid.addWidget(Hint(title), 0, place)
        grid.addWidget(Hint(tr("comes in as")), 0, 3)
        names = sorted({name for counts in preview.coders.values() for name in counts})
        for row, name in enumerate(names, start=1):
            grid.addWidget(Label(isolated(name)), row, 0)
            for place, reading in enumerate(shown, start=1):
                grid.addWidget(Label(f"{preview.coders[reading].get(name, 0):,}"), row, place)
            grid.addWidget(self._person(name, names), row, 3)
        return area

    def _person(self, name: str, names: list[str]) -> QComboBox:
        box = self._people[name] = QComboBox(editable=True)
        box.addItems(names)
        box.setEditText(name)
        box.setAccessibleName(tr("Who {name} is", name=name))
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.editTextChanged.connect(self._show_passages)
        return box

    def _target(self, *, has_project: bool) -> QWidget:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        self._this = QRadioButton(tr("Into this project, in one step that Undo takes back"))
        self._new = QRadioButton(tr("Into a new project"))
        self._this.setEnabled(has_project)
        self._new.setEnabled(not (has_project and self._foreign.segments))  # its documents are here
        (self._this if has_project else self._new).setChecked(True)
        for button in (self._this, self._new):
            column.addWidget(button)
        return area

    def choices(self) -> TakeChoices:
        """Whose codings they are, and who is one person."""
        chosen = [reading for reading, button in self._readings.items() if button.isChecked()]
        reading = chosen[0] if chosen else self._preview.reading
        merged = tuple(
            (name, box.currentText().strip())
            for name, box in self._people.items()
            if box.currentText().strip() not in ("", name)
        )
        return TakeChoices(None if reading == self._preview.reading else reading, merged)

    def into_this(self) -> bool:
        """Whether it goes into the open project."""
        return self._this.isChecked()

    def submit(self) -> None:
        """Whoever opened it goes on when it is accepted: it takes a while."""

    def _show_passages(self) -> None:
        lines = [_passage(passage) for passage in passages_of(self._foreign, self.choices())]
        self._passages.setText("\n\n".join(lines))


def _headline(preview: ForeignPreview) -> str:
    what = tr(
        "“{title}” is a {form} by {program}.",
        title=isolated(preview.title),
        form=preview.form,
        program=preview.program,
    )
    if preview.is_ours:
        ours = tr("It was written by Intercoder: in a new project it is the same study again.")
        return f"{what} {ours}"
    return what


def _counts(preview: ForeignPreview) -> QWidget:
    names = {
        "documents": tr("Documents"),
        "codes": tr("Codes"),
        "coders": tr("Coders"),
        "cases": tr("Cases"),
        "values": tr("Values of cases"),
        "codings": tr("Codings"),
    }
    rows = [*preview.counts, ForeignCount("codings", preview.codings, 0)]
    columns: list[TableColumn[ForeignCount]] = [
        TableColumn(tr("Kind"), lambda row: names[row.kind], holds="title"),
        TableColumn(tr("In the file"), lambda row: row.in_file, kind="count"),
        TableColumn(tr("Already here"), lambda row: row.already or None, kind="count"),
    ]
    model = TableModel(ReportTable(columns, [row for row in rows if row.in_file]))
    table = TableView(tr("What is in it"), model)
    table.resizeColumnsToContents()
    high = table.horizontalHeader().sizeHint().height() + 4
    lines = model.rowCount() * (table.verticalHeader().defaultSectionSize() + 1)
    table.setFixedHeight(high + lines)
    return table


def _offsets(preview: ForeignPreview) -> list[str]:
    """How passages are counted, each way once, with the lowest share of those that stand at words."""
    ways: dict[str, list[float]] = {}
    for row in preview.offsets:
        ways.setdefault(row.counting, []).append(row.share)
    return [
        tr(
            "Counted in {counting}; of the passages, {share} or more begin and end at words.",
            counting=counting,
            share=f"{min(shares):.0%}",
        )
        for counting, shares in ways.items()
    ]


def _passage(passage: ForeignPassage) -> str:
    words = isolated(" ".join(passage.words.split()))
    what = tr("{coder}: {code}", coder=isolated(passage.coder), code=isolated(passage.code))
    return tr(
        "{what}, in {document} from {start}\n“{words}”",
        what=what,
        document=isolated(passage.document),
        start=f"{passage.start:,}",
        words=words,
    )
