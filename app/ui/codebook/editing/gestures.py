"""What a gesture on the codebook does to the project: each is one action with a label for Undo."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.codebook.actions import add_code, change_code, delete_code, merge_codes, move_code, split_code
from app.codebook.queries import subtree
from app.coding.queries import number_of_passages
from app.errors import UserError
from app.store.journal import WriteSession
from app.store.leading import lock_of
from app.translation import tr
from app.ui.kit.chip import shortened
from app.ui.session import ProjectSession

LABEL_CHARACTERS = 60


class CodebookGestures:
    """Performs gestures on the codebook."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def add(self, parent_id: int | None, position: int | None, fields: Mapping[str, Any]) -> int:
        """Add a code at a place among its parent's children, or at their end; returns its id."""
        label = tr("Add code “{name}”", name=short(fields["name"]))
        return self._session.do(label, _add_at, parent_id=parent_id, position=position, fields=dict(fields))

    def change(
        self, code_id: int, name: str, fields: Mapping[str, Any], seen: Mapping[str, Any] | None = None
    ) -> None:
        """Change some fields of the code that is called `name`, in place of what was `seen` of them."""
        if set(fields) == {"name"}:
            label = tr("Rename “{name}” to “{new}”", name=short(name), new=short(fields["name"].strip()))
        elif set(fields) == {"colour"}:
            label = tr("Recolour “{name}”", name=short(name))
        else:
            label = tr("Edit “{name}”", name=short(name))
        self._session.do(label, _change, code_id=code_id, fields=dict(fields), seen=seen)

    def move(self, code_id: int, name: str, parent_id: int | None, position: int) -> None:
        """Make a code the child number `position` of a parent."""
        self._session.do(
            tr("Move “{name}”", name=short(name)),
            move_code,
            code_id=code_id,
            parent_id=parent_id,
            position=position,
        )

    def merge(self, source: tuple[int, str], target: tuple[int, str]) -> None:
        """Merge a code into another one; each is an id and a name."""
        self._session.do_much(
            self._codings_of(source[0]),
            tr("Merge “{source}” into “{target}”", source=short(source[1]), target=short(target[1])),
            merge_codes,
            source_ids=[source[0]],
            target_id=target[0],
        )

    def split(self, code_id: int, name: str, names: Sequence[str], *, under: bool) -> list[int]:
        """Split new codes off the code that is called `name`."""
        label = tr("Split “{name}” into {parts}", name=short(name), parts=short(", ".join(names)))
        return self._session.do(label, split_code, code_id=code_id, names=list(names), under=under)

    def delete(self, code_id: int, name: str) -> None:
        """Delete a code with everything under it."""
        label = tr("Delete “{name}”", name=short(name))
        self._session.do_much(self._codings_of(code_id), label, delete_code, code_id=code_id)

    def _codings_of(self, code_id: int) -> int:
        with self._session.project.read() as reading:
            return number_of_passages(reading, subtree(reading, code_id))


def _change(
    session: WriteSession, *, code_id: int, fields: dict[str, Any], seen: Mapping[str, Any] | None = None
) -> None:
    change_code(session, code_id=code_id, seen=seen, **fields)


def _add_at(
    session: WriteSession, *, parent_id: int | None, position: int | None, fields: dict[str, Any]
) -> int:
    code_id = add_code(session, parent_id=parent_id, **fields)
    if position is not None:
        move_code(session, code_id=code_id, parent_id=parent_id, position=position)
    return code_id


def refuse_locked(session: ProjectSession) -> None:
    """UserError before anything is asked where a round locks the codebook for the coder at work."""
    with session.project.read() as reading:
        refusal = lock_of(reading, session.coder_id)
    if refusal:
        raise UserError(refusal)


def short(name: str) -> str:
    """A name as it fits into a label."""
    return shortened(name, LABEL_CHARACTERS)
