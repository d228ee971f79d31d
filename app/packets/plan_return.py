"""All that one return brings, compared with what the project has now."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.jobs import Job
from app.models import Coder, Packet, PacketReturn
from app.names import key
from app.packets.arrivals import PacketHere
from app.packets.following import Following
from app.packets.plan_codings import CodingsPlanner, standing_codings
from app.packets.plan_rows import RowsPlanner, plan_marks
from app.packets.plans import ReturnPlan
from app.packets.tables import ASSIGNMENTS, CODES, CODINGS, OTHERS, Digests, read, unreadable

CODER_GONE = (
    "“{}” is of a coder who was removed from this project since, so it was not taken in. Take the removal "
    "back (Undo), and take the work in then."
)


def plan_return(
    session: Session,
    packet: PacketHere,
    content: Mapping[str, Any],
    name: str,
    job: Job,
    *,
    removing: bool,
) -> ReturnPlan:
    """The plan for an opened return; `name` is that of its file. Nothing is removed without `removing`.

    `session` has to see everything. UserError where the content doesn't fit together, or its coder is gone.
    """
    coder_id = session.scalar(select(Coder.id).where(Coder.guid == packet.coder_guid))
    if coder_id is None:
        raise UserError(CODER_GONE.format(name))
    if content.get("packet") != packet.guid or content.get("coder") != packet.coder_guid:
        raise UserError(unreadable(name))
    baseline, code_ids = baseline_of(session, packet.id)
    following = Following(session, given_of(session, packet.id)["documents"], code_ids, job)
    plan = ReturnPlan(coder_id, lines=list(content.get("lines", ())))
    try:
        _plan_codes(plan, following, content, name)
        names = {guid: str(code) for guid, code in content.get("code_names", {}).items()}
        codings = CodingsPlanner(following, standing_codings(session, coder_id), names, job)
        plan.codings, plan.baseline["codings"] = codings.plan(
            read(CODINGS, content, name), baseline.get("codings", {}), removing=removing
        )
        plan.unplaced += codings.unplaced
        plan.marks, plan.baseline["assignments"], of_marks = plan_marks(
            session, following, coder_id, read(ASSIGNMENTS, content, name), baseline.get("assignments", {})
        )
        plan.unplaced += of_marks
        _plan_others(plan, RowsPlanner(session, following, coder_id), content, baseline, name, removing)
    except (AttributeError, TypeError, ValueError) as error:
        raise UserError(unreadable(name)) from error
    return plan


def _plan_others(
    plan: ReturnPlan,
    planner: RowsPlanner,
    content: Mapping[str, Any],
    baseline: Mapping[str, Digests],
    name: str,
    removing: bool,
) -> None:
    for table in OTHERS:
        rows, plan.baseline[table.field] = planner.plan(
            table, read(table, content, name), baseline.get(table.field, {}), removing=removing
        )
        plan.others.append(rows)
    plan.unplaced += planner.unplaced


def given_of(session: Session, packet_id: int) -> Mapping[str, Any]:
    """What a packet held: versions of texts, ids of codes, and what was known of the coder's work."""
    given: Mapping[str, Any] = json.loads(
        session.scalar(select(Packet.given).where(Packet.id == packet_id)) or ""
    )
    return given


def baseline_of(session: Session, packet_id: int) -> tuple[Mapping[str, Digests], dict[str, int]]:
    """What is known of the coder's work, by the latest return that was opened or as it was given out, and the
    ids that the packet's codes got here."""
    latest = session.scalar(
        select(PacketReturn.baseline)
        .where(PacketReturn.packet_id == packet_id, PacketReturn.opened_at.is_not(None))
        .order_by(PacketReturn.number.desc(), PacketReturn.id.desc())
        .limit(1)
    )
    given = given_of(session, packet_id)
    code_ids: dict[str, int] = dict(given["codes"])
    if latest is None:
        return given["baseline"], code_ids
    stored = json.loads(latest)
    return stored["baseline"], code_ids | stored["codes"]


def _plan_codes(plan: ReturnPlan, following: Following, content: Mapping[str, Any], name: str) -> None:
    """The codes that the coder added: new ones, and those for which one of that name is there."""
    for row in read(CODES, content, name):
        fields = dict(zip(CODES.columns, row, strict=True))
        guid, name_key = str(fields["guid"]), key(str(fields["name"]))
        plan.code_guids.append(guid)
        if guid in following.codes or following.was_given(guid):
            continue
        if name_key in following.code_names:
            plan.taken_for[guid] = following.code_names[name_key]
            following.take_for(guid, plan.taken_for[guid])
            plan.same_codes.append(str(fields["name"]))
            continue
        plan.new_codes.append(fields)
        following.codes[guid] = 0  # its id is known when it was added
        following.code_names[name_key] = guid
