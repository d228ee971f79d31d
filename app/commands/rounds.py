"""`intercoder rounds`: lists rounds with their progress, plans one or closes one."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.agreement.planning.sampling import draw
from app.cases.queries import cases
from app.codebook.versions import versions
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.round_members import change, refuse_idle
from app.commands.scope import ids_named
from app.counting import counted
from app.documents.queries import FIELDS, DocumentRow, documents, properties
from app.errors import UserError
from app.jobs import Job
from app.names import key
from app.packets.closing import open_and_close_round
from app.rounds.actions import create_round
from app.rounds.queries import RoundRow, anything_coded, left_out, round_by_name, rounds
from app.store import Project
from app.store.leading import ROUNDS, without_lead

SEED = 1
ONLY_TO_CREATE = (
    ("kind", "--kind"),
    ("documents", "--documents"),
    ("cases", "--cases"),
    ("draw", "--draw"),
    ("stratum", "--stratum"),
    ("coders", "--coders"),
    ("per_document", "--per-document"),
    ("repeats", "--repeats"),
    ("open", "--open"),
    ("lock_codebook", "--lock-codebook"),
    ("codebook_version", "--codebook-version"),
    ("seed", "--seed"),
    ("note", "--note"),
)


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """List the rounds, after planning or closing one where that is asked for."""
    _refuse_idle(chosen)
    changing = any(option is not None for option in (chosen.create, chosen.close, chosen.change))
    opened = projects.open_to_change if changing else projects.open_to_look
    with opened(chosen) as project:
        if changing:
            projects.refuse_all_but_leads(project, ROUNDS)
        if chosen.create is not None:
            _create(project, chosen)
        if chosen.change is not None:
            change(project, chosen)
        complaint = _close(project, chosen) if chosen.close is not None else ""
        with project.read() as session:
            rows, notes = rounds(session), [*left_out(session), *filter(None, [without_lead(session)])]
    lines = [_line(row) for row in rows] or ["There are no rounds yet. Plan one with --create NAME."]
    return CommandOutput("\n".join([*lines, *notes]), [_value(row) for row in rows], complaint=complaint)


def _refuse_idle(chosen: Namespace) -> None:
    """UserError for an option that nothing asks for."""
    idle = [name for field, name in ONLY_TO_CREATE if getattr(chosen, field) not in (None, False)]
    if idle and chosen.create is None:
        raise UserError(f"{idle[0]} is for planning a round. Add --create NAME, or leave it away.")
    if chosen.leave_out_unfinished and chosen.close is None:
        raise UserError("--leave-out-unfinished is for closing a round. Add --close NAME, or leave it away.")
    if chosen.anyway and chosen.close is None and chosen.change is None:
        raise UserError("--anyway is for closing a round. Add --close NAME, or leave it away.")
    refuse_idle(chosen)
    if chosen.draw is not None and chosen.draw < 1:
        raise UserError("At least one document must be drawn. Give --draw a number from 1.")
    if chosen.stratum is not None and chosen.draw is None:
        raise UserError("--stratum says by what documents are drawn. Add --draw N, or leave it away.")


def _create(project: Project, chosen: Namespace) -> None:
    seed = SEED if chosen.seed is None else chosen.seed
    with project.read() as session:
        people = {key(coder.name): coder.id for coder in coders(session) if coder.role != "consensus"}
        case_ids = _case_ids(session, chosen)
        sheets_alone = bool(case_ids) and chosen.documents is None and chosen.draw is None
        if not sheets_alone or not people:
            _refuse_nothing(session, people)
        count = counted(len(case_ids), "case")
        picked = _Picked([], count) if sheets_alone else _documents(session, chosen, seed)
        coder_ids = ids_named(chosen.coders, people, "coder")
        version_id = _version(session, chosen.codebook_version)
    project.do(
        f"Make round “{chosen.create}”",
        create_round,
        name=chosen.create,
        kind=chosen.kind or "reliability",
        document_ids=picked.ids,
        case_ids=case_ids,
        coder_ids=list(people.values()) if coder_ids is None else coder_ids,
        per_document=chosen.per_document,
        repeats=chosen.repeats or 0,
        blind=not chosen.open,
        version_id=version_id,
        seed=seed,
        drawn=picked.words,
        note=chosen.note or "",
        coder_id=project.coder_id,
        lock_codebook=chosen.lock_codebook,
    )


def _case_ids(session: Session, chosen: Namespace) -> list[int]:
    """The cases whose sheets are filled; “all” is all of them, where no case has that name."""
    by_name = {key(row.name): row.id for row in cases(session)}
    if chosen.cases == ["all"] and "all" not in by_name:
        if not by_name:
            raise UserError(
                "No round was planned. The project has no cases: add some, or leave --cases away."
            )
        return list(by_name.values())
    return list(ids_named(chosen.cases, by_name, "case") or ())


def _refuse_nothing(session: Session, people: Mapping[str, int]) -> None:
    """UserError where a project has nobody to code, or nothing to be coded."""
    missing = []
    if not documents(session):
        missing.append("no documents: add some with intercoder import PROJECT FILE...")
    if not people:
        missing.append("no coders: add them in the window, or with a study by intercoder import-study")
    if missing:
        raise UserError(f"No round was planned. The project has {'; and it has '.join(missing)}.")


@dataclass(frozen=True)
class _Picked:
    ids: list[int]
    words: str


def _documents(session: Session, chosen: Namespace, seed: int) -> _Picked:
    """The documents of the new round, and how they were chosen in words that the round keeps."""
    rows = documents(session)
    by_file = {key(Path(row.file_name).stem): row.id for row in rows}
    named = ids_named(chosen.documents, by_file | {key(row.name): row.id for row in rows}, "document")
    among = rows if named is None else [row for row in rows if row.id in named]
    every = counted(len(rows), "document")
    of = f"{len(among):,} of {every}, chosen" if named else f"All {every}"
    if chosen.draw is None:
        return _Picked([row.id for row in among], of)
    by = _stratum(session, rows, chosen.stratum)
    sample = draw(among, chosen.draw, seed=seed, identity=lambda row: row.guid, stratum=by)
    how = f"in proportion to {chosen.stratum}" if by else "at random"
    words = f"{len(sample.items):,} of {counted(len(among), 'document')}, drawn {how} with seed {seed}"
    return _Picked([item.id for item in sample.items], words)


def _stratum(
    session: Session, rows: list[DocumentRow], name: str | None
) -> Callable[[DocumentRow], str] | None:
    """What a document has for a property, by its name in any case; UserError where no document has it."""
    if name is None:
        return None
    field = name.strip().casefold().replace(" ", "_")
    if field in FIELDS and isinstance(getattr(rows[0], field) if rows else "", str):
        return lambda row: str(getattr(row, field))
    values = {
        document_id: value
        for document_id, of_document in properties(session).items()
        for own_name, value in of_document.items()
        if key(own_name) == key(name)
    }
    if not values:
        raise UserError(f"No document has a property “{name}”. Check the name, or leave --stratum away.")
    return lambda row: values.get(row.id, "")


def _version(session: Session, wanted: int | None) -> int | None:
    if wanted is None:
        return None
    for version in versions(session):
        if version.number == wanted:
            return version.id
    raise UserError(f"There is no codebook version {wanted}. Publish it first, or leave the option away.")


def _close(project: Project, chosen: Namespace) -> str:
    """Close it; gives back what to know about that. UserError where it is to be thought over first."""
    with project.read() as session:
        round_ = round_by_name(session, chosen.close)
        coded = anything_coded(session, round_.id)
    leave_out = chosen.leave_out_unfinished or chosen.anyway
    is_all = round_.completed == round_.assigned and not round_.sheets
    if round_.closed_at is None and is_all and not coded and not chosen.anyway:
        raise UserError(
            f"“{round_.name}” was not closed: all of it is completed, but nobody has coded anything in it. "
            "Its snapshot would hold no coding for ever. Add --anyway if there was nothing to code."
        )
    project.do(
        f"Close round “{round_.name}”",
        open_and_close_round,
        round_id=round_.id,
        unfinished="leave out" if leave_out else "refuse",
    )
    with project.read() as session:  # what was returned came in with it
        closed = round_by_name(session, round_.name)
        is_empty = not (closed.completed or closed.sheets_completed)
    if not is_empty:
        return ""
    return (
        f"“{round_.name}” was closed empty: nobody had completed a document of it, so it has no agreement. "
        "Undo in the window opens it again."
    )


def _line(row: RoundRow) -> str:
    state = f"closed {row.closed_at}" if row.closed_at else "open, blind" if row.blind else "open"
    if row.damaged:
        return f"{row.name}  ({row.kind}, {state}): what it left is damaged. Go back to a backup."
    parts = [counted(row.documents, "document")] if row.documents or not row.sheets else []
    parts += [counted(row.cases, "case")] if row.cases else []
    size = ", ".join([*parts, counted(row.coders, "coder")])
    done = f"{row.completed:,} of {counted(row.assigned, 'assignment')} completed, {row.started:,} more begun"
    if row.sheets:
        of_sheets = f"{row.sheets_completed:,} of {counted(row.sheets, 'sheet')} completed"
        of_sheets += f", {row.sheets_started:,} more begun"
        done = f"{done}; {of_sheets}" if row.assigned else of_sheets
    locked = " It locks the codebook." if row.codebook_locked and not row.closed_at else ""
    return f"{row.name}  ({row.kind}, {state}): {size}; {done}.{locked}"


def _value(row: RoundRow) -> dict[str, Any]:
    value = asdict(row)
    value["version"] = value.pop("version_number")
    del value["version_id"]
    return value
