"""Versions of the codebook: which there are, what differs between them, and publishing the next."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app.codebook.differences import CodeDifference
from app.codebook.versions import Version, changed_since, difference, versions
from app.codebook.worklist import checking
from app.coders.queries import coders
from app.isolation import isolated
from app.local_times import local_date
from app.report.blind import not_counted
from app.store.leading import PUBLISHES, all_but_leads
from app.translation import tr
from app.ui.codebook.revising.change_html import changes_html
from app.ui.codebook.revising.gestures import RevisionGestures
from app.ui.codebook.revising.page import HtmlPane
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside
from app.ui.kit.plain import Heading, Hint, Label, plain_tip
from app.ui.kit.splitter import Splitter
from app.ui.kit.wrapped_list import WrappedList
from app.ui.live import Live
from app.ui.session import ProjectSession

NOW = 0  # stands for the codebook as it is, where versions have their ids


class VersionsDialog(Dialog):
    """Stays open beside the work; follows what is changed."""

    worklist_wanted = Signal(int)

    def __init__(self, parent: QWidget | None, session: ProjectSession) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Versions of the codebook"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._gestures = session, RevisionGestures(session)
        self._versions: list[Version] = []
        self._changes: list[CodeDifference] = []
        self.list = WrappedList(tr("Versions"))
        self.heading, self.words = Heading(), Hint()
        self.against = ChoiceBox()
        self.against.setAccessibleName(tr("Compared with"))
        self.changes = HtmlPane(tr("What differs"))
        self.reason = QLineEdit(placeholderText=tr("Why: what changed, and what made you change it"))
        self.reason.setAccessibleName(tr("Reason of the new version"))
        self.publish = QPushButton(tr("Publish"))
        self.publish.setProperty("primary", True)
        self.look_again = QPushButton()
        self._lay_out()
        self._connect()
        self.live = Live(self, session, ("code", "codebook_version", "code_succession", "coding"), self._load)

    def _lay_out(self) -> None:
        label = Label(tr("Compared with"))
        label.setBuddy(self.against)
        compared = beside(label, self.against, STRETCH, self.look_again)
        self._foot = QWidget()
        beside((self.reason, 1), self.publish, on=self._foot, margins=NO_MARGINS)
        right = QWidget()
        column = below(on=right, margins=(14, 4, 4, 4), spacing=8)
        for part in (self.heading, self.words, compared, self.changes, self._foot):
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part, 1 if part is self.changes else 0)
        QHBoxLayout(self).addWidget(Splitter((self.list, right), (240, 660), (0, 1)))
        self.resize(920, 620)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.against.activated.connect(self._show_changes)
        self.reason.textChanged.connect(self._allow)
        self.reason.returnPressed.connect(self._publish)
        self.publish.clicked.connect(self._publish)
        self.publish.setAutoDefault(False)
        self.look_again.setAutoDefault(False)
        self.look_again.clicked.connect(lambda: self.worklist_wanted.emit(self.shown()))

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()

    def shown(self) -> int:
        """The id of the version that is shown, NOW for the codebook as it is."""
        if self.list.currentRow() < 0:
            return NOW
        version_id: int = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return version_id

    def show_version(self, version_id: int) -> None:
        """Choose a version."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == version_id:
                self.list.setCurrentRow(row)

    def _load(self, _changes: object = None) -> None:
        chosen, against = self.shown(), self.against.currentIndex()
        newest = self._versions[:1]
        with self._session.project.read() as reading:
            self._versions = versions(reading)
            changed = len(changed_since(reading)) if self._versions else 0
        self.list.blockSignals(True)
        self.list.clear()
        self._add(NOW, tr("Now") + f"\n{self._since(changed)}")
        for version in self._versions:
            by = f" · {isolated(version.coder)}" if version.coder else ""
            day = local_date(version.published_at)
            self._add(
                version.id,
                tr("Version {version}", version=version.number) + f"\n{day}{by}\n{isolated(version.reason)}",
            )
        self.list.setCurrentRow(0)
        self.show_version(chosen)
        self.list.blockSignals(False)
        self._choose(against=against if newest == self._versions[:1] else 0)

    def _add(self, version_id: int, words: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setData(Qt.ItemDataRole.UserRole, version_id)
        item.setToolTip(plain_tip(words))

    def _since(self, changed: int) -> str:
        if not self._versions:
            return tr("nothing published yet")
        number = self._versions[0].number
        if not changed:
            return tr("as version {version}", version=number)
        return tr("changed since version {version}", version=number)

    def _choose(self, _row: int = 0, *, against: int = 0) -> None:
        chosen = self.shown()
        before = [version for version in self._versions if chosen == NOW or version.id < chosen]
        self.against.clear()
        for earlier in before:
            self.against.addItem(tr("version {version}", version=earlier.number), earlier.id)
        self.against.addItem(tr("an empty codebook"), None)
        self.against.setCurrentIndex(against if 0 <= against < self.against.count() else 0)
        self._foot.setVisible(chosen == NOW)
        self._show_head(chosen, bool(before))
        self._show_changes()

    def _show_head(self, chosen: int, later: bool) -> None:
        chosen_version = next((version for version in self._versions if version.id == chosen), None)
        self.look_again.setVisible(chosen_version is not None and later)
        if chosen_version is None:
            self.heading.setText(tr("The codebook as it is now"))
            self.words.setText(
                tr("A published version is kept for ever: rounds are coded by it, papers name it.")
            )
            return
        self.heading.setText(tr("Version {version}", version=chosen_version.number))
        self.words.setText(chosen_version.reason)
        with self._session.project.read() as reading:
            checkers = checking(reading, chosen_version.id) if later else []
            names = {coder.id: coder.name for coder in coders(reading)}
            missing = [not_counted(reading)] if not_counted(reading) else []
        left = sum(entry.touched - entry.checked for entry in checkers)
        self.look_again.setToolTip(
            plain_tip(
                "\n".join(
                    [
                        tr(
                            "{coder}: {done} of {all} looked at",
                            coder=names[entry.coder_id],
                            done=entry.checked,
                            all=entry.touched,
                        )
                        for entry in checkers
                    ]
                    + missing
                )
            )
        )
        self.look_again.setText(tr("Codings to look at again: {number}", number=f"{left:,}"))

    def _show_changes(self, _: object = None) -> None:
        chosen = self.shown()
        with self._session.project.read() as reading:
            self._changes = difference(reading, self.against.currentData(), chosen or None)
        self._write()
        self._allow()

    def _write(self) -> None:
        if self.shown() == NOW and not self._versions and not self._changes:
            nothing = tr("The codebook has no codes yet. Add some, then publish the first version here.")
        else:
            nothing = tr("Nothing differs.")
        self.changes.write(changes_html(self._changes, self.changes.ink(), nothing))

    def _allow(self, _: object = None) -> None:
        newest = self._versions[0].id if self._versions else None
        with_now = self.shown() == NOW and self.against.currentData() == newest
        changed = bool(self._changes) if with_now else True
        with self._session.project.read() as reading:
            refusal = all_but_leads(reading, self._session.coder_id, PUBLISHES)
        if not changed:
            refusal = tr("Nothing was changed since the newest version.")
        self.publish.setEnabled(bool(self.reason.text().strip()) and not refusal)
        for control in (self.publish, self.reason):
            control.setToolTip(plain_tip(refusal))
        self.reason.setEnabled(not refusal)

    def _publish(self) -> None:
        if self.publish.isEnabled():
            version_id = self._gestures.publish(self.reason.text(), self._next())
            self.reason.clear()
            self.show_version(version_id)

    def _next(self) -> int:
        return self._versions[0].number + 1 if self._versions else 1
