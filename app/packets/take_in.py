"""Takes in what coders returned: as one action, after a preview, and blind rounds only when all are in."""

import base64
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.jobs import Job
from app.models import Document, PacketReturn, now
from app.packets.arrivals import Arrival, Waiting, arrivals, waiting
from app.packets.carry_out import carry_out
from app.packets.following import Following
from app.packets.keys import seal_keys
from app.packets.plan_return import baseline_of, given_of, plan_return
from app.packets.plans import ReturnPlan, Unplaced
from app.packets.sealing import opened
from app.store.journal import WriteSession, add_many, set_many
from app.store.leading import GIVES_OUT, refuse_all_but_leads
from app.store.packet import is_packet
from app.store.sight import see_everything

NOTHING = (
    "There is no returned work to take in. Name the files that coders returned, or a folder that holds them."
)
IS_PACKET = (
    "This is work that was given out to you, so nothing is taken in here. Returned work is taken in in the "
    "project from which it was given out."
)
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True)
class DocumentWork:
    """What a coder's return brings to one document; counts of codings."""

    coder: str
    document: str
    new: int = 0
    changed: int = 0
    removed: int = 0
    look_again: int = 0
    completed: bool = False
    reopened: bool = False


@dataclass(frozen=True)
class ReturnState:
    """What becomes of a file: `taken in`, `sealed` (it waits for something), `nothing new` or `older`."""

    name: str
    coder: str
    number: int
    made_at: str
    state: str
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakenIn:
    """What was taken in, or would be."""

    returns: tuple[ReturnState, ...] = ()
    documents: tuple[DocumentWork, ...] = ()
    new_codes: tuple[str, ...] = ()
    same_codes: tuple[str, ...] = ()
    proposals: int = 0
    notes: int = 0
    unplaced: tuple[tuple[str, Unplaced], ...] = ()

    def count(self, what: str) -> int:
        """How many codings are `new`, `changed`, `removed`; documents `completed`, and so on."""
        return sum(getattr(row, what) for row in self.documents)


def preview_take_in(
    session: Session, *, files: Files, open_now: bool = False, anyway: bool = False, job: Job | None = None
) -> TakenIn:
    """What taking in would do; UserError as where it is done."""
    see_everything(session)
    states, outcome = list[ReturnState](), TakenIn()
    for arrival, reasons in _sorted_out(session, files, open_now, anyway):
        if reasons or _is_old(session, arrival):
            states.append(_state(arrival, reasons))
            continue
        plan = _plan(session, arrival, job or Job())
        outcome = _with(session, outcome, plan, arrival)
        states.append(_state(arrival, (), brings=_brings(plan)))
    return replace(outcome, returns=tuple(states))


def take_in(session: WriteSession, *, files: Files, open_now: bool = False, anyway: bool = False) -> TakenIn:
    """Take in returns, and open those that wait where that may be now.

    Returns of an open blind round are waited sealed until all are in and who codes in this project has
    completed the own part, unless `open_now`. `anyway` takes in what doesn't follow on what was returned
    before; nothing is removed by it then. UserError where a file is no return of this project, or damaged.
    """
    refuse_all_but_leads(session, GIVES_OUT)
    states, outcome = list[ReturnState](), TakenIn()
    for arrival, reasons in _sorted_out(session, files, open_now, anyway):
        if reasons:
            _keep_sealed(session, arrival)
            states.append(_state(arrival, reasons))
        elif _is_old(session, arrival):
            states.append(_state(arrival, ()))
        else:
            plan = _plan(session, arrival, session.job)
            outcome = _with(session, outcome, plan, arrival)
            brings = _brings(plan)
            if not arrival.is_opened or brings:
                _carry_out(session, arrival, plan, outcome)
            states.append(_state(arrival, (), brings=brings))
    return replace(outcome, returns=tuple(states))


def open_waiting(session: WriteSession, *, round_guid: str) -> TakenIn:
    """Open what waits for a round that is about to be closed."""
    outcome = TakenIn()
    for arrival in waiting(session):
        if round_guid in arrival.packet.rounds:
            plan = _plan(session, arrival, session.job)
            outcome = _with(session, outcome, plan, arrival)
            _carry_out(session, arrival, plan, outcome)
    return outcome


def _sorted_out(
    session: Session, files: Files, open_now: bool, anyway: bool
) -> Iterator[tuple[Arrival, tuple[str, ...]]]:
    """Each return in the order in which it is taken in, and why it stays sealed, if it does."""
    if is_packet(session):
        raise UserError(IS_PACKET)
    arrived_now = arrivals(session, files, anyway=anyway)
    digests = {arrival.sealed.digest for arrival in arrived_now}
    waited = [arrival for arrival in waiting(session) if arrival.sealed.digest not in digests]
    if not arrived_now and not waited:
        raise UserError(NOTHING)
    held = Waiting(session, {arrival.packet.id for arrival in arrived_now})
    for arrival in sorted([*waited, *arrived_now], key=lambda arrival: (arrival.packet.id, arrival.number)):
        reasons = tuple(held.reasons(arrival.packet, open_now=open_now))
        if not (reasons and arrival in waited):
            yield arrival, reasons


def _is_old(session: Session, arrival: Arrival) -> bool:
    """Whether a later return of the same packet was opened, which holds all that is in this one."""
    later = select(PacketReturn.id).where(
        PacketReturn.packet_id == arrival.packet.id,
        PacketReturn.opened_at.is_not(None),
        PacketReturn.number > arrival.number,
    )
    return arrival.fits and session.scalar(later.limit(1)) is not None


def _plan(session: Session, arrival: Arrival, job: Job) -> ReturnPlan:
    content = opened(arrival.sealed, seal_keys(session), arrival.name)
    return plan_return(session, arrival.packet, content, arrival.name, job, removing=arrival.fits)


def _carry_out(session: WriteSession, arrival: Arrival, plan: ReturnPlan, outcome: TakenIn) -> None:
    _, code_ids = baseline_of(session, arrival.packet.id)
    following = Following(session, given_of(session, arrival.packet.id)["documents"], code_ids, session.job)
    for guid, other in plan.taken_for.items():
        following.take_for(guid, other)
    baseline = carry_out(session, plan, following)
    opening = {
        "opened_at": now(),
        "baseline": baseline,
        "counts": json.dumps(_counts(outcome, arrival.coder)),
        "unplaced": json.dumps([asdict(part) for part in plan.unplaced], ensure_ascii=False),
        "lines": json.dumps(plan.lines, ensure_ascii=False),
    }
    if arrival.row_id is None:
        add_many(session, PacketReturn, [_row(arrival) | opening])
    else:
        set_many(session, PacketReturn, {arrival.row_id: opening})


def _keep_sealed(session: WriteSession, arrival: Arrival) -> None:
    if arrival.row_id is None:
        sealed_file = base64.b64encode(arrival.sealed.whole).decode()
        add_many(session, PacketReturn, [_row(arrival) | {"sealed": sealed_file}])


def _row(arrival: Arrival) -> dict[str, Any]:
    head = arrival.sealed.head
    return {
        "packet_id": arrival.packet.id,
        "number": head.number,
        "hash": arrival.sealed.digest,
        "previous": head.previous,
        "made_at": head.made_at,
    }


def _state(arrival: Arrival, reasons: tuple[str, ...], *, brings: bool | None = None) -> ReturnState:
    state = "sealed" if reasons else {None: "older", True: "taken in", False: "nothing new"}[brings]
    return ReturnState(
        arrival.name, arrival.coder, arrival.number, arrival.sealed.head.made_at, state, reasons
    )


def _brings(plan: ReturnPlan) -> bool:
    """Whether a plan changes anything of the work."""
    codings, marks = plan.codings, plan.marks.rows
    rows = [*plan.others, marks]
    return bool(
        plan.new_codes
        or codings.new
        or codings.changed
        or codings.removed
        or codings.lost
        or any(part.new or part.changed or part.removed for part in rows)
    )


def _with(session: Session, outcome: TakenIn, plan: ReturnPlan, arrival: Arrival) -> TakenIn:
    """What was taken in, with what one more return brings."""
    new_codes = [str(fields["name"]) for fields in plan.new_codes]
    others = {part.field_name: len(part.new) for part in plan.others}
    return TakenIn(
        documents=(*outcome.documents, *_by_document(session, plan, arrival.coder)),
        new_codes=tuple(dict.fromkeys([*outcome.new_codes, *new_codes])),
        same_codes=tuple(dict.fromkeys([*outcome.same_codes, *plan.same_codes])),
        proposals=outcome.proposals + others.get("proposals", 0),
        notes=outcome.notes + sum(others.get(name, 0) for name in ("notes", "memos", "quotes")),
        unplaced=(*outcome.unplaced, *((arrival.coder, part) for part in plan.unplaced)),
    )


def _by_document(session: Session, plan: ReturnPlan, coder: str) -> list[DocumentWork]:
    """What a return brings to each document, by name."""
    codings = plan.codings
    placed = {coding.guid: coding for coding in (*codings.new, *codings.changed.values())}
    counts = {
        "new": Counter(coding.document for coding in codings.new),
        "changed": Counter(coding.document for coding in codings.changed.values()),
        "removed": Counter(codings.removed.values()),
        "look_again": Counter(
            [placed[guid].document for guid in codings.places_before if guid in placed]
            + [coding.document for coding, _ in codings.lost]
        ),
    }
    marks = {"completed": set(plan.marks.completed), "reopened": set(plan.marks.reopened)}
    touched = set().union(*counts.values(), *marks.values())
    rows = session.execute(select(Document.guid, Document.name).execution_options(everything=True))
    names = {row[0]: row[1] for row in rows if row[0] in touched}
    return [
        DocumentWork(
            coder,
            name,
            **{what: of_what[guid] for what, of_what in counts.items()},
            completed=guid in marks["completed"],
            reopened=guid in marks["reopened"],
        )
        for guid, name in sorted(names.items(), key=itemgetter(1))
    ]


def _counts(outcome: TakenIn, coder: str) -> dict[str, Any]:
    """What a return brought, as the list of packets tells it."""
    rows = [row for row in outcome.documents if row.coder == coder]
    whats = ("new", "changed", "removed", "completed")
    return {what: sum(getattr(row, what) for row in rows) for what in whats}


def label_of(taken: TakenIn) -> str:
    """What the history says: whose work was opened, or waited sealed."""
    names = list(dict.fromkeys(row.coder for row in taken.returns if row.state != "sealed"))
    if names:
        return f"Take in the work of {', '.join(names)}"
    names = list(dict.fromkeys(row.coder for row in taken.returns))
    return f"Keep the sealed work of {', '.join(names)}"
