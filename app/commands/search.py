"""`intercoder search`: words in texts, memos, notes, definitions and properties, in their context."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.query_saving import save_and_tell, saved_list
from app.commands.scope import ids_named, speakers_named
from app.documents.queries import documents
from app.errors import UserError
from app.find.kept import new_since, search_definition, search_of, texts_now
from app.find.narrowing import Coded, Narrowing
from app.find.places import WHERE, Where
from app.find.queries import Found, Hit, Holding, Search, find
from app.in_context import around, one_line
from app.jobs import Job
from app.names import key
from app.report.found import given_up, place_in_words, total_in_words
from app.rounds.then import document_ids
from app.saved_queries.actions import mark_seen
from app.saved_queries.queries import SavedQueryRow, saved_query
from app.sought import Query

CONTEXT = 60
LISTED = 50  # places that are printed unless a limit says otherwise; JSON has all


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Count every place, and list them, or the first ones."""
    opened = projects.open_to_change if chosen.save or chosen.mark_seen else projects.open_to_look
    with opened(chosen) as project:
        if chosen.list_saved:
            return saved_list(project, "search")
        with project.read() as session:
            row = None if chosen.saved is None else saved_query(session, chosen.saved, "search")
            search = _search(session, chosen, row)
            found = find(session, search, job=job)
            if chosen.new and row is not None:
                found = new_since(session, found, row.texts_seen)
            names = {row.id: row.name for row in documents(session)}
            definition, texts = search_definition(session, search), texts_now(session)
        note = save_and_tell(project, chosen, "search", definition) if chosen.save else ""
        if chosen.mark_seen and row is not None:
            project.do("Mark as looked at", mark_seen, query_id=row.id, texts=texts)
            note = "Marked: --new shows what comes from now on."
    hits = list(found.hits(chosen.limit))
    by_document = found.by_document()
    counts = [
        {"document": name, "count": by_document[document_id]}
        for document_id, name in names.items()
        if document_id in by_document
    ]
    value = {
        "query": search.query.words,
        "saved": chosen.save or chosen.saved,
        "new": chosen.new,
        "in": list(search.where),
        "total": found.total,
        "counts": found.by_kind(),
        "documents": counts,
        "hits": [_value(*hit) for hit in hits],
        "stopped": list(found.stopped),
        "complete": found.complete,
    }
    listed = hits if chosen.limit is not None else hits[:LISTED]
    text = "\n".join(part for part in (_text(found, counts, listed), note) if part)
    return CommandOutput(text, value, complaint=" ".join(given_up(found)))


def _search(session: Session, chosen: Namespace, row: SavedQueryRow | None) -> Search:
    """What is sought: typed with its options, or saved."""
    if (chosen.query is None) == (row is None):
        raise UserError("Say what to look for: some words, or --saved NAME for a saved search; not both.")
    if row is None and (chosen.new or chosen.mark_seen):
        raise UserError("--new and --mark-seen are for a saved search: name it with --saved.")
    if row is not None:
        return search_of(session, row.asked)
    query = Query(
        chosen.query,
        pattern=chosen.pattern,
        whole_words=chosen.whole_words,
        case=chosen.case,
        accents=chosen.accents,
        near=chosen.near,
    )
    if query.pattern and query.near is not None:
        raise UserError("--near is for words, and --pattern has none. Leave one of them out.")
    where: tuple[Where, ...] = tuple(kind for kind in WHERE if chosen.where is None or kind in chosen.where)
    return Search(query, where, _narrowing(session, chosen))


def _narrowing(session: Session, chosen: Namespace) -> Narrowing:
    codes = codebook(session)
    code_ids = {key(code.name): code.id for code in codes}
    texts = ids_named(chosen.documents, document_ids(session, None), "document")
    named = [names for names in (chosen.coded_with, chosen.not_coded_with) if names is not None]
    without, coded = (
        chosen.not_coded or chosen.not_coded_with is not None,
        chosen.coded or bool(chosen.coded_with),
    )
    if without and coded:
        raise UserError("What is coded and what isn't can't be asked for at once. Leave one of them out.")
    people = ids_named(chosen.coded_by, {key(row.name): row.id for row in coders(session)}, "coder")
    state: Coded = "without" if without else "with" if coded or people is not None else ""
    return Narrowing(
        document_ids=None if texts is None else frozenset(texts),
        languages=None if chosen.language is None else frozenset(chosen.language),
        properties=tuple(map(_property, chosen.property or ())),
        speakers=None if chosen.speaker is None else frozenset(speakers_named(session, chosen.speaker)),
        coded=state,
        code_ids=with_below(codes, ids_named(named[0], code_ids, "code") or ()) if named else None,
        coder_ids=None if people is None else frozenset(people),
        codable_only=chosen.codable,
    )


def with_below(codes: Iterable[CodeRow], ids: Iterable[int]) -> frozenset[int]:
    """Codes with all that lie under them; `codes` has parents before their children."""
    whole = set(ids)
    for code in codes:
        if code.parent_id in whole:
            whole.add(code.id)
    return frozenset(whole)


def _property(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UserError(
            f"“{text}” is no property with its value. Write it as NAME=VALUE, such as gender=female."
        )
    return name.strip(), value.strip()


def _value(holding: Holding, start: int, end: int) -> dict[str, Any]:
    """One place, for programs: offsets count in the text, memo, note, definition or property."""
    piece = holding.piece
    before, after = around(holding.text, start, end, CONTEXT)
    return {
        "in": piece.where,
        "document": holding.document or None,
        "start": start,
        "end": end,
        "text": holding.text[start:end],
        "context": f"{before}{one_line(holding.text[start:end])}{after}",
        "about": piece.about or None,
        "name": piece.name or None,
        "passage": None if piece.start is None else {"start": piece.start, "end": piece.end},
    }


def _text(found: Found, counts: Sequence[dict[str, Any]], listed: Sequence[Hit]) -> str:
    if not found.total:
        return "Nothing was found."
    lines = [f"{total_in_words(found)}."]
    lines += [f"  {row['document']}: {row['count']:,}" for row in counts]
    lines.append("")
    for holding, start, end in listed:
        before, after = around(holding.text, start, end, CONTEXT)
        words = one_line(holding.text[start:end])
        place = place_in_words(holding.piece, holding.document)
        lines.append(f"{place}, {start:,} to {end:,}: {before}[{words}]{after}")
    if len(listed) < found.total:
        lines += ["", f"{len(listed):,} of them listed; all by --limit {found.total}."]
    return "\n".join(lines)
