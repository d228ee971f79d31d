"""What is told of an item of the queue: its codes and place, how it was settled, and what changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.codebook.queries import CodeRow
from app.in_context import quote
from app.isolation import bare, isolated
from app.local_times import local_date
from app.reconcile.items import ITEM_KINDS, Item, OriginalCoding, weight_told
from app.reconcile.loaded_queue import LoadedQueue, Team
from app.reconcile.outcomes import ConsensusSpan, whose
from app.reconcile.queries import STATUSES, DecisionRow, QueueRow
from app.report.faces import Face
from app.report.kind_signs import weight_explained
from app.report.names import kind_name, outcome_name, reason_name, status_name
from app.report.tables import TableColumn
from app.report.words import KINDS, STATES
from app.translation import QT_TR_NOOP, tr

MOST_CHANGES = 4
QUOTE = 40  # code points


_KINDS = ", ".join(KINDS[kind].name for kind in ITEM_KINDS if kind != "agreed")
_STATES = ", ".join(f"{STATES[state].name} ({STATES[state].meaning})" for state in STATUSES)
QUEUE: Mapping[str, TableColumn[QueueRow]] = {
    column.name_in_files: column
    for column in (
        TableColumn[QueueRow](
            QT_TR_NOOP("Kind"),
            lambda row: KINDS[row.item.kind].name,
            meaning=f"How coders differ: {_KINDS}.",
            holds="word",
        ),
        TableColumn[QueueRow](
            QT_TR_NOOP("Weight"),
            lambda row: round(row.item.weight, 6),
            "share",
            "Its share of all disagreement, by length; all weights of a round sum to 1.",
        ),
        TableColumn[QueueRow](
            QT_TR_NOOP("State"),
            lambda row: STATES[row.status].name,
            meaning=f"How far it is: {_STATES}.",
            key="status",
            holds="word",
        ),
    )
}


def code_name(codes: Mapping[int, CodeRow], code_id: int) -> str:
    """A code's name, also where the code is gone."""
    return codes[code_id].name if code_id in codes else tr("a code that is gone")


def codes_of(row: QueueRow, team: Team) -> str:
    """The names of an item's codes."""
    return ", ".join(isolated(code_name(team.codes, code_id)) for code_id in row.item.code_ids)


def place_of(row: QueueRow, team: Team) -> str:
    """“04 Baker · turn 12 · B.”"""
    document = team.documents.get(row.item.document_id)
    turn = tr("turn {turn}", turn=row.item.turn) if row.item.turn else ""
    parts = (document.name if document else tr("a document that is gone"), turn, row.item.speaker)
    return " · ".join(isolated(part) for part in parts if part)


def spoken(row: QueueRow, team: Team) -> str:
    """Everything about an item in one line."""
    unsure = tr("unsure") if row.item.unsure else ""
    weight = weight_told(row.item.weight)
    parts = (
        kind_name(row.item.kind),
        codes_of(row, team),
        place_of(row, team),
        status_name(row.status),
        unsure,
        tr("weight {weight}", weight=weight) if weight else "",
    )
    return "; ".join(part for part in parts if part)


def columns(loaded: LoadedQueue) -> list[TableColumn[QueueRow]]:
    """The line of a list, then the columns that are copied of it."""
    team = loaded.team
    copied = {name: replace(column.in_language(), shown=False) for name, column in QUEUE.items()}

    def at_length(row: QueueRow) -> str:
        words = (codes_of(row, team), place_of(row, team), weight_explained(row.item.weight))
        return "\n".join(part for part in words if part)

    return [
        TableColumn("", lambda row: spoken(row, team), tip=at_length, copied=False),
        copied["kind"],
        TableColumn(tr("Codes"), lambda row: bare(codes_of(row, team)), shown=False),
        TableColumn(tr("Where"), lambda row: bare(place_of(row, team)), shown=False),
        copied["status"],
        TableColumn(tr("Sure"), lambda row: tr("no") if row.item.unsure else tr("yes"), shown=False),
        copied["weight"],
        TableColumn(tr("Similar"), loaded.similar, "count", shown=False),
    ]


def outcome_told(
    outcome: str, item: Item, codings: Iterable[ConsensusSpan], people: Mapping[int, str]
) -> str:
    """An outcome in a sentence; of one coder's coding whose it is, as far as `people` are named by id."""
    names = [people[coder] for coder in whose(item, codings) if coder in people] if outcome == "coder" else []
    if not names:
        return outcome_name(outcome)
    return tr("the coding of {coders}", coders=", ".join(map(isolated, names)))


def decision_told(decision: DecisionRow, team: Team, *, blind: bool) -> str:
    """“Union, by Ana Yilmaz on 2026-11-23: a slip. A note.”"""
    who = team.coders.get(decision.coder_id or 0)
    name = who.name if who is not None and not blind else tr("somebody")
    day = local_date(decision.at)
    people = {} if blind else {coder.id: coder.name for coder in team.coders.values()}
    outcome = outcome_told(decision.outcome, decision.settled, decision.codings, people)
    head = tr("{outcome}, by {name} on {day}", outcome=outcome[:1].upper() + outcome[1:], name=name, day=day)
    if decision.rule:
        head = tr(
            "{outcome}, by a rule that {name} used on {day}",
            outcome=outcome[:1].upper() + outcome[1:],
            name=name,
            day=day,
        )
    reason = reason_name(decision.reason) if decision.reason else ""
    return ". ".join(part for part in (": ".join(p for p in (head, reason) if p), decision.note) if part)


def changes_told(row: QueueRow, team: Team, faces: list[Face], text: str) -> str:
    """What each coder had when it was settled, and has now, where that differs."""
    if row.status != "changed" or row.decision is None:
        return ""
    was, now = row.decision.settled.coders, row.item.coders
    if row.gone:
        return tr("Nothing is left of the codings that were settled.")
    letters = {face.coder_id: face.name or face.letter for face in faces}
    sentences = []
    for coder_id in sorted({*was, *now}):
        if coder_id in now and coder_id not in was and not now[coder_id]:
            name = letters.get(coder_id) or tr("Somebody")
            sentences.append(tr("{name} has completed the document and coded nothing here.", name=name))
        before, after = was.get(coder_id, ()), now.get(coder_id, ())
        if _spans(before) != _spans(after):
            name = letters.get(coder_id) or tr("Somebody")
            sentences.append(
                tr(
                    "{coder} had {before} and has {after} now.",
                    coder=name,
                    before=_codings_told(before, team, text),
                    after=_codings_told(after, team, text),
                )
            )
    if not sentences:
        sentences = [tr("The consensus has lost codings that were decided.")]
    more = (
        tr("And {count} other.", "And {count} others.", len(sentences) - MOST_CHANGES)
        if len(sentences) > MOST_CHANGES
        else ""
    )
    return " ".join(part for part in (*sentences[:MOST_CHANGES], more) if part)


def _spans(codings: tuple[OriginalCoding, ...]) -> list[tuple[int, int, int]]:
    return sorted((coding.code_id, coding.start, coding.end) for coding in codings)


def _codings_told(codings: tuple[OriginalCoding, ...], team: Team, text: str) -> str:
    parts = []
    for coding in codings:
        words = quote(text, coding.start, coding.end, QUOTE)
        parts.append(tr("{code} on “{words}”", code=code_name(team.codes, coding.code_id), words=words))
    return "; ".join(parts) or tr("nothing")
