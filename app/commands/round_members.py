"""What `intercoder rounds --change` does: an open round gains or loses coders and documents."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from app.coders.queries import coders
from app.commands.scope import ids_named
from app.counting import counted
from app.documents.queries import documents
from app.errors import UserError
from app.names import key
from app.rounds.membership import begun_outside, change_members, members
from app.rounds.queries import round_by_name
from app.store import Project

OPTIONS = ("add_coders", "remove_coders", "add_documents", "remove_documents")


def refuse_idle(chosen: Namespace) -> None:
    """UserError where --change has nothing to do, or nothing asks for its options."""
    given = [name for name in OPTIONS if getattr(chosen, name)]
    if given and chosen.change is None:
        option = given[0].replace("_", "-")
        raise UserError(f"--{option} is for changing a round. Add --change NAME, or leave it away.")
    if chosen.change is not None and not given:
        raise UserError(
            "--change needs to know what to change. Add --add-coders, --remove-coders, --add-documents or "
            "--remove-documents."
        )


def change(project: Project, chosen: Namespace) -> None:
    """Change who codes in a round, and what; UserError where work that was begun would leave it."""
    with project.read() as session:
        round_ = round_by_name(session, chosen.change)
        people = {key(row.name): row.id for row in coders(session) if row.role != "consensus"}
        rows = documents(session)
        texts = {key(Path(row.file_name).stem): row.id for row in rows}
        texts |= {key(row.name): row.id for row in rows}
        now = members(session, round_.id)
        wanted = {
            "coder_ids": _changed(now.coder_ids, chosen.add_coders, chosen.remove_coders, people, "coder"),
            "document_ids": _changed(
                now.document_ids, chosen.add_documents, chosen.remove_documents, texts, "document"
            ),
        }
        begun = begun_outside(session, round_.id, **wanted)
    if begun and not chosen.anyway and all(wanted.values()):
        raise UserError(
            f"“{round_.name}” was not changed: {counted(begun, 'work that was', 'works that were')} begun "
            "would leave it. The codings stay, and everybody sees them then. Add --anyway if that is meant."
        )
    project.do(label(round_.name, chosen), change_members, round_id=round_.id, anyway=chosen.anyway, **wanted)


def _changed(
    now: frozenset[int],
    added: list[str] | None,
    removed: list[str] | None,
    ids: Mapping[str, int],
    what: str,
) -> frozenset[int]:
    gained, lost = (ids_named(names or [], ids, what) or () for names in (added, removed))
    return (now | set(gained)) - set(lost)


def label(name: str, chosen: Namespace) -> str:
    """What the history says."""
    parts = [
        f"{sign} {', '.join(names)}"
        for sign, names in (
            ("+", [*(chosen.add_coders or ()), *(chosen.add_documents or ())]),
            ("–", [*(chosen.remove_coders or ()), *(chosen.remove_documents or ())]),
        )
        if names
    ]
    return f"Change round “{name}”: {'; '.join(parts)}"
