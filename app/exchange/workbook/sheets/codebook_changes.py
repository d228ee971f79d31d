"""The sheet “Codebook changes”: what every published version of the codebook changed, and why."""

from collections.abc import Iterator, Sequence

from app.codebook.differences import CodeDifference
from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.codebook.versions import Version, changed_since, contents, difference, versions
from app.counting import counted
from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.exchange.workbook.writing.text import most_parts
from app.report.code_list import EXAMPLES

TITLE = "Codebook changes"
ABOUT = "What every published version of the codebook changed, and why."
SINCE = "since"  # what was changed and not published yet
STRUCTURE = ("added", "removed", "merged", "split", "order")


def columns(export: Export) -> list[Column]:
    """The columns, as many as the longest definition needs."""
    codes = [code for version in contents(export.session).values() for code in version]
    parts = most_parts(
        getattr(code, field) for code in [*codes, *export.codes] for field in DEFINITION_FIELDS
    )
    return [
        Column("version", "The version, from 1; “since” is what was not published yet.", 9, holds="word"),
        Column("date", "When it was published (UTC, ISO 8601).", 21, holds="word"),
        Column("by", "Who published it.", 16, holds="name"),
        Column("reason", "Why, as they wrote it.", 36, "text", holds="note"),
        Column("code id", "Identifies the code; empty in a version's first row.", 12, holds="id"),
        Column("code", "The code as it was called then.", 28, holds="name"),
        Column("change", "What became of it.", 18, "text", holds="word"),
        Column("field", "Which field of it was changed.", 18, holds="word"),
        Column("before", "What stood there before.", 44, "text", parts, holds="definition"),
        Column("after", "What stands there now.", 44, "text", parts, holds="definition"),
    ]


def is_sensible(export: Export) -> bool:
    """Whether a version was published at all."""
    return bool(versions(export.session))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """The versions from the first to the newest, then what was changed since."""
    before: Version | None = None
    for version in reversed(versions(export.session)):
        head: list[Cell] = [str(version.number), version.published_at, version.coder, version.reason]
        if before is None:
            codes = len(contents(export.session)[version.number])
            yield [*head, None, None, f"first version: {counted(codes, 'code')}", None, None, None]
        else:
            differences = difference(export.session, before.id, version.id)
            yield from _changes(export, head, differences)
        before = version
    if before is not None:
        yield from _changes(export, [SINCE, None, None, None], changed_since(export.session))


def _changes(
    export: Export, head: Sequence[Cell], differences: Sequence[CodeDifference]
) -> Iterator[Sequence[Cell]]:
    keeps = PROFILES[export.choices.profile].keeps
    for change in differences:
        code: list[Cell] = [change.code.guid, Filled(change.code.name, change.code.colour)]
        for kind in change.kinds:
            if kind in STRUCTURE:
                yield [
                    *head,
                    *code,
                    kind,
                    None,
                    _where(change.before, kind),
                    _others(change) or _where(change.after, kind),
                ]
        for field in change.fields:
            is_told = field.field not in EXAMPLES or "example" in keeps
            texts = [_in_words(value) if is_told else None for value in (field.before, field.after)]
            yield [*head, *code, "changed", field.field.replace("_", " "), *texts]


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
