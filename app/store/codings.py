"""Taking codings away: the links between decisions and the consensus go or move along."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.models import Coding, ConsensusCoding
from app.store.journal import WriteSession, batches, delete_many, set_many


def delete_codings(session: WriteSession, ids: Iterable[int]) -> None:
    """Delete codings; decisions that made them stay, and no longer name them."""
    doomed = list(ids)
    delete_many(session, ConsensusCoding, [link for link, _, _ in _links(session, doomed)])
    delete_many(session, Coding, doomed)


def fold_codings(session: WriteSession, twins: Mapping[int, int]) -> None:
    """Delete codings that became the same as another one: {id: id of the one that stays}."""
    known = {(decision, coding) for _, decision, coding in _links(session, twins.values())}
    moved, twice = {}, []
    for link, decision, coding in _links(session, twins):
        stays = twins[coding]
        if (decision, stays) in known:
            twice.append(link)
        else:
            known.add((decision, stays))
            moved[link] = {"coding_id": stays}
    delete_many(session, ConsensusCoding, twice)
    set_many(session, ConsensusCoding, moved)
    delete_many(session, Coding, twins)


def _links(session: WriteSession, coding_ids: Iterable[int]) -> list[tuple[int, int, int]]:
    """(link id, decision id, coding id) of the links to some codings."""
    columns = ConsensusCoding.id, ConsensusCoding.decision_id, ConsensusCoding.coding_id
    return [
        (link, decision, coding)
        for some in batches(list(coding_ids))
        for link, decision, coding in session.execute(
            select(*columns).where(ConsensusCoding.coding_id.in_(some))
        )
    ]
