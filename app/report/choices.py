"""What is told of choices before they are made: where, what kind of item, the passage, what comes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app import in_context
from app.coding.queries import Places
from app.documents.words import trim
from app.isolation import bare, isolated
from app.reconcile.actions import Choice
from app.reconcile.loaded_queue import Team
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import QueueRow
from app.report.items import code_name, place_of
from app.report.names import kind_name
from app.report.tables import TableColumn
from app.rounds.texts import PlacesThen
from app.store import Project
from app.translation import tr

MOST_SHOWN = 500
QUOTE = 140  # code points


@dataclass(frozen=True)
class ChoiceLine:
    """One choice in words."""

    place: str
    kind: str
    passage: str
    consensus: str


def columns() -> list[TableColumn[ChoiceLine]]:
    """Where it is, what kind of item, the passage, what comes of it."""
    return [
        TableColumn(tr("Where"), lambda line: bare(line.place), words=lambda line: line.place),
        TableColumn(tr("Kind"), lambda line: line.kind),
        TableColumn(tr("Passage"), lambda line: bare(line.passage), words=lambda line: line.passage),
        TableColumn(
            tr("The consensus gets"), lambda line: bare(line.consensus), words=lambda line: line.consensus
        ),
    ]


def lines_of(project: Project, team: Team, choices: Sequence[Choice]) -> list[ChoiceLine]:
    """The first choices in words."""
    with project.read() as session:
        round_id = choices[0].item.round_id if choices else None
        return list(_lines(PlacesThen(session, round_id), team, choices[:MOST_SHOWN]))


def _lines(places: Places, team: Team, choices: Sequence[Choice]) -> Iterator[ChoiceLine]:
    for choice in choices:
        text = places.text(choice.item.document_id)
        yield ChoiceLine(
            place_of(QueueRow(choice.item, "open", None), team),
            kind_name(choice.item.kind),
            quote(text, choice.item.start, choice.item.end),
            consensus_told(choice.codings, team, text, choice.item.start, choice.item.end),
        )


def consensus_told(codings: Sequence[ConsensusSpan], team: Team, text: str, start: int, end: int) -> str:
    """“Corruption: all of it; Hard life: “We queued””; what the consensus gets."""
    parts = []
    for coding in codings:
        name = isolated(code_name(team.codes, coding.code_id))
        whole = (coding.start, coding.end) == (start, end)
        words = tr("all of it") if whole else quote(text, coding.start, coding.end)
        parts.append(f"{name}: {words}")
    return "; ".join(parts) or tr("nothing: left uncoded")


def quote(text: str, start: int, end: int) -> str:
    """The words of a passage; the middle of a long one is left out."""
    first, last = trim(text, start, end)
    start, end = (first, last) if first < last else (start, end)
    return isolated(f"“{in_context.quote(text, start, end, QUOTE)}”")


def codings_told(codings: Sequence[ConsensusSpan], team: Team, text: str) -> str:
    """Codes with their words; “nothing” where there are none."""
    parts = []
    for coding in codings:
        name = isolated(code_name(team.codes, coding.code_id))
        parts.append(f"{name}: {quote(text, coding.start, coding.end)}")
    return "; ".join(parts) or tr("nothing")
