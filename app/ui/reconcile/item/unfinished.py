"""What a person has begun at an item and not stored yet: it waits there, and nowhere else."""

from dataclasses import dataclass

from app.reconcile.draft import Draft
from app.reconcile.items import Item
from app.ui.reconcile.item.decision_bar import DecisionBar
from app.ui.reconcile.item.discussion import Discussion
from app.ui.reconcile.item.editing import Editing

Key = tuple[int | None, int | None, str]  # who began it, round and item


@dataclass(frozen=True)
class Begun:
    """A reason, a note on the decision, a note of the discussion, and boundaries that were moved."""

    reason: str = ""
    note: str = ""
    said: str = ""
    draft: Draft | None = None


class Unfinished:
    """Empties the fields when another item comes on the desk, and fills them when the first is back."""

    def __init__(self, bar: DecisionBar, talk: Discussion, editing: Editing, person: int | None) -> None:
        self._bar, self._talk, self._editing = bar, talk, editing
        self.person = person
        self._begun: dict[Key, Begun] = {}

    def turn(self, before: Item | None, after: Item | None) -> None:
        """Another item comes on the desk."""
        if before is not None:
            self._begun[self._key(before)] = Begun(
                self._bar.reason.reason,
                self._bar.note.text(),
                self._talk.field.text(),
                self._editing.draft,
            )
        self._editing.end()
        begun = self._begun.pop(self._key(after), Begun()) if after is not None else Begun()
        self._bar.reason.take(begun.reason)
        self._bar.note.setText(begun.note)
        self._talk.field.setText(begun.said)
        self._editing.draft = begun.draft

    def decided(self, item: Item, at_hand: Item | None) -> None:
        """What was begun of a decision is stored with it; what was begun to be said stays."""
        key = self._key(item)
        if at_hand is not None and self._key(at_hand) == key:
            self._bar.clear()
            self._editing.end()
        elif key in self._begun:
            self._begun[key] = Begun(said=self._begun[key].said)

    def _key(self, item: Item) -> Key:
        return self.person, item.round_id, item.key
