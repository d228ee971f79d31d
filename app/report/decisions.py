"""What is told of a decision in the trail of all: what was settled, how, by whom, and which it replaced."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.documents.queries import DocumentRow
from app.reconcile.items import OriginalCoding
from app.reconcile.outcomes import REASONS, ConsensusSpan
from app.reconcile.queries import DecisionRow
from app.report.document_list import DOCUMENT
from app.report.tables import TableColumn
from app.report.words import KINDS


@dataclass(frozen=True)
class DecisionLine:
    """A decision with its round ("" for none), its document, and who and what is named by id."""

    decision: DecisionRow
    round: str
    document: DocumentRow
    follows: str | None
    coders: Mapping[int, str]
    codes: Mapping[int, str]


def decision_lines(
    decisions: Sequence[tuple[str, DecisionRow]],
    documents: Iterable[DocumentRow],
    coders: Mapping[int, str],
    codes: Mapping[int, str],
) -> Iterator[DecisionLine]:
    """The decisions, each with the name of its round, on documents that are there."""
    guids = {decision.id: decision.guid for _, decision in decisions}
    by_id = {document.id: document for document in documents}
    for name, decision in decisions:
        if decision.document_id in by_id:
            follows = guids.get(decision.follows_id or 0)
            yield DecisionLine(decision, name, by_id[decision.document_id], follows, coders, codes)


def _originals(line: DecisionLine) -> str:
    coders = line.decision.settled.coders
    return "\n".join(f"{line.coders.get(id_, '?')}: {_spans(line, spans)}" for id_, spans in coders.items())


def _spans(line: DecisionLine, spans: Iterable[ConsensusSpan | OriginalCoding]) -> str:
    told = (f"{line.codes.get(span.code_id, '?')} {span.start}–{span.end}" for span in spans)
    return "; ".join(told) or "–"


_ALL: tuple[TableColumn[DecisionLine], ...] = (
    TableColumn(
        "Decision id",
        lambda line: line.decision.guid,
        meaning="Identifies the decision, in every workbook of this project.",
        holds="id",
    ),
    TableColumn(
        "Item id", lambda line: line.decision.item, meaning="The disagreement that it is about.", holds="id"
    ),
    TableColumn(
        "Follows",
        lambda line: line.follows,
        meaning="The decision that it replaces; empty for the first.",
        holds="id",
    ),
    TableColumn(
        "Round",
        lambda line: line.round or None,
        meaning="The round; empty for codings as they were then.",
        holds="name",
    ),
    DOCUMENT["document"].of(lambda line: line.document),
    TableColumn(
        "Start",
        lambda line: line.decision.start,
        "count",
        "Characters before the passage in the document's text.",
    ),
    TableColumn("End", lambda line: line.decision.end, "count", "Characters up to the end of the passage."),
    TableColumn(
        "Kind",
        lambda line: KINDS[line.decision.settled.kind].name,
        meaning="How the coders differed.",
        holds="word",
    ),
    TableColumn(
        "Originals", _originals, "text", "What each coder coded there: code start–end.", holds="name"
    ),
    TableColumn("Outcome", lambda line: line.decision.outcome, meaning="How it was settled.", holds="word"),
    TableColumn(
        "Consensus",
        lambda line: _spans(line, line.decision.codings),
        "text",
        "What the consensus got: code start–end.",
        holds="name",
    ),
    TableColumn(
        "Reason", lambda line: REASONS.get(line.decision.reason, line.decision.reason), meaning="Why."
    ),
    TableColumn("Note", lambda line: line.decision.note, "text", "What else was to be said."),
    TableColumn(
        "Rule",
        lambda line: line.decision.rule,
        meaning="The bulk rule that decided; empty where a person did.",
        holds="word",
    ),
    TableColumn(
        "By",
        lambda line: line.coders.get(line.decision.coder_id or 0),
        meaning="Who decided.",
        holds="name",
    ),
    TableColumn("Time", lambda line: line.decision.at, meaning="When (UTC, ISO 8601).", holds="word"),
)
DECISION: Mapping[str, TableColumn[DecisionLine]] = {column.name_in_files: column for column in _ALL}
