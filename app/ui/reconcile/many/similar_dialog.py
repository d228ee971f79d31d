"""The same outcome for an item and all that are like it, with a preview of each."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.jobs import Job
from app.reconcile.actions import Choice
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import result_of
from app.reconcile.possible import Ground, ground
from app.reconcile.queries import QueueRow
from app.reconcile.rules import tried
from app.report.choices import ChoiceLine, lines_of
from app.report.faces import Face
from app.report.items import codes_of
from app.report.names import kind_name, outcome_name
from app.store import Project
from app.translation import tr
from app.ui import jobs
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import STRETCH, beside
from app.ui.kit.plain import Heading, Label
from app.ui.reconcile.many.choices_table import AT_ONCE
from app.ui.reconcile.many.settle_dialog import Settle, SettleDialog

SIMPLE = ("union", "intersection", "both", "nobody")


def similar_rows(rows: Sequence[QueueRow], like: QueueRow) -> list[QueueRow]:
    """The open items of the same kind and codes, the one they are like first where it is open."""
    wanted = (like.item.kind, like.item.code_ids)
    alike = [row for row in rows if row.status == "open" and (row.item.kind, row.item.code_ids) == wanted]
    return sorted(alike, key=lambda row: row.item.key != like.item.key)


class _PreviewRead(NamedTuple):
    """What would be decided, the first choices in words, how many items stay open, and the ground of it."""

    choices: tuple[Choice, ...]
    lines: list[ChoiceLine]
    left: int
    ground: Ground


class SimilarDialog(SettleDialog):
    """One outcome for all of them."""

    def __init__(
        self,
        parent: QWidget,
        project: Project,
        team: Team,
        rows: Sequence[QueueRow],
        faces: Sequence[Face],
        settle: Settle,
    ) -> None:
        super().__init__(parent, tr("Apply to all similar ones"), settle)
        self._project, self._team, self._rows = project, team, rows
        self._ground: Ground | None = None  # read with the first preview
        self._previewing = jobs.Newest(self)
        like = rows[0]
        title = Heading(f"{codes_of(like, team)} · {kind_name(like.item.kind)}")
        self.outcome = ChoiceBox()
        self.outcome.setAccessibleName(tr("Outcome for all of them"))
        for outcome in SIMPLE:
            self.outcome.addItem(outcome_name(outcome), (outcome, None))
        for face in faces:
            if all(face.coder_id in row.item.coders for row in rows) and face.name:
                self.outcome.addItem(tr("what {coder} coded", coder=face.name), ("coder", face.coder_id))
        self.outcome.activated.connect(self.refresh)
        chosen = beside(Label(tr("The consensus gets of each:")), self.outcome, STRETCH)
        self.lay_out_over_preview((title, chosen), 880, 520)

    def prefer(self, outcome: str) -> None:
        """Begin with an outcome."""
        if outcome in SIMPLE:
            self.outcome.setCurrentIndex(SIMPLE.index(outcome))
        self.refresh()

    def refresh(self) -> None:
        """Preview the outcome that is chosen; of many items in the background."""
        work = partial(
            _previewed, self._project, self._team, self._rows, self.outcome.currentData(), self._ground
        )
        self._previewing.cancel()
        if len(self._rows) <= AT_ONCE:
            self._show(work(Job()))
            return
        self._previewing.run("", work, self._show)
        self.ok.setEnabled(False)
        self.sentence.setText(tr("Looking what would be settled…"))

    def _show(self, seen: "_PreviewRead") -> None:
        self._ground = seen.ground
        words = tr(
            "{count} open item is like it; one Undo takes all of it back.",
            "{count} open items are alike; one Undo takes all of it back.",
            len(self._rows),
        )
        if seen.left:
            words += " " + tr(
                "{count} of them stays open: its codes exclude one another in the consensus, or are gone.",
                "{count} of them stay open: their codes exclude one another in the consensus, or are gone.",
                seen.left,
            )
        self.show_choices(seen.choices, words, seen.lines)


def _previewed(
    project: Project,
    team: Team,
    rows: Sequence[QueueRow],
    chosen: tuple[str, int | None],
    known_ground: Ground | None,
    job: Job,
) -> _PreviewRead:
    outcome, coder_id = chosen
    with project.read() as session:
        ground_now = known_ground or ground(session, {row.item.document_id for row in rows})
    asked = [
        Choice(
            row.item,
            outcome,
            result_of(row.item, outcome, coder_id=coder_id),
            follows_id=row.decision.id if row.decision is not None else None,
        )
        for row in rows
    ]
    job.step(0, 2)
    choices, refused, lost = tried(asked, ground_now)
    job.step(1, 2)
    return _PreviewRead(choices, lines_of(project, team, choices), len(refused) + len(lost), ground_now)
