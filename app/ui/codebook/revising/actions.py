"""The actions on the codebook as it grows: versions, what to look at again, proposals, splits, what-ifs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.ui.codebook.editing.gestures import CodebookGestures
from app.ui.codebook.tree.model import Node
from app.ui.kit.dialog import open_and_forget, show_once
from app.ui.live import Live
from app.ui.session import ProjectSession

if TYPE_CHECKING:
    from app.codebook.proposals import EvidencePassage
    from app.ui.codebook.editing.actions import CodebookEditing
    from app.ui.codebook.revising.propose_dialog import ProposeDialog


class CodebookRevising(QObject):
    """Dialogs are imported when they are first wanted; one of a kind is open at a time."""

    passage_opened = Signal(int, int, int)  # document, start, end

    def __init__(self, session: ProjectSession, panel: QWidget, node: Callable[[], Node | None]) -> None:
        super().__init__(panel)
        self._session, self._panel, self._node = session, panel, node
        self.passage: Callable[[], EvidencePassage | None] = lambda: None

    def add_actions(self, editing: CodebookEditing) -> None:
        """Add the actions to the panel and to the menus."""
        add = editing.add_action
        self.split = add(tr("&Split…"), self.ask_to_split, "")
        self.as_one = add(tr("What if these codes were &one?"), self.show_as_one, "", any_code=False)
        self.versions = add(tr("&Versions…"), self.show_versions, "Ctrl+Shift+V", any_code=False)
        self.worklist = add(
            tr("Codings to &look at again…"), self.show_worklist, "Ctrl+Shift+L", any_code=False
        )
        self.propose = add(tr("Propose a c&hange…"), self.ask_to_propose, "", any_code=False)
        self.proposals = add(tr("P&roposals…"), self.show_proposals, "Ctrl+Shift+S", any_code=False)
        self.live = Live(self._panel, self._session, ("proposal", "assignment", "round"), self._count)

    def _count(self, _changes: object = None) -> None:
        from app.codebook.proposals import open_proposals

        with self._session.project.read() as reading:
            waiting = open_proposals(reading)
        words = tr("P&roposals ({number} open)…", number=waiting) if waiting else tr("P&roposals…")
        self.proposals.setText(words)

    def show_versions(self) -> None:
        """Open the versions."""
        from app.ui.codebook.revising.versions_dialog import VersionsDialog

        def make() -> VersionsDialog:
            dialog = VersionsDialog(self._panel.window(), self._session)
            dialog.worklist_wanted.connect(self.show_worklist)
            return dialog

        show_once(self._panel.window(), VersionsDialog, make, of=self)

    def show_worklist(self, version_id: int = 0) -> None:
        """Open the codings that wait for a look."""
        from app.ui.codebook.revising.worklist_dialog import WorklistDialog

        def make() -> WorklistDialog:
            dialog = WorklistDialog(self._panel.window(), self._session, version_id)
            dialog.passage_opened.connect(self.passage_opened)
            return dialog

        show_once(self._panel.window(), WorklistDialog, make, of=self)

    def show_proposals(self) -> None:
        """Open the proposals."""
        from app.ui.codebook.revising.proposals_dialog import ProposalsDialog

        def make() -> ProposalsDialog:
            dialog = ProposalsDialog(self._panel.window(), self._session)
            dialog.passage_opened.connect(self.passage_opened)
            dialog.propose_wanted.connect(self.ask_to_propose)
            return dialog

        show_once(self._panel.window(), ProposalsDialog, make, of=self)

    def ask_to_propose(self) -> None:
        """Ask what should change of the current code; the selected words are the evidence."""
        node = self._node()
        self.open_proposal(self.passage(), "exclusion" if node else "other", node.code.id if node else None)

    def open_proposal(
        self,
        passage: EvidencePassage | None,
        kind: str,
        code_id: int | None = None,
        target_id: int | None = None,
    ) -> ProposeDialog:
        """Ask what should change, beginning with these choices."""
        from app.ui.codebook.revising.propose_dialog import ProposeDialog

        dialog = ProposeDialog(
            self._panel.window(), self._session, code_id, passage, kind=kind, target_id=target_id
        )
        open_and_forget(dialog)
        return dialog

    def show_as_one(self, first_id: int = 0, second_id: int = 0) -> None:
        """Open what agreement would be, if two codes were one."""
        from app.ui.codebook.revising.as_one_dialog import AsOneDialog

        node = self._node()
        first_id = first_id or (node.code.id if node else 0)
        window, codes = self._panel.window(), (first_id, second_id)
        show_once(
            window, AsOneDialog, lambda: AsOneDialog(window, self._session, *codes), of=self, about=codes
        )

    def ask_to_split(self) -> None:
        """Ask for the codes that are split off the current one."""
        from app.ui.codebook.editing.splitting import SplitDialog

        node = self._node()
        if node is None:
            return
        code, gestures = node.code, CodebookGestures(self._session)
        dialog = SplitDialog(
            self._panel.window(),
            code.name,
            node.everybody,
            lambda names, under: gestures.split(code.id, code.name, names, under=under),
        )
        open_and_forget(dialog)
