"""`intercoder quotes`: the quote bank; chooses, changes, orders and removes quotes."""

from argparse import Namespace
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.queries import codebook
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.option_values import row_id, short, span
from app.commands.scope import ids_named
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.names import key
from app.quotes.actions import add_quote, change_quote, move_quote, remove_quotes
from app.quotes.queries import QuoteRow, quotes
from app.rounds.then import document_ids
from app.store.project import Project

TEXTS = ("wording", "translation", "attribution", "used_in", "note", "clearance")
IN_WORDS = {"quote": "may be quoted", "paraphrase": "paraphrase only", "never": "never leaves"}


def run(chosen: Namespace, _job: Job) -> CommandOutput:
    """List the quotes, after one was chosen, changed, moved or removed."""
    ways = (chosen.add, chosen.change, chosen.move, chosen.remove)
    changes = any(way is not None for way in ways)
    if not changes and any(getattr(chosen, name) is not None for name in (*TEXTS, "code")):
        raise UserError("What is said of a quote needs the quote: add it with --add, or --change its ID.")
    opened = projects.open_to_change if changes else projects.open_to_look
    with opened(chosen) as project:
        done = _change(project, chosen) if changes else ""
        with project.read() as session:
            rows = _wanted(session, chosen)
        notes = projects.left_out(project)
    value = {
        "done": done or None,
        "total": len(rows),
        "quotes": [_value(row) for row in rows],
        "left_out": notes,
    }
    return CommandOutput("\n".join([done or _text(rows), *notes]), value)


def _wanted(session: Session, chosen: Namespace) -> list[QuoteRow]:
    names = {key(row.name): row.id for row in codebook(session)}
    ids = ids_named(chosen.codes, names, "code")
    return [
        row
        for row in quotes(session)
        if chosen.only is None or row.clearance in chosen.only
        if ids is None or names.get(key(row.code)) in ids
    ]


def _change(project: Project, chosen: Namespace) -> str:
    texts = {name: getattr(chosen, name) for name in TEXTS if getattr(chosen, name) is not None}
    with project.read() as session:
        ids = {row.guid: row.id for row in quotes(session)}
        place = _place(session, chosen) if chosen.add is not None else {}
    if chosen.add is not None:
        quote_id = project.do("Choose quote", add_quote, **place, **texts)
        with project.read() as session:
            guid = next(row.guid for row in quotes(session) if row.id == quote_id)
        return f"Chose quote {short(guid)}."
    if chosen.change is not None:
        project.do("Change quote", change_quote, quote_id=row_id(chosen.change, ids, "quote"), **texts)
        return f"Changed quote {chosen.change}."
    if chosen.move is not None:
        named, position = chosen.move
        if not position.isdecimal() or len(position) > 9:
            raise UserError("--move wants the ID of a quote and its place in the order, from 1.")
        moved = row_id(named, ids, "quote")
        project.do("Move quote", move_quote, quote_id=moved, position=int(position) - 1)
        return f"Moved quote {named}."
    project.do("Remove quote", remove_quotes, quote_ids=[row_id(chosen.remove, ids, "quote")])
    return f"Removed quote {chosen.remove}."


def _place(session: Session, chosen: Namespace) -> dict[str, Any]:
    document, start, end = span(chosen.add)
    document_id = (ids_named([document], document_ids(session, None), "document") or (0,))[0]
    codes = {key(row.name): row.id for row in codebook(session)}
    code_id = None if chosen.code is None else (ids_named([chosen.code], codes, "code") or (None,))[0]
    return {"document_id": document_id, "start": start, "end": end, "code_id": code_id}


def _value(row: QuoteRow) -> dict[str, Any]:
    return {
        "id": short(row.guid),
        "guid": row.guid,
        "document": row.document or None,
        "start": row.start,
        "end": row.end,
        "original": row.original or None,
        "wording": row.wording or None,
        "translation": row.translation or None,
        "turn": row.turn,
        "speaker": row.speaker or None,
        "code": row.code or None,
        "attribution": row.attribution or None,
        "clearance": row.clearance,
        "used_in": row.used_in or None,
        "note": row.note or None,
        "by": row.chosen_by or None,
        "at": row.at,
    }


def _text(rows: list[QuoteRow]) -> str:
    if not rows:
        return "No quote is chosen. Choose one: intercoder quotes PROJECT --add DOCUMENT START END."
    lines = [f"{counted(len(rows), 'quote')}."]
    for index, row in enumerate(rows, start=1):
        words = row.wording or row.original or "its words were changed away from the text"
        where = f"{row.document} {row.start}–{row.end}" if row.document else "nowhere"
        about = ", ".join(part for part in (where, row.code, IN_WORDS[row.clearance]) if part)
        lines += ["", f"{index}.  {short(row.guid)}  {about}", f"  “{' '.join(words.split())}”"]
        for label, text in (
            ("as spoken", row.original if row.wording else ""),
            ("translation", row.translation),
            ("attributed to", row.attribution),
            ("used in", row.used_in),
            ("note", row.note),
        ):
            lines += [f"  {label}: {' '.join(text.split())}"] if text else []
    return "\n".join(lines)
