"""Decisions that were made in a workbook's sheet come back: what would change is shown before it does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.units import Scope
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.documents.queries import documents
from app.errors import Conflict, UserError
from app.exchange.problems import Problems
from app.exchange.tables import Table, column, labelled, read_table, sheet_with
from app.exchange.workbook import disagreements, readme
from app.exchange.workbook.queues import queues
from app.exchange.workbook.settling import Settled, outcome_of, reason_of, settled
from app.exchange.workbook.text import visible
from app.jobs import Job
from app.models import Setting
from app.reconcile.actions import Choice, decide_many, reopen
from app.reconcile.queries import DecisionRow, QueueRow, decisions
from app.rounds.queries import rounds
from app.store import Project
from app.store.journal import WriteSession

ITEM, DECIDED = column(disagreements.ITEM), column(disagreements.DECIDED)
REQUIRED = (ITEM, DECIDED, "decision")
PROJECT_ID = "Project id"


@dataclass(frozen=True)
class Wish:
    """One row that would change something; `choice` is None where it opens the disagreement again."""

    row: int
    document: str
    start: int
    end: int
    before: Settled
    after: Settled
    choice: Choice | None
    decision_id: int | None


@dataclass(frozen=True)
class SetAside:
    """One row that is not imported, and why."""

    row: int
    why: str


@dataclass(frozen=True)
class DecisionsPlan:
    """What importing a sheet would do; `unchanged` counts rows that say what the project says."""

    file: str
    sheet: str
    wishes: tuple[Wish, ...]
    aside: tuple[SetAside, ...]
    unchanged: int
    read: tuple[tuple[int, Mapping[str, str]], ...]


def plan_decisions_import(project: Project, path: Path, job: Job | None = None) -> DecisionsPlan:
    """What a workbook's sheet of disagreements would change.

    Rows are recognised by the disagreement's id, in any order; rows that are gone change nothing. A row that
    can't be imported is set aside with the reason. UserError for a workbook of another project, or without
    the sheet or its columns.
    """
    table, sheet = _read(project, path)
    with project.read() as session:
        return _plan(session, path.name, sheet, tuple(table.rows), job or Job())


def apply_decisions_plan(project: Project, plan: DecisionsPlan, coder_id: int | None) -> int:
    """Do what a plan says as one undoable action; returns how many disagreements it decided.

    Conflict where the project has changed since the plan was made.
    """
    return project.do(f"Import decisions from “{plan.file}”", _apply, plan, coder_id)


def _read(project: Project, path: Path) -> tuple[Table, str]:
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"“{path.name}” is not an .xlsx workbook. Choose one that Intercoder has written.")
    problems = Problems()
    try:
        sheet = sheet_with(path, disagreements.TITLE, REQUIRED)
        other = labelled(path, readme.TITLE, PROJECT_ID)
    except ValueError as error:
        raise UserError(f"“{path.name}” can't be read: {error}. Choose another file.") from error
    except OSError as error:
        raise UserError(
            f"“{path.name}” can't be read ({error.strerror or error}). Close it where it is open, or copy it."
        ) from error
    with project.read() as session:
        own = session.scalar(select(Setting.value).where(Setting.key == "guid"))
    if other and other != own:
        raise UserError(
            f"“{path.name}” was written from another project, so nothing was imported. "
            "Open the project that it belongs to, or choose another workbook."
        )
    if not sheet:
        raise UserError(
            f"“{path.name}” has no sheet “{disagreements.TITLE}”, nor one with the columns "
            f"“{disagreements.ITEM}”, “{disagreements.DECIDED}” and “decision”. Export the workbook anew."
        )
    table = read_table(path, REQUIRED, problems, sheet=sheet)
    problems.raise_if_any(f"{path.name}, sheet {sheet}")
    if table is None:
        raise UserError(f"“{path.name}” can't be read. Choose another file.")
    return table, sheet


@dataclass(frozen=True)
class _Project:
    """What rows are held against."""

    rows: Mapping[str, QueueRow]
    past: Mapping[str, DecisionRow]
    coder_names: Mapping[int, str]
    code_names: Mapping[int, str]
    document_names: Mapping[int, str]

    def says(self, row: QueueRow, decision: DecisionRow | None) -> Settled:
        return settled(row.item, decision, self.coder_names, self.code_names)


def _project(session: Session, job: Job) -> _Project:
    scopes = [Scope(), *(Scope(round_id=one.id) for one in rounds(session) if one.closed_at)]
    listed = [row for scope in scopes for one in queues(session, scope, job) for row in one.rows]
    told = [
        one for round_id in (None, *(r.id for r in rounds(session))) for one in decisions(session, round_id)
    ]
    return _Project(
        {row.item.key: row for row in listed},
        {one.guid: one for one in told},
        {one.id: one.name for one in coders(session)},
        {one.id: one.name for one in codebook(session)},
        {one.id: one.name for one in documents(session)},
    )


def _plan(
    session: Session, file: str, sheet: str, read: tuple[tuple[int, Mapping[str, str]], ...], job: Job
) -> DecisionsPlan:
    found = _project(session, job)
    times = Counter(cells[ITEM].strip() for _, cells in read)
    wishes, aside, unchanged = [], [], 0
    for number, cells in read:
        if times[cells[ITEM].strip()] > 1:
            aside.append(
                SetAside(number, "has the item id of another row, so neither is imported. Delete one")
            )
            continue
        try:
            wish = _wish(found, number, cells)
        except ValueError as error:
            aside.append(SetAside(number, str(error)))
            continue
        if wish is None:
            unchanged += 1
        else:
            wishes.append(wish)
    return DecisionsPlan(file, sheet, tuple(wishes), tuple(aside), unchanged, read)


def _wish(found: _Project, number: int, cells: Mapping[str, str]) -> Wish | None:
    """What a row would change; None for nothing. ValueError with why it can't be imported."""
    row = found.rows.get(cells[ITEM].strip())
    seen = found.past.get(cells[DECIDED].strip())
    if row is None:
        _refuse_lost(found, cells, seen)
        return None
    written = found.says(row, seen)
    after = _cells(cells, written)
    if _same(after, written):
        return None
    now = row.decision
    if now is not None and _same(after, found.says(row, now)):
        return None  # decided alike meanwhile, perhaps by this very sheet
    if cells[DECIDED].strip() and seen is None:
        raise ValueError("stands on a decision that was taken back since. Look at it in Intercoder")
    if (now.id if now else None) != (seen.id if seen else None):
        who = found.coder_names.get(now.coder_id or 0, "somebody") if now else "somebody"
        raise ValueError(
            f"was decided anew by {who} since this workbook was written. Look at it in Intercoder"
        )
    item = row.item
    place = (found.document_names.get(item.document_id, ""), item.start, item.end)
    if not after.decision.strip():
        if now is None:
            raise ValueError("has a final code, reason or note, but no decision. Choose one")
        return Wish(number, *place, written, Settled(), None, now.id)
    return Wish(number, *place, written, after, _choice(found, row, written, after), now.id if now else None)


def _choice(found: _Project, row: QueueRow, written: Settled, after: Settled) -> Choice:
    same_outcome = _folded(after.decision) == _folded(written.decision)
    final_kept = _folded(after.final) == _folded(written.final)
    if same_outcome and row.decision and final_kept:
        outcome, made = row.decision.outcome, row.decision.codings
    else:
        people = {_folded(visible(name)): coder_id for coder_id, name in found.coder_names.items()}
        codes = {_folded(visible(name)): code_id for code_id, name in found.code_names.items()}
        outcome, made = outcome_of(row.item, after, people, codes)
        if outcome != "other" and not final_kept and after.final.strip():
            raise ValueError("has another final code; for that, choose the decision “other code”")
    follows = row.decision.id if row.decision else None
    return Choice(row.item, outcome, made, reason_of(after.reason), after.note.strip(), follows_id=follows)


def _refuse_lost(found: _Project, cells: Mapping[str, str], seen: DecisionRow | None) -> None:
    """A disagreement that is no longer there matters only where the person has decided something about it."""
    if seen is not None:
        written = settled(seen.settled, seen, found.coder_names, found.code_names)
    else:
        written = Settled()
    if not _same(_cells(cells, written), written):
        raise ValueError(
            "is about codings that have changed since this workbook was written, or is of another project. "
            "Look for the passage in Intercoder"
        )


def _cells(cells: Mapping[str, str], written: Settled) -> Settled:
    """The four cells of a row; a column that the sheet doesn't have says what was written."""
    return Settled(
        cells.get("decision", written.decision).strip(),
        cells.get("final_code", written.final).strip(),
        cells.get("reason", written.reason).strip(),
        cells.get("note", written.note).strip(),
    )


def _same(one: Settled, other: Settled) -> bool:
    return (
        all(
            _folded(mine) == _folded(its)
            for mine, its in (
                (one.decision, other.decision),
                (one.final, other.final),
                (one.reason, other.reason),
            )
        )
        and one.note.split() == other.note.split()
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _apply(session: WriteSession, plan: DecisionsPlan, coder_id: int | None) -> int:
    if _plan(session, plan.file, plan.sheet, plan.read, Job()) != plan:
        raise Conflict(
            "The project has been changed since you looked at what this import would do, so nothing was "
            "imported. Choose the file again."
        )
    decide_many(session, choices=[one.choice for one in plan.wishes if one.choice], coder_id=coder_id)
    for one in plan.wishes:
        if one.choice is None and one.decision_id is not None:
            reopen(session, decision_id=one.decision_id, coder_id=coder_id)
    return len(plan.wishes)


def in_words(plan: DecisionsPlan) -> Sequence[str]:
    """What a plan would do, a sentence each."""
    counts = f"Rows that would change a decision: {len(plan.wishes):,}. Unchanged: {plan.unchanged:,}."
    told = [f"{counts} Set aside: {len(plan.aside):,}."]
    told += [f"{plan.sheet}, row {one.row}: {one.why}." for one in plan.aside]
    return told
