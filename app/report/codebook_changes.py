"""What is told of every change that a version of the codebook brought, and of what was changed since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.codebook.differences import CodeDifference
from app.codebook.queries import CodeRow
from app.codebook.versions import Version, changed_since, contents, difference, versions
from app.counting import counted
from app.report.code_list import EXAMPLES
from app.report.tables import TableColumn

SINCE = "since"  # what was changed and not published yet
STRUCTURE = ("added", "removed", "merged", "split", "order")


@dataclass(frozen=True)
class CodebookChange:
    """A change of a `code`, which is None for all that a first version has; no `version`, since the last."""

    version: Version | None
    code: CodeRow | None
    change: str
    field: str = ""
    before: str | None = None
    after: str | None = None

    @property
    def is_of_example(self) -> bool:
        """Whether its texts are examples, which may be passages of documents."""
        return self.field in EXAMPLES


def codebook_changes(session: Session) -> Iterator[CodebookChange]:
    """The versions from the first to the newest, then what was changed since."""
    before: Version | None = None
    for version in reversed(versions(session)):
        if before is None:
            codes = len(contents(session)[version.number])
            yield CodebookChange(version, None, f"first version: {counted(codes, 'code')}")
        else:
            for change in difference(session, before.id, version.id):
                yield from _changes(version, change)
        before = version
    if before is not None:
        for change in changed_since(session):
            yield from _changes(None, change)


def _changes(version: Version | None, change: CodeDifference) -> Iterator[CodebookChange]:
    for kind in change.kinds:
        if kind in STRUCTURE:
            after = _others(change) or _where(change.after, kind)
            yield CodebookChange(version, change.code, kind, "", _where(change.before, kind), after)
    for field in change.fields:
        before, after = (_in_words(value) for value in (field.before, field.after))
        yield CodebookChange(version, change.code, "changed", field.field, before, after)


def _where(code: CodeRow | None, kind: str) -> str | None:
    """A code's place, where it came or went."""
    return code.path if code and kind in ("added", "removed", "merged") else None


def _others(change: CodeDifference) -> str:
    """Which other codes a merge or split concerns."""
    parts = [f"into {change.into}" if change.into else ""]
    parts += [f"took in {name}" for name in change.taken_in]
    parts += [f"split off {name}" for name in change.split_off]
    parts += [f"split from {change.split_from}" if change.split_from else ""]
    return "; ".join(part for part in parts if part)


def _in_words(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


_ALL: tuple[TableColumn[CodebookChange], ...] = (
    TableColumn(
        "Version",
        lambda change: SINCE if change.version is None else str(change.version.number),
        meaning="The version, from 1; “since” is what was not published yet.",
        holds="word",
    ),
    TableColumn(
        "Date",
        lambda change: change.version.published_at if change.version else None,
        meaning="When it was published (UTC, ISO 8601).",
        holds="word",
    ),
    TableColumn(
        "By",
        lambda change: change.version.coder if change.version else None,
        meaning="Who published it.",
        holds="name",
    ),
    TableColumn(
        "Reason",
        lambda change: change.version.reason if change.version else None,
        "text",
        "Why, as they wrote it.",
    ),
    TableColumn(
        "Code id",
        lambda change: change.code.guid if change.code else None,
        meaning="Identifies the code; empty in a version's first row.",
        holds="id",
    ),
    TableColumn(
        "Code",
        lambda change: change.code.name if change.code else None,
        meaning="The code as it was called then.",
        holds="name",
        colour=lambda change: change.code.colour if change.code else "",
    ),
    TableColumn("Change", lambda change: change.change, "text", "What became of it.", holds="word"),
    TableColumn(
        "Field",
        lambda change: change.field.replace("_", " ") or None,
        meaning="Which field of it was changed.",
        holds="word",
    ),
    TableColumn(
        "Before", lambda change: change.before, "text", "What stood there before.", holds="definition"
    ),
    TableColumn("After", lambda change: change.after, "text", "What stands there now.", holds="definition"),
)
CHANGE: Mapping[str, TableColumn[CodebookChange]] = {column.name_in_files: column for column in _ALL}
