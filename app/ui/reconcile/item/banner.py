"""Over the passage: which item it is, how it was settled, and what changed since."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.in_context import quote
from app.local_times import local_date
from app.reconcile.items import OriginalCoding, weight_told
from app.reconcile.loaded_queue import Team
from app.reconcile.queries import DecisionRow, QueueRow
from app.report.kind_signs import weight_explained
from app.report.names import kind_name, kind_told, outcome_name, reason_name
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.plain import Label, plain_tip
from app.ui.reconcile.item.keys import KEY_OF, Command
from app.ui.reconcile.passage.faces import Face
from app.ui.reconcile.queue.model import place_of

MOST_CHANGES = 4
QUOTE = 40


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
        head = QHBoxLayout()
        head.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.place)
        words.addWidget(self.kind)
        head.addLayout(words, 1)
        head.addWidget(self.propose)
        head.addWidget(self.open)
        decided = QHBoxLayout()
        decided.setSpacing(8)
        decided.addWidget(self.state, 1)
        decided.addWidget(self.keep)
        decided.addWidget(self.reopen)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(decided)

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
                "only the first {number} characters are shown: Ctrl+Enter opens all of it",
                number=f"{shown:,}",
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


def decision_told(decision: DecisionRow, team: Team, *, blind: bool) -> str:
    """“Union, by Ana Yilmaz on 2026-11-23: a slip. A note.”"""
    who = team.coders.get(decision.coder_id or 0)
    name = who.name if who is not None and not blind else tr("somebody")
    day = local_date(decision.at)
    outcome = outcome_name(decision.outcome)
    head = tr("{outcome}, by {name} on {day}", outcome=outcome[:1].upper() + outcome[1:], name=name, day=day)
    if decision.rule:
        head = tr(
            "{outcome}, by a rule that {name} used on {day}",
            outcome=outcome[:1].upper() + outcome[1:],
            name=name,
            day=day,
        )
    reason = reason_name(decision.reason) if decision.reason else ""
    return ". ".join(part for part in (": ".join(p for p in (head, reason) if p), decision.note) if part)


def changes_told(row: QueueRow, team: Team, faces: list[Face], text: str) -> str:
    """What each coder had when it was settled, and has now, where that differs."""
    if row.status != "changed" or row.decision is None:
        return ""
    was, now = row.decision.settled.coders, row.item.coders
    if row.gone:
        return tr("Nothing is left of the codings that were settled.")
    letters = {face.coder_id: face.name or face.letter for face in faces}
    sentences = []
    for coder_id in sorted({*was, *now}):
        if coder_id in now and coder_id not in was and not now[coder_id]:
            name = letters.get(coder_id) or tr("Somebody")
            sentences.append(tr("{name} has completed the document and coded nothing here.", name=name))
        before, after = was.get(coder_id, ()), now.get(coder_id, ())
        if _spans(before) != _spans(after):
            name = letters.get(coder_id) or tr("Somebody")
            sentences.append(
                tr(
                    "{coder} had {before} and has {after} now.",
                    coder=name,
                    before=_codings_told(before, team, text),
                    after=_codings_told(after, team, text),
                )
            )
    if not sentences:
        sentences = [tr("The consensus has lost codings that were decided.")]
    more = (
        tr("And {number} others.", number=len(sentences) - MOST_CHANGES)
        if len(sentences) > MOST_CHANGES
        else ""
    )
    return " ".join(part for part in (*sentences[:MOST_CHANGES], more) if part)


def _spans(codings: tuple[OriginalCoding, ...]) -> list[tuple[int, int, int]]:
    return sorted((coding.code_id, coding.start, coding.end) for coding in codings)


def _codings_told(codings: tuple[OriginalCoding, ...], team: Team, text: str) -> str:
    parts = []
    for coding in codings:
        code = team.codes.get(coding.code_id)
        words = quote(text, coding.start, coding.end, QUOTE)
        parts.append(
            tr("{code} on “{words}”", code=code.name if code else tr("a code that is gone"), words=words)
        )
    return "; ".join(parts) or tr("nothing")
