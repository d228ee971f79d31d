"""`intercoder memos`: all memos in one place; writes, changes and deletes one."""

from argparse import Namespace
from typing import Any

from sqlalchemy.orm import Session

from app.cases.queries import cases
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.option_values import row_id, short, span
from app.commands.scope import ids_named
from app.counting import counted
from app.jobs import Job
from app.memos.actions import change_memo, delete_memos, write_memo
from app.memos.queries import CODING, LinkedPlace, MemoRow, linked_places, memos
from app.names import key
from app.rounds.then import document_ids
from app.saved_queries.queries import saved_queries
from app.sought import Sought
from app.store.project import Project
from app.store.written import About

JOURNAL = "journal"


def run(chosen: Namespace, _job: Job) -> CommandOutput:
    """List memos, after one was written, changed or deleted."""
    changes = any(way is not None for way in (chosen.write, chosen.change, chosen.delete))
    opened = projects.open_to_change if changes else projects.open_to_look
    with opened(chosen) as project:
        done = _change(project, chosen) if changes else ""
        with project.read() as session:
            rows = _wanted(memos(session), chosen, _writers(session, chosen))
            links = {row.id: linked_places(session, row.text) for row in rows if row.about != CODING}
        notes = projects.left_out(project)
    value = {
        "done": done or None,
        "total": len(rows),
        "memos": [_value(row, links.get(row.id, []) if row.about != CODING else []) for row in rows],
        "left_out": notes,
    }
    return CommandOutput("\n".join([done or _text(rows), *notes]), value)


def _change(project: Project, chosen: Namespace) -> str:
    with project.read() as session:
        ids = {row.guid: row.id for row in memos(session, codings=False)}
        about = _about(session, chosen)
    if chosen.delete is not None:
        project.do("Delete memo", delete_memos, memo_ids=[row_id(chosen.delete, ids, "memo")])
        return f"Deleted memo {chosen.delete}."
    if chosen.change is not None:
        named, text = chosen.change
        words: dict[str, Any] = {"text": text, "title": chosen.title, "kind": chosen.of_kind}
        project.do("Change memo", change_memo, memo_id=row_id(named, ids, "memo"), **words)
        return f"Changed memo {named}."
    about |= {"title": chosen.title or "", "kind": chosen.of_kind or (JOURNAL if chosen.journal else "")}
    memo_id = project.do("Write memo", write_memo, text=chosen.write, private=chosen.private, **about)
    with project.read() as session:
        guids = {row.id: row.guid for row in memos(session, codings=False)}
    return f"Wrote memo {short(guids[memo_id])}."


def _about(session: Session, chosen: Namespace) -> dict[str, Any]:
    """What the memo is about, by name."""
    if chosen.on_passage:
        document, start, end = span(chosen.on_passage)
        return {"about": "passage", "about_id": _document(session, document), "start": start, "end": end}
    if chosen.on_document:
        return {"about": "document", "about_id": _document(session, chosen.on_document)}
    names: list[tuple[About, str | None, dict[str, int]]] = [
        ("code", chosen.on_code, {key(row.name): row.id for row in codebook(session)}),
        ("case", chosen.on_case, {key(row.name): row.id for row in cases(session)}),
        ("query", chosen.on_query, {key(row.name): row.id for row in saved_queries(session)}),
    ]
    for about, name, ids in names:
        if name:
            return {"about": about, "about_id": (ids_named([name], ids, about) or (None,))[0]}
    return {}


def _document(session: Session, name: str) -> int | None:
    return (ids_named([name], document_ids(session, None), "document") or (None,))[0]


def _writers(session: Session, chosen: Namespace) -> set[int] | None:
    ids = ids_named(chosen.by, {key(row.name): row.id for row in coders(session)}, "coder")
    return None if ids is None else set(ids)


def _wanted(rows: list[MemoRow], chosen: Namespace, writers: set[int] | None) -> list[MemoRow]:
    kinds = None if chosen.kind is None else {key(kind) for kind in chosen.kind}
    words = Sought(chosen.words) if chosen.words else None
    wanted = [
        row
        for row in rows
        if chosen.about is None or row.about in chosen.about
        if kinds is None or key(row.kind) in kinds
        if writers is None or row.coder_id in writers
        if words is None or words.is_in(row.text) or words.is_in(row.title)
        if not chosen.journal or (row.about == "project" and key(row.kind) == JOURNAL)
    ]
    return wanted[::-1] if chosen.journal else wanted


def _value(row: MemoRow, links: list[LinkedPlace]) -> dict[str, Any]:
    return {
        "id": None if row.about == CODING else short(row.guid),
        "guid": row.guid,
        "about": row.about,
        "name": row.name or None,
        "gone": row.is_gone,
        "document": row.document or None,
        "start": row.start,
        "end": row.end,
        "kind": row.kind or None,
        "title": row.title or None,
        "text": row.text,
        "by": row.writer or None,
        "private": row.private,
        "at": row.at,
        "links": [
            {
                "document": place.link.document,
                "words": place.link.words or None,
                "start": place.start,
                "end": place.end,
            }
            for place in links
        ],
    }


def _text(rows: list[MemoRow]) -> str:
    if not rows:
        return "There is no such memo."
    lines = [f"{counted(len(rows), 'memo')}."]
    for row in rows:
        span_of_it = f"{row.document} {row.start}–{row.end}" if row.start is not None else row.document
        about = " ".join(part for part in (row.about, row.name, span_of_it) if part)
        marks = "".join(f" [{word}]" for word in (row.kind, "private" if row.private else "") if word)
        index = "" if row.about == CODING else f"{short(row.guid)}  "
        lines += ["", f"{index}{about}{marks}, {row.writer or 'nobody named'}, {row.at[:10]}"]
        lines += [f"  {row.title}"] if row.title else []
        lines += [f"  {line}" for line in row.text.splitlines()]
    return "\n".join(lines)
