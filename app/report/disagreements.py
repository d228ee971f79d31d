"""What is told of a disagreement in files: the passage, what each coder coded, and how far it is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from app.documents.queries import DocumentRow
from app.in_context import after, before
from app.reconcile.queries import QueueRow
from app.report.document_list import DOCUMENT
from app.report.items import QUEUE
from app.report.tables import TableColumn

CONTEXT = 200
NOTHING = "–"
AROUND = f"What stands {{}} the passage, {CONTEXT} characters at most, whole words in one line."


@dataclass(frozen=True)
class DisagreementLine:
    """A disagreement with its round ("" for today's codings), document and text, and what ids are called."""

    row: QueueRow
    round: str
    document: DocumentRow
    text: str
    coders: Mapping[int, str]
    codes: Mapping[int, str]


def _rtl(line: DisagreementLine) -> bool:
    return line.document.direction == "rtl"


_ALL: tuple[TableColumn[DisagreementLine], ...] = (
    TableColumn(
        "Item id",
        lambda line: line.row.item.key,
        meaning="Identifies the disagreement and the codings in it; needed to import.",
        holds="id",
    ),
    TableColumn(
        "Decision id",
        lambda line: line.row.decision.guid if line.row.decision else None,
        meaning="The latest decision about it when this was written.",
        holds="id",
    ),
    DOCUMENT["document"].of(lambda line: line.document),
    TableColumn(
        "Turn",
        lambda line: line.row.item.turn,
        "count",
        "The number of the turn where the passage starts, from 1.",
    ),
    TableColumn(
        "Passage",
        lambda line: line.text[line.row.item.start : line.row.item.end],
        "text",
        "The words that are coded differently.",
        holds="quote",
        rtl=_rtl,
    ),
    TableColumn(
        "Before",
        lambda line: before(line.text, line.row.item.start, CONTEXT),
        "text",
        AROUND.format("before"),
        holds="quote",
        rtl=_rtl,
    ),
    TableColumn(
        "After",
        lambda line: after(line.text, line.row.item.end, CONTEXT),
        "text",
        AROUND.format("behind"),
        holds="quote",
        rtl=_rtl,
    ),
    TableColumn(
        "Speaker",
        lambda line: line.row.item.speaker,
        meaning="Who speaks in that turn.",
        holds="title",
        rtl=_rtl,
    ),
    *(QUEUE[name].of(lambda line: line.row) for name in ("kind", "weight", "status")),
    TableColumn(
        "Round",
        lambda line: line.round or None,
        meaning="The round; empty for codings as they are now.",
        holds="name",
    ),
    TableColumn(
        "Start",
        lambda line: line.row.item.start,
        "count",
        "Characters before the passage in the document's text.",
    ),
    TableColumn("End", lambda line: line.row.item.end, "count", "Characters up to the end of the passage."),
)
DISAGREEMENT: Mapping[str, TableColumn[DisagreementLine]] = {column.name_in_files: column for column in _ALL}


def codes_of(coder_id: int, name: str) -> TableColumn[DisagreementLine]:
    """The column of what one coder gave."""
    meaning = f"{name}'s codes here; “–” for none, empty where {name} didn't complete the document."
    value = partial(_coded, coder_id=coder_id)
    return TableColumn(f"{name}: codes", value, "text", meaning, holds="name", is_named=True)


def quote_of(coder_id: int, name: str) -> TableColumn[DisagreementLine]:
    """The column of the words that one coder coded."""
    meaning = f"The words that {name} coded here."
    value = partial(_quoted, coder_id=coder_id)
    return TableColumn(f"{name}: quote", value, "text", meaning, holds="quote", rtl=_rtl, is_named=True)


def codes_together(people: Sequence[int]) -> TableColumn[DisagreementLine]:
    """The column of what all these coders gave: “Hard life: Ana, Murat”, a line for each."""
    meaning = "Each code here with those who gave it; “–” for those who gave none."
    return TableColumn("Codes", partial(_together, people=people), "text", meaning, holds="name")


def _coded(line: DisagreementLine, coder_id: int) -> str | None:
    """The codes that a coder gave; None for who didn't complete the document."""
    spans = line.row.item.coders.get(coder_id)
    if spans is None:
        return None
    return "; ".join(dict.fromkeys(line.codes.get(span.code_id, "?") for span in spans)) or NOTHING


def _quoted(line: DisagreementLine, coder_id: int) -> str | None:
    spans = line.row.item.coders.get(coder_id) or ()
    return _short(" … ".join(line.text[span.start : span.end] for span in spans)) or None


def _together(line: DisagreementLine, people: Sequence[int]) -> str:
    """The codes that most gave first."""
    by_codes: dict[str, list[str]] = {}
    for coder_id in people:
        codes = _coded(line, coder_id)
        if codes is not None:
            by_codes.setdefault(codes, []).append(line.coders[coder_id])
    groups = sorted(by_codes.items(), key=lambda group: -len(group[1]))
    return "\n".join(f"{codes}: {', '.join(names)}" for codes, names in groups)


def _short(quote: str) -> str:
    """A quote that fits a cell; the whole one stands in Codings."""
    if len(quote) <= 4 * CONTEXT:
        return quote
    return f"{after(quote, 0, 4 * CONTEXT)} (all of it in “Codings”)"
