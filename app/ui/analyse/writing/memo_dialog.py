"""Writes a memo, or another text of one's own memo."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from app.cases.queries import cases
from app.codebook.queries import codebook
from app.documents.queries import documents
from app.memos.actions import change_memo, write_memo
from app.memos.queries import MemoRow, kinds, memos
from app.saved_queries.queries import saved_queries
from app.store.written import About
from app.translation import tr
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import Label
from app.ui.session import ProjectSession

LINES = 9
WIDE = 600
LONGEST_SHOWN = 200


@dataclass(frozen=True)
class MemoPlace:
    """A passage that a memo is to be about, and its words."""

    document_id: int
    start: int
    end: int
    quote: str


class WriteMemoDialog(FormDialog):
    """Asks what the memo is about, unless a passage or a memo comes along."""

    def __init__(
        self,
        parent: QWidget | None,
        session: ProjectSession,
        *,
        memo: MemoRow | None = None,
        place: MemoPlace | None = None,
        kind: str = "",
    ) -> None:
        title = tr("Change the memo") if memo else tr("Write a memo")
        super().__init__(parent, title, tr("Save"))
        self._session, self._memo, self._place = session, memo, place
        self.about = ChoiceBox()
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(28)
        self.title = QLineEdit(memo.title if memo else "")
        self.kind = QComboBox(editable=True)
        self.text = text_field(memo.text if memo else "", LINES)
        self.text.setPlaceholderText(
            tr("[[01 Driver: the spare wheels]] leads to these words of the document")
        )
        self.private = QCheckBox(tr("For me alone"))
        self.private.setChecked(bool(memo and memo.private))
        self.private.setEnabled(session.coder_id is not None)
        self._fill(memo.kind if memo else kind)
        self._seen = {"text": memo.text, "title": memo.title, "kind": memo.kind} if memo else {}
        self._lay_out()
        self.text.setFocus()

    def _fill(self, kind: str) -> None:
        with self._session.project.read() as reading:
            self.kind.addItems(["", *kinds(memos(reading, codings=False))])
            self.about.addItem(tr("The project"), ("project", None))
            listed: tuple[tuple[About, str, Any], ...] = (
                ("code", tr("Code {name}"), codebook(reading)),
                ("document", tr("Document {name}"), documents(reading)),
                ("case", tr("Case {name}"), cases(reading)),
                ("query", tr("Query {name}"), saved_queries(reading)),
            )
            for about, words, rows in listed:
                for row in rows:
                    self.about.addItem(words.replace("{name}", row.name), (about, row.id))
        self.kind.setCurrentText(kind)

    def _lay_out(self) -> None:
        form = form_layout()
        if self._place is not None:
            words = " ".join(self._place.quote.split())
            shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
            passage = Label(f"“{shown}”", wordWrap=True)
            passage.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            form.addRow(tr("Passage"), passage)
        elif self._memo is None:
            form.addRow(tr("&About"), self.about)
        form.addRow(tr("&Title"), self.title)
        form.addRow(tr("&Kind"), self.kind)
        form.addRow(tr("Te&xt"), self.text)
        form.addRow("", self.private)
        self.lay_out(form, WIDE)

    def submit(self) -> None:
        """Store it."""
        words: dict[str, Any] = {
            "text": self.text.toPlainText(),
            "title": self.title.text(),
            "kind": self.kind.currentText(),
            "private": self.private.isChecked(),
        }
        if self._memo is not None:
            label = tr("Change memo")
            self._session.do(label, change_memo, memo_id=self._memo.id, seen=self._seen, **words)
            return
        self._session.do(tr("Write memo"), write_memo, **words, **self._about())

    def _about(self) -> Mapping[str, Any]:
        if self._place is not None:
            span = {"start": self._place.start, "end": self._place.end}
            return {"about": "passage", "about_id": self._place.document_id, **span}
        about, about_id = self.about.currentData()
        return {"about": about, "about_id": about_id}
