"""Two studies with a common past become one: pure, and the same whichever of them comes first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.packets.copies.rows import KEYS, Key, by_key, name_of
from app.packets.sealing import canonical
from app.studies.rows import Study

Later = Callable[[str, Any], str]  # of a list and a row's key: when a side changed it last, "" for never


@dataclass(frozen=True)
class CopyConflict:
    """Both sides changed the same: what it was about, and what stands now beside what doesn't."""

    about: str
    name: str
    column: str
    stands: str
    other: str


@dataclass
class Merging:
    """Lists by key that become one study; `base` is their common past."""

    base: Study
    ours: Study
    theirs: Study
    ours_changed: Later
    theirs_changed: Later
    conflicts: list[CopyConflict] = field(default_factory=list)

    def rows(self, name: str) -> dict[Key, Any]:
        """The rows of one list of both."""
        base, ours, theirs = (by_key(study, name) for study in (self.base, self.ours, self.theirs))
        merged: dict[Key, Any] = {}
        for key in (*ours, *(key for key in theirs if key not in ours)):
            before, mine, other = base.get(key), ours.get(key), theirs.get(key)
            if mine == other or other == before:
                row = mine
            elif mine == before:
                row = other
            else:
                row = self._both(name, key, before, mine, other)
            if row is not None:
                merged[key] = row
        return merged

    def settings(self) -> dict[str, str]:
        """What holds for the whole project."""
        base, ours, theirs = self.base.settings, self.ours.settings, self.theirs.settings
        merged: dict[str, str] = {}
        for key in sorted({*ours, *theirs}):
            before, mine, other = base.get(key), ours.get(key), theirs.get(key)
            value = mine if mine == other or other == before else other if mine == before else None
            if value is None and mine is not None and other is not None:
                value = max(mine, other)
            value = value if value is not None or mine == other else None
            if value is not None:
                merged[key] = value
        return merged

    def _both(self, name: str, key: Key, before: Any, mine: Any, other: Any) -> Any:
        """A row that both sides changed: what was changed stands over what was removed."""
        if mine is None or other is None:
            row = other if mine is None else mine
            self.conflicts.append(CopyConflict(name, name_of(row), "", "changed", "removed"))
            return row
        ours_later = (self.ours_changed(name, key), canonical(plain(mine))) > (
            self.theirs_changed(name, key),
            canonical(plain(other)),
        )
        later, earlier = (mine, other) if ours_later else (other, mine)
        return self._columns(name, before, later, earlier, name_of(later))

    def _columns(self, list_name: str, before: Any, later: Any, earlier: Any, name: str) -> Any:
        """Column by column: where both changed one, the later change stands."""
        if not hasattr(later, "_fields"):
            return later
        values = {}
        for column in later._fields:
            new, old = getattr(later, column), getattr(earlier, column)
            was = getattr(before, column) if before is not None else None
            if hasattr(new, "_fields") and hasattr(old, "_fields"):
                values[column] = self._columns(list_name, was, new, old, name)
                continue
            takes_earlier = before is not None and new == was
            values[column] = old if takes_earlier else new
            if new != old and not takes_earlier and (before is None or old != was):
                self.conflicts.append(CopyConflict(list_name, name, column, _shown(new), _shown(old)))
        return later._replace(**values)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float | bool) or value is None else ""


def lists_of(merging: Merging) -> dict[str, dict[Key, Any]]:
    """All lists of both."""
    return {name: merging.rows(name) for name in KEYS}


def study_from(study: Study, lists: Mapping[str, Mapping[Key, Any]], settings: Mapping[str, str]) -> Study:
    """A study that has these rows; what was made without a decision is what neither side says otherwise."""
    rows: dict[str, Any] = {name: list(of.values()) for name, of in lists.items()}
    return replace(study, settings=settings, **rows)


def referred(rows: Iterable[Any], column: str) -> set[str]:
    """The guids that rows name in a column."""
    return {getattr(row, column) for row in rows} - {""}
