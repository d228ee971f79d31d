"""`intercoder history`: who did what and when."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from app.coders.queries import coder_named
from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.models.journal import COMMAND_LINE
from app.names import key
from app.report.history import NOBODY, what, who
from app.store.history import ActionFilter, HistoryRow, history


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """List actions, newest first: all, or those that are asked for; times are UTC."""
    with projects.open_to_look(chosen) as project, project.read() as session:
        person = None if chosen.person is None else _person(session, chosen.person)
        wanted = ActionFilter(person, chosen.about, chosen.words or "")
        rows = history(session, limit=chosen.limit, wanted=wanted)
    nothing = "Nothing in the history is like that." if wanted != ActionFilter() else ""
    return CommandOutput("\n".join(map(_line, rows)) or nothing, [_value(row) for row in rows])


def _person(session: Session, name: str) -> int:
    coder = coder_named(session, name)
    if coder is not None:
        return coder.id
    if key(name) == NOBODY:
        return COMMAND_LINE
    raise UserError(
        f"There is no coder “{name}” in this project. Check the name, or write “{NOBODY}” for what commands "
        "did in nobody's name."
    )


def _value(row: HistoryRow) -> dict[str, Any]:
    value = asdict(row) | {"coder": who(row)}
    del value["by_command"]
    return value


def _line(row: HistoryRow) -> str:
    by = f"  ({who(row)})" if who(row) else ""
    return f"{row.at}  {what(row)}{by}  [{counted(row.rows, 'row')}]"
