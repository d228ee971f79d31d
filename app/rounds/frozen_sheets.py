"""What closed rounds left of sheets, read again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.variables import VariableRow, variables_of
from app.coders.queries import CoderRow
from app.models import Case, Document, SnapshotSheet
from app.rounds.snapshot import lists_of, stored_round
from app.sheets.queries import SheetSubject
from app.store import chain
from app.store.sight import subjects_answered_blind
from app.store.stored.sheets import StoredSheets, sheets_read


@dataclass(frozen=True)
class FrozenSheets:
    """The sheets of a closed round: coders and variables as they were, and what is stored of each subject.

    `withheld` counts cases and documents that are left out because whoever looks answers them blind now.
    """

    round_id: int
    name: str
    coders: tuple[CoderRow, ...]
    variables: tuple[VariableRow, ...]
    sheets: Mapping[SheetSubject, StoredSheets]
    withheld: int


def frozen_sheets(session: Session, round_id: int) -> FrozenSheets | None:
    """The sheets of a closed round; None while it is open."""
    found = stored_round(session, round_id)
    if found is None:
        return None
    snapshot, whole, what = found
    table = SnapshotSheet.__table__
    mine = select(table).where(table.c.snapshot_id == snapshot.id).order_by(table.c.id)
    rows = session.execute(mine).mappings().all()
    seals = {(row["case_id"], row["document_id"]): row["hash"] for row in rows}
    listed = {(case_id, document_id): seal for case_id, document_id, seal in whole.sheets}
    if any(listed.get(place) != seal for place, seal in seals.items()):
        raise chain.damaged(what)
    _refuse_lost(session, listed.keys() - seals.keys(), what)
    viewer = session.info.get("coder_id")
    secret = set() if viewer is None else subjects_answered_blind(session, viewer)
    people, _ = lists_of(whole)
    seen = {
        SheetSubject.of(row["case_id"], row["document_id"]): sheets_read(row, what)
        for row in rows
        if (row["case_id"], row["document_id"]) not in secret
    }
    return FrozenSheets(
        round_id=round_id,
        name=whole.name,
        coders=people,
        variables=tuple(variables_of(whole.variables)),
        sheets=seen,
        withheld=len(rows) - len(seen),
    )


def _refuse_lost(session: Session, lost: set[tuple[int | None, int | None]], what: str) -> None:
    """StoreError where the sheets of a case or document that is still there are missing."""
    for model, at in ((Case, 0), (Document, 1)):
        ids = [place[at] for place in lost if place[at] is not None]
        present = select(model.id).where(model.id.in_(ids)).execution_options(everything=True)
        if ids and session.execute(present).first():
            raise chain.damaged(what)
