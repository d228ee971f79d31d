"""Taking codings away, making one of two: links to decisions go or move along, no memo is lost; origins."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from sqlalchemy import select

from app.models import Coding, ConsensusCoding
from app.store import engine as engines
from app.store.journal import WriteSession, delete_many, set_many

Origin = Literal["hand", "search", "import", "suggestion"]  # how a coding came about
ORIGINS: Final[tuple[Origin, ...]] = ("hand", "search", "import", "suggestion")


def delete_codings(session: WriteSession, ids: Iterable[int]) -> None:
    """Delete codings; decisions that made them stay, and no longer name them."""
    doomed = list(ids)
    delete_many(session, ConsensusCoding, [link for link, _, _ in _links(session, doomed)])
    delete_many(session, Coding, doomed)


def folded(memo: str, sure: bool, other_memo: str, other_sure: bool) -> tuple[str, bool]:
    """(memo, sure) of what two codings become where they are one: both memos, and sure if both were.

    A memo is left out only where it stands in the other one already, as whole lines.
    """
    lines, more = memo.split("\n"), other_memo.split("\n")
    is_repeated = any(lines[first : first + len(more)] == more for first in range(len(lines)))
    parts = [text for text in (memo, "" if is_repeated else other_memo) if text.strip()]
    return "\n".join(parts), sure and other_sure


def origin_of_both(origin: str, other: str) -> str:
    """The origin of what two codings become where they are one: by hand, if one of them is."""
    return "hand" if other == "hand" else origin


def fold_codings(session: WriteSession, twins: Mapping[int, int]) -> None:
    """Delete codings that became the same as another one: {id: id of the one that stays, `folded`}."""
    session.flush()
    rows = {
        row.id: (row.memo, row.sure, row.origin)
        for row in session.execute(
            select(Coding.id, Coding.memo, Coding.sure, Coding.origin).where(
                engines.among(session.connection(), Coding.id, {*twins, *twins.values()})
            )
        )
    }
    for coding_id, stays in twins.items():
        (*first, origin), (*second, other) = rows[stays], rows[coding_id]
        rows[stays] = *folded(*first, *second), origin_of_both(origin, other)
    set_many(
        session,
        Coding,
        {twin: dict(zip(("memo", "sure", "origin"), rows[twin], strict=True)) for twin in twins.values()},
    )
    linked = {(decision, coding) for _, decision, coding in _links(session, twins.values())}
    moved, twice = {}, []
    for link, decision, coding in _links(session, twins):
        stays = twins[coding]
        if (decision, stays) in linked:
            twice.append(link)
        else:
            linked.add((decision, stays))
            moved[link] = {"coding_id": stays}
    delete_many(session, ConsensusCoding, twice)
    set_many(session, ConsensusCoding, moved)
    delete_many(session, Coding, twins)


def _links(session: WriteSession, coding_ids: Iterable[int]) -> list[tuple[int, int, int]]:
    """(link id, decision id, coding id) of the links to some codings."""
    columns = ConsensusCoding.id, ConsensusCoding.decision_id, ConsensusCoding.coding_id
    return [
        (link, decision, coding)
        for link, decision, coding in session.execute(
            select(*columns).where(
                engines.among(session.connection(), ConsensusCoding.coding_id, list(coding_ids))
            )
        )
    ]
