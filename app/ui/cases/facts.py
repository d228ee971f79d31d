"""What is known of the open document's cases, in sight while it is coded."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.cases.queries import CaseFacts, facts_of_document
from app.report.case_grid import facts_in_words
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import beside
from app.ui.kit.plain import plain_tip
from app.ui.session import ProjectSession

TABLES = ("study_case", "case_link", "attribute", "attribute_value", "document")
BETWEEN = "   |   "


class FactsLine(QFrame):
    """One line for all cases of a document; nothing where it belongs to none."""

    cases_wanted = Signal()

    def __init__(self, session: ProjectSession, document_id: Callable[[], int]) -> None:
        super().__init__()
        self.setObjectName("caseFacts")
        self._session, self._document_id = session, document_id
        self.words = ElidedLabel()
        self.words.setAccessibleName(tr("Cases of the document"))
        button = tool_button(tr("Cases"), tr("Cases and attributes in their window"), self.cases_wanted.emit)
        beside((self.words, 1), button, on=self, margins=(16, 2, 12, 2))
        session.changed.connect(self._take)
        session.coder_changed.connect(self.look)
        self.look()

    def _take(self, changes: Changes) -> None:
        if changes.touch(*TABLES):
            self.look()

    def look(self, _: object = None) -> None:
        """Say what is known now."""
        facts: list[CaseFacts] = []
        if self._document_id():
            with self._session.project.read() as reading:
                facts = facts_of_document(reading, self._document_id())
        lines = [facts_in_words(of.case.name, of.facts) for of in facts]
        self.words.setText(BETWEEN.join(lines))
        self.words.setToolTip(plain_tip("\n".join(lines)))
        self.setVisible(bool(facts))
