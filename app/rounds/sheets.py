"""Sheets in rounds: who answers which, in balance; taken out again; named where they aren't completed."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from app.codebook.variables import variables
from app.errors import UserError
from app.models import Assignment, Case, Coder, CodingSheet, Document, Round, SheetAnswer
from app.rounds.sharing import Pair, shared_out
from app.sheets.actions import existing_sheets
from app.sheets.assigned import AssignedSheet, assigned_sheets
from app.sheets.queries import SheetSubject
from app.store import engine as engines
from app.store.journal import WriteSession, batches, set_many
from app.store.leading import ROUNDS, refuse_all_but_leads
from app.store.sheets import delete_sheets

SheetPair = tuple[SheetSubject, int]


def share_sheets_out(
    session: WriteSession,
    round_id: int,
    case_ids: Sequence[int],
    coders: Mapping[int, str],
    per_case: int | None,
    seed: int,
) -> None:
    """Assign the sheets of a new round: of cases by lot like documents, and of the documents that each codes,
    where anything is asked of these."""
    session.flush()
    rows = session.execute(
        select(Assignment.document_id, Assignment.coder_id)
        .where(Assignment.round_id == round_id)
        .order_by(Assignment.id)
    ).all()
    assign_sheets_of_documents(session, round_id, [(row[0], row[1]) for row in rows])
    if not case_ids:
        return
    if not variables(session, "case"):
        raise UserError(
            "The codebook asks nothing of cases, so no sheet of theirs can be filled. Add a variable first.",
            "cases",
        )
    guids: dict[int, str] = {}
    for batch in batches(case_ids):
        named = session.execute(select(Case.id, Case.guid).where(Case.id.in_(batch)))
        guids.update((row[0], row[1]) for row in named)
    if len(guids) < len(set(case_ids)):
        raise UserError("A case of this round is no longer in the project. Choose again.", "cases")
    pairs = shared_out({case_id: guids[case_id] for case_id in case_ids}, coders, per_case, seed)
    assign_sheets(
        session, round_id, [(SheetSubject("case", case_id), coder_id) for case_id, coder_id in pairs]
    )


def assign_sheets_of_documents(session: WriteSession, round_id: int, pairs: Sequence[Pair]) -> None:
    """Put the sheets of (document id, coder id) pairs into a round, where something is asked of documents."""
    if variables(session, "document"):
        of_them = [(SheetSubject("document", document_id), coder_id) for document_id, coder_id in pairs]
        assign_sheets(session, round_id, of_them)


def assign_sheets(session: WriteSession, round_id: int, pairs: Sequence[SheetPair]) -> None:
    """Put sheets into a round; UserError where one is in another open round.

    One that was in a closed round starts anew, and keeps what was answered.
    """
    ids = existing_sheets(session, pairs)
    rows = session.scalars(
        select(CodingSheet).where(engines.among(session.connection(), CodingSheet.id, list(ids.values())))
    ).all()
    rounds = {row.id: row for row in session.scalars(select(Round))}
    elsewhere = [row for row in rows if row.round_id not in (None, round_id)]
    busy = [row for row in elsewhere if rounds[row.round_id or 0].closed_at is None]
    if busy:
        name = rounds[busy[0].round_id or 0].name
        raise UserError(
            f"{_whose(session, busy[0])} is in “{name}”, which is still open. Close that round first, or "
            "choose others."
        )
    anew = {row.id for row in elsewhere}
    values: dict[int, dict[str, object]] = {
        row.id: {"round_id": round_id}
        | ({"started_at": None, "completed_at": None} if row.id in anew else {})
        for row in rows
    }
    set_many(session, CodingSheet, values)


def _whose(session: WriteSession, sheet: CodingSheet) -> str:
    coder = session.get_one(Coder, sheet.coder_id).name
    if sheet.case_id is not None:
        return f"{coder}'s sheet of “{session.get_one(Case, sheet.case_id).name}”"
    return f"{coder}'s sheet of “{session.get_one(Document, sheet.document_id).name}”"


def add_sheets(session: WriteSession, *, round_id: int, pairs: Iterable[SheetPair]) -> None:
    """Let coders fill sheets in an open round: pairs of what they are about and coder id."""
    refuse_all_but_leads(session, ROUNDS)
    _refuse_closed(session, round_id)
    wanted = list(dict.fromkeys(pairs))
    for name in session.scalars(
        select(Coder.name).where(Coder.role == "consensus", Coder.id.in_({coder for _, coder in wanted}))
    ):
        raise UserError(f"“{name}” is a consensus and codes in no round. Choose people.", "coders")
    assign_sheets(session, round_id, wanted)


def remove_sheets(session: WriteSession, *, round_id: int, pairs: Iterable[SheetPair]) -> None:
    """Take sheets out of an open round; what was answered stays, and is hidden no more."""
    refuse_all_but_leads(session, ROUNDS)
    _refuse_closed(session, round_id)
    wanted = set(pairs)
    release_sheets(
        session,
        [
            sheet
            for sheet in assigned_sheets(session, Round.id == round_id)
            if (sheet.subject, sheet.coder_id) in wanted
        ],
    )


def release_sheets(session: WriteSession, sheets: Sequence[AssignedSheet]) -> None:
    """Take sheets out of their round; those that nobody began go."""
    begun = [sheet.sheet_id for sheet in sheets if sheet.state != "assigned"]
    answered = set(_answered(session, [sheet.sheet_id for sheet in sheets]))
    keep = set(begun) | answered
    set_many(session, CodingSheet, {sheet_id: {"round_id": None} for sheet_id in keep})
    delete_sheets(session, [sheet.sheet_id for sheet in sheets if sheet.sheet_id not in keep])


def _answered(session: WriteSession, sheet_ids: Sequence[int]) -> Iterable[int]:
    among = engines.among(session.connection(), SheetAnswer.sheet_id, sheet_ids)
    return session.scalars(select(SheetAnswer.sheet_id).where(among).distinct())


def unfinished_sheets(session: WriteSession, behind: Sequence[AssignedSheet], most_named: int) -> str:
    """Who hasn't completed which sheets, in words; "" where all are."""
    parts = []
    people = {row.id: row.name for row in session.scalars(select(Coder))}
    by_coder: dict[int, list[AssignedSheet]] = {}
    for sheet in behind:
        by_coder.setdefault(sheet.coder_id, []).append(sheet)
    for coder_id, sheets in by_coder.items():
        names = [_name(session, sheet.subject) for sheet in sheets[:most_named]]
        more = f" and {len(sheets) - most_named:,} more" if len(sheets) > most_named else ""
        named = ", ".join(f"“{name}”" for name in names)
        parts.append(f"{people[coder_id]} has not completed the sheets of {named}{more}")
    return "; ".join(parts)


def _name(session: WriteSession, subject: SheetSubject) -> str:
    if subject.about == "case":
        return session.get_one(Case, subject.id).name
    return session.get_one(Document, subject.id).name


def _refuse_closed(session: WriteSession, round_id: int) -> None:
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise UserError("This round is no longer in the project. Choose another one.")
    if round_.closed_at is not None:
        raise UserError(
            f"“{round_.name}” is closed, and what it holds is kept as it was. Plan a new round for further "
            "work."
        )
