"""What becomes of a coder's completed marks, proposals and notes when a return is taken in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Assignment, Document
from app.packets.following import Following, NoPlaceError
from app.packets.plans import MarksPlan, RowsPlan, Unplaced
from app.packets.tables import ASSIGNMENTS, Carried, Digests, digest_of

OTHER_ROUND = "the document is coded in another round by now"
ANSWERED = "it was answered already"


def plan_marks(
    session: Session,
    following: Following,
    coder_id: int,
    rows: Sequence[tuple[Any, ...]],
    baseline: Digests,
) -> tuple[MarksPlan, Digests, list[Unplaced]]:
    """Marks of completion: the plan, what is known then, and what fits nowhere."""
    plan, after, unplaced = MarksPlan(), dict(baseline), list[Unplaced]()
    standing = _standing_marks(session, coder_id)
    for row in rows:
        digest = digest_of(row)
        if baseline.get(row[0]) == digest:
            continue
        fields = dict(zip(ASSIGNMENTS.columns, row, strict=True))
        current = standing.get(fields["document"])
        try:
            document = following.document(fields["document"])
            round_id = following.rounds.get(fields["round"])
            if current is not None and fields["round"] and current.round_id not in (None, round_id):
                raise NoPlaceError(OTHER_ROUND)
        except NoPlaceError as error:
            if fields["completed_at"] is not None:
                document_here = following.documents.get(fields["document"])
                name = document_here.name if document_here else ""
                unplaced.append(Unplaced("completed mark", name, "", None, None, str(error)))
            continue
        after[row[0]] = digest
        _plan_mark(plan, fields, current, document.id, coder_id)
    return plan, after, unplaced


def _standing_marks(session: Session, coder_id: int) -> Mapping[str, Any]:
    """How far a coder is with each document here, by its guid."""
    columns = Assignment.id, Document.guid, Assignment.round_id, Assignment.started_at
    rows = session.execute(
        select(*columns, Assignment.completed_at)
        .join(Document, Document.id == Assignment.document_id)
        .where(Assignment.coder_id == coder_id)
        .execution_options(everything=True)
    )
    return {row.guid: row for row in rows}


def _plan_mark(
    plan: MarksPlan, fields: Mapping[str, Any], current: Any, document_id: int, coder_id: int
) -> None:
    times = {"started_at": fields["started_at"], "completed_at": fields["completed_at"]}
    if current is None:
        if any(times.values()):
            columns = {"guid": fields["guid"], "document_id": document_id, "coder_id": coder_id}
            plan.rows.new.append(columns | times | {"round_id": None})
    elif (current.started_at, current.completed_at) != tuple(times.values()):
        plan.rows.changed[current.id] = times
    was_completed = current is not None and current.completed_at is not None
    if was_completed != (fields["completed_at"] is not None):
        (plan.reopened if was_completed else plan.completed).append(fields["document"])


class RowsPlanner:
    """Plans for rows that need nothing but to be followed; `unplaced` gets what fits nowhere."""

    def __init__(self, session: Session, following: Following, coder_id: int) -> None:
        self._session, self._following, self._coder_id = session, following, coder_id
        self.unplaced: list[Unplaced] = []

    def plan(
        self, table: Carried, rows: Sequence[tuple[Any, ...]], baseline: Digests, *, removing: bool
    ) -> tuple[RowsPlan, Digests]:
        """The plan for one table, and what is known of its rows after it."""
        plan, after = RowsPlan(table.field), dict[str, str]()
        ids = self._ids(table)
        returned = {row[0] for row in rows}
        for guid in baseline.keys() - returned:
            if removing:
                plan.removed += [ids[guid]] if guid in ids else []
            else:
                after[guid] = baseline[guid]
        for row in rows:
            digest = digest_of(row)
            if baseline.get(row[0]) == digest:
                after[row[0]] = digest
                continue
            fields = dict(zip(table.columns, row, strict=True))
            try:
                columns = self._columns(table, fields)
            except NoPlaceError as error:
                self._note(table, fields, str(error))
                continue
            after[row[0]] = digest
            if row[0] in ids:
                plan.changed[ids[row[0]]] = columns
            else:
                plan.new.append(columns)
        plan.removed.sort()
        return plan, after

    def _ids(self, table: Carried) -> Mapping[str, int]:
        model: Any = table.model
        rows = self._session.execute(
            select(model.guid, model.id)
            .where(model.coder_id == self._coder_id)
            .execution_options(everything=True)
        )
        return {row[0]: row[1] for row in rows}

    def _columns(self, table: Carried, fields: Mapping[str, Any]) -> dict[str, Any]:
        columns = {name: value for name, value in fields.items() if name not in table.references}
        for name, kind in table.references.items():
            columns[f"{name}_id"] = self._id(kind, fields[name])
        start, end = fields.get("start"), fields.get("end")
        if fields.get("document") and start is not None and end is not None:
            now = self._following.place(fields["document"], start, end)
            span: Mapping[str, Any] = {"start": now.start, "end": now.end}
            columns |= (table.where_lost or {"start": now.start, "end": now.start}) if now.is_lost else span
        return columns

    def _id(self, kind: str, guid: str) -> int | None:
        if kind == "coder":
            return self._coder_id
        if not guid or kind in ("case", "query"):  # of which a packet has none
            return None
        if kind == "document":
            return self._following.document(guid).id
        if kind == "round":
            return self._following.rounds.get(guid)
        return self._following.codes[self._following.code(guid)]

    def _note(self, table: Carried, fields: Mapping[str, Any], why: str) -> None:
        document = self._following.documents.get(fields.get("document", ""))
        what = table.field.removesuffix("s")
        name = document.name if document else ""
        self.unplaced.append(Unplaced(what, name, "", fields.get("start"), fields.get("end"), why))
