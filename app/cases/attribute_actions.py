"""What can be done to attributes: what is asked of every case."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import func, select

from app.cases.conversion import Conversion, conversion
from app.cases.queries import AttributeRow, attribute_row
from app.cases.values import KINDS, RESERVED, tidy_options
from app.counting import counted
from app.errors import UserError
from app.models import Attribute, AttributeValue
from app.names import key, keys, tidy
from app.store import engine as engines
from app.store.journal import WriteSession, add_many, delete_many, set_many
from app.store.meanwhile import refuse_overwriting

Unfit = Literal["ask", "unknown", "remove"]


@dataclass(frozen=True)
class NewAttribute:
    """An attribute to be added; `kind` is one of KINDS, `options` the words of a list."""

    name: str
    kind: str = "text"
    unit: str = ""
    options: Sequence[str] = field(default=())
    definition: str = ""


def add_attribute(
    session: WriteSession,
    *,
    name: str,
    kind: str = "text",
    unit: str = "",
    options: Sequence[str] = (),
    definition: str = "",
) -> int:
    """Add one attribute, as `add_attributes` does."""
    new = NewAttribute(name, kind, unit, options, definition)
    return add_attributes(session, attributes=[new])[0]


def add_attributes(session: WriteSession, *, attributes: Sequence[NewAttribute]) -> list[int]:
    """Add attributes behind those that are there, all or none; returns their ids in order."""
    last = session.scalar(select(func.max(Attribute.position))) or 0
    taken = set(session.scalars(select(Attribute.name_key)))
    rows = []
    for position, attribute in enumerate(attributes, start=last + 1):
        name = _name(attribute.name)
        if taken & keys(name):
            raise _is_taken(name)
        taken |= keys(name)
        options = tidy_options(attribute.options, _kind(attribute.kind))
        rows.append(
            {
                "name": name,
                "name_key": key(name),
                "kind": attribute.kind,
                "unit": _unit(attribute.unit),
                "options": _as_json(options),
                "definition": attribute.definition,
                "position": position,
            }
        )
    return add_many(session, Attribute, rows)


@dataclass(frozen=True)
class TypeChange:
    """Another kind or list of an attribute; `renamed` are words of the list under their new names.

    Values of renamed words go along. What is `unfit` becomes unknown, is removed, or is asked about.
    """

    kind: str | None = None
    options: Sequence[str] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    unfit: Unfit = "ask"


def change_attribute(
    session: WriteSession,
    *,
    attribute_id: int,
    name: str | None = None,
    unit: str | None = None,
    definition: str | None = None,
    type_change: TypeChange | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Change what is given of an attribute; Conflict where that is no longer as it was `seen`.

    UserError where values don't fit the new kind or list and nobody said what becomes of them.
    """
    attribute = existing(session, attribute_id)
    given = (("name", name), ("unit", unit), ("definition", definition))
    plain = {field: value for field, value in given if value is not None}
    refuse_overwriting(attribute, plain, seen, f"“{attribute.name}”")
    if name is not None:
        name = _name(name)
        if session.scalar(
            select(Attribute.id).where(Attribute.name_key.in_(keys(name)), Attribute.id != attribute_id)
        ):
            raise _is_taken(name)
        attribute.name, attribute.name_key = name, key(name)
    if unit is not None:
        attribute.unit = _unit(unit)
    if definition is not None:
        attribute.definition = definition
    if type_change is not None:
        _change_type(session, attribute, type_change)


def _change_type(session: WriteSession, attribute: Attribute, change: TypeChange) -> None:
    before = attribute_row(attribute)
    kind = _kind(change.kind or attribute.kind)
    options = tidy_options(before.options if change.options is None else change.options, kind)
    changed = conversion(session, before, kind, options, change.renamed)
    if changed.unfit and change.unfit == "ask":
        raise UserError(_does_not_fit(before, changed))
    attribute.kind, attribute.options = kind, _as_json(options)
    session.flush()
    set_many(session, AttributeValue, {value_id: {"value": value} for value_id, value in changed.fit.items()})
    if change.unfit == "remove":
        delete_values(session, changed.unfit)
    else:
        unknown = {"state": "unknown", "value": ""}
        set_many(session, AttributeValue, dict.fromkeys(changed.unfit, unknown))


def _does_not_fit(attribute: AttributeRow, changed: Conversion) -> str:
    examples = ", ".join(f"“{value}”" for value in list(dict.fromkeys(changed.unfit.values()))[:3])
    what = counted(len(changed.unfit), "value doesn't fit, as", "values don't fit, as")
    return (
        f"{what} {examples}: “{attribute.name}” was left as it is. Correct them first, or say that they are "
        "to be unknown or removed."
    )


def move_attribute(session: WriteSession, *, attribute_id: int, position: int) -> None:
    """Make an attribute the one at a position (from 0)."""
    moved = existing(session, attribute_id)
    rows = list(session.scalars(select(Attribute).order_by(Attribute.position, Attribute.id)))
    rows.remove(moved)
    rows.insert(position, moved)
    for index, row in enumerate(rows, start=1):
        row.position = index


def delete_attributes(session: WriteSession, *, attribute_ids: Collection[int]) -> None:
    """Delete attributes with all that is known by them."""
    among = engines.among(session.connection(), AttributeValue.attribute_id, attribute_ids)
    delete_many(session, AttributeValue, session.scalars(select(AttributeValue.id).where(among)).all())
    delete_many(session, Attribute, attribute_ids)


def delete_values(session: WriteSession, value_ids: Collection[int]) -> None:
    """Delete values; where one of them was in use, the newest other one of its cell is."""
    if not value_ids:
        return
    connection = session.connection()
    doomed = session.execute(
        select(AttributeValue.case_id, AttributeValue.attribute_id).where(
            engines.among(connection, AttributeValue.id, value_ids), AttributeValue.used
        )
    ).all()
    cells = {(row.case_id, row.attribute_id) for row in doomed}
    delete_many(session, AttributeValue, value_ids)
    left = session.execute(
        select(AttributeValue.id, AttributeValue.case_id, AttributeValue.attribute_id)
        .where(engines.among(connection, AttributeValue.case_id, sorted({case for case, _ in cells})))
        .order_by(AttributeValue.id)
    ).all()
    newest = {cell: row_id for row_id, *cell_of in left if (cell := tuple(cell_of)) in cells}
    set_many(session, AttributeValue, {key_0: {"used": True} for key_0 in newest.values()})


def existing(session: WriteSession, attribute_id: int) -> Attribute:
    """An attribute by id; UserError where a colleague removed it meanwhile."""
    attribute = session.get(Attribute, attribute_id)
    if attribute is None:
        raise UserError("This attribute is no longer in the project. Choose another one.")
    return attribute


def _name(name: str) -> str:
    name = tidy(name, "attribute")
    if key(name) in RESERVED:
        raise UserError(
            f"“{name}” is what a column of every table of cases is called. Choose another name for the "
            "attribute."
        )
    return name


def _as_json(options: Sequence[str]) -> str:
    return json.dumps(list(options), ensure_ascii=False)


def _unit(unit: str) -> str:
    return " ".join(unit.split())


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise UserError(f"“{kind}” is no kind of attribute. There are: {', '.join(KINDS)}.")
    return kind


def _is_taken(name: str) -> UserError:
    return UserError(f"There is an attribute “{name}” already, so nothing was changed. Choose another name.")
