"""What can be done to rounds, and to a coder's work on a document.

A closed round is opened again only by taking back its closing: its snapshot is evidence, and reopening it as
a step of its own would let it be frozen anew after everybody has seen the others' work.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sqlalchemy import select

from app.counting import counted
from app.documents.actions import remove_document
from app.errors import UserError
from app.models import Assignment, CodebookVersion, Coder, Document, Round, now
from app.names import key, keys, tidy
from app.rounds.assigned import Assigned
from app.rounds.queries import states
from app.rounds.repeats import add_repeats
from app.rounds.sharing import Pair, shared_out
from app.rounds.sheets import (
    assign_sheets_of_documents,
    release_sheets,
    remove_sheets,
    share_sheets_out,
    unfinished_sheets,
)
from app.rounds.snapshot import freeze
from app.sheets.assigned import assigned_sheets
from app.sheets.queries import SheetSubject
from app.store.journal import WriteSession, add_many, batches, delete_many, set_many
from app.store.leading import ROUNDS, refuse_all_but_leads
from app.store.locking import set_lock
from app.store.meanwhile import refuse_overwriting

KINDS = ("pilot", "reliability", "independent", "drift", "calibration")
Unfinished = Literal["refuse", "leave out"]
MOST_NAMED = 5
GONE = "This round is no longer in the project. Choose another one."


def create_round(
    session: WriteSession,
    *,
    name: str,
    kind: str = "reliability",
    document_ids: Sequence[int] = (),
    coder_ids: Sequence[int],
    case_ids: Sequence[int] = (),
    per_document: int | None = None,
    repeats: int = 0,
    blind: bool = True,
    version_id: int | None = None,
    seed: int | None = None,
    drawn: str = "",
    note: str = "",
    coder_id: int | None = None,
    lock_codebook: bool = False,
) -> int:
    """Plan a round: every coder codes all documents and fills all sheets, or `per_document` each, by lot.

    `repeats` documents of each coder come back to him or her as copies that don't look it. `drawn` says how
    the documents were chosen, `seed` repeats every lot (one is made where there is none), `coder_id` is who
    plans. A pair that was in a closed round starts anew as assigned; one that was in no round keeps what is
    completed. UserError where a pair is in another open round. With `lock_codebook`, its coders but for leads
    propose changes of the codebook instead of making them, until it is closed.
    """
    documents = _guids(session, Document, document_ids, "document", needed=not case_ids)
    coders = _guids(session, Coder, coder_ids, "coder")
    _refuse_impossible(session, kind, coders, per_document, version_id)
    name = _free_name(session, name, None)
    seed = secrets.randbelow(10**9) if seed is None else seed
    round_ = Round(name=name, name_key=key(name), kind=kind, blind=blind, version_id=version_id, seed=seed)
    round_.drawn, round_.note, round_.created_by = drawn, note, coder_id
    _add(session, round_, lock_codebook=lock_codebook)
    pairs = shared_out(documents, coders, per_document, seed)
    _assign(session, round_.id, pairs)
    if repeats:
        add_repeats(session, round_, pairs, repeats)
    share_sheets_out(session, round_.id, case_ids, coders, per_document, seed)
    return round_.id


def _add(session: WriteSession, round_: Round, *, lock_codebook: bool) -> None:
    session.add(round_)
    session.flush()
    set_lock(session, round_.guid, locked=lock_codebook)


def change_round(
    session: WriteSession,
    *,
    round_id: int,
    name: str | None = None,
    note: str | None = None,
    blind: bool | None = None,
    version_id: int | None = None,
    lock_codebook: bool | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Change what is given of a round; what a closed one was like stays as it was, but for name and note.

    Without `blind`, coders see one another's codings from now on. Conflict where name or note is no longer as
    it was `seen`.
    """
    refuse_all_but_leads(session, ROUNDS)
    round_ = _existing(session, round_id)
    given = {field: value for field, value in (("name", name), ("note", note)) if value is not None}
    refuse_overwriting(round_, given, seen, f"“{round_.name}”")
    if blind is not None or version_id is not None or lock_codebook is not None:
        _refuse_closed(round_)
    if name is not None:
        round_.name = _free_name(session, name, round_id)
        round_.name_key = key(round_.name)
    if note is not None:
        round_.note = note
    if lock_codebook is not None:
        set_lock(session, round_.guid, locked=lock_codebook)
    if blind is not None:
        round_.blind = blind
    if version_id is not None:
        _refuse_unknown_version(session, version_id)
        round_.version_id = version_id


def add_assignments(session: WriteSession, *, round_id: int, pairs: Iterable[Pair]) -> None:
    """Let coders code documents in an open round: (document id, coder id) pairs."""
    refuse_all_but_leads(session, ROUNDS)
    _refuse_closed(_existing(session, round_id))
    wanted = list(dict.fromkeys(pairs))
    _guids(session, Document, [document for document, _ in wanted], "document")
    coder_ids = [coder for _, coder in wanted]
    _guids(session, Coder, coder_ids, "coder")
    _refuse_consensus(session, coder_ids)
    _assign(session, round_id, wanted)
    assign_sheets_of_documents(session, round_id, wanted)


def remove_assignments(session: WriteSession, *, round_id: int, pairs: Iterable[Pair]) -> None:
    """Take (document id, coder id) pairs out of an open round; their codings stay, and are hidden no more."""
    refuse_all_but_leads(session, ROUNDS)
    _refuse_closed(_existing(session, round_id))
    leaving = set(pairs)
    _release(session, states(session, Assignment.round_id == round_id), leaving)
    with_them = {(SheetSubject("document", document_id), coder_id) for document_id, coder_id in leaving}
    remove_sheets(session, round_id=round_id, pairs=with_them)


def close_round(session: WriteSession, *, round_id: int, unfinished: Unfinished = "refuse") -> None:
    """Close a round: what is completed is frozen, and everybody sees everything.

    Where work is unfinished, UserError names it, unless it is to be left out: then it stays as it is, but
    isn't in the snapshot.
    """
    refuse_all_but_leads(session, ROUNDS)
    round_ = _existing(session, round_id)
    _refuse_closed(round_)
    session.flush()
    work = states(session, Assignment.round_id == round_id)
    sheets = assigned_sheets(session, Round.id == round_id)
    behind = [row for row in work if row.state != "completed"]
    sheets_behind = [sheet for sheet in sheets if sheet.state != "completed"]
    if (behind or sheets_behind) and unfinished == "refuse":
        of_sheets = unfinished_sheets(session, sheets_behind, MOST_NAMED)
        who = "; ".join(filter(None, (_unfinished(session, behind), of_sheets)))
        raise UserError(
            f"“{round_.name}” can't be closed yet: {who}. "
            "Wait for them, or close it and leave out what isn't completed."
        )
    round_.closed_at = now()
    freeze(session, round_, work, sheets)


def remove_round(session: WriteSession, *, round_id: int) -> None:
    """Remove a round in which nobody has begun; UserError where there is work that would lose its place."""
    refuse_all_but_leads(session, ROUNDS)
    round_ = _existing(session, round_id)
    work = states(session, Assignment.round_id == round_id)
    sheets = assigned_sheets(session, Round.id == round_id)
    states_of_both = {*(row.state for row in work), *(sheet.state for sheet in sheets)}
    if round_.closed_at is not None or states_of_both - {"assigned"}:
        raise UserError(
            f"“{round_.name}” holds coders' work, so it was not removed. "
            "Close it instead: what isn't completed can be left out."
        )
    _release(session, work, {(row.document_id, row.coder_id) for row in work})
    release_sheets(session, sheets)
    session.delete(round_)


def complete_document(session: WriteSession, *, document_id: int, coder_id: int) -> None:
    """Mark a coder's work on a document as completed; without codings it says "nothing to code here"."""
    if session.get(Document, document_id) is None or session.get(Coder, coder_id) is None:
        raise UserError("The document or the coder is no longer in the project. Choose another one.")
    at = now()
    assignment = _assignment(session, document_id, coder_id)
    if assignment is None:
        session.add(Assignment(document_id=document_id, coder_id=coder_id, completed_at=at))
    elif assignment.completed_at is None:
        assignment.started_at = assignment.started_at or at
        assignment.completed_at = at


def reopen_document(session: WriteSession, *, document_id: int, coder_id: int) -> None:
    """Take a completed mark away again; the snapshots of closed rounds keep it."""
    assignment = _assignment(session, document_id, coder_id)
    if assignment is not None:
        assignment.completed_at = None


def complete_many(session: WriteSession, *, pairs: Iterable[tuple[int, int]]) -> None:
    """Mark many (document id, coder id) pairs, none of which has an assignment yet, as completed."""
    at = now()
    add_many(
        session,
        Assignment,
        [{"document_id": document, "coder_id": coder, "completed_at": at} for document, coder in pairs],
    )


def _existing(session: WriteSession, round_id: int) -> Round:
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise UserError(GONE)
    return round_


def _refuse_closed(round_: Round) -> None:
    if round_.closed_at is not None:
        raise UserError(
            f"“{round_.name}” is closed, and what it holds is kept as it was. "
            "Plan a new round for further work."
        )


def _free_name(session: WriteSession, name: str, round_id: int | None) -> str:
    name = tidy(name, "round")
    with session.no_autoflush:
        other = session.scalar(select(Round.id).where(Round.name_key.in_(keys(name))))
    if other not in (None, round_id):
        raise UserError(f"There is a round “{name}” already. Choose another name.", "name")
    return name


def _guids(
    session: WriteSession,
    model: type[Document] | type[Coder],
    ids: Sequence[int],
    what: str,
    *,
    needed: bool = True,
) -> Mapping[int, str]:
    """The guids of what is asked for, in that order; UserError where it is nothing, or gone in part."""
    by_id: dict[int, str] = {}
    for batch in batches(ids):
        rows = session.execute(select(model.id, model.guid).where(model.id.in_(batch)))
        by_id.update((row[0], row[1]) for row in rows)
    if not ids and needed:
        raise UserError(f"A round needs at least one {what}. Choose some.", f"{what}s")
    if len(by_id) < len(set(ids)):
        raise UserError(f"A {what} of this round is no longer in the project. Choose again.", f"{what}s")
    return {row_id: by_id[row_id] for row_id in ids}


def _refuse_impossible(
    session: WriteSession,
    kind: str,
    coders: Mapping[int, str],
    per_document: int | None,
    version_id: int | None,
) -> None:
    refuse_all_but_leads(session, ROUNDS)
    if kind not in KINDS:
        raise UserError(f"“{kind}” is not a kind of round. Choose one of: {', '.join(KINDS)}.")
    if per_document is not None and not 0 < per_document <= len(coders):
        raise UserError(
            f"A document can't have {per_document:,} of {counted(len(coders), 'coder')}. "
            f"Choose a number from 1 to {len(coders):,}.",
            "per_document",
        )
    _refuse_consensus(session, list(coders))
    _refuse_unknown_version(session, version_id)


def _refuse_consensus(session: WriteSession, coder_ids: Sequence[int]) -> None:
    for name in session.scalars(
        select(Coder.name).where(Coder.role == "consensus", Coder.id.in_(set(coder_ids)))
    ):
        raise UserError(f"“{name}” is a consensus and codes in no round. Choose people.", "coders")


def _refuse_unknown_version(session: WriteSession, version_id: int | None) -> None:
    if version_id is not None and session.get(CodebookVersion, version_id) is None:
        raise UserError("This codebook version is no longer in the project. Choose another one.", "version")


def _assign(session: WriteSession, round_id: int, pairs: Sequence[Pair]) -> None:
    """Put pairs into a round; UserError where one is in another open round."""
    existing = _assignments(session, pairs)
    taken = [assignment for assignment in existing.values() if assignment.round_id not in (None, round_id)]
    rounds = {row.id: row for row in session.scalars(select(Round))}
    busy = [assignment for assignment in taken if rounds[assignment.round_id or 0].closed_at is None]
    if busy:
        raise UserError(_busy(session, busy, rounds))
    anew = {
        assignment.id: {"round_id": round_id, "started_at": None, "completed_at": None}
        for assignment in taken
    }
    loose = {
        assignment.id: {"round_id": round_id}
        for assignment in existing.values()
        if assignment.round_id is None
    }
    set_many(session, Assignment, anew | loose)
    add_many(
        session,
        Assignment,
        [
            {"document_id": document, "coder_id": coder, "round_id": round_id}
            for document, coder in pairs
            if (document, coder) not in existing
        ],
    )


def _assignments(session: WriteSession, pairs: Sequence[Pair]) -> dict[Pair, Assignment]:
    wanted = set(pairs)
    documents = list(dict.fromkeys(document for document, _ in pairs))
    return {
        (row.document_id, row.coder_id): row
        for batch in batches(documents)
        for row in session.scalars(select(Assignment).where(Assignment.document_id.in_(batch)))
        if (row.document_id, row.coder_id) in wanted
    }


def _busy(session: WriteSession, busy: Sequence[Assignment], rounds: Mapping[int, Round]) -> str:
    first = busy[0]
    coder, document = session.get_one(Coder, first.coder_id), session.get_one(Document, first.document_id)
    more = counted(len(busy) - 1, "more is taken", "more are taken")
    more = f", and {more} in the same way" if len(busy) > 1 else ""
    return (
        f"{coder.name} codes “{document.name}” in “{rounds[first.round_id or 0].name}”, which is still open"
        f"{more}. Close that round first, or choose other documents or coders."
    )


def _release(session: WriteSession, work: Sequence[Assigned], pairs: set[Pair]) -> None:
    """Take pairs out of their round; an assignment that nobody began goes, and only an uncoded repeat may."""
    chosen = [row for row in work if (row.document_id, row.coder_id) in pairs]
    repeats = [row for row in chosen if row.repeat_of_id is not None]
    if any(row.state != "assigned" for row in repeats):
        raise UserError(
            "A hidden repeat has been coded already, so nothing was changed. "
            "Close the round instead: what isn't completed can be left out."
        )
    existing = _assignments(session, [(row.document_id, row.coder_id) for row in chosen])
    begun = {(row.document_id, row.coder_id) for row in chosen if row.state != "assigned"}
    set_many(session, Assignment, {existing[pair].id: {"round_id": None} for pair in begun})
    delete_many(session, Assignment, [row.id for pair, row in existing.items() if pair not in begun])
    for row in repeats:
        remove_document(session, document_id=row.document_id)


def _unfinished(session: WriteSession, behind: Sequence[Assigned]) -> str:
    """Who hasn't completed what, in words."""
    names = {row.id: row.name for row in session.scalars(select(Document))}
    people = {row.id: row.name for row in session.scalars(select(Coder))}
    by_coder: dict[int, list[str]] = {}
    for row in behind:
        by_coder.setdefault(row.coder_id, []).append(names[row.document_id])
    return "; ".join(
        f"{people[coder]} has not completed {_listed(documents)}" for coder, documents in by_coder.items()
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown


def _assignment(session: WriteSession, document_id: int, coder_id: int) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(Assignment.document_id == document_id, Assignment.coder_id == coder_id)
    )
