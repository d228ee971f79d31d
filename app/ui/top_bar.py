"""The bar at the head of an open project: workspaces, how far the work is, who is coding."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from app.isolation import isolated
from app.rounds.own import OwnRound
from app.translation import tr
from app.ui.coders.button import CoderButton
from app.ui.kit.buttons import tool_button
from app.ui.kit.chip import shortened
from app.ui.kit.lines import STRETCH, beside
from app.ui.kit.plain import Hint, plain_tip
from app.ui.session import ProjectSession


class TopBar(QFrame):
    """Says which workspace was chosen."""

    workspace_chosen = Signal(int)

    def __init__(self, session: ProjectSession, find_anything: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.coder = CoderButton(session)
        self.progress = Hint(wordWrap=False)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.workspace_chosen)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(2)
        palette = tool_button(
            tr("Find anything  Ctrl+K"),
            tr("Find any action, document or code (Ctrl+K)"),
            find_anything,
        )
        palette.setAccessibleName(tr("Find any action, document or code"))
        beside(
            self._tabs,
            STRETCH,
            self.progress,
            palette,
            self.coder,
            on=self,
            margins=(8, 0, 10, 0),
            spacing=10,
        )

    def add_workspace(self, name: str, index: int) -> None:
        """Add a workspace's name."""
        button = tool_button(name, f"{name} (Ctrl+{index + 1})", lambda: None)
        button.setProperty("workspace", True)
        button.setCheckable(True)
        self._group.addButton(button, index)
        self._tabs.addWidget(button)

    def show_workspace(self, index: int) -> None:
        """Mark the workspace that is shown."""
        self._group.button(index).setChecked(True)

    def shown_workspace(self) -> int:
        """The workspace that is shown."""
        return self._group.checkedId()

    def show_progress(self, completed: int, documents: int) -> None:
        """Tell how many documents the coder at work has completed."""
        self.progress.setText(tr("{done} of {all} done", done=completed, all=documents) if documents else "")
        self.progress.setToolTip(tr("Documents that you have marked as completed"))

    def show_rounds(self, rounds: Sequence[OwnRound]) -> None:
        """Tell how far the coder at work is in each open round."""
        parts = [self._in_words(round_) for round_ in rounds]
        if len(rounds) > 1:  # all of them would make the window wider than the screen
            done, all_ = (
                sum(round_.completed for round_ in rounds),
                sum(len(round_.document_ids) for round_ in rounds),
            )
            self.progress.setText(
                tr("{rounds} rounds: {done} of {all} done", rounds=len(rounds), done=done, all=all_)
            )
        else:
            self.progress.setText("".join(parts))
        meaning = tr(
            "Documents of the round that you have marked as completed. In a blind round nobody sees "
            "another’s codings until it is closed."
        )
        self.progress.setToolTip(plain_tip("\n".join([*(parts if len(rounds) > 1 else ()), meaning])))

    def _in_words(self, round_: OwnRound) -> str:
        name, done, documents = (
            isolated(shortened(round_.name, 24)),
            round_.completed,
            len(round_.document_ids),
        )
        if round_.blind:
            return tr("{round}, blind: {done} of {all} done", round=name, done=done, all=documents)
        return tr("{round}: {done} of {all} done", round=name, done=done, all=documents)
