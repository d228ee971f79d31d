"""Moves what counts in a text to where it stands in a new version of it: codings, regions, proposals."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.documents.alignment import Alignment
from app.documents.moves import (
    CodingMoves,
    CodingSpan,
    RegionSpan,
    coding_moves,
    moved_regions,
    regions_of_new_reading,
)
from app.documents.turns import TextRegion
from app.models import Change, Coding, Document, DocumentText, Memo, Proposal, Quote, Region, TextCheck
from app.store.codings import delete_codings, fold_codings
from app.store.journal import WriteSession, add_many, batches, delete_many, set_many

OF_CODING = tuple(getattr(Coding, name) for name in CodingSpan._fields)
OF_REGION = tuple(getattr(Region, name) for name in RegionSpan._fields if name != "by_hand")
NOWHERE = {"document_id": None, "start": None, "end": None}


def move_codings(
    session: WriteSession,
    document_id: int,
    version: int,
    alignment: Alignment,
    *,
    seen_by: int | None,
    given_places: Mapping[int, tuple[int, int]],
) -> CodingMoves:
    """Move everybody's codings; what is changed or lost is to be looked at by its coder.

    What `seen_by` changed in the text is changed under the own eyes: these codings wait for nobody.
    `given_places` need no comparison.
    """
    statement = select(*OF_CODING).where(Coding.document_id == document_id).order_by(Coding.start, Coding.id)
    codings = [CodingSpan(*row) for row in session.execute(statement)]
    moves = coding_moves(alignment, codings, session.job, given_places)
    _store_checks(session, document_id, version, moves, seen_by)
    delete_codings(session, [coding.id for coding in moves.lost])
    if moves.twins:
        fold_codings(session, moves.twins)
    _place(session, [coding for coding in codings if coding.id not in moves.twins], moves.places)
    return moves


def _store_checks(
    session: WriteSession, document_id: int, version: int, moves: CodingMoves, seen_by: int | None
) -> None:
    """What waits already keeps the words that its coder knows; where these are lost now, that is told."""
    waiting: dict[int, int] = {}
    rows = select(TextCheck.coding_id, TextCheck.id).where(
        TextCheck.document_id == document_id, TextCheck.answer == ""
    )
    waiting.update((row[0], row[1]) for row in session.execute(rows))
    changed = [
        coding for coding in moves.changed if coding.coder_id != seen_by and coding.id not in moves.twins
    ]
    new = [("changed", coding) for coding in changed] + [("lost", coding) for coding in moves.lost]
    add_many(
        session,
        TextCheck,
        [
            _check(coding) | {"document_id": document_id, "version": version, "outcome": outcome}
            for outcome, coding in new
            if coding.id not in waiting
        ],
    )
    again = [coding for coding in moves.lost if coding.id in waiting]
    columns = ("code_id", "memo", "sure", "origin")
    set_many(
        session,
        TextCheck,
        {
            waiting[coding.id]: {"outcome": "lost"} | {name: getattr(coding, name) for name in columns}
            for coding in again
        },
    )


def _check(coding: CodingSpan) -> dict[str, Any]:
    fields = coding._asdict()
    return {"coding_id": fields.pop("id"), "coding_guid": fields.pop("guid"), **fields}


def _place(
    session: WriteSession, codings: Sequence[CodingSpan], places: Mapping[int, tuple[int, int]]
) -> None:
    moving = [
        coding
        for coding in codings
        if coding.id in places and places[coding.id] != (coding.start, coding.end)
    ]
    set_many(session, Coding, {coding.id: _span(places[coding.id]) for coding in moving})


def _span(span: tuple[int, int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def move_regions(
    session: WriteSession, document_id: int, alignment: Alignment, reading: Sequence[TextRegion] | None
) -> dict[str, str]:
    """Move a document's regions, or take those of a new reading of its text: what a person made is kept.

    Returns how speakers are called now whose labels are others.
    """
    statement = select(*OF_REGION).where(Region.document_id == document_id).order_by(Region.start, Region.id)
    regions = [RegionSpan(*row) for row in session.execute(statement)]
    if reading is None:
        placed = moved_regions(alignment, regions)
    else:
        by_hand = _made_by_hand(session, [region.id for region in regions])
        regions = [region._replace(by_hand=region.id in by_hand) for region in regions]
        placed = regions_of_new_reading(alignment, regions, reading)
    stays = {region.id for region in placed}
    delete_many(session, Region, [region.id for region in regions if region.id not in stays])
    set_many(session, Region, {region.id: _columns(region) for region in placed if region.id})
    new = [_columns(region) | {"document_id": document_id} for region in placed if not region.id]
    add_many(session, Region, new)
    before = {region.id: region.speaker for region in regions}
    return {before[row.id]: row.speaker for row in placed if row.id and row.speaker != before[row.id]}


def _columns(region: RegionSpan) -> dict[str, Any]:
    columns = region._asdict()
    del columns["id"], columns["by_hand"]
    return columns


def _made_by_hand(session: WriteSession, region_ids: Sequence[int]) -> set[int]:
    """The regions that any action touched but those by which a text came: the journal knows."""
    actions: dict[int, set[int]] = {}
    for batch in batches(region_ids):
        rows = select(Change.row_id, Change.action_id).where(
            Change.table_name == Region.__tablename__, Change.row_id.in_(batch)
        )
        for region_id, action_id in session.execute(rows):
            actions.setdefault(region_id, set()).add(action_id)
    with_texts: set[int] = set()
    tables = (Document.__tablename__, DocumentText.__tablename__)
    for batch in batches(sorted(set[int]().union(*actions.values()))):
        came = select(Change.action_id).where(Change.action_id.in_(batch), Change.table_name.in_(tables))
        with_texts.update(session.scalars(came.distinct()))
    return {region_id for region_id, touched_by in actions.items() if touched_by - with_texts}


def rename_speakers(session: WriteSession, document_id: int, names: Mapping[str, str]) -> None:
    """Call speakers of a document as its labels call them now."""
    rows = select(Region.id, Region.speaker).where(
        Region.document_id == document_id, Region.speaker.in_(list(names))
    )
    set_many(
        session, Region, {row.id: {"speaker": names[row.speaker][:500]} for row in session.execute(rows)}
    )


def move_written(session: WriteSession, document_id: int, alignment: Alignment) -> None:
    """Move the passages of proposals, memos and quotes; one whose words are lost keeps none."""
    written: tuple[type[Proposal | Memo | Quote], ...] = (Proposal, Memo, Quote)
    for model in written:
        rows = session.execute(
            select(model.id, model.start, model.end).where(model.document_id == document_id)
        )
        places = dict(_places(rows, alignment))
        if model is Memo:  # it stays with its document
            places = {id_: {**span, "document_id": document_id} for id_, span in places.items()}
        set_many(session, model, places)


def _places(rows: Iterable[Any], alignment: Alignment) -> Iterable[tuple[int, dict[str, Any]]]:
    for row in rows:
        if row.start is not None and row.end is not None:
            start, end, outcome = alignment.moved(row.start, row.end)
            yield row.id, dict(NOWHERE) if outcome == "lost" else _span((start, end))
