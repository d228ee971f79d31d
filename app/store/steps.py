"""Which of a station's actions undo takes back next, and which redo does again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Action
from app.store.history import unseen_actions, unseen_marks
from app.store.lead_steps import is_for_leads
from app.store.leading import may_lead
from app.store.sight import at_work_blind

STEPS_IN_A_PAGE = 50


@dataclass(frozen=True)
class Step:
    """An action to be taken back, or done again."""

    id: int
    label: str


def stands(session: Session, action_id: int) -> bool:
    """Whether what an action did is so: it was not taken back, or it was done again."""
    reversals = session.scalars(select(Action.id).where(Action.undoes_id == action_id)).all()
    return not any(stands(session, reversal) for reversal in reversals)


class Steps:
    """The actions of a station as whoever looks walks them; those that are `stuck` are passed over."""

    def __init__(self, session: Session, station: str, stuck: set[int]) -> None:
        self._session, self._station, self._stuck = session, station, stuck

    def to_undo(self) -> Step | None:
        """What undo takes back next."""
        taken_back: set[int] = set()
        for step, mine in self._backwards():
            if step.kind == "undo":
                taken_back.add(step.undoes_id)
            elif mine and step.id not in taken_back and step.id not in self._stuck:
                return Step(step.id, step.label)
        return None

    def to_redo(self) -> Step | None:
        """What redo does again next."""
        done_again: set[int] = set()
        for step, mine in self._backwards():
            if step.kind == "redo":
                done_again.add(step.undoes_id)
            elif not mine:
                continue
            elif step.kind == "do":
                return None
            elif step.id not in done_again and step.id not in self._stuck:
                return Step(step.id, step.label)
        return None

    def _backwards(self) -> Iterator[tuple[Any, bool]]:
        """The newest first, each with whether whoever looks may take it back or do it again.

        In a blind round everybody takes back the own steps alone: what others did in it, of whatever kind, is
        passed over, and so is whatever was done to what whoever looks may not see, and for all but leads what
        only leads do. Read in pages: most walks end after a few.
        """
        session = self._session
        page = (
            select(Action.id, Action.kind, Action.label, Action.undoes_id, Action.coder_id)
            .where(Action.station == self._station, Action.kind != "begin")
            .order_by(Action.id.desc())
            .limit(STEPS_IN_A_PAGE)
        )
        viewer, blind = session.info["coder_id"], at_work_blind(session)
        leads = may_lead(session, viewer)
        steps = session.execute(page).all()
        while steps:
            for step in steps:
                mine = viewer is not None and step.coder_id == viewer
                if not mine and viewer not in blind and step.coder_id not in blind:
                    mine = not unseen_actions(session, [step.id])
                    mine = mine and not unseen_marks(session, [step.id], of_repeats=False)
                    mine = mine and (leads or not is_for_leads(session, step.id, step.coder_id))
                yield step, mine
            steps = session.execute(page.where(Action.id < steps[-1].id)).all()
