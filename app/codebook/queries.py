"""What there is to know about the codebook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Code, Coding
from app.names import keys

DEFINITION_FIELDS = (
    "brief_definition",
    "full_definition",
    "use_when",
    "do_not_use_when",
    "typical_example",
    "close_but_no",
)


@dataclass(frozen=True)
class CodeRow:
    """One code; `path` names it from its root (“Joining / Money and work”), `depth` is 0 at the root.

    `domain_id` is the exclusive parent whose children exclude each other, or None.
    """

    id: int
    guid: str
    parent_id: int | None
    position: int
    name: str
    path: str
    depth: int
    colour: str
    shortcut: str
    exclusive: bool
    domain_id: int | None
    brief_definition: str
    full_definition: str
    use_when: str
    do_not_use_when: str
    typical_example: str
    close_but_no: str


# what is stored of a code: the rest of CodeRow follows from the tree
FIELDS = (
    "id",
    "guid",
    "parent_id",
    "position",
    "name",
    "colour",
    "shortcut",
    "exclusive",
    *DEFINITION_FIELDS,
)


def codebook(session: Session) -> list[CodeRow]:
    """All codes, each parent before its children, siblings in their order; none is ever left out."""
    # columns alone are read in half the time of objects
    columns = [getattr(Code, field) for field in FIELDS]
    return tree_of(session.execute(select(*columns).order_by(Code.position, Code.id)).all())


def tree_of(codes: Sequence[Any]) -> list[CodeRow]:
    """Rows of FIELDS, siblings in their order, as the codebook that they are."""
    children: dict[int | None, list[Any]] = {}
    for code in codes:
        children.setdefault(code.parent_id, []).append(code)
    rows: list[CodeRow] = []
    stack: list[tuple[Any, str, int, int | None]] = [
        (code, "", 0, None) for code in reversed(children.get(None, []))
    ]
    while stack:
        code, above, depth, domain_id = stack.pop()
        path = f"{above} / {code.name}" if above else code.name
        rows.append(_row(code, path, depth, domain_id))
        domain = code.id if code.exclusive else None
        stack += [(child, path, depth + 1, domain) for child in reversed(children.get(code.id, []))]
    if len(rows) < len(codes):  # a damaged project: codes that lie under themselves
        reached = {row.id for row in rows}
        rows += [_row(code, code.name, 0, None) for code in codes if code.id not in reached]
    return rows


def _row(code: Any, path: str, depth: int, domain_id: int | None) -> CodeRow:
    values: tuple[Any, ...] = (*code[:5], path, depth, *code[5:8], domain_id, *code[8:])
    return CodeRow(*values)


def code_named(session: Session, name: str) -> int | None:
    """The id of the code of this name, whatever its case."""
    return session.scalar(select(Code.id).where(Code.name_key.in_(keys(name))))


def subtree(session: Session, code_id: int) -> list[int]:
    """The ids of a code and of all codes under it, parents first."""
    parents = session.execute(select(Code.id, Code.parent_id)).all()
    ids, level = [code_id], [code_id]
    while level:
        level = [row.id for row in parents if row.parent_id in level and row.id not in ids]
        ids += level
    return ids


def counts(
    session: Session, coder_ids: Iterable[int] | None = None, code_ids: Iterable[int] | None = None
) -> dict[int, dict[int, int]]:
    """How many codings each code has by coder: {code id: {coder id: number}}; of some codes or of all.

    In a large project, count all once and then the codes that changed (Changes.codes) only.
    """
    statement = select(Coding.code_id, Coding.coder_id, func.count()).group_by(
        Coding.code_id, Coding.coder_id
    )
    if coder_ids is not None:
        statement = statement.where(Coding.coder_id.in_(list(coder_ids)))
    if code_ids is not None:
        statement = statement.where(Coding.code_id.in_(list(code_ids)))
    by_code: dict[int, dict[int, int]] = {}
    for code_id, coder_id, count in session.execute(statement):
        by_code.setdefault(code_id, {})[coder_id] = count
    return by_code
