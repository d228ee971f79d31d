"""Decisions on answers that were made in a workbook's sheet come back: what would change is shown before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import Conflict, UserError
from app.exchange.problems import Problems
from app.exchange.spreadsheet import Unreadable
from app.exchange.tables import column, labelled, read_table, sheet_with
from app.exchange.workbook.sheets import differing_answers, readme
from app.reconcile.value_actions import ValueChoice, decide_values, reopen_value
from app.reconcile.value_queue import ValueQueueRow, value_queue
from app.rounds.queries import rounds
from app.sheets.values import read_given
from app.store import Project
from app.store.journal import WriteSession
from app.store.leading import IMPORTS_DECISIONS, refuse_all_but_leads
from app.store.setting import guid

ITEM, DECIDED = column(differing_answers.ITEM), column(differing_answers.DECIDED)
ANSWER = column(differing_answers.ANSWER)
PROJECT_ID = "Project id"


@dataclass(frozen=True)
class ValueWish:
    """One row that would change something: `after` is "" where it opens the answer again."""

    row: int
    name: str
    variable: str
    before: str
    after: str
    choice: ValueChoice | None
    decision_id: int | None


@dataclass(frozen=True)
class ValueDecisionsPlan:
    """What importing a sheet would do; `aside` are rows that are not imported, and why."""

    file: str
    wishes: tuple[ValueWish, ...]
    aside: tuple[tuple[int, str], ...]
    unchanged: int


def has_differing_answers(path: Path) -> bool:
    """Whether a workbook has the sheet; False where it can't be read."""
    try:
        return sheet_with(path, differing_answers.TITLE, [ITEM, ANSWER]) == differing_answers.TITLE
    except (Unreadable, OSError):
        return False


def plan_value_decisions(project: Project, path: Path) -> ValueDecisionsPlan:
    """What a workbook's sheet of differing answers would change; UserError for another project's workbook."""
    problems = Problems()
    table = read_table(path, [ITEM, DECIDED, ANSWER], problems, sheet=differing_answers.TITLE)
    problems.raise_if_any(path.name)
    other = labelled(path, readme.TITLE, PROJECT_ID)
    with project.read() as session:
        if other and other != guid(session):
            raise UserError(
                f"“{path.name}” was written from another project, so nothing was imported. Open the project "
                "that it belongs to, or choose another workbook."
            )
        by_key = _by_key(session)
        wishes: list[ValueWish] = []
        aside: list[tuple[int, str]] = []
        unchanged = 0
        for number, cells in table.rows if table else ():
            row = by_key.get(cells[ITEM].strip())
            if row is None:
                aside.append((number, "is no longer among the answers on which coders differ"))
                continue
            try:
                wish = _wish(number, cells, row)
            except UserError as error:
                aside.append((number, str(error)))
                continue
            if wish is None:
                unchanged += 1
            else:
                wishes.append(wish)
    return ValueDecisionsPlan(path.name, tuple(wishes), tuple(aside), unchanged)


def _by_key(session: Session) -> dict[str, ValueQueueRow]:
    closed = [row.id for row in rounds(session) if row.closed_at and row.sheets]
    return {
        row.item.key: row
        for round_id in (*closed, None)
        for row in value_queue(session, round_id)
        if not row.item.agreed
    }


def _wish(number: int, cells: Mapping[str, str], row: ValueQueueRow) -> ValueWish | None:
    """What a row would change; None where the project says the same."""
    item, decision = row.item, row.decision
    settled = decision if decision is not None and row.status == "settled" else None
    before = settled.given.in_a_table if settled and settled.given else ""
    given = read_given(cells[ANSWER], item.variable)
    reason, note = cells.get("reason", "").strip(), cells.get("note", "").strip()
    after = given.in_a_table if given else ""
    same_words = settled is None or (reason, note) == (settled.reason, settled.note)
    if before == after and same_words:
        return None
    seen = cells[DECIDED].strip()
    if seen != (decision.guid if decision else ""):
        raise UserError("somebody has decided about it since the workbook was written. Export it anew.")
    if given is None:
        if settled is None:
            return None
        return ValueWish(number, item.name, item.variable.name, before, "", None, settled.id)
    said = {answer.given for answer in item.answers.values()}
    choice = ValueChoice(
        item=item,
        outcome="coder" if given in said else "other",
        given=given,
        reason=reason,
        note=note,
        follows_id=decision.id if decision else None,
    )
    return ValueWish(number, item.name, item.variable.name, before, after, choice, None)


def apply_value_decisions(project: Project, plan: ValueDecisionsPlan, coder_id: int | None) -> int:
    """Do what a plan says as one undoable action; returns how many answers it settled or opened."""
    return project.do(f"Import decisions from “{plan.file}”", _apply, plan, coder_id)


def _apply(session: WriteSession, plan: ValueDecisionsPlan, coder_id: int | None) -> int:
    refuse_all_but_leads(session, IMPORTS_DECISIONS)
    choices = [wish.choice for wish in plan.wishes if wish.choice is not None]
    try:
        decide_values(session, choices=choices, coder_id=coder_id)
    except Conflict as error:
        raise Conflict(f"{error} Nothing of “{plan.file}” was imported.") from error
    for wish in plan.wishes:
        if wish.decision_id is not None:
            reopen_value(session, decision_id=wish.decision_id, coder_id=coder_id)
    return len(plan.wishes)
