"""How the rows of a study are told apart and compared when copies are brought together."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from app.studies.rows import Study, StudyDocument

Key = Hashable
Rows = Mapping[Key, Any]

KEYS: Mapping[str, Callable[[Any], Key]] = {
    **dict.fromkeys(
        (
            "coders",
            "codes",
            "codings",
            "assignments",
            "versions",
            "proposals",
            "rounds",
            "decisions",
            "notes",
            "votes",
            "cases",
            "case_links",
            "attributes",
            "values",
            "summaries",
            "memos",
            "quotes",
            "queries",
            "variables",
            "sheets",
            "value_decisions",
            "value_votes",
        ),
        lambda row: row.guid,
    ),
    "documents": lambda row: row.about.guid,
    "closings": lambda row: row.round,
    "closed_documents": lambda row: (row.round, row.about.guid),
    "successions": lambda row: (row.kind, row.from_code, row.to_code),
    "checks": lambda row: (row.version, row.coding),
    "text_checks": lambda row: (row.coding, row.version),
    "answers": lambda row: (row.sheet, row.variable),
    "closed_sheets": lambda row: (row.round, row.case, row.document),
}
NAMED = ("coders", "codes", "documents", "rounds", "cases", "attributes", "queries", "variables")
GUID_LENGTH = 32


def by_key(study: Study, field: str) -> dict[Key, Any]:
    """The rows of a list, each by what tells it apart."""
    key = KEYS[field]
    return {key(row): row for row in getattr(study, field)}


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A row, or what stands in it, with guids replaced by others."""
    if isinstance(value, str):
        return names.get(value, value) if len(value) == GUID_LENGTH else value
    if isinstance(value, tuple):
        parts = [renamed(part, names) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, Mapping):
        return {renamed(key, names): renamed(part, names) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [renamed(part, names) for part in value]
    return value


def with_guid(row: Any, guid: str) -> Any:
    """A row under another guid."""
    if isinstance(row, StudyDocument):
        return row._replace(about=row.about._replace(guid=guid))
    return row._replace(guid=guid)


def name_of(row: Any) -> str:
    """What a row is called; "" for one without a name."""
    return str(row.about.name if isinstance(row, StudyDocument) else getattr(row, "name", ""))


def with_name(row: Any, name: str) -> Any:
    """A row under another name."""
    if isinstance(row, StudyDocument):
        return row._replace(about=row.about._replace(name=name))
    return row._replace(name=name)
