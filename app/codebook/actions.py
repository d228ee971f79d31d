"""What can be done to the codebook."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from app.codebook.colours import free_colour
from app.codebook.queries import DEFINITION_FIELDS, subtree
from app.codebook.writing import let_go_of_codes, pass_on_writing
from app.errors import UserError
from app.models import Code, CodeSuccession, Coding
from app.names import key, keys, tidy
from app.store.codings import delete_codings, fold_codings
from app.store.journal import WriteSession, delete_many, set_many
from app.store.leading import refuse_locked
from app.store.meanwhile import refuse_overwriting
from app.store.summaries import delete_summaries, move_summaries


def add_code(
    session: WriteSession,
    /,
    *,
    name: str,
    parent_id: int | None = None,
    colour: str = "",
    shortcut: str = "",
    exclusive: bool = False,
    **definition: str,
) -> int:
    """Add a code as the last child of its parent; `definition` takes the names in DEFINITION_FIELDS."""
    refuse_locked(session)
    name = tidy(name, "code")
    _refuse_taken(session, name, None)
    last = session.scalar(select(func.max(Code.position)).where(Code.parent_id == parent_id))
    code = Code(
        name=name,
        name_key=key(name),
        parent_id=parent_id,
        position=0 if last is None else last + 1,
        colour=colour or free_colour(session.scalars(select(Code.colour)).all()),
        shortcut=_free_shortcut(session, shortcut, None),
        exclusive=exclusive,
        **{field: definition.get(field, "") for field in DEFINITION_FIELDS},
    )
    session.add(code)
    session.flush()
    return code.id


def change_code(
    session: WriteSession, *, code_id: int, seen: Mapping[str, Any] | None = None, **fields: Any
) -> None:
    """Change a code's name, colour, shortcut, exclusive or definition fields.

    Conflict where one of them is no longer as it was `seen`.
    """
    refuse_locked(session)
    code = existing(session, code_id)
    refuse_overwriting(code, fields, seen, f"“{code.name}”")
    if "name" in fields:
        code.name = tidy(fields.pop("name"), "code")
        _refuse_taken(session, code.name, code_id)
        code.name_key = key(code.name)
    if "shortcut" in fields:
        code.shortcut = _free_shortcut(session, fields.pop("shortcut"), code_id)
    for field, value in fields.items():
        if field not in ("colour", "exclusive", *DEFINITION_FIELDS):
            raise ValueError(field)
        setattr(code, field, value)


def move_code(session: WriteSession, *, code_id: int, parent_id: int | None, position: int) -> None:
    """Make a code the child number `position` (from 0) of a parent, or of the codebook itself."""
    refuse_locked(session)
    code = existing(session, code_id)
    if parent_id is not None:
        existing(session, parent_id)
        if parent_id in subtree(session, code_id):
            raise UserError(f"“{code.name}” can't be moved into itself. Choose another place.")
    siblings = [sibling for sibling in _children(session, parent_id) if sibling.id != code_id]
    siblings.insert(position, code)
    code.parent_id = parent_id
    for index, sibling in enumerate(siblings):
        sibling.position = index


def merge_codes(session: WriteSession, *, source_ids: Sequence[int], target_id: int) -> None:
    """Give the codings and children of some codes to another one, and remove them.

    Where a coder had both codes on the same span, one coding remains, with both memos.
    """
    refuse_locked(session)
    target = existing(session, target_id)
    for source_id in source_ids:
        if target_id in subtree(session, source_id):
            raise UserError(
                f"“{target.name}” lies inside a code that would be merged into it. Move it first."
            )
        source = existing(session, source_id)
        _move_codings(session, source_id, target_id)
        move_summaries(session, "code_id", [source_id], target_id)
        siblings = _children(session, target_id)
        first = max((sibling.position for sibling in siblings), default=-1) + 1
        for position, child in enumerate(_children(session, source_id), first):
            child.parent_id, child.position = target_id, position
        pass_on_writing(session, source_id, target_id)
        succession = {"kind": "merge", "from_code_id": source_id, "from_name": source.name}
        session.add(CodeSuccession(**succession, to_code_id=target_id))
        session.flush()
        session.delete(source)
        session.flush()


def split_code(
    session: WriteSession, *, code_id: int, names: Sequence[str], under: bool = False
) -> list[int]:
    """Split new codes off a code, as its next siblings or under it; returns their ids.

    The code keeps its definition and its codings until somebody recodes them; the new codes begin with the
    definition of the code, for people to change what differs.
    """
    refuse_locked(session)
    code = existing(session, code_id)
    if not [name for name in names if name.strip()]:
        raise UserError("A split needs the name of at least one new code. Type one and try again.")
    definition = {field: getattr(code, field) for field in DEFINITION_FIELDS}
    parent_id = code_id if under else code.parent_id
    new_ids: list[int] = []
    for name in names:
        new_id = add_code(session, name=name, parent_id=parent_id, **definition)
        if not under:
            index = [sibling.id for sibling in _children(session, parent_id)].index(code_id)
            move_code(session, code_id=new_id, parent_id=parent_id, position=index + len(new_ids) + 1)
        session.add(
            CodeSuccession(kind="split", from_code_id=code_id, from_name=code.name, to_code_id=new_id)
        )
        new_ids.append(new_id)
    session.flush()
    return new_ids


def _move_codings(session: WriteSession, source_id: int, target_id: int) -> None:
    coding_of = {span: coding_id for coding_id, span in _spans(session, target_id)}
    moved: dict[int, dict[str, int]] = {}
    twice: dict[int, int] = {}
    for coding_id, span in _spans(session, source_id):
        if span in coding_of:
            twice[coding_id] = coding_of[span]
        else:
            moved[coding_id] = {"code_id": target_id}
    set_many(session, Coding, moved)
    fold_codings(session, twice)


def _spans(session: WriteSession, code_id: int) -> list[tuple[int, tuple[int, ...]]]:
    """(id, (document id, coder id, start, end)) of the codings with a code."""
    columns = Coding.id, Coding.document_id, Coding.coder_id, Coding.start, Coding.end
    rows = session.execute(select(*columns).where(Coding.code_id == code_id))
    return [(row[0], tuple(row[1:])) for row in rows]


def delete_code(session: WriteSession, *, code_id: int) -> None:
    """Delete a code with the codes under it and all of their codings; memos on them keep their names."""
    refuse_locked(session)
    existing(session, code_id)
    doomed = subtree(session, code_id)
    let_go_of_codes(session, doomed)
    delete_codings(session, session.scalars(select(Coding.id).where(Coding.code_id.in_(doomed))))
    delete_summaries(session, "code_id", doomed)
    delete_many(session, Code, doomed)


def existing(session: WriteSession, code_id: int) -> Code:
    """A code by id; UserError where a colleague removed it meanwhile."""
    code = session.get(Code, code_id)
    if code is None:
        raise UserError("This code is no longer in the codebook. Choose another one.")
    return code


def _children(session: WriteSession, parent_id: int | None) -> Sequence[Code]:
    return session.scalars(
        select(Code).where(Code.parent_id == parent_id).order_by(Code.position, Code.id)
    ).all()


def _refuse_taken(session: WriteSession, name: str, code_id: int | None) -> None:
    with session.no_autoflush:
        other = session.scalar(select(Code.id).where(Code.name_key.in_(keys(name))))
    if other not in (None, code_id):
        raise UserError(
            f"There is a code “{name}” already, so nothing was changed. "
            "Choose another name; two codes can be merged.",
            "name",
        )


def _free_shortcut(session: WriteSession, shortcut: str, code_id: int | None) -> str:
    shortcut = shortcut.strip().casefold()
    if not shortcut:
        return ""
    if len(shortcut) > 1 or not shortcut.isalnum():
        raise UserError(f"“{shortcut}” can't be a shortcut. Choose one digit or letter.", "shortcut")
    owner = session.scalar(select(Code).where(Code.shortcut == shortcut))
    if owner is not None and owner.id != code_id:
        raise UserError(
            f"The key “{shortcut}” belongs to “{owner.name}” already. Choose another key.", "shortcut"
        )
    return shortcut
