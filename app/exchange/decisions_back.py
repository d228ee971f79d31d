"""Decisions that were made in a workbook's sheet come back: what would change is shown before it does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from sqlalchemy.orm import Session

from app.documents.queries import documents
from app.errors import Conflict, UserError
from app.exchange.decisions_places import RowPlaces
from app.exchange.problems import Problems
from app.exchange.spreadsheet import Unreadable
from app.exchange.tables import column, labelled, lines_of, read_table, sheet_with, whole
from app.exchange.workbook.sheets import disagreements, readme
from app.exchange.workbook.sheets.settling import (
    Settled,
    final_of,
    is_so,
    outcome_of,
    reason_of,
    same,
    says,
    settled,
)
from app.exchange.workbook.writing.text import visible
from app.jobs import Job
from app.models import Decision
from app.names import folded
from app.reconcile.actions import Choice, decide_many, reopen
from app.reconcile.possible import Trial, ground
from app.reconcile.queries import DecisionRow, QueueRow, decisions, items, queue
from app.rounds.queries import rounds
from app.rounds.then import names_by_id, then
from app.store import Project
from app.store.journal import WriteSession
from app.store.leading import IMPORTS_DECISIONS, refuse_all_but_leads
from app.store.setting import guid

Meant = Mapping[str, str]  # names as a sheet has them, by “id guid”

ITEM, DECIDED = column(disagreements.ITEM), column(disagreements.DECIDED)
REQUIRED = (ITEM, DECIDED, "decision")
PROJECT_ID = "Project id"
IMPOSSIBLE = {
    "document": "is about a document that was removed",
    "code": "would use a code that is no longer in the codebook. Choose another decision",
    "place": "is about words that are no longer in the text. Choose another decision",
}
STEP = 200  # rows between two looks at whether somebody cancelled


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
    read: "Read"
    seen: int = field(default=0, compare=False)  # the project's newest action when it was made


@dataclass(frozen=True)
class Read:
    """What stands in a file: its rows by number, and who and what its names of coders and codes mean."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    coders: Meant
    codes: Meant


def plan_decisions_import(project: Project, path: Path, job: Job | None = None) -> DecisionsPlan:
    """What a workbook's sheet of disagreements would change.

    Rows are recognised by the disagreement's id, in any order; rows that are gone change nothing. A row that
    can't be imported is set aside with the reason. UserError for a workbook of another project, or without
    the sheet or its columns.
    """
    job = job or Job()
    job.step(0, 4, "Reading the workbook")
    read, sheet = _read(project, path)
    seen = project.latest_action()
    with project.read() as session:
        return replace(_plan(session, path.name, sheet, read, job), seen=seen)


def apply_decisions_plan(
    project: Project, plan: DecisionsPlan, coder_id: int | None, job: Job | None = None
) -> int:
    """Do what a plan says as one undoable action; returns how many disagreements it decided.

    Conflict where something that it would decide has changed since the plan was made; what else was changed
    doesn't matter.
    """
    same = project.latest_action() == plan.seen
    return project.do(f"Import decisions from “{plan.file}”", _apply, plan, coder_id, same, job or Job())


def _read(project: Project, path: Path) -> tuple[Read, str]:
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"“{path.name}” is not an .xlsx workbook. Choose one that Intercoder has written.")
    problems = Problems()
    try:
        sheet = sheet_with(path, disagreements.TITLE, REQUIRED)
        other = labelled(path, readme.TITLE, PROJECT_ID)
        coders, codes = disagreements.meanings(lines_of(path, disagreements.LISTS))
    except Unreadable as error:
        raise UserError(f"“{path.name}” can't be read: {error}. Choose another file.") from error
    except OSError as error:
        raise UserError(
            f"“{path.name}” can't be read ({error.strerror or error}). Close it where it is open, or copy it."
        ) from error
    with project.read() as session:
        project_guid = guid(session)
    if other and other != project_guid:
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
    return Read(tuple(table.rows), coders, codes), sheet


@dataclass(frozen=True)
class _Project:
    """What rows are held against.

    `rows` are by item; of those that aren't `live` nothing is left to be settled. `coders` and `codes` are
    names by id as the sheet has them, those that came later as they are now. What rows would decide is tried
    on what the consensus has, and on one another.
    """

    rows: Mapping[str, QueueRow]
    live: frozenset[str]
    past: Mapping[str, DecisionRow]
    coder_names: Mapping[int, str]
    coders: Mapping[int, str]
    codes: Mapping[int, str]
    document_names: Mapping[int, str]
    trial: Trial
    places: RowPlaces

    @cached_property
    def coder_ids(self) -> dict[str, int]:
        return _by_name(self.coders)

    @cached_property
    def code_ids(self) -> dict[str, int]:
        """Of two of a name the one that can be used."""
        usable = self.trial.ground.codes or ()
        today = {code_id: name for code_id, name in self.codes.items() if code_id in usable}
        return _by_name(self.codes) | _by_name(today)

    def says(self, row: QueueRow, decision: DecisionRow | None) -> Settled:
        return settled(row.item, decision, self.coders, self.codes)


def _project(session: Session, read: Read, job: Job) -> _Project:
    every = rounds(session)
    asked: list[int | None] = [round_.id for round_ in every if round_.closed_at]
    if not all(cells.get("round", "").strip() for _, cells in read.rows):
        asked.append(None)
    rows: dict[str, QueueRow] = {}
    live: set[str] = set()
    for index, round_id in enumerate(asked):
        job.step(index, len(asked), "Comparing codings")
        items_of = items(session, round_id)
        live.update(item.key for item in items_of)
        rows.update({row.item.key: row for row in queue(session, round_id, known_items=items_of)})
    taken = [row for round_id in (None, *(row.id for row in every)) for row in decisions(session, round_id)]
    latest = {row.decision.id for row in rows.values() if row.decision is not None}
    known_names = then(session)
    return _Project(
        rows=rows,
        live=frozenset(live),
        past={row.guid: row for row in taken},
        coder_names=names_by_id(known_names.coders),
        coders=_names({coder.guid: (coder.id, coder.name) for coder in known_names.coders}, read.coders),
        codes=_names({code.guid: (code.id, code.name) for code in known_names.codes}, read.codes),
        document_names={document.id: document.name for document in documents(session)},
        trial=Trial(ground(session, None, latest)),
        places=RowPlaces(session),
    )


def _names(now: Mapping[str, tuple[int, str]], meant: Meant) -> dict[int, str]:
    """Names by id as a sheet has them, also of what is gone since; what came later is called as it is now."""
    names = dict(now.values())
    for sign, name in meant.items():
        id_, _, guid = sign.partition(" ")
        if guid in now:
            names[now[guid][0]] = name
        elif id_.isdecimal():
            names.setdefault(int(id_), name)
    return names


def _plan(session: Session, file: str, sheet: str, read: Read, job: Job) -> DecisionsPlan:
    against = _project(session, read, job)
    times = Counter(cells[ITEM].strip() for _, cells in read.rows)
    wishes, aside, unchanged = [], [], 0
    for line, cells in read.rows:
        if line % STEP == 0:
            job.step(line, len(read.rows) + STEP, "Looking at the decisions")
        try:
            if not cells[ITEM].strip() and cells["decision"].strip():
                raise ValueError(
                    "has no item id, so nothing tells what it decides. Copy the id of the row back"
                )
            if cells[ITEM].strip() and times[cells[ITEM].strip()] > 1:
                raise ValueError("has the item id of another row, so neither is imported. Delete one")
            wish = _wish(against, line, cells)
        except ValueError as error:
            aside.append(SetAside(line, str(error)))
            continue
        if wish is None:
            unchanged += 1
        else:
            wishes.append(wish)
    return DecisionsPlan(file, sheet, tuple(wishes), tuple(aside), unchanged, read)


def _wish(against: _Project, line: int, cells: Mapping[str, str]) -> Wish | None:
    """What a row would change; None for nothing. ValueError with why it can't be imported."""
    row = against.rows.get(cells[ITEM].strip())
    seen = against.past.get(cells[DECIDED].strip())
    if row is None:
        _refuse_lost(against, cells, seen)
        return None
    written, now = against.says(row, seen), row.decision
    after = _cells(cells, written)
    if same(after, written) or is_so(after, written, against.says(row, now)):
        return None
    _refuse_newer(against, cells, seen, now)
    item = row.item
    against.places.refuse_moved(item, cells)
    where = (against.document_names.get(item.document_id, ""), item.start, item.end)
    if not after.decision.strip():
        if now is None or now.outcome == "open":
            raise ValueError("has a final code, reason or note, but no decision. Choose one")
        return Wish(line, *where, written, Settled(), None, now.id)
    choice = _choice(against, row, written, after)
    _refuse_long(choice)
    _refuse_impossible(against, row, choice)
    will = replace(after, final=final_of(against.trial.ground.today(choice.codings), against.codes))
    return Wish(line, *where, written, will, choice, now.id if now else None)


def _refuse_newer(
    against: _Project, cells: Mapping[str, str], seen: DecisionRow | None, now: DecisionRow | None
) -> None:
    """ValueError where the latest decision is not the one that the person saw."""
    if cells[DECIDED].strip() and seen is None:
        raise ValueError("stands on a decision that was taken back since. Look at it in Intercoder")
    if (now.id if now else None) != (seen.id if seen else None):
        who = against.coder_names.get(now.coder_id or 0, "somebody") if now else "somebody"
        raise ValueError(
            f"was decided anew by {who} since this workbook was written. Look at it in Intercoder"
        )


def _choice(against: _Project, row: QueueRow, written: Settled, after: Settled) -> Choice:
    same_outcome = folded(after.decision) == folded(written.decision)
    final_kept = folded(after.final) == folded(written.final)
    if same_outcome and row.decision and final_kept:
        outcome, spans = row.decision.outcome, row.decision.codings
    else:
        outcome, spans = outcome_of(row.item, after, against.coder_ids, against.code_ids)
        if outcome != "other" and not final_kept and not says(after.final, spans, against.codes):
            raise ValueError(
                f"has another final code than “{after.decision}” gives, which is "
                f"“{final_of(spans, against.codes) or 'none'}”; for that, choose the decision “other code”"
            )
    follows = row.decision.id if row.decision else None
    return Choice(row.item, outcome, spans, reason_of(after.reason), after.note.strip(), follows_id=follows)


def _refuse_long(choice: Choice) -> None:
    """ValueError where a text is longer than a project can keep it."""
    longest = Decision.__table__.c.reason.type.length  # type: ignore[attr-defined]  # a String
    if len(choice.reason) > longest:
        raise ValueError(
            f"has a reason of {len(choice.reason):,} characters, and {longest:,} are the most. Shorten it; "
            "the note takes longer texts"
        )


def _by_name(names: Mapping[int, str]) -> dict[str, int]:
    """Ids by names as they are typed; a name that could mean two means neither."""
    typed = {id_: folded(visible(name)) for id_, name in names.items()}
    times = Counter(typed.values())
    return {name: id_ for id_, name in typed.items() if times[name] == 1}


def _refuse_impossible(against: _Project, row: QueueRow, choice: Choice) -> None:
    """ValueError for what no decision can do; what it would give to the consensus is noted where it can."""
    if row.item.key not in against.live:
        raise ValueError(
            "is about codings that are gone. It can be opened again: empty its decision, reason and note"
        )
    ground_now = against.trial.ground
    spans = ground_now.placed(row.item.round_id, row.item.document_id, ground_now.today(choice.codings))
    obstacle = against.trial.take(row.item.document_id, spans, choice.follows_id)
    if obstacle is None:
        return
    if obstacle.kind == "clash":
        names = " and ".join(f"“{against.codes.get(coding.code_id, '?')}”" for coding in obstacle.pair)
        raise ValueError(f"would give the same words {names}, which exclude each other. Choose one")
    raise ValueError(IMPOSSIBLE[obstacle.kind])


def _refuse_lost(against: _Project, cells: Mapping[str, str], seen: DecisionRow | None) -> None:
    """A disagreement that is no longer there matters only where the person has decided something about it."""
    written = settled(seen.settled, seen, against.coders, against.codes) if seen else Settled()
    if not same(_cells(cells, written), written):
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
        (whole(cells, "note") if "note" in cells else written.note).strip(),
    )


def _apply(session: WriteSession, plan: DecisionsPlan, coder_id: int | None, same: bool, job: Job) -> int:
    refuse_all_but_leads(session, IMPORTS_DECISIONS)
    wishes = plan.wishes
    if not same:
        wishes = _plan(session, plan.file, plan.sheet, plan.read, job).wishes
        if list(map(_asked, wishes)) != list(map(_asked, plan.wishes)):
            raise Conflict(
                "What this import would decide has been changed since you looked, so nothing was imported. "
                "Choose the file again."
            )
    job.step(3, 4, "Writing the decisions")
    decide_many(session, choices=[wish.choice for wish in wishes if wish.choice], coder_id=coder_id)
    for wish in wishes:
        if wish.choice is None and wish.decision_id is not None:
            reopen(session, decision_id=wish.decision_id, coder_id=coder_id)
    job.step(4, 4, "Writing the decisions")
    return len(wishes)


def _asked(wish: Wish) -> Wish:
    """A wish without what other codings change of its disagreement, such as its share of all."""
    if wish.choice is None:
        return wish
    item = replace(wish.choice.item, weight=0.0, similar=0)
    return replace(wish, choice=replace(wish.choice, item=item))


def in_words(plan: DecisionsPlan) -> Sequence[str]:
    """What a plan would do, a sentence each."""
    counts = f"Rows that would change a decision: {len(plan.wishes):,}. Unchanged: {plan.unchanged:,}."
    sentences = [f"{counts} Set aside: {len(plan.aside):,}."]
    sentences += [f"{plan.sheet}, row {row.row}: {row.why}." for row in plan.aside]
    return sentences
