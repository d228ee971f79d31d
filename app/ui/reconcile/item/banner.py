"""Over the passage: which item it is, how it was settled, and what changed since."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from app.reconcile.items import weight_told
from app.reconcile.loaded_queue import Team
from app.reconcile.queries import QueueRow
from app.report.items import decision_told, place_of
from app.report.kind_signs import weight_explained
from app.report.names import kind_name, kind_told
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Label, plain_tip
from app.ui.reconcile.item.keys import KEY_OF, Command


class Banner(QFrame):
    """Says what is wanted with a decision that was taken."""

    open_wanted = Signal()
    propose_wanted = Signal()
    reopen_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("textHead")
        self.place = ElidedLabel()
        self.place.setProperty("heading", True)
        self.kind = ElidedLabel()
        self.kind.setProperty("muted", True)
        for label in (self.place, self.kind):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        propose = tr("Propose a codebook change ({key})", key=KEY_OF[Command.PROPOSE])
        self.propose = tool_button(tr("Propose…"), propose, self.propose_wanted, propose)
        self.open = tool_button(
            tr("Open in Code"), tr("See the whole document (Ctrl+Enter)"), self.open_wanted
        )
        self.state = Label(wordWrap=True)
        self.reopen = QPushButton(tr("Re-open ({key})", key=KEY_OF[Command.REOPEN]))
        self.reopen.setToolTip(tr("Open the item again: a new decision, the old one stays in the history"))
        self.reopen.clicked.connect(self.reopen_wanted)
        self.keep = QPushButton(tr("Keep the decision"))
        self.keep.setToolTip(tr("Settle it as before, for the codings as they are now"))
        self.keep.clicked.connect(self.keep_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        head = beside(spacing=6)
        words = below(self.place, self.kind, spacing=0)
        head.addLayout(words, 1)
        head.addWidget(self.propose)
        head.addWidget(self.open)
        decided = beside((self.state, 1), self.keep, self.reopen, spacing=8)
        below(head, decided, on=self, margins=(14, 6, 10, 6), spacing=4)

    def show_row(
        self, row: QueueRow, team: Team, changes: str, *, blind: bool, shown: int | None = None
    ) -> None:
        """Show an item; `changes` says what is other than when it was settled.

        `shown` is how many of its characters can be seen where the passage is too long to be shown whole.
        """
        item = row.item
        self.place.setText(place_of(row, team))
        self.place.setToolTip(plain_tip(place_of(row, team)))
        weight = weight_told(item.weight)
        parts = [kind_name(item.kind)]
        parts += [tr("{share} of all disagreement", share=weight)] if weight else []
        parts += [tr("somebody was unsure")] if item.unsure else []
        if shown is not None:
            long = tr(
                "only the first {count} character is shown: Ctrl+Enter opens all of it",
                "only the first {count} characters are shown: Ctrl+Enter opens all of it",
                shown,
            )
            parts.append(long)
        self.kind.setText(" · ".join(parts))
        tips = (kind_told(item.kind), weight_explained(item.weight))
        self.kind.setToolTip(plain_tip("\n".join(tip for tip in tips if tip)))
        words = decision_told(row.decision, team, blind=blind) if row.decision is not None else ""
        if row.status == "changed":
            words = tr("Changed since it was settled ({what}). {changes}", what=words, changes=changes)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.reopen.setVisible(row.status in ("settled", "deferred"))
        self.keep.setVisible(row.status == "changed")
