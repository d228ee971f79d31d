"""What search and retrieve have in common: queries that are saved under a name."""

from argparse import Namespace

from app.commands.answer import CommandOutput
from app.counting import counted
from app.saved_queries.actions import save_query
from app.saved_queries.queries import saved_queries
from app.store.project import Project
from app.store.written import QueryKind


def save_and_tell(project: Project, chosen: Namespace, kind: QueryKind, definition: str) -> str:
    """Save what was asked under the name that was given, and say so."""
    name: str = chosen.save
    project.do(
        f"Save the query “{name}”", save_query, name=name, kind=kind, definition=definition, anew=chosen.anew
    )
    return f"Saved as “{name}”; --saved “{name}” runs it anew."


def saved_list(project: Project, kind: QueryKind) -> CommandOutput:
    """The saved queries of a kind."""
    with project.read() as session:
        rows = saved_queries(session, kind)
    lines = [f"{counted(len(rows), 'saved query', 'saved queries')}."] if rows else ["No query is saved yet."]
    lines += [f"{row.name}: {_in_words(row.asked)}" for row in rows]
    value = [
        {
            "name": row.name,
            "query": row.asked,
            "by": row.coder or None,
            "at": row.at,
            "looked_at": bool(row.seen),
        }
        for row in rows
    ]
    return CommandOutput("\n".join(lines), value)


def _in_words(asked: dict[str, object]) -> str:
    query = asked.get("query")
    return str(asked.get("sentence") or (query.get("words") if isinstance(query, dict) else "") or "")
