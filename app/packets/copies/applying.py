"""Makes a project the study that copies have become: only what differs is touched."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import select

from app.documents.actions import remove_document
from app.models import (
    Assignment,
    Attribute,
    AttributeValue,
    Base,
    Case,
    CaseLink,
    CaseSummary,
    Code,
    CodebookVariable,
    CodebookVersion,
    Coder,
    CodeSuccession,
    Coding,
    CodingSheet,
    ConsensusCoding,
    Decision,
    DiscussionNote,
    Document,
    DocumentProperty,
    Memo,
    Proposal,
    Quote,
    RecodeCheck,
    Region,
    Round,
    SavedQuery,
    SheetAnswer,
    Snapshot,
    SnapshotDocument,
    SnapshotSheet,
    TextCheck,
    ValueDecision,
    ValueVote,
    Vote,
)
from app.names import key
from app.packets.copies.rows import KEYS, by_key
from app.store.codings import delete_codings
from app.store.journal import WriteSession, add_many, delete_many, set_many
from app.store.setting import store_setting
from app.store.sheets import delete_answers
from app.studies.guids import IdsByGuid
from app.studies.rows import Study
from app.studies.whole import add_rows, referred_codings

MODELS: Mapping[str, type[Base]] = {
    "coders": Coder,
    "codes": Code,
    "rounds": Round,
    "versions": CodebookVersion,
    "cases": Case,
    "attributes": Attribute,
    "queries": SavedQuery,
    "assignments": Assignment,
    "codings": Coding,
    "proposals": Proposal,
    "notes": DiscussionNote,
    "votes": Vote,
    "decisions": Decision,
    "case_links": CaseLink,
    "values": AttributeValue,
    "summaries": CaseSummary,
    "memos": Memo,
    "quotes": Quote,
    "value_votes": ValueVote,
    "value_decisions": ValueDecision,
    "sheets": CodingSheet,
    "variables": CodebookVariable,
}
KINDS = {  # what a field names, and its column
    "parent": ("codes", "parent_id"),
    "code": ("codes", "code_id"),
    "target": ("codes", "target_id"),
    "coder": ("coders", "coder_id"),
    "created_by": ("coders", "created_by"),
    "answered_by": ("coders", "answered_by"),
    "document": ("documents", "document_id"),
    "round": ("rounds", "round_id"),
    "version": ("versions", "version_id"),
    "case": ("cases", "case_id"),
    "attribute": ("attributes", "attribute_id"),
    "query": ("queries", "query_id"),
    "variable": ("variables", "variable_id"),
}
OF_VALUES = ("value_decisions", "value_votes")
AS_THEY_ARE = (
    "versions",
    "votes",
    "decisions",
    "summaries",
    *OF_VALUES,
)  # never changed, only added and removed
REMOVED_LAST = ("codes", "coders", "rounds", "versions", "cases", "attributes", "queries", "variables")
NAMED = ("coders", "codes", "rounds", "cases", "attributes", "queries", "variables")
FIRST = ("coders", "codes", "documents", "versions", "rounds", "cases", "attributes", "queries", "variables")


@dataclass(frozen=True)
class ListDifference:
    """What becomes of one list: rows that are added, changed and removed."""

    added: list[Any]
    changed: list[Any]
    removed: list[Any]


def differences(ours: Study, merged: Study) -> dict[str, ListDifference]:
    """What differs, list by list."""
    listed = {}
    for field in KEYS:
        before, after = by_key(ours, field), by_key(merged, field)
        listed[field] = ListDifference(
            added=[row for guid, row in after.items() if guid not in before],
            changed=[row for guid, row in after.items() if guid in before and before[guid] != row],
            removed=[row for guid, row in before.items() if guid not in after],
        )
    return listed


class Applying:
    """Applies differences to a project in one action."""

    def __init__(self, session: WriteSession, merged: Study, listed: Mapping[str, ListDifference]) -> None:
        self._session, self._merged, self._listed = session, merged, listed
        additions: dict[str, Any] = {field: of.added for field, of in listed.items()}
        bare = Study(guid=merged.guid, settings={})
        lists = {field.name for field in fields(Study)}
        self._additions = replace(bare, **{name: rows for name, rows in additions.items() if name in lists})
        self.ids = IdsByGuid(session, referred_codings(self._additions))

    def run(self) -> None:
        """Everything: names and what is named first, so that whatever names it finds it."""
        self._learn_ids()
        self._remove()
        self._change_names()
        self._again()
        listed = {field.name: getattr(self._additions, field.name) for field in fields(Study)}
        bare = Study(guid=self._merged.guid, settings={})
        first = replace(bare, **{name: listed[name] for name in FIRST})
        add_rows(self._session, first, self.ids, self._session.job)
        self._change()
        rest = {name: rows for name, rows in listed.items() if name in KEYS and name not in FIRST}
        add_rows(self._session, replace(bare, **rest), self.ids, self._session.job)
        for name, value in self._merged.settings.items():
            store_setting(self._session, key=name, value=value)
        self.ids.store_gone()

    def _learn_ids(self) -> None:
        ids, session = self.ids, self._session
        for field in (*(field for field in FIRST if field != "documents"), "decisions", "sheets"):
            model: Any = MODELS[field]
            rows = session.execute(select(model.guid, model.id).execution_options(everything=True))
            getattr(ids, field).update((row[0], row[1]) for row in rows)
        rows = session.execute(select(Document.guid, Document.id).execution_options(everything=True))
        ids.documents.update((row[0], row[1]) for row in rows)
        wanted = list(ids.referred)
        for first in range(0, len(wanted), 500):
            portion = select(Coding.guid, Coding.id).where(Coding.guid.in_(wanted[first : first + 500]))
            ids.codings.update((row[0], row[1]) for row in session.execute(portion))

    def _row_ids(self, field: str, guids: Iterable[str]) -> dict[str, int]:
        model: Any = MODELS[field]
        wanted = set(guids)
        if not wanted:
            return {}
        rows = self._session.execute(select(model.guid, model.id).execution_options(everything=True))
        return {row[0]: row[1] for row in rows if row[0] in wanted}

    def _remove(self) -> None:
        """Removed and changed forms that are never changed in place go first."""
        gone = {field: {row.guid for row in self._listed[field].removed} for field in MODELS}
        for field in AS_THEY_ARE:
            gone[field] |= {row.guid for row in self._listed[field].changed}
        self._remove_closings()
        delete_codings(self._session, self._row_ids("codings", gone["codings"]).values())
        self._remove_keyless()
        decisions = list(self._row_ids("decisions", gone["decisions"]).values())
        links = select(ConsensusCoding.id).where(ConsensusCoding.decision_id.in_(decisions))
        delete_many(self._session, ConsensusCoding, self._session.scalars(links).all())
        for field in (*(field for field in MODELS if field not in (*REMOVED_LAST, "codings")),):
            delete_many(self._session, MODELS[field], self._row_ids(field, gone[field]).values())
        for row in self._listed["documents"].removed:
            remove_document(self._session, document_id=self.ids.documents[row.about.guid], anyway=True)
        for field in REMOVED_LAST:
            delete_many(self._session, MODELS[field], self._row_ids(field, gone[field]).values())

    def _remove_closings(self) -> None:
        rounds = {row.round for row in self._listed["closings"].removed + self._listed["closings"].changed}
        rounds |= {row.round for row in self._listed["closed_documents"].removed}
        rounds |= {row.round for row in self._listed["closed_documents"].changed}
        rounds |= {row.round for row in self._listed["closed_sheets"].removed}
        rounds |= {row.round for row in self._listed["closed_sheets"].changed}
        ids = [self.ids.rounds[guid] for guid in rounds if guid in self.ids.rounds]
        snapshots = self._session.scalars(select(Snapshot.id).where(Snapshot.round_id.in_(ids))).all()
        parts = select(SnapshotDocument.id).where(SnapshotDocument.snapshot_id.in_(snapshots))
        delete_many(self._session, SnapshotDocument, self._session.scalars(parts).all())
        of_sheets = select(SnapshotSheet.id).where(SnapshotSheet.snapshot_id.in_(snapshots))
        delete_many(self._session, SnapshotSheet, self._session.scalars(of_sheets).all())
        delete_many(self._session, Snapshot, snapshots)

    def _remove_answers(self) -> None:
        """An answer that is another one now goes with its passages, and comes anew."""
        answers = self._listed["answers"]
        gone = {KEYS["answers"](row) for row in answers.removed + answers.changed}
        if not gone:
            return
        rows = self._session.execute(
            select(SheetAnswer.id, CodingSheet.guid, CodebookVariable.guid)
            .join(CodingSheet, CodingSheet.id == SheetAnswer.sheet_id)
            .join(CodebookVariable, CodebookVariable.id == SheetAnswer.variable_id)
            .execution_options(everything=True)
        ).all()
        delete_answers(self._session, [row[0] for row in rows if (row[1], row[2]) in gone])

    def _remove_keyless(self) -> None:
        self._remove_answers()
        session = self._session
        checks = self._listed["text_checks"]
        for row in checks.removed + checks.changed:
            of_it = TextCheck.coding_guid == row.coding, TextCheck.version == row.version
            delete_many(session, TextCheck, session.scalars(select(TextCheck.id).where(*of_it)).all())
        for row in self._listed["checks"].removed:
            of_version = select(RecodeCheck.id).join(Coding, Coding.id == RecodeCheck.coding_id)
            of_version = of_version.where(
                Coding.guid == row.coding, RecodeCheck.version_id == self.ids.versions[row.version]
            )
            delete_many(session, RecodeCheck, session.scalars(of_version).all())
        for row in self._listed["successions"].removed:
            steps = select(CodeSuccession.id).where(
                CodeSuccession.from_name == row.from_name, CodeSuccession.at == row.at
            )
            delete_many(session, CodeSuccession, session.scalars(steps).all())

    def _change_names(self) -> None:
        """A name that one row gives up may be another's."""
        for field in NAMED:
            changed = self._listed[field].changed
            ids = self._row_ids(field, (row.guid for row in changed))
            names = {ids[row.guid]: {"name": row.name, "name_key": key(row.name)} for row in changed}
            set_many(self._session, MODELS[field], names)

    def _again(self) -> None:
        """What is never changed in place was removed, and is added as it is now."""
        for field in (*AS_THEY_ARE, "text_checks", "closings", "answers"):
            self._add_again(field, self._listed[field].changed)
        anew = {row.round for row in self._listed["closings"].changed}
        anew |= {row.round for row in self._listed["closed_documents"].removed}
        anew |= {row.round for row in self._listed["closed_documents"].changed}
        anew |= {row.round for row in self._listed["closed_sheets"].removed}
        anew |= {row.round for row in self._listed["closed_sheets"].changed}
        for field in ("closings", "closed_documents", "closed_sheets"):
            added = {KEYS[field](row) for row in getattr(self._additions, field)}
            rows = [row for row in getattr(self._merged, field) if row.round in anew]
            self._add_again(field, [row for row in rows if KEYS[field](row) not in added])

    def _change(self) -> None:
        for field in MODELS:
            changed = self._listed[field].changed
            if changed and field not in AS_THEY_ARE:
                ids = self._row_ids(field, (row.guid for row in changed))
                columns = {ids[row.guid]: self._columns(field, row) for row in changed}
                set_many(self._session, MODELS[field], columns)
        for row in self._listed["documents"].changed:
            self._change_document(row)

    def _add_again(self, field: str, rows: list[Any]) -> None:
        more: dict[str, Any] = {field: [*getattr(self._additions, field), *rows]}
        self._additions = replace(self._additions, **more)

    def _columns(self, field: str, row: Any) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for name, value in row._asdict().items():
            if name in KINDS and not (field == "queries" and name != "coder"):
                kind, column = KINDS[name]
                columns[column] = self._id(kind, value)
            else:
                columns[name] = value
        if field in NAMED:
            columns["name_key"] = key(row.name)
        if field in ("attributes", "variables"):
            columns["options"] = json.dumps(row.options, ensure_ascii=False)
        return columns

    def _id(self, kind: str, guid: str) -> int | None:
        if not guid:
            return None
        row_ids: dict[str, int] = getattr(self.ids, kind)
        if guid not in row_ids and kind in ("coders", "codes"):
            return self.ids.coder(guid) if kind == "coders" else self.ids.code(guid)
        return row_ids.get(guid)

    def _change_document(self, row: Any) -> None:
        """What is said of a document, its turns and properties; its text was changed before."""
        document_id = self.ids.documents[row.about.guid]
        columns = row.about._asdict() | {"name_key": key(row.about.name)}
        for name in ("length", "text_version"):
            del columns[name]
        columns["repeat_of_id"] = self.ids.documents.get(row.repeat_of)
        set_many(self._session, Document, {document_id: columns})
        session = self._session
        regions = select(Region.id).where(Region.document_id == document_id)
        delete_many(session, Region, session.scalars(regions).all())
        add_many(
            session, Region, [{"document_id": document_id, **region._asdict()} for region in row.regions]
        )
        properties = select(DocumentProperty.id).where(DocumentProperty.document_id == document_id)
        delete_many(session, DocumentProperty, session.scalars(properties).all())
        named = [
            {"document_id": document_id, "name": name, "value": value}
            for name, value in row.properties.items()
        ]
        add_many(session, DocumentProperty, named)
