"""Whether what a person saw is still so: what changed meanwhile is told, not decided over."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from app.errors import Conflict, UserError
from app.models import Assignment, Change, Coder, Coding, Decision, Document, Round
from app.reconcile.items import Item
from app.rounds.queries import completed_pairs
from app.store.journal import WriteSession, batches

Follows = tuple[Item, int | None]


def refuse_lost(session: WriteSession, items: Iterable[Item]) -> None:
    """UserError where the document or the round of an item is gone, or the round is coded blind again."""
    items = list(items)
    for portion in batches(sorted({item.document_id for item in items})):
        if session.scalar(select(func.count(Document.id)).where(Document.id.in_(portion))) != len(portion):
            raise UserError(
                "The document was removed meanwhile, so nothing was decided. Undo its removal, or go on with "
                "another item."
            )
    for round_id in {item.round_id for item in items} - {None}:
        round_row = session.get(Round, round_id)
        if round_row is None:
            raise UserError(
                "This round is no longer in the project, so nothing was decided. Choose another one."
            )
        if round_row.blind and round_row.closed_at is None:
            raise UserError(
                f"“{round_row.name}” is being coded blind again, so nothing was decided or said about it. "
                "That waits until the round is closed."
            )


def refuse_newer(session: WriteSession, seen: Sequence[Follows]) -> None:
    """Conflict where an item has a decision that the person hasn't seen, or lost the one that was seen."""
    keys = [item.key for item, _ in seen]
    followed_ids = [follows_id for _, follows_id in seen if follows_id is not None]
    newest: dict[str, int] = {}
    for key in batches(keys):
        rows = select(Decision.item, Decision.id).where(Decision.item.in_(key)).order_by(Decision.id)
        newest.update((row[0], row[1]) for row in session.execute(rows))
    for item, follows_id in seen:
        if newest.get(item.key, follows_id) != follows_id:
            raise _decided_by(session, newest[item.key])
    existing_ids: set[int] = set()
    for ids in batches(followed_ids):
        existing_ids.update(session.scalars(select(Decision.id).where(Decision.id.in_(ids))))
        later = session.scalar(select(Decision.id).where(Decision.follows_id.in_(ids)).limit(1))
        if later is not None:
            raise _decided_by(session, later)
    if len(existing_ids) < len(set(followed_ids)):
        raise Conflict(
            "The decision that you saw was taken back meanwhile, so nothing was decided. "
            "Look at the item again."
        )


def _decided_by(session: WriteSession, decision_id: int) -> Conflict:
    decision = session.get_one(Decision, decision_id)
    who = session.get(Coder, decision.coder_id) if decision.coder_id is not None else None
    return Conflict(
        f"{who.name if who else 'Somebody'} has decided about this passage since you looked, so nothing was "
        "changed. Look at that decision; you can decide anew."
    )


def refuse_changed(session: WriteSession, items: Iterable[Item]) -> None:
    """Conflict where live codings of a passage changed since its item was found; snapshots don't change.

    The same where somebody completed the document, who has an opinion now, even if it is to code nothing.
    """
    live = [item for item in items if item.coders and not _is_closed(session, item.round_id)]
    _refuse_newcomers(session, [item for item in live if item.round_id is None])
    was = {
        coding.guid: (coder_id, coding.code_id, coding.start, coding.end)
        for item in live
        for coder_id, codings in item.coders.items()
        for coding in codings
    }
    columns = (Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    for portion in batches(list(was)):
        rows = session.execute(select(Coding.guid, *columns).where(Coding.guid.in_(portion)))
        now = {row[0]: tuple(row[1:]) for row in rows}
        if any(now.get(guid) != was[guid] for guid in portion):
            raise _changed()
    by_document: dict[int, list[Item]] = {}
    for item in live:
        by_document.setdefault(item.document_id, []).append(item)
    changed = _changed_since(session, live) if live else ()
    if any(_touched(item, row) for row in changed for item in by_document.get(row[0], ())):
        raise _changed()


def _refuse_newcomers(session: WriteSession, items: Sequence[Item]) -> None:
    if not items:
        return
    by_document: dict[int, set[int]] = {}
    for item in items:
        by_document.setdefault(item.document_id, set(item.coders)).intersection_update(item.coders)
    new: set[tuple[int, int]] = set()
    for portion in batches(list(by_document)):
        done = (
            select(Assignment.document_id, Assignment.coder_id)
            .join(Coder, Coder.id == Assignment.coder_id)
            .where(Assignment.document_id.in_(portion), Assignment.completed_at.is_not(None))
            .where(Coder.role != "consensus")
        )
        rows = ((row[0], row[1]) for row in session.execute(done))
        new.update(pair for pair in rows if pair[1] not in by_document[pair[0]])
    if new and new & completed_pairs(session):
        raise Conflict(
            "Somebody has completed the document since you looked, so nothing was decided. "
            "Look at the item again and decide on what is there now."
        )


def _is_closed(session: WriteSession, round_id: int | None) -> bool:
    return round_id is not None and session.get_one(Round, round_id).closed_at is not None


def _changed_since(session: WriteSession, items: Sequence[Item]) -> list[tuple[int, int, int, int, int]]:
    """(document id, coder id, start, end, action id) of codings that changed since the items were found."""
    rows = session.execute(
        select(Coding.document_id, Coding.coder_id, Coding.start, Coding.end, Change.action_id)
        .join(Change, (Change.table_name == "coding") & (Change.row_id == Coding.id))
        .where(Change.action_id > min(item.seen for item in items))
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _touched(item: Item, row: tuple[int, int, int, int, int]) -> bool:
    document_id, coder_id, start, end, action_id = row
    is_about_item = document_id == item.document_id and coder_id in item.coders and action_id > item.seen
    return is_about_item and start < item.end and item.start < end


def _changed() -> Conflict:
    return Conflict(
        "Codings of this passage were changed since you looked, so nothing was decided. "
        "Look at the item again and decide on what is there now."
    )
