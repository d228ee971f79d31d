"""Makes merged lists fit together: what is named is there, no two rows are the same, names are one's own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from app.errors import UserError
from app.names import key
from app.packets.copies.merging import CopyConflict, plain, referred
from app.packets.copies.rows import KEYS, Key, name_of, renamed, with_guid, with_name
from app.packets.sealing import canonical
from app.store.codings import folded, origin_of_both
from app.studies.rows import Study, StudyDocument

Lists = dict[str, dict[Key, Any]]
WHO_IS_WHO = (
    "“{}” was added in both copies, so nothing was changed yet. Say whether that is the same person: --same "
    "{} or --different {}."
)


class Repairs:
    """Works on merged `lists`; `pasts` are common pasts, `sides` all studies that came together."""

    def __init__(self, lists: Lists, pasts: Sequence[Study], sides: Sequence[Study]) -> None:
        self.lists, self._pasts, self._sides = lists, pasts, sides
        self.names: dict[str, str] = {}  # guids that became others
        self.conflicts: list[CopyConflict] = []
        self.same_people: list[str] = []

    def run(self, same: Collection[str], different: Collection[str]) -> None:
        """All repairs; UserError where nobody said whether two coders of one name are one person."""
        self._bring_back_named()
        for field in (
            "coders",
            "codes",
            "documents",
            "rounds",
            "cases",
            "attributes",
            "queries",
            "variables",
        ):
            self._names(field, same, different)
        self._rename()
        self._follow_merges()
        self._twins("codings", ("document", "coder", "code", "start", "end"), _one_coding)
        self._twins("assignments", ("document", "coder"), _one_mark)
        self._twins("votes", ("item", "coder"), _latest)
        self._twins("case_links", ("case", "document", "speaker", "start", "end"), _latest)
        self._twins("sheets", ("case", "document", "coder"), _one_mark)
        self._twins("value_votes", ("item", "coder"), _latest)
        self._rename()
        self._drop_strangers()
        self._drop_answers_of_nothing()
        self._number_versions()
        self._one_used_value()
        self._order()

    def _bring_back_named(self) -> None:
        """What one side removed and the other worked with is kept: nothing of the work is lost."""
        merged = {row.from_code for row in self.lists["successions"].values() if row.kind == "merge"}
        codings = self.lists["codings"].values()
        wanted = {
            "coders": referred(codings, "coder") | referred(self.lists["assignments"].values(), "coder"),
            "documents": referred(codings, "document")
            | referred(self.lists["decisions"].values(), "document"),
            "codes": referred(codings, "code") - merged,
        }
        for field, guids in wanted.items():
            self._keep(field, guids)
        parents = referred(self.lists["codes"].values(), "parent")
        while parents - self.lists["codes"].keys():
            self._keep("codes", parents)
            parents = referred(self.lists["codes"].values(), "parent") & self._all_guids("codes")
        repeated = {row.repeat_of for row in self.lists["documents"].values()} - {""}
        self._keep("documents", repeated)

    def _all_guids(self, field: str) -> set[Key]:
        return {KEYS[field](row) for study in (*self._sides, *self._pasts) for row in getattr(study, field)}

    def _before(self, field: str) -> set[Key]:
        """What was there before the copies went separate ways."""
        return {KEYS[field](row) for study in self._pasts for row in getattr(study, field)}

    def _keep(self, field: str, guids: Collection[Any]) -> None:
        lacking = set(guids) - self.lists[field].keys()
        for guid in sorted(lacking):
            rows = [
                row
                for study in (*self._sides, *self._pasts)
                for row in getattr(study, field)
                if KEYS[field](row) == guid
            ]
            if rows:
                row = max(rows, key=lambda row: canonical(plain(row)))
                self.lists[field][guid] = row
                self.conflicts.append(CopyConflict(field, name_of(row), "", "kept", "removed"))

    def _names(self, field: str, same: Collection[str], different: Collection[str]) -> None:
        """Rows of one name become one row, or one of them gets another name."""
        by_name: dict[str, list[Any]] = {}
        for row in self.lists[field].values():
            by_name.setdefault(key(name_of(row)), []).append(row)
        base = self._before(field)
        for rows in list(by_name.values()):
            if len(rows) > 1:
                rows.sort(key=lambda row: (KEYS[field](row) not in base, KEYS[field](row)))
                first = rows[0]
                for other in rows[1:]:
                    if self._are_one(field, first, other, same, different):
                        first = self._unite(field, first, other)
                    else:
                        self._call_otherwise(field, other, by_name)

    def _are_one(
        self, field: str, first: Any, other: Any, same: Collection[str], different: Collection[str]
    ) -> bool:
        if field == "documents":
            return bool(first.text == other.text)
        if field == "rounds":
            return False
        if field != "coders" or first.role == other.role == "consensus":
            return True
        name = key(first.name)
        if name in {key(person) for person in different}:
            return False
        if name not in {key(person) for person in same}:
            raise UserError(WHO_IS_WHO.format(first.name, first.name, first.name))
        self.same_people.append(first.name)
        return True

    def _unite(self, field: str, first: Any, other: Any) -> Any:
        guid = KEYS[field](other)
        self.names[str(guid)] = str(KEYS[field](first))
        del self.lists[field][guid]
        apart = with_guid(other, str(KEYS[field](first)))
        if hasattr(first, "_fields") and field in ("codes", "cases", "attributes"):
            for column in first._fields:
                stands, lost = getattr(first, column), getattr(apart, column)
                if stands != lost and column not in ("position", "colour", "shortcut", "parent"):
                    self.conflicts.append(CopyConflict(field, name_of(first), column, str(stands), str(lost)))
        return first

    def _call_otherwise(self, field: str, row: Any, by_name: Mapping[str, list[Any]]) -> None:
        number, name = 2, name_of(row)
        taken = {key(name_of(each)) for each in self.lists[field].values()} | by_name.keys()
        while key(f"{name} ({number})") in taken:
            number += 1
        self.lists[field][KEYS[field](row)] = with_name(row, f"{name} ({number})")

    def final_names(self) -> dict[str, str]:
        """Guids that became others, each with the last one."""
        names = dict(self.names)
        for guid, last in self.names.items():
            stays = last
            while stays in self.names:
                stays = self.names[stays]
            names[guid] = stays
        return names

    def _rename(self) -> None:
        """Let everything name what things are called by now."""
        names = self.final_names()
        if not names:
            return
        for field, rows in self.lists.items():
            changed = {}
            for row in rows.values():
                new = renamed(row, names)
                changed[KEYS[field](new)] = new
            self.lists[field] = changed

    def _follow_merges(self) -> None:
        """Codings of codes that the other side merged are of the code that these went into."""
        codes = self.lists["codes"]
        into = {
            row.from_code: row.to_code
            for row in self.lists["successions"].values()
            if row.kind == "merge" and row.from_code not in codes
        }
        for code in list(into):
            passed = {code}
            while into[code] in into and into[code] not in passed:
                passed.add(into[code])
                into[code] = into[into[code]]
        for field in ("codings", "memos", "quotes", "summaries"):
            for guid, row in self.lists[field].items():
                if row.code in into and into[row.code] in codes:
                    self.lists[field][guid] = row._replace(code=into[row.code])

    def _twins(self, field: str, columns: Sequence[str], unite: Callable[[Any, Any], Any]) -> None:
        by_place: dict[tuple[Any, ...], Any] = {}
        base = self._before(field)
        rows = self.lists[field]
        for guid in sorted(rows, key=lambda guid: (guid not in base, guid)):
            row = rows[guid]
            place = tuple(getattr(row, column) for column in columns)
            first = by_place.get(place)
            if first is not None:
                self.names[row.guid] = first.guid
                row = unite(first, row)
            by_place[place] = row
        if len(by_place) < len(rows):
            self.lists[field] = {row.guid: row for row in by_place.values()}

    def _drop_strangers(self) -> None:
        """What is about something that is gone goes with it, as it does when that is removed."""
        documents, codes = self.lists["documents"], self.lists["codes"]
        cases, attributes = self.lists["cases"], self.lists["attributes"]
        coders, rounds, versions = self.lists["coders"], self.lists["rounds"], self.lists["versions"]
        keeps: Mapping[str, Callable[[Any], bool]] = {
            "codings": lambda row: row.code in codes,
            "assignments": lambda row: row.document in documents and row.coder in coders,
            "case_links": lambda row: row.case in cases and row.document in documents,
            "values": lambda row: row.case in cases and row.attribute in attributes,
            "summaries": lambda row: row.case in cases and row.code in codes,
            "checks": lambda row: row.version in versions and row.coding in self.lists["codings"],
            "text_checks": lambda row: row.document in documents and row.coder in coders,
            "notes": lambda row: row.document in documents,
            "votes": lambda row: row.document in documents and row.coder in coders,
            "decisions": lambda row: row.document in documents,
            "closed_documents": lambda row: row.round in self.lists["closings"],
            "closings": lambda row: row.round in rounds and rounds[row.round].closed_at is not None,
        }
        for field, keep in keeps.items():
            rows = self.lists[field]
            if not all(map(keep, rows.values())):
                self.lists[field] = {key_: row for key_, row in rows.items() if keep(row)}
        codings = self.lists["codings"]
        for guid, row in self.lists["decisions"].items():
            live = tuple(dict.fromkeys(coding for coding in row.codings if coding in codings))
            if live != row.codings:
                self.lists["decisions"][guid] = row._replace(codings=live)
        for guid, row in self.lists["assignments"].items():
            if row.round and row.round not in rounds:
                self.lists["assignments"][guid] = row._replace(round="")

    def _drop_answers_of_nothing(self) -> None:
        """Sheets, answers and what was settled of them, about what is gone; passages of texts that are."""
        documents, cases, variables = (self.lists[name] for name in ("documents", "cases", "variables"))
        coders, rounds = self.lists["coders"], self.lists["rounds"]

        def is_about(row: Any) -> bool:
            return bool(row.case in cases or row.document in documents)

        self._narrow("sheets", lambda row: is_about(row) and row.coder in coders)
        sheets = self.lists["sheets"]
        self._narrow("answers", lambda row: row.sheet in sheets and row.variable in variables)
        self._narrow("closed_sheets", lambda row: is_about(row) and row.round in self.lists["closings"])
        for field in ("value_decisions", "value_votes"):
            self._narrow(field, lambda row: is_about(row) and row.variable in variables)
        self._narrow("value_votes", lambda row: row.coder in coders)
        for place, row in self.lists["answers"].items():
            shown = tuple(passage for passage in row.passages if passage[0] in documents)
            if shown != row.passages:
                self.lists["answers"][place] = row._replace(passages=shown)
        for field in ("sheets", "value_decisions", "value_votes"):
            for guid, row in self.lists[field].items():
                if row.round and row.round not in rounds:
                    self.lists[field][guid] = row._replace(round="")
        kept = self.lists["value_decisions"]
        for guid, row in kept.items():
            if row.follows and row.follows not in kept:
                kept[guid] = row._replace(follows="")

    def _narrow(self, field: str, keep: Callable[[Any], bool]) -> None:
        self.lists[field] = {place: row for place, row in self.lists[field].items() if keep(row)}

    def _number_versions(self) -> None:
        rows = sorted(self.lists["versions"].values(), key=lambda row: (row.published_at, row.guid))
        if len({row.number for row in rows}) < len(rows):
            for number, row in enumerate(rows, start=1):
                self.lists["versions"][row.guid] = row._replace(number=number)

    def _one_used_value(self) -> None:
        """Of the values of one cell one is used: the newest."""
        used: dict[tuple[str, str], Any] = {}
        for row in sorted(self.lists["values"].values(), key=lambda row: (row.at, row.guid)):
            cell = row.case, row.attribute
            if row.used and cell in used:
                before = used[cell]
                self.lists["values"][before.guid] = before._replace(used=False)
            if row.used:
                used[cell] = row

    def _order(self) -> None:
        """Places in lists are told apart, and no two codes have one key."""
        for field in ("documents", "codes", "cases", "attributes", "quotes", "variables"):
            groups: dict[str, list[Any]] = {}
            for row in self.lists[field].values():
                groups.setdefault(row.parent if field == "codes" else "", []).append(row)
            for rows in groups.values():
                rows.sort(key=lambda row: (_position(row), KEYS[field](row)))
                if len({_position(row) for row in rows}) < len(rows):
                    for position, row in enumerate(rows):
                        self.lists[field][KEYS[field](row)] = _at(row, position)
        keys: set[str] = set()
        for guid in sorted(self.lists["codes"], key=str):
            row = self.lists["codes"][guid]
            if row.shortcut and row.shortcut in keys:
                self.lists["codes"][guid] = row._replace(shortcut="")
            keys.add(row.shortcut)


def _position(row: Any) -> int:
    return int(row.about.position if isinstance(row, StudyDocument) else row.position)


def _at(row: Any, position: int) -> Any:
    if isinstance(row, StudyDocument):
        return row._replace(about=row.about._replace(position=position))
    return row._replace(position=position)


def _one_coding(first: Any, other: Any) -> Any:
    memo, sure = folded(first.memo, first.sure, other.memo, other.sure)
    created_at = min(first.created_at, other.created_at)
    origin = origin_of_both(first.origin, other.origin)
    return first._replace(memo=memo, sure=sure, created_at=created_at, origin=origin)


def _one_mark(first: Any, other: Any) -> Any:
    """How far a coder is who is as far as on the side that is further."""
    started = min(filter(None, (first.started_at, other.started_at)), default=None)
    completed = max(filter(None, (first.completed_at, other.completed_at)), default=None)
    return first._replace(started_at=started, completed_at=completed, round=max(first.round, other.round))


def _latest(first: Any, other: Any) -> Any:
    at = getattr(first, "at", ""), getattr(other, "at", "")
    return other._replace(guid=first.guid) if at[1] > at[0] else first
