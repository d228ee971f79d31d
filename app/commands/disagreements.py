"""`intercoder disagreements`: where coders differ, typed, weighed, and how far each is settled."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.commands import projects, value_disagreements
from app.commands.answer import CommandOutput
from app.commands.differing_units import differing_units
from app.commands.scope import ids_named, of_what
from app.counting import counted
from app.documents.queries import documents
from app.jobs import Job
from app.reconcile.adjudication import covered
from app.reconcile.items import Item, weight_told
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import QueueRow, queue
from app.report.words import KINDS, STATES
from app.rounds.queries import round_by_name
from app.rounds.texts import texts_then
from app.rounds.then import document_ids, names_by_id, then

GONE = "(deleted)"


@dataclass(frozen=True)
class IdNames:
    """What ids are called, those of a closed round as they were when it closed."""

    documents: Mapping[int, str]
    coders: Mapping[int, str]
    codes: Mapping[int, str]

    def document(self, document_id: int) -> str:
        """The name of a document, also where it was deleted."""
        return self.documents.get(document_id, GONE)

    def code(self, code_id: int) -> str:
        """The name of a code, also where it was deleted."""
        return self.codes.get(code_id, GONE)

    def coder(self, coder_id: int | None) -> str:
        """The name of a coder, "" for nobody."""
        return "" if coder_id is None else self.coders.get(coder_id, GONE)


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """List them; `agreed` passages only where they are asked for, or units where a unit is given."""
    if chosen.unit is not None:
        return differing_units(chosen, job)
    if chosen.sheets:
        return value_disagreements.listed(chosen)
    with projects.open_to_look(chosen) as project, project.read() as session:
        round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
        names = names_of(session, round_id)
        rows = _wanted(session, queue(session, round_id, job=job), chosen, round_id)
        places = [(row.item.document_id, row.item.start, row.item.end) for row in rows]
        quotes = quotes_of(session, places, round_id) if chosen.quotes else None
        scope = of_what(session, round_id)
    value = {
        "round": chosen.round,
        "scope": scope,
        "disagreements": [
            row_value(row, names) | ({} if quotes is None else {"quote": quotes[index]})
            for index, row in enumerate(rows)
        ],
    }
    return CommandOutput(f"{_text(rows, names, quotes)}\n\n{scope}", value)


def names_of(session: Session, round_id: int | None) -> IdNames:
    """The names of everything; a closed round's codes and coders may be gone from the project."""
    people_then = then(session, [] if round_id is None else [round_id])
    return IdNames(
        {row.id: row.name for row in documents(session)},
        names_by_id(people_then.coders),
        names_by_id(people_then.codes),
    )


def _wanted(
    session: Session, rows: Iterable[QueueRow], chosen: Namespace, round_id: int | None
) -> list[QueueRow]:
    names_then = then(session, [] if round_id is None else [round_id])
    documents = ids_named(chosen.documents, document_ids(session, round_id), "document")
    people = ids_named(chosen.coders, names_then.coder_ids(layers=True), "coder")
    codes = ids_named(chosen.codes, names_then.code_ids(), "code")
    return [
        row
        for row in rows
        if (row.item.kind in chosen.kind if chosen.kind else row.item.kind != "agreed")
        if documents is None or row.item.document_id in documents
        if codes is None or set(codes) & set(row.item.code_ids)
        if people is None or _differ(row.item, people)
    ]


def _differ(item: Item, people: Sequence[int]) -> bool:
    """Whether some of these coders have something else here than others of them."""
    have = {
        tuple(tuple(covered(item.coders[coder_id], code_id)) for code_id in item.code_ids)
        for coder_id in people
        if coder_id in item.coders
    }
    return len(have) > 1


def quotes_of(session: Session, places: Sequence[tuple[int, int, int]], round_id: int | None) -> list[str]:
    """The words of passages of a round: (document id, start, end)."""
    texts = texts_then(session, round_id, sorted({span[0] for span in places}))
    return [texts[document_id][start:end] for document_id, start, end in places]


def row_value(row: QueueRow, names: IdNames) -> dict[str, Any]:
    """One disagreement, for programs: offsets and names, no words of the document."""
    item, decision = row.item, row.decision
    return {
        "key": item.key,
        "document": names.document(item.document_id),
        "start": item.start,
        "end": item.end,
        "turn": item.turn,
        "speaker": item.speaker,
        "kind": item.kind,
        "codes": [names.code(code_id) for code_id in item.code_ids],
        "codings": [
            {"coder": names.coder(coder_id), "code": names.code(coding.code_id), "start": coding.start}
            | {"end": coding.end, "sure": coding.sure}
            for coder_id, codings in item.coders.items()
            for coding in codings
        ],
        "coded_nothing": [names.coder(coder_id) for coder_id, codings in item.coders.items() if not codings],
        "weight": item.weight,
        "unsure": item.unsure,
        "similar": item.similar,
        "status": row.status,
        "decision": decision
        and {
            "outcome": decision.outcome,
            "reason": decision.reason,
            "note": decision.note,
            "rule": decision.rule,
            "coder": names.coder(decision.coder_id),
            "at": decision.at,
            "consensus": [made_value(coding, names) for coding in decision.codings],
        },
    }


def made_value(span: ConsensusSpan, names: IdNames) -> dict[str, Any]:
    """One coding of the consensus, for programs."""
    return {"code": names.code(span.code_id), "start": span.start, "end": span.end}


def _text(rows: Sequence[QueueRow], names: IdNames, quotes: Sequence[str] | None) -> str:
    if not rows:
        return "No disagreement: nobody differs, or no document was completed by two coders."
    kinds = Counter(row.item.kind for row in rows)
    states = Counter(row.status for row in rows)
    kinds_told = ", ".join(f"{count:,} {KINDS[kind].name}" for kind, count in kinds.most_common())
    how_far = ", ".join(f"{state:,} {STATES[status].name}" for status, state in states.items())
    lines = [f"{counted(len(rows), 'passage')}: {kinds_told}; {how_far}.", ""]
    for index, row in enumerate(rows):
        item = row.item
        who = "; ".join(
            f"{names.coder(coder_id)}: "
            + (", ".join(dict.fromkeys(names.code(coding.code_id) for coding in codings)) or "nothing")
            for coder_id, codings in item.coders.items()
        )
        lines.append(
            f"{names.document(item.document_id)} {item.start:,} to {item.end:,}  {KINDS[item.kind].name}  "
            f"{weight_told(item.weight) or '0'}  {STATES[row.status].name}  {who}"
        )
        lines += [] if quotes is None else [f"    “{' '.join(quotes[index].split())}”"]
    return "\n".join(lines)
