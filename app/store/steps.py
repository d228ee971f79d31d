"""Which of a station's actions undo takes back next, and which redo does again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
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
        self._is_mine: dict[int, bool] = {}

    def to_undo(self) -> Step | None:
        """What undo takes back next."""
        taken_back: set[int] = set()
        for step in self._backwards():
            if step.kind == "undo":
                taken_back.add(step.undoes_id)
            elif step.id not in taken_back and step.id not in self._stuck and self._mine(step):
                return Step(step.id, step.label)
        return None

    def to_redo(self) -> Step | None:
        """What redo does again next."""
        done_again: set[int] = set()
        for step in self._backwards():
            if step.kind == "redo":
                done_again.add(step.undoes_id)
            elif step.kind == "do":
                if self._mine(step):
                    return None
            elif step.id not in done_again and step.id not in self._stuck and self._mine(step):
                return Step(step.id, step.label)
        return None

    def _backwards(self) -> Iterator[Any]:
        """The newest first. Read in pages: most walks end after a few."""
        page = (
            select(Action.id, Action.kind, Action.label, Action.undoes_id, Action.coder_id)
            .where(Action.station == self._station, Action.kind != "begin")
            .order_by(Action.id.desc())
            .limit(STEPS_IN_A_PAGE)
        )
        steps = self._session.execute(page).all()
        while steps:
            yield from steps
            steps = self._session.execute(page.where(Action.id < steps[-1].id)).all()

    def _mine(self, step: Any) -> bool:
        """Whether whoever looks may take a step back or do it again; asked once, and only where it matters.

        In a blind round everybody takes back the own steps alone: what others did in it, of whatever kind, is
        passed over, and so is whatever was done to what whoever looks may not see, and for all but leads what
        only leads do.
        """
        if step.id not in self._is_mine:
            session, viewer = self._session, self._session.info["coder_id"]
            mine = viewer is not None and step.coder_id == viewer
            if not mine and viewer not in self._blind and step.coder_id not in self._blind:
                mine = not unseen_actions(session, [step.id])
                mine = mine and not unseen_marks(session, [step.id], of_repeats=False)
                mine = mine and (self._leads or not is_for_leads(session, step.id, step.coder_id))
            self._is_mine[step.id] = mine
        return self._is_mine[step.id]

    @cached_property
    def _blind(self) -> Collection[int | None]:
        return at_work_blind(self._session)

    @cached_property
    def _leads(self) -> bool:
        return may_lead(self._session, self._session.info["coder_id"])
