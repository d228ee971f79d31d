"""`intercoder retrieve`: the passages that a query asks for, in their words; queries saved and run anew."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.conditions import conditions_of
from app.commands.query_saving import save_and_tell, saved_list
from app.counting import counted
from app.documents.queries import documents
from app.errors import UserError
from app.in_context import one_line
from app.in_context import quote as shortened
from app.jobs import Job
from app.retrieve.asked import RetrieveQuery
from app.retrieve.kept import definition_of, query_of
from app.retrieve.passages import RetrievedPassage, read_passages
from app.retrieve.queries import Retrieved, retrieve
from app.retrieve.sentence import parsed, text_of
from app.saved_queries.queries import saved_query

LISTED = 50  # passages that are printed unless a limit says otherwise; JSON has all
LONGEST = 400  # characters of a printed quote
SEVERAL = ("coders", "documents", "speaker", "case", "language")


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """List the passages of a query, or the queries that are saved."""
    opened = projects.open_to_change if chosen.save else projects.open_to_look
    with opened(chosen) as project:
        if chosen.list_saved:
            return saved_list(project, "retrieve")
        with project.read() as session:
            query = asked_for(session, chosen)
            retrieved = retrieve(session, query, job)
            limit = chosen.limit if chosen.limit is not None else len(retrieved) if chosen.json else LISTED
            listed = read_passages(session, retrieved, range(min(limit, len(retrieved))), job)
            counts = by_name(session, retrieved)
            people = {coder.id: coder.name for coder in coders(session)}
            definition = definition_of(session, query)
        note = save_and_tell(project, chosen, "retrieve", definition) if chosen.save else ""
        notes = projects.left_out(project)
    value = {
        "query": text_of(query),
        "saved": chosen.save or chosen.saved,
        "total": len(retrieved),
        "documents": [{"document": name, "count": count} for name, count in counts],
        "passages": [passage_value(passage, people) for passage in listed],
        "left_out": notes,
    }
    lines = [_text(query, retrieved, counts, listed), *notes, note]
    return CommandOutput("\n".join(line for line in lines if line), value)


def asked_for(session: Session, chosen: Namespace) -> RetrieveQuery:
    """The query that a command line asks for: typed or saved, narrowed by its options."""
    if (chosen.query is None) == (chosen.saved is None):
        raise UserError(
            "Say what to retrieve: a query, such as “Hunger” overlapping “Faith”, or --saved NAME for one "
            "that is saved; not both."
        )
    if chosen.saved is not None:
        query = query_of(session, saved_query(session, chosen.saved, "retrieve").asked)
    else:
        query = parsed(chosen.query)
    return replace(query, conditions=conditions_of(chosen, query.conditions))


def by_name(session: Session, retrieved: Retrieved) -> list[tuple[str, int]]:
    """How many passages each document has, in the order of documents."""
    counts = retrieved.by_document()
    return [(row.name, counts[row.id]) for row in documents(session) if row.id in counts]


def passage_value(passage: RetrievedPassage, people: Mapping[int, str]) -> dict[str, Any]:
    """A passage, for programs."""
    return {
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "before": passage.before,
        "after": passage.after,
        "turn": passage.turn,
        "speaker": passage.speaker or None,
        "codes": list(passage.codes),
        "codings": [
            {
                "code": coding.code_name,
                "coder": people.get(coding.coder_id, coding.initials),
                "start": coding.start,
                "end": coding.end,
                "sure": coding.sure,
                "memo": coding.memo,
                "origin": coding.origin,
            }
            for coding in passage.codings
        ],
    }


def _text(
    query: RetrieveQuery,
    retrieved: Retrieved,
    counts: Sequence[tuple[str, int]],
    listed: Sequence[RetrievedPassage],
) -> str:
    many = len(retrieved)
    if not many:
        return f"{text_of(query)}: nothing is coded so."
    lines = [f"{text_of(query)}: {counted(many, 'passage')} in {counted(len(counts), 'document')}."]
    lines += [f"  {name}: {count:,}" for name, count in counts]
    for passage in listed:
        speaker = f", {passage.speaker}" if passage.speaker else ""
        coded = "; ".join(dict.fromkeys(f"{row.code_name} ({row.initials})" for row in passage.codings))
        lines += ["", f"{passage.document}{speaker}, {passage.start:,} to {passage.end:,}: {coded}"]
        lines.append(f"  {one_line(shortened(passage.quote, 0, len(passage.quote), LONGEST))}")
    if len(listed) < many:
        lines += ["", f"{len(listed):,} of them listed; all by --limit {many}."]
    return "\n".join(lines)
