"""The consensus: the coder that decisions give their codings to, and what each of them made."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.coders.actions import add_coder
from app.models import Change, Code, Coder, Coding, ConsensusCoding, Setting
from app.names import key
from app.reconcile.outcomes import ConsensusSpan
from app.store.codings import delete_codings
from app.store.journal import WriteSession, add_many, batches, delete_many
from app.store.setting import setting, store_setting

NAME = "Consensus"
SETTING = "consensus_coder"
BY_HAND = "consensus_codings_that_no_decision_made"  # JSON list of guids, where the journal can't tell
Place = tuple[int, ConsensusSpan]  # document id, coding


@dataclass(frozen=True)
class Making:
    """What a decision gives to the consensus of a document, instead of what the one it follows made."""

    decision_id: int
    document_id: int
    follows_id: int | None
    codings: tuple[ConsensusSpan, ...]


def deciding_coder(session: Session) -> int | None:
    """The id of the coder that decisions have given their codings to; None before the first of them."""
    return session.scalar(
        select(Coder.id).join(Setting, Setting.value == Coder.guid).where(Setting.key == SETTING)
    )


def known_consensus(session: Session) -> int | None:
    """The id of the coder that the next decision gives its codings to; None where it will be made anew.

    Imported consensus layers are other coders, unless one of them is called “Consensus”.
    """
    coder = deciding_coder(session)
    if coder is not None:
        return coder
    called = select(Coder.id).where(Coder.name_key == key(NAME), Coder.role == "consensus")
    return session.scalar(called)


def consensus_coder(session: WriteSession) -> int:
    """The id of the coder that decisions give their codings to, who is made when first needed."""
    coder = deciding_coder(session)
    if coder is not None:
        return coder
    coder_id = known_consensus(session) or _new_consensus(session)
    store_setting(session, key=SETTING, value=session.get_one(Coder, coder_id).guid)
    session.flush()
    return coder_id


def _new_consensus(session: WriteSession) -> int:
    taken = set(session.scalars(select(Coder.name_key)))
    attempt, name = 1, NAME
    while key(name) in taken:
        attempt += 1
        name = f"{NAME} {attempt}"
    return add_coder(session, name=name, role="consensus")


def make(session: WriteSession, makings: Sequence[Making]) -> None:
    """Give the consensus what decisions make, and take away what only the ones they follow made."""
    followed = [making.follows_id for making in makings if making.follows_id is not None]
    wanted = {(making.document_id, coding) for making in makings for coding in making.codings}
    before = _unlinked(session, followed)
    standing = {span: coding_id for coding_id, span in before.items() if span in wanted}
    _take_away(session, [coding_id for coding_id, span in before.items() if span not in wanted])
    if not wanted:
        return
    coder_id = consensus_coder(session)
    standing |= _existing(session, coder_id, wanted - standing.keys())
    standing |= _added(session, coder_id, sorted(wanted - standing.keys()))
    links = [
        {"decision_id": making.decision_id, "coding_id": standing[making.document_id, span]}
        for making in makings
        for span in dict.fromkeys(making.codings)
    ]
    add_many(session, ConsensusCoding, links)


def _unlinked(session: WriteSession, decision_ids: Sequence[int]) -> dict[int, Place]:
    """Unlink decisions that are followed; gives the codings that they had made."""
    links = list(_links(session, decision_ids))
    delete_many(session, ConsensusCoding, [link for link, _, _, _ in links])
    return {coding_id: span for _, _, coding_id, span in links}


def _links(session: Session, decision_ids: Sequence[int]) -> Iterator[tuple[int, int, int, Place]]:
    """(link id, decision id, coding id, place) of what decisions made."""
    for portion in batches(decision_ids):
        rows = session.execute(
            select(
                ConsensusCoding.id,
                ConsensusCoding.decision_id,
                Coding.id,
                Coding.document_id,
                Coding.code_id,
                Coding.start,
                Coding.end,
            )
            .join(Coding, Coding.id == ConsensusCoding.coding_id)
            .where(ConsensusCoding.decision_id.in_(portion))
        )
        for link, decision_id, coding_id, document_id, *span in rows:
            yield link, decision_id, coding_id, (document_id, ConsensusSpan(*span))


def _take_away(session: WriteSession, coding_ids: Sequence[int]) -> None:
    """Delete codings that no decision makes any more, but for those that were there before any decision."""
    linked = _times_linked(session, coding_ids)
    left = [coding_id for coding_id in coding_ids if not linked[coding_id]]
    delete_codings(session, sorted(set(left) - made_without_decision(session, left)))


def made_alone(session: Session, decision_ids: Sequence[int]) -> dict[int, list[ConsensusSpan]]:
    """The codings that go when another decision follows one of these, by its id."""
    links = list(_links(session, decision_ids))
    linked = _times_linked(session, [coding_id for _, _, coding_id, _ in links])
    alone = [coding_id for coding_id, times in linked.items() if times == 1]
    stay = made_without_decision(session, alone)
    going: dict[int, list[ConsensusSpan]] = {}
    for _, decision_id, coding_id, (_, coding) in links:
        if linked[coding_id] == 1 and coding_id not in stay:
            going.setdefault(decision_id, []).append(coding)
    return going


def _times_linked(session: Session, coding_ids: Sequence[int]) -> Counter[int]:
    """How many decisions make each of these codings."""
    times: Counter[int] = Counter()
    for portion in batches(list(dict.fromkeys(coding_ids))):
        rows = select(ConsensusCoding.coding_id).where(ConsensusCoding.coding_id.in_(portion))
        times.update(session.scalars(rows))
    return times


def made_without_decision(session: Session, coding_ids: Sequence[int]) -> set[int]:
    """Those that are from an import or by hand, as the journal knows: decisions only took them over.

    A study that came in whole, codings and decisions in one action, says itself which they are.
    """
    first: dict[int, int] = {}
    for portion in batches(coding_ids):
        rows = select(Change.row_id, func.min(Change.action_id)).where(
            Change.table_name == "coding", Change.row_id.in_(portion), Change.before.is_(None)
        )
        first.update((row[0], row[1]) for row in session.execute(rows.group_by(Change.row_id)))
    decided: set[int] = set()
    for portion in batches(sorted(set(first.values()))):
        actions = select(Change.action_id).where(
            Change.action_id.in_(portion), Change.table_name == "decision", Change.before.is_(None)
        )
        decided.update(session.scalars(actions.distinct()))
    apart = {coding_id for coding_id, action_id in first.items() if action_id not in decided}
    by_hand = setting(session, BY_HAND)
    if by_hand:
        guids = set(json.loads(by_hand))
        for portion in batches(coding_ids):
            named = session.execute(select(Coding.id, Coding.guid).where(Coding.id.in_(portion)))
            apart.update(row.id for row in named if row.guid in guids)
    return apart


def _existing(session: WriteSession, coder_id: int, places: Collection[Place]) -> dict[Place, int]:
    """Codings that the consensus has already: imported ones, and those that other decisions made."""
    wanted = set(places)
    ids: dict[Place, int] = {}
    for portion in batches(sorted({document_id for document_id, _ in wanted})):
        inside = set(portion)
        starts = [coding.start for document_id, coding in wanted if document_id in inside]
        rows = session.execute(
            select(Coding.id, Coding.document_id, Coding.code_id, Coding.start, Coding.end).where(
                Coding.document_id.in_(portion),
                Coding.coder_id == coder_id,
                Coding.start.between(min(starts), max(starts)),
            )
        )
        for coding_id, document_id, *span in rows:
            span_key = (document_id, ConsensusSpan(*span))
            if span_key in wanted:
                ids[span_key] = coding_id
    return ids


def _added(session: WriteSession, coder_id: int, places: Sequence[Place]) -> dict[Place, int]:
    rows = [
        {
            "document_id": document_id,
            "coder_id": coder_id,
            "code_id": coding.code_id,
            "start": coding.start,
            "end": coding.end,
        }
        for document_id, coding in places
    ]
    return dict(zip(places, add_many(session, Coding, rows), strict=True))


def consensus_codings(
    session: Session, document_ids: Collection[int] | None = None
) -> dict[int, list[ConsensusSpan]]:
    """What the consensus that the next decision adds to has, by document id; other layers don't count."""
    statement = select(Coding.document_id, Coding.code_id, Coding.start, Coding.end).where(
        Coding.coder_id == known_consensus(session)
    )
    if document_ids is not None:
        statement = statement.where(Coding.document_id.in_(document_ids))
    by_document: dict[int, list[ConsensusSpan]] = {}
    for document_id, *span in session.execute(statement):
        by_document.setdefault(document_id, []).append(ConsensusSpan(*span))
    return by_document


def domains_of(session: Session) -> Mapping[int, int]:
    """The exclusive parent of every code that has one."""
    rows = session.execute(select(Code.id, Code.parent_id, Code.exclusive)).all()
    exclusive = {row.id for row in rows if row.exclusive}
    return {row.id: row.parent_id for row in rows if row.parent_id in exclusive}
