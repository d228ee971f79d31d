"""Walking through the codings that a codebook version touches: keep each, or give it another code."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QWidget,
)

from app.codebook.queries import CodeRow, codebook
from app.codebook.versions import Version, versions
from app.codebook.worklist import ToCheck, Touched, left_to_check, touched, worklist
from app.coding.queries import Passage, passages
from app.translation import tr
from app.ui.codebook.editing.choosing import ChooseCodeDialog
from app.ui.codebook.revising.gestures import RevisionGestures
from app.ui.codebook.revising.page import HtmlPane
from app.ui.codebook.revising.worklist_html import passage_html, why_html
from app.ui.codebook.revising.worklist_model import WorklistModel
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import Dialog, open_and_forget
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Label
from app.ui.kit.splitter import Splitter
from app.ui.live import Live
from app.ui.session import ProjectSession

MOST_KEYS = 9
ALL_KEY = "Shift+K"


class WorklistDialog(Dialog):
    """The own codings that wait for a look, one after the other."""

    passage_opened = Signal(int, int, int)  # document, start, end

    def __init__(self, parent: QWidget | None, session: ProjectSession, version_id: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Codings to look at again"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._gestures = session, RevisionGestures(session)
        self._wanted = version_id
        self._versions: list[Version] = []
        self._left: dict[int, int] = {}
        self._touched: dict[int, Touched] = {}
        self._codes: dict[int, CodeRow] = {}
        self._passage: Passage | None = None
        self.model = WorklistModel(self)
        self.version = ChoiceBox()
        self.version.setAccessibleName(tr("Version"))
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedSize(160, 6)
        self.sentence = Label()
        self.list = QListView()
        self.list.setItemDelegate(NamesDelegate(self.list))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(tr("Codings"))
        self.passage, self.why = HtmlPane(tr("Passage")), HtmlPane(tr("What the version changed"))
        self._lay_out()
        self._connect()
        self.list.setFocus()
        self.live = Live(self, session, ("coding", "code", "codebook_version", "recode_check"), self._load)

    def _lay_out(self) -> None:
        head = beside(self.version, self.progress, self.sentence, STRETCH)
        right = Splitter((self.passage, self.why), (220, 320), down=True)
        below(head, (Splitter((self.list, right), (290, 710), (0, 1)), 1), self._buttons(), on=self)
        self.resize(1000, 640)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.keep = self._button(tr("Still right"), "K", self._keep)
        self.keep.setProperty("primary", True)
        self.keep_all = self._button("", ALL_KEY, self._keep_all)
        self.recode = self._button(tr("Another code…"), "R", self._ask_for_code)
        self.in_text = self._button(tr("Open in the text"), "O", self._open)
        for button in (self.keep, self.keep_all, self.recode):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.in_text)
        for digit in range(1, MOST_KEYS + 1):
            key = QShortcut(QKeySequence(str(digit)), self)
            key.activated.connect(lambda digit=digit: self._recode_as(digit))
        return row

    def _button(self, words: str, key: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(f"{words} ({key})")
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        QShortcut(QKeySequence(key), self).activated.connect(button.click)
        return button

    def _connect(self) -> None:
        self.version.activated.connect(self._choose_version)
        self.list.selectionModel().currentChanged.connect(self._show)

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()

    # what there is to look at

    def _choose_version(self, _row: int) -> None:
        self._wanted = self.version.currentData()
        self._load()

    def _load(self, _changes: object = None) -> None:
        current = self._current()
        row = self.list.currentIndex().row()
        with self._session.project.read() as reading:
            self._versions = versions(reading)[:-1]  # the first touches nothing
            self._left = left_to_check(reading, self._session.coder_id or 0)
            self._wanted = self._chosen_version()
            rows: list[ToCheck] = []
            self._touched, self._codes = {}, {code.id: code for code in codebook(reading)}
            if self._wanted:
                self._touched = {entry.code_id: entry for entry in touched(reading, self._wanted)}
                rows = worklist(reading, self._wanted, self._session.coder_id or 0)
            self.model.load(reading, rows, self._codes)
        self._show_versions()
        same = self.model.row_of(current.coding_id) if current and not self._was_ticked(current) else -1
        self._go_to(same if same >= 0 else self.model.next_open(max(0, row)))
        self._show_progress()

    def _was_ticked(self, entry: ToCheck) -> bool:
        row = self.model.row_of(entry.coding_id)
        return not entry.checked and row >= 0 and self.model.row(row).checked

    def _chosen_version(self) -> int:
        version_ids = [version.id for version in self._versions]
        return self._wanted if self._wanted in version_ids else next(iter([*self._left, *version_ids]), 0)

    def _show_versions(self) -> None:
        self.version.clear()
        for version in self._versions:
            words = tr("Version {version}", version=version.number)
            left = self._left.get(version.id, 0)
            self.version.addItem(
                tr("{code}: {number} left", code=words, number=f"{left:,}") if left else words, version.id
            )
        self.version.setCurrentIndex(self.version.findData(self._wanted))
        self.version.setVisible(bool(self._versions))

    def _show_progress(self) -> None:
        done, of = self.model.checked(), self.model.rowCount()
        self.progress.setMaximum(max(of, 1))
        self.progress.setValue(done)
        self.progress.setVisible(of > 0)
        self.sentence.setText(tr("{done} of {all} looked at", done=f"{done:,}", all=f"{of:,}") if of else "")

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
        self._show()

    def _current(self) -> ToCheck | None:
        index = self.list.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _show(self, *_: object) -> None:
        entry = self._current()
        self._passage = None
        if entry is not None:
            with self._session.project.read() as reading:
                self._passage = next(iter(passages(reading, coding_ids=[entry.coding_id])), None)
        self._write()
        has_passage = self._passage is not None
        for button in (self.keep, self.recode, self.in_text):
            button.setEnabled(has_passage)
        self.keep.setEnabled(has_passage and entry is not None and not entry.checked)
        alike = self._alike()
        self.keep_all.setVisible(len(alike) > 1)
        words = tr("All {number} of this code are still right", number=f"{len(alike):,}")
        self.keep_all.setText(f"{words} ({ALL_KEY})")

    def _write(self) -> None:
        ink = self.passage.ink()
        entry = self._current()
        if entry is None or self._passage is None:
            self.passage.write(passage_html(None, self._nothing(), ink))
            self.why.write("")
            return
        self.passage.write(passage_html(self._passage, "", ink))
        touched_code = self._touched.get(entry.code_id)
        number = next((version.number for version in self._versions if version.id == self._wanted), 0)
        self.why.write(why_html(touched_code, self._codes.get(entry.code_id), self._offered(), number, ink))

    def _nothing(self) -> str:
        if not self._versions:
            return tr(
                "Nothing to look at. When a second version of the codebook is published, the codings whose "
                "codes it splits, merges or defines anew wait here."
            )
        if self.model.rowCount():
            return tr("All of your codings that this version touches were looked at.")
        return tr("None of your codings is touched by this version.")

    def _offered(self) -> list[CodeRow]:
        """Codes with a key of their own here: those that were split off the code of the coding."""
        entry = self._current()
        touched_code = self._touched.get(entry.code_id) if entry else None
        if touched_code is None:
            return []
        names = touched_code.change.split_off[:MOST_KEYS]
        return [code for name in names for code in self._codes.values() if code.name == name]

    # what is done with it

    def _alike(self) -> list[int]:
        entry = self._current()
        return self.model.open_of(entry.code_id) if entry else []

    def _name(self, code_id: int) -> str:
        return self._codes[code_id].name if code_id in self._codes else ""

    def _keep(self) -> None:
        entry = self._current()
        if entry is not None and not entry.checked:
            self._gestures.keep(self._wanted, [entry.coding_id], self._name(entry.code_id))

    def _keep_all(self) -> None:
        entry = self._current()
        if entry is not None and self._alike():
            self._gestures.keep(self._wanted, self._alike(), self._name(entry.code_id))

    def _recode_as(self, digit: int) -> None:
        offered = self._offered()
        if digit <= len(offered):
            self._recode(offered[digit - 1])

    def _ask_for_code(self) -> None:
        entry = self._current()
        if entry is None:
            return
        others = [code for code in self._codes.values() if code.id != entry.code_id]
        question = tr("Which code is right now?")
        open_and_forget(ChooseCodeDialog(self, tr("Another code"), question, others, self._recode))

    def _recode(self, code: CodeRow) -> None:
        entry = self._current()
        if entry is not None:
            names = self._name(entry.code_id), code.name
            self._gestures.recode(self._wanted, entry.coding_id, code.id, names)

    def _open(self) -> None:
        entry = self._current()
        if entry is not None:
            self.passage_opened.emit(entry.document_id, entry.start, entry.end)
