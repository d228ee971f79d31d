"""`intercoder passages`: lists the passages given beforehand, takes them from a table or from turns."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named, speakers_named
from app.counting import counted
from app.documents.passages import give_passages, passages, passages_from_turns
from app.documents.queries import documents
from app.errors import UserError
from app.exchange.passage_table import read_passages
from app.jobs import Job
from app.names import key
from app.store import Project

GIVE = "Give passages"
Spans = Mapping[int, Sequence[tuple[int, int]]]


def run(chosen: Namespace, _job: Job) -> CommandOutput:
    """List them, or give documents passages; exit 1 where a preview finds something wrong."""
    if (chosen.doing == "import") != bool(chosen.file):
        raise UserError(
            "A table of passages is taken by “passages PROJECT import FILE”; nothing else needs a file. "
            "Say import and name the file."
        )
    if chosen.doing == "list":
        with projects.open_to_look(chosen) as project, project.read() as session:
            return CommandOutput(*_told(session, passages(session)))
    with projects.open_to_change(chosen) as project:
        with project.read() as session:
            given, wrong = _given(session, chosen)
            text, value = _told(session, given)
        if wrong and not chosen.preview:
            raise UserError(
                "\n".join([*wrong, "Nothing was changed. Mend this and give the passages again."])
            )
        if not chosen.preview:
            _give(project, given)
    done = "Nothing was changed: a preview." if chosen.preview else "Given."
    answer = {"given": not chosen.preview, "wrong": list(wrong), "passages": value}
    return CommandOutput(f"{text}\n{done}", answer, code=1 if wrong else 0, complaint="\n".join(wrong))


def _give(project: Project, given: Spans) -> None:
    project.do(GIVE, give_passages, passages=given)


def _given(session: Session, chosen: Namespace) -> tuple[Spans, Sequence[str]]:
    if chosen.doing == "import":
        table = read_passages(session, Path(chosen.file))
        return table.passages, table.wrong
    ids = ids_named(chosen.documents, {key(row.name): row.id for row in documents(session)}, "document")
    wanted = [row.id for row in documents(session)] if ids is None else ids
    if chosen.doing == "clear":
        return {document_id: [] for document_id in wanted}, ()
    speakers = speakers_named(session, chosen.speakers) or None
    return passages_from_turns(session, wanted, speakers), ()


def _told(session: Session, spans: Spans) -> tuple[str, list[dict[str, object]]]:
    names = {row.id: row.name for row in documents(session)}
    total = sum(map(len, spans.values()))
    lines = [f"{counted(total, 'passage')} in {counted(len(spans), 'document')}."]
    lines += [f"{names[of]}: {counted(len(listed), 'passage')}" for of, listed in spans.items()]
    value: list[dict[str, object]] = [
        {"document": names[of], "start": start, "end": end}
        for of, listed in spans.items()
        for start, end in listed
    ]
    return "\n".join(lines), value
