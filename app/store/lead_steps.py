"""Which steps in the journal only leads take back or do again: what they changed only leads change."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Change, Setting
from app.store.leading import leads
from app.store.locking import KEY

ALWAYS = frozenset(
    {"round", "snapshot", "snapshot_document", "snapshot_sheet", "codebook_version"}
    | {"packet", "packet_return"}
)
SOMETIMES = frozenset({"assignment", "sheet", "coder", "document", "proposal", "setting", "region"})
SETTLING = frozenset({"decision", "value_decision"})


def is_for_leads(session: Session, step_id: int, actor_id: int | None) -> bool:
    """Whether only leads may reverse an action of somebody: rounds and who codes in them, versions of the
    codebook, answers to proposals, who is in the team and who leads it, what a lead decided, and texts
    and turns as a lead has changed and divided them.
    """
    rows = session.execute(
        select(Change.table_name, Change.row_id, Change.before, Change.after).where(
            Change.action_id == step_id, Change.table_name.in_(ALWAYS | SOMETIMES | SETTLING)
        )
    ).all()
    tables = {row.table_name for row in rows}
    led = tables & SETTLING or (tables & {"region"} and "document" not in tables)
    led = led or any(_changes_text(row.table_name, row.before, row.after) for row in rows)
    if tables & ALWAYS or (led and actor_id in leads(session)):
        return True
    with_it = {row.row_id for row in rows if row.table_name == "document"}
    return any(
        (table in ("assignment", "sheet") and _is_of_a_round(_read(before), _read(after), with_it))
        or (table == "document" and (_read(before) | _read(after)).get("repeat_of_id") is not None)
        or (table == "coder" and _is_of_the_team(before, after))
        or (table == "proposal" and before is not None and "state" in json.loads(before))
        or (table == "setting" and _locks(session, row_id, before, after))
        for table, row_id, before, after in rows
    )


def _read(told: str | None) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(told) if told else {}
    return values


def _changes_text(table: str, before: str | None, after: str | None) -> bool:
    """Another version of a text that was there and stays."""
    return table == "document" and None not in (before, after) and "text_version" in _read(after)


def _is_of_a_round(before: Mapping[str, Any], after: Mapping[str, Any], documents: set[int]) -> bool:
    """Who codes what in a round; not a mark of completion, nor what went with its document."""
    planned = before.get("round_id") is not None or after.get("round_id") is not None
    return planned and (after or before).get("document_id") not in documents


def _is_of_the_team(before: str | None, after: str | None) -> bool:
    """A person who came or went, or who became or was a lead; a consensus comes with the first decision."""
    roles = {_read(before).get("role"), _read(after).get("role")} - {None}
    came_or_went = before is None or after is None
    return "lead" in roles or (came_or_went and roles != {"consensus"})


def _locks(session: Session, row_id: int, before: str | None, after: str | None) -> bool:
    """The rounds that lock the codebook."""
    keys = {_read(before).get("key"), _read(after).get("key")}
    return KEY in keys or session.scalar(select(Setting.key).where(Setting.id == row_id)) == KEY
