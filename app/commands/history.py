"""`intercoder history`: who did what and when."""

from argparse import Namespace
from dataclasses import asdict

from app.commands import projects
from app.commands.answer import Answer, counted
from app.jobs import Job
from app.store.history import HistoryRow, history

VERBS = {"undo": "Undo: ", "redo": "Redo: "}


def run(chosen: Namespace, _: Job) -> Answer:
    """List all actions, newest first; times are UTC."""
    with projects.open_to_look(chosen.project) as project, project.read() as session:
        rows = history(session)
    return Answer("\n".join(_line(row) for row in rows), [asdict(row) for row in rows])


def _line(row: HistoryRow) -> str:
    who = f"  ({row.coder})" if row.coder else ""
    return f"{row.at}  {VERBS.get(row.kind, '')}{row.label}{who}  [{counted(row.rows, 'row')}]"
