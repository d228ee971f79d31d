"""Lets a text be corrected, taken in anew, restored, and a name in it replaced, each with a preview."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidgetItem,
    QWidget,
)

from app.documents.queries import document
from app.documents.words import tokens
from app.errors import UserError
from app.exchange.new_version import read_version
from app.exchange.readers import supported_extensions
from app.jobs import Job
from app.report.text_changes import differences_told, previews_told, touched_told
from app.texts.actions import correct_text, new_name, renew_text, replace_name, restore_version
from app.texts.preview import TextPreview, preview_name, preview_renewal, preview_version
from app.translation import tr
from app.ui import jobs
from app.ui.kit.changes import ChangesDialog
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, remember_folder
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import Hint, plain_tip
from app.ui.session import ProjectSession

REACH = 200  # characters in which the word at the caret is looked for
ONE_LINE = 200  # characters that are corrected in a field of one line
MOST_SHOWN = 200  # differences and codings of a document


def words_at(text: str, caret: int) -> tuple[int, int]:
    """The word at a place, or nothing there."""
    words = tokens(text, max(0, caret - REACH), min(len(text), caret + REACH))
    return next(((start, end) for start, end in words if start <= caret <= end), (caret, caret))


class CorrectionDialog(FormDialog):
    """The words of a passage, to be typed as they should be; Enter corrects, Esc leaves."""

    def __init__(
        self,
        parent: QWidget | None,
        session: ProjectSession,
        document_id: int,
        passage: tuple[int, int],
        text: str,
    ) -> None:
        super().__init__(parent, tr("Correct the words"), tr("Correct"))
        self._session, self._document_id = session, document_id
        self._start, self._end = passage
        with session.project.read() as reading:
            row = document(reading, document_id)
        self._version = row.text_version
        now = text[self._start : self._end]
        self.words: QLineEdit | QPlainTextEdit
        if "\n" in now or len(now) > ONE_LINE:
            self.words = text_field(now, lines=8)
            self.words.setUndoRedoEnabled(True)
        else:
            self.words = QLineEdit(now)
            self.words.selectAll()
        self.words.setAccessibleName(tr("The words as they should be"))
        if row.direction == "rtl":
            self.words.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        form = form_layout()
        form.addRow(self.words)
        form.addRow(
            Hint(
                tr("Everybody’s codings move along. Where words of theirs change, others are asked to look.")
            )
        )
        self.lay_out(form)

    def submit(self) -> None:
        """Correct the text."""
        field = self.words
        words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        self._session.do(
            tr("Correct the text"),
            correct_text,
            document_id=self._document_id,
            start=self._start,
            end=self._end,
            words=words,
            seen_version=self._version,
        )


class ReplaceNameDialog(FormDialog):
    """A name and what is to stand in its place; `preview` gets both, and whether in one document only."""

    def __init__(
        self, parent: QWidget | None, name: str, preview: Callable[[str, str, bool], object]
    ) -> None:
        super().__init__(parent, tr("Replace a name"), tr("Preview…"))
        self._preview = preview
        self.name, self.other = QLineEdit(name), QLineEdit()
        self.only_here = QCheckBox(tr("Only in the open document"))
        form = form_layout()
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("&In its place"), self.other)
        form.addRow("", self.only_here)
        form.addRow(
            "",
            Hint(
                tr(
                    "As a word of its own, in capitals or not, wherever it stands. Earlier versions and the "
                    "history still hold it."
                )
            ),
        )
        self.lay_out(form)
        (self.other if name else self.name).setFocus()

    def submit(self) -> None:
        """Look what would change."""
        self._preview(
            self.name.text(), new_name(self.name.text(), self.other.text()), self.only_here.isChecked()
        )


class TextPreviewDialog(ChangesDialog):
    """What changes in texts and in whose codings, side by side; `go_on` does it."""

    def __init__(
        self,
        parent: QWidget | None,
        session: ProjectSession,
        title: str,
        previews: Sequence[TextPreview],
        go_on: Callable[[], object],
    ) -> None:
        name = (
            previews[0].document.name
            if len(previews) == 1
            else tr("{count} document", "{count} documents", len(previews))
        )
        super().__init__(parent, title, name, previews_told(previews), tr("What"))
        self._go_on = go_on
        self.ok.setText(tr("Change the text"))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setAccessibleName(tr("What changes"))
        for preview in previews:
            self._add(session, preview)

    def _add(self, session: ProjectSession, preview: TextPreview) -> None:
        name = preview.document.name
        differences = [
            _line(tr("Text"), line.was, line.will_be) for line in differences_told(preview, MOST_SHOWN)
        ]
        self.add_group(name, differences)
        with session.project.read() as reading:
            touched = touched_told(reading, preview, MOST_SHOWN)
        lost = tr("too little is left")
        lines = [_line(line.who, line.was, line.will_be or lost) for line in touched]
        self.add_group(tr("Codings in “{name}” that are touched", name=name), lines)

    def submit(self) -> None:
        """Change the text."""
        self._go_on()


def _line(*cells: str) -> QTreeWidgetItem:
    line = QTreeWidgetItem(list(cells))
    for column, words in enumerate(cells):
        line.setToolTip(column, plain_tip(words))
    return line


class TextChanges:
    """What the Code workspace offers of all this, over its window."""

    def __init__(self, window: Callable[[], QWidget], session: ProjectSession) -> None:
        self._window, self._session = window, session

    def correct(self, document_id: int, passage: tuple[int, int], text: str) -> None:
        """Ask how some words should read."""
        if passage[0] == passage[1]:
            raise UserError(
                "There is no word at the caret. Put it into the word that is wrong, or select words."
            )
        open_and_forget(CorrectionDialog(self._window(), self._session, document_id, passage, text))

    def renew(self, document_id: int) -> None:
        """Ask for the file of a document's new version, and show what it would change."""
        endings = " ".join(f"*{ending}" for ending in supported_extensions())
        name = FileDialog.file_to_open(
            self._window(),
            tr("New version of this document"),
            last_folder(),
            tr("Documents ({patterns})", patterns=endings),
        )
        if name:
            remember_folder(Path(name).parent)
            self.compare(document_id, Path(name))

    def compare(self, document_id: int, path: Path) -> None:
        """Show what a file would change as the new version of a document."""

        def look(job: Job) -> tuple[TextPreview, Callable[[], object]]:
            source = read_version(path)
            with self._session.project.read() as reading:
                preview = preview_renewal(reading, document_id=document_id, new_text=source.text, job=job)
            change = partial(
                renew_text,
                document_id=document_id,
                new_text=source.text,
                regions=source.regions,
                file_name=source.file_name,
                file_hash=source.file_hash,
                seen_version=preview.document.text_version,
                prepared=preview.alignment,
            )
            return preview, change

        def show(looked: tuple[TextPreview, Callable[..., object]]) -> None:
            preview, change = looked
            label = tr("New version of “{name}”", name=preview.document.name)
            self._show(tr("New version"), [preview], label, change)

        jobs.run(self._window(), tr("Comparing the texts"), look, show)

    def replace_name(self, document_id: int, words: str) -> None:
        """Ask for a name and another one, and show what would change."""
        name = words if "\n" not in words and len(words) <= ONE_LINE else ""
        open_and_forget(ReplaceNameDialog(self._window(), name, partial(self._preview_name, document_id)))

    def _preview_name(self, document_id: int, name: str, other: str, only_here: bool) -> None:
        ids = [document_id] if only_here else None

        def look(job: Job) -> list[TextPreview]:
            with self._session.project.read() as reading:
                return preview_name(reading, name=name, other=other, document_ids=ids, job=job)

        def show(previews: list[TextPreview]) -> None:
            if not previews:
                raise UserError(
                    "The name stands nowhere as a word of its own, so nothing changes. Check how it is spelt."
                )
            versions = {row.document.id: row.document.text_version for row in previews}
            change = partial(replace_name, name=name, other=other, document_ids=ids, seen_versions=versions)
            self._show(tr("Replace a name"), previews, tr("Replace a name"), change)

        jobs.run(self._window(), tr("Looking for the name"), look, show)

    def restore(self, document_id: int, version: int) -> None:
        """Show what would change if an earlier version were the current one again."""

        def look(job: Job) -> TextPreview:
            with self._session.project.read() as reading:
                return preview_version(reading, document_id=document_id, version=version, job=job)

        def show(preview: TextPreview) -> None:
            label = tr("Restore version {number} of “{name}”", number=version, name=preview.document.name)
            change = partial(
                restore_version,
                document_id=document_id,
                version=version,
                seen_version=preview.document.text_version,
            )
            self._show(tr("Earlier version"), [preview], label, change)

        jobs.run(self._window(), tr("Comparing the texts"), look, show)

    def _show(
        self, title: str, previews: Sequence[TextPreview], label: str, change: Callable[..., object]
    ) -> None:
        rows = sum(preview.moved + len(preview.touched) for preview in previews)
        go_on = partial(self._session.do_much, rows, label, change)
        open_and_forget(TextPreviewDialog(self._window(), self._session, title, previews, go_on))
