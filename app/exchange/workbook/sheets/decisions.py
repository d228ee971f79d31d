"""The sheet “Decisions”: the whole trail of how disagreements were settled, one row for each decision."""

from collections.abc import Iterator, Mapping, Sequence

from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import most_parts
from app.reconcile.outcomes import REASONS
from app.reconcile.queries import DecisionRow, decisions
from app.report.words import KINDS
from app.rounds.queries import rounds
from app.rounds.then import names_by_id

TITLE = "Decisions"
ABOUT = "Every decision in the order in which it was taken; nothing is overwritten, a later one follows."

LONG = (8, 10, 12)  # places of originals, consensus and note, which may go on in further columns


def columns(export: Export) -> list[Column]:
    """What was decided, by whom, when, and from what."""
    written = list(rows(export))
    originals, consensus, note = (most_parts(str(row[index] or "") for row in written) for index in LONG)
    return [
        Column("decision id", "Identifies the decision, in every workbook of this project.", 12, holds="id"),
        Column("item id", "The disagreement that it is about.", 12, holds="id"),
        Column("follows", "The decision that it replaces; empty for the first.", 12, holds="id"),
        Column("round", "The round; empty for codings as they were then.", 14, holds="name"),
        Column("document", "The document's name.", 24, holds="title"),
        Column("start", "Characters before the passage in the document's text.", 9, "count"),
        Column("end", "Characters up to the end of the passage.", 9, "count"),
        Column("kind", "How the coders differed.", 11, holds="word"),
        Column("originals", "What each coder coded there: code start–end.", 50, "text", originals, "name"),
        Column("outcome", "How it was settled.", 13, holds="word"),
        Column("consensus", "What the consensus got: code start–end.", 40, "text", consensus, "name"),
        Column("reason", "Why.", 30, holds="note"),
        Column("note", "What else was to be said.", 40, "text", note, "note"),
        Column("rule", "The bulk rule that decided; empty where a person did.", 22, holds="word"),
        Column("by", "Who decided.", 14, holds="name"),
        Column("time", "When (UTC, ISO 8601).", 21, holds="word"),
    ]


def is_sensible(export: Export) -> bool:
    """Whether anything was decided."""
    return any(_all(export))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All decisions by round and time."""
    decisions = list(_all(export))
    guids = {decision.id: decision.guid for _, decision in decisions}
    documents = {document.id: document.name for document in export.documents}
    coders, codes = names_by_id(export.then.coders), names_by_id(export.then.codes)
    for name, row in decisions:
        if row.document_id not in documents:
            continue
        originals = "\n".join(
            f"{coders.get(coder_id, '?')}: {_spans(((c.code_id, c.start, c.end) for c in spans), codes)}"
            for coder_id, spans in row.settled.coders.items()
        )
        yield [
            row.guid,
            row.item,
            guids.get(row.follows_id or 0),
            name or None,
            documents[row.document_id],
            row.start,
            row.end,
            KINDS[row.settled.kind].name,
            originals,
            row.outcome,
            _spans(((c.code_id, c.start, c.end) for c in row.codings), codes),
            REASONS.get(row.reason, row.reason),
            row.note,
            row.rule,
            coders.get(row.coder_id or 0),
            row.at,
        ]


def _all(export: Export) -> Iterator[tuple[str, DecisionRow]]:
    wanted = export.choices.scope.round_id
    listed: list[tuple[int | None, str]] = [
        (None, ""),
        *((round_.id, round_.name) for round_ in rounds(export.session)),
    ]
    for round_id, name in listed:
        if wanted is None or round_id == wanted:
            yield from ((name, decision) for decision in decisions(export.session, round_id))


def _spans(codings: Iterator[tuple[int, int, int]], codes: Mapping[int, str]) -> str:
    return "; ".join(f"{codes.get(code, '?')} {start}–{end}" for code, start, end in codings) or "–"
