"""What becomes of an attribute's values where it gets another kind or another list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.queries import AttributeRow
from app.cases.values import BETWEEN, KNOWN, AttributeType, read_entry
from app.errors import UserError
from app.models import AttributeValue
from app.names import folded


@dataclass(frozen=True)
class Conversion:
    """Values by id: those that `fit` as they will be written, and those that don't as they are."""

    fit: Mapping[int, str]
    unfit: Mapping[int, str]


def conversion(
    session: Session,
    attribute: AttributeRow,
    kind: str,
    options: Sequence[str],
    renamed: Mapping[str, str] | None = None,
) -> Conversion:
    """What would become of the values; `renamed` are words of the list under their new names."""
    type_ = AttributeType(kind, attribute.unit, tuple(options))
    if type_ == attribute.type and not renamed:
        return Conversion({}, {})
    names = {folded(word): new for word, new in (renamed or {}).items()}
    fit: dict[int, str] = {}
    unfit: dict[int, str] = {}
    rows = session.execute(
        select(AttributeValue.id, AttributeValue.value)
        .where(AttributeValue.attribute_id == attribute.id, AttributeValue.state == KNOWN)
        .order_by(AttributeValue.id)
    )
    converted_values: dict[str, str | None] = {}
    for value_id, value in rows:
        if value not in converted_values:
            converted_values[value] = _converted(value, attribute, type_, names)
        converted = converted_values[value]
        if converted is None:
            unfit[value_id] = value
        else:
            fit[value_id] = converted
    return Conversion(fit, unfit)


def _converted(
    value: str, attribute: AttributeRow, type_: AttributeType, names: Mapping[str, str]
) -> str | None:
    parts = value.split(BETWEEN) if attribute.kind == "choices" else [value]
    text = BETWEEN.join(names.get(folded(part), part) for part in parts)
    try:
        entry = read_entry(text, type_)
    except UserError:
        return None
    return entry.value if entry and entry.state == KNOWN else None
