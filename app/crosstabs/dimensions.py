"""Rows and columns of a table: the groups that cases or documents fall into, by what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.spans.continuum import Bools
from app.cases.queries import AttributeRow, attributes, cells
from app.cases.values import BETWEEN, IN_A_TABLE, KNOWN
from app.crosstabs.choices import CASES, CODES, DOCUMENTS, OF_CASES, OF_DOCUMENTS
from app.documents.actions import PROVENANCE
from app.documents.queries import documents, properties
from app.errors import UserError
from app.names import key
from app.natural import natural

EMPTY = "(empty)"
MOST_GROUPS = 200


@dataclass(frozen=True, eq=False)
class Dimension:
    """Groups of wholes: `member`, bool (wholes, groups); None of codes, which the layer says.

    kind       `codes`, `wholes` or `groups`
    what       what it is about, in words: “gender”, “codes”
    unknown    which groups hold what is not known: they take part in no test and in no percentage of others
    exclusive  whether a whole is in one group at most
    """

    kind: str
    what: str
    labels: tuple[str, ...]
    member: Bools | None
    unknown: Bools
    exclusive: bool = True
    unit: str = ""


def unit_of(rows: str, columns: str) -> str:
    """Whether a table is about cases or documents; UserError where it is about neither, or both."""
    asked = (rows, columns)
    if asked == (CODES, CODES):
        raise UserError(
            "Codes by codes is co-occurrence (intercoder cooccurrence). Here choose cases, documents, an "
            "attribute or a property of documents for rows or columns."
        )
    about_documents = [name for name in asked if name == DOCUMENTS or name.startswith(OF_DOCUMENTS)]
    about_cases = [name for name in asked if name != CODES and name not in about_documents]
    if about_documents and about_cases:
        raise UserError(
            f"“{about_cases[0]}” is about cases and “{about_documents[0]}” about documents, so they can't be "
            "counted in one table. Choose both of one kind, or codes with one of them."
        )
    wholes = [name for name in asked if name in (CASES, DOCUMENTS)]
    if wholes and CODES not in asked:
        raise UserError(
            f"A table of {wholes[0]} by “{asked[asked[0] == wholes[0]]}” counts nothing: each is one. "
            "Choose codes, or an attribute by another."
        )
    return "document" if about_documents else "case"


def of_cases(session: Session, name: str, case_ids: Sequence[int], cuts: Sequence[float]) -> Dimension:
    """The groups of an attribute of cases; UserError where there is none of this name."""
    wanted = key(name.removeprefix(OF_CASES))
    rows = attributes(session)
    row = next((row for row in rows if key(row.name) == wanted), None)
    if row is None:
        listed = ", ".join(f"“{row.name}”" for row in rows) or "none yet"
        raise UserError(
            f"There is no attribute “{name.removeprefix(OF_CASES)}”. Attributes: {listed}. Beside them there "
            f"are {CODES}, {CASES}, {DOCUMENTS} and {OF_DOCUMENTS}PROPERTY."
        )
    by_cell = cells(session, case_ids)
    values: list[tuple[str, ...]] = []
    for case_id in case_ids:
        cell = by_cell.get((case_id, row.id))
        if cell is None:
            values.append((EMPTY,))
        elif cell.entry.state != KNOWN:
            values.append((IN_A_TABLE[cell.entry.state],))
        else:
            values.append(_groups(row, cell.entry.value, cuts))
    return _grouped(row.name, values, _known_labels(row, cuts), row.kind != "choices", row.unit)


def of_documents(session: Session, name: str, document_ids: Sequence[int]) -> Dimension:
    """The groups of a property of documents; UserError where no document has it."""
    wanted = key(name.removeprefix(OF_DOCUMENTS))
    by_id = {row.id: row for row in documents(session)}
    named = properties(session)
    names = dict.fromkeys(
        [*("language", *PROVENANCE), *(name for values in named.values() for name in values)]
    )
    what = next((name for name in names if key(name) == wanted), None)
    if what is None:
        raise UserError(
            f"No document has a property “{name.removeprefix(OF_DOCUMENTS)}”. Properties: {', '.join(names)}."
        )
    values = [
        (named.get(of, {}).get(what) or str(getattr(by_id[of], what, "")) or EMPTY,) for of in document_ids
    ]
    return _grouped(what, values, None, True, "")


def each_alone(labels: Sequence[str], what: str) -> Dimension:
    """A group for every whole, or every code."""
    kind = "codes" if what == CODES else "wholes"
    member = None if kind == "codes" else np.eye(len(labels), dtype=np.bool_)
    return Dimension(kind, what, tuple(labels), member, np.zeros(len(labels), dtype=np.bool_))


def _grouped(
    what: str,
    values: Sequence[tuple[str, ...]],
    order: Sequence[str] | None,
    exclusive: bool,
    unit: str,
) -> Dimension:
    nothing = (EMPTY, *IN_A_TABLE.values())
    present = {value for of in values for value in of}
    values_in_order = sorted(present - {*nothing}, key=_in_order) if order is None else list(order)
    labels = [*values_in_order, *(state for state in nothing if state in present)]
    if len(labels) > MOST_GROUPS:
        raise UserError(
            f"“{what}” has {len(labels):,} different values, too many for a table. Cut its numbers into "
            "groups (--cuts 18,30,65), or choose another attribute."
        )
    number_of = {label: index for index, label in enumerate(labels)}
    member = np.zeros((len(values), len(labels)), dtype=np.bool_)
    for whole, of in enumerate(values):
        member[whole, [number_of[value] for value in of]] = True
    unknown = np.array([label in nothing for label in labels], dtype=np.bool_)
    return Dimension("groups", what, tuple(labels), member, unknown, exclusive, unit)


def _in_order(label: str) -> tuple[bool, float, object]:
    """Numbers by size, before words in the order in which people put them."""
    try:
        return False, float(label), ""
    except ValueError:
        return True, 0.0, natural(label)


def _groups(row: AttributeRow, value: str, cuts: Sequence[float]) -> tuple[str, ...]:
    if row.kind == "choices":
        return tuple(value.split(BETWEEN)) if value else (EMPTY,)
    if row.kind == "number" and cuts:
        index = sum(float(value) >= cut for cut in cuts)
        return (_cut_labels(cuts)[index],)
    return (value,)


def _known_labels(row: AttributeRow, cuts: Sequence[float]) -> Sequence[str] | None:
    """The groups that there are whether or not any case is in them; None for those that occur."""
    if row.kind == "number" and cuts:
        return _cut_labels(cuts)
    return row.options if row.options else ("yes", "no") if row.kind == "yes_no" else None


def _cut_labels(cuts: Sequence[float]) -> list[str]:
    ends = [f"{cut:g}" for cut in sorted(cuts)]
    between = [f"{low} to under {high}" for low, high in pairwise(ends)]
    return [f"under {ends[0]}", *between, f"{ends[-1]} and more"]
