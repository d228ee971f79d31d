"""Does what the plan of a return says."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app.models import Assignment, Base, Code, Coding, TextCheck
from app.names import key
from app.packets.following import Following, NoPlaceError, PlaceBefore
from app.packets.plans import CodingNow, ReturnPlan, RowsPlan
from app.packets.tables import OTHERS
from app.store import engine as engines
from app.store.codings import delete_codings, fold_codings
from app.store.journal import WriteSession, add_many, delete_many, set_many


def carry_out(session: WriteSession, plan: ReturnPlan, following: Following) -> str:
    """Add, change and remove what the plan says; returns what is known then, as it is stored."""
    _add_codes(session, plan, following)
    _carry_out_codings(session, plan, following)
    _carry_out_rows(session, Assignment, plan.marks.rows)
    models: Mapping[str, type[Base]] = {table.field: table.model for table in OTHERS}
    for rows in plan.others:
        _carry_out_rows(session, models[rows.field_name], rows)
    codes: dict[str, int] = {}
    for guid in plan.code_guids:
        try:
            codes[guid] = following.codes[following.code(guid)]
        except NoPlaceError:
            continue
    return json.dumps({"baseline": plan.baseline, "codes": codes})


def _add_codes(session: WriteSession, plan: ReturnPlan, following: Following) -> None:
    """Codes of the coder's, behind those that are there."""
    for fields in plan.new_codes:
        try:
            parent_id: int | None = following.codes[following.code(fields["parent"])]
        except NoPlaceError:
            parent_id = None
        last = session.scalar(select(func.max(Code.position)).where(Code.parent_id == parent_id))
        columns: dict[str, Any] = {name: value for name, value in fields.items() if name != "parent"}
        columns |= {"parent_id": parent_id, "position": 0 if last is None else last + 1}
        columns |= {"name_key": key(fields["name"]), "shortcut": ""}
        (following.codes[fields["guid"]],) = add_many(session, Code, [columns])


def _carry_out_codings(session: WriteSession, plan: ReturnPlan, following: Following) -> None:
    codings = plan.codings
    delete_codings(session, codings.removed)
    guids = {coding.guid: coding_id for coding_id, coding in codings.changed.items()}
    missing = [guid for guid in codings.folded.values() if guid not in guids]
    rows = select(Coding.guid, Coding.id).where(Coding.guid.in_(missing))
    guids |= {row[0]: row[1] for row in session.execute(rows)}
    fold_codings(session, {coding_id: guids[guid] for coding_id, guid in codings.folded.items()})
    set_many(
        session,
        Coding,
        {
            coding_id: _columns(coding, plan.coder_id, following)
            for coding_id, coding in codings.changed.items()
        },
    )
    new = [_columns(coding, plan.coder_id, following) for coding in codings.new]
    ids = dict(zip((coding.guid for coding in codings.new), add_many(session, Coding, new), strict=True))
    ids |= guids
    _add_checks(session, plan, following, ids)


def _add_checks(
    session: WriteSession, plan: ReturnPlan, following: Following, ids: Mapping[str, int]
) -> None:
    """What the coder looks at again, because the words were changed or lost meanwhile."""
    codings = {coding.guid: coding for coding in (*plan.codings.new, *plan.codings.changed.values())}
    looked_at = select(TextCheck.coding_id, TextCheck.version).where(TextCheck.coder_id == plan.coder_id)
    checked = {(row[0], row[1]) for row in session.execute(looked_at)}
    changed = [
        (ids[guid], codings[guid], before, "changed")
        for guid, before in plan.codings.places_before.items()
        if guid in codings and (ids[guid], before.version) not in checked
    ]
    fresh = engines.skip_ids(session.connection(), Coding.__tablename__, len(plan.codings.lost))
    lost = [
        (coding_id, coding, before, "lost")
        for coding_id, (coding, before) in zip(fresh, plan.codings.lost, strict=True)
    ]
    add_many(
        session,
        TextCheck,
        [
            _check(coding_id, coding, before, outcome, plan.coder_id, following)
            for coding_id, coding, before, outcome in (*changed, *lost)
        ],
    )


def _check(
    coding_id: int,
    coding: CodingNow,
    before: PlaceBefore,
    outcome: str,
    coder_id: int,
    following: Following,
) -> dict[str, Any]:
    columns = _columns(coding, coder_id, following)
    columns |= {"start": before.start, "end": before.end, "version": before.version, "outcome": outcome}
    return {"coding_id": coding_id, "coding_guid": columns.pop("guid"), **columns}


def _columns(coding: CodingNow, coder_id: int, following: Following) -> dict[str, Any]:
    return {
        "guid": coding.guid,
        "document_id": following.documents[coding.document].id,
        "code_id": following.codes[coding.code],
        "coder_id": coder_id,
        "start": coding.start,
        "end": coding.end,
        "memo": coding.memo,
        "sure": coding.sure,
        "created_at": coding.created_at,
        "origin": coding.origin,
    }


def _carry_out_rows(session: WriteSession, model: type[Base], rows: RowsPlan) -> None:
    delete_many(session, model, rows.removed)
    set_many(session, model, rows.changed)
    add_many(session, model, rows.new)
