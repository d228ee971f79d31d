"""What bulk rules would have decided, beside what adjudicators did: a consensus layer that was imported."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.spans.boundaries import trimmed
from app.agreement.spans.continuum import Codings
from app.coders.queries import coders
from app.errors import UserError
from app.models import Coding
from app.names import key
from app.reconcile.items import Item
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.possible import Ground
from app.reconcile.queries import QueueRow
from app.reconcile.rules import Rule, preview
from app.rounds.texts import texts_then, to_today

ORIGINS = ("exact", "one coder", "boundary", "added")
Spans = dict[int, list[ConsensusSpan]]  # by document id


@dataclass(frozen=True)
class RuleOutcome:
    """How often a rule settled an item: as the layer has it, with other ends, or otherwise."""

    rule: str
    items: int
    same: int
    near: int

    @property
    def otherwise(self) -> int:
        """Items in which the layer has other codes, or none."""
        return self.items - self.same - self.near


@dataclass(frozen=True)
class GoldComparison:
    """Rules beside a consensus layer, over the documents that it has judged.

    items    how many items there are
    rules    how each rule did, the items left to people not counted
    left     items that no rule settles
    refused  items that a rule would settle, but for codes that exclude each other
    origins  where the layer's codings come from, by ORIGINS: all coders have exactly this one; some have;
             coders have the code here with other ends; nobody has the code here
    dropped  items of which the layer has nothing, by their kind
    """

    layer: str
    documents: int
    items: int
    rules: tuple[RuleOutcome, ...]
    left: int
    refused: int
    origins: Mapping[str, int]
    dropped: Mapping[str, int]


def layer_named(session: Session, name: str) -> int:
    """The id of the consensus layer of this name; UserError where it is none."""
    layers = {key(coder.name): coder for coder in coders(session) if coder.role == "consensus"}
    if key(name) not in layers:
        names = ", ".join(coder.name for coder in layers.values())
        raise UserError(
            f"There is no consensus layer “{name}” in this project. "
            + (f"Choose one of: {names}." if names else "It has none; import one as a coder called GOLD.")
        )
    return layers[key(name)].id


def against(
    session: Session,
    rows: Sequence[QueueRow],
    rules: Sequence[Rule],
    layer_id: int,
    domains: Mapping[int, int],
) -> GoldComparison:
    """Compare what rules would decide of everything with a consensus layer, white space at the ends aside.

    `rows` are the whole queue; decisions already taken change nothing here.
    """
    round_id = rows[0].item.round_id if rows else None
    judged = _as_then(session, round_id, _codings(session, layer_id))
    items = [row.item for row in rows if row.item.document_id in judged and row.item.coders]
    texts = texts_then(session, round_id, list(judged))
    gold = _trimmed(judged, texts)
    seen = preview([QueueRow(item, "open", None) for item in items], rules, Ground(domains))
    verdicts: dict[str, Counter[str]] = {rule.text: Counter() for rule in rules}
    for choice in seen.choices:
        codings = _trimmed({choice.item.document_id: list(choice.codings)}, texts)[choice.item.document_id]
        verdicts[choice.rule][_verdict(set(codings), set(_overlapping_gold(choice.item, gold)))] += 1
    dropped = Counter(item.kind for item in items if not _overlapping_gold(item, gold))
    return GoldComparison(
        layer=next(coder.name for coder in coders(session) if coder.id == layer_id),
        documents=len(judged),
        items=len(items),
        rules=tuple(
            RuleOutcome(rule, counted.total(), counted["same"], counted["near"])
            for rule, counted in verdicts.items()
        ),
        left=len(seen.left),
        refused=len(seen.refused),
        origins=_origins(items, gold, texts),
        dropped=dict(sorted(dropped.items())),
    )


def _codings(session: Session, layer_id: int) -> Spans:
    """What a layer has, in the documents that it has judged: those where it has a coding."""
    rows = session.execute(
        select(Coding.document_id, Coding.code_id, Coding.start, Coding.end).where(
            Coding.coder_id == layer_id
        )
    )
    spans: Spans = {}
    for document_id, *span in rows:
        spans.setdefault(document_id, []).append(ConsensusSpan(*span))
    return spans


def _as_then(session: Session, round_id: int | None, spans: Spans) -> Spans:
    """What a layer has today where its words stood in the texts that a round has."""
    if round_id is None:
        return spans
    for (_, document_id), alignment in to_today(session, spans, round_id).items():
        back = alignment.backwards().with_replaced()
        moved = [(coding.code_id, back.moved(coding.start, coding.end)) for coding in spans[document_id]]
        spans[document_id] = [
            ConsensusSpan(code_id, place.start, place.end)
            for code_id, place in moved
            if place.outcome != "lost" and place.start < place.end
        ]
    return spans


def _verdict(codings: set[ConsensusSpan], gold: set[ConsensusSpan]) -> str:
    if codings == gold:
        return "same"
    same_codes = {coding.code_id for coding in codings} == {coding.code_id for coding in gold}
    return "near" if codings and same_codes else "otherwise"


def _overlapping_gold(item: Item, gold: Spans) -> list[ConsensusSpan]:
    """The layer's codings that overlap somebody's coding of the same code in an item."""
    originals = {
        (coding.code_id, coding.start, coding.end) for codings in item.coders.values() for coding in codings
    }
    return [
        gold_coding
        for gold_coding in gold.get(item.document_id, ())
        if gold_coding.start < item.end and item.start < gold_coding.end
        if any(
            code == gold_coding.code_id and start < gold_coding.end and gold_coding.start < end
            for code, start, end in originals
        )
    ]


def _origins(items: Sequence[Item], gold: Spans, texts: Mapping[int, str]) -> dict[str, int]:
    """Where each of the layer's codings comes from."""
    by_coder: dict[int, dict[int, list[ConsensusSpan]]] = {}
    for item in items:
        for coder_id, of_coder in item.coders.items():
            earlier = by_coder.setdefault(item.document_id, {}).setdefault(coder_id, [])
            earlier += [ConsensusSpan(coding.code_id, coding.start, coding.end) for coding in of_coder]
    counted: Counter[str] = Counter()
    for document_id, codings in gold.items():
        people = by_coder.get(document_id, {})
        alike = [set(_trimmed({document_id: person}, texts)[document_id]) for person in people.values()]
        anybodys = set().union(*alike)
        for coding in codings:
            counted[_origin(coding, alike, anybodys)] += 1
    return {origin: counted[origin] for origin in ORIGINS}


def _origin(coding: ConsensusSpan, alike: Sequence[set[ConsensusSpan]], anybodys: set[ConsensusSpan]) -> str:
    having = sum(coding in codings for codings in alike)
    if having:
        return "exact" if having == len(alike) else "one coder"
    touched = any(
        other.code_id == coding.code_id and other.start < coding.end and coding.start < other.end
        for other in anybodys
    )
    return "boundary" if touched else "added"


def _trimmed(spans: Spans, texts: Mapping[int, str]) -> Spans:
    """The spans without white space and punctuation at their ends."""
    rows = [(document, 0, *_columns(coding)) for document, spans_of in spans.items() for coding in spans_of]
    numbers = np.unique([row[0] for row in rows])
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    codings = Codings(np.searchsorted(numbers, columns[0]), *columns[1:])
    cut = trimmed(codings, {index: texts[document] for index, document in enumerate(numbers.tolist())})
    trimmed_spans: Spans = {document: [] for document in spans}
    columns = np.array([columns[0], cut.code, cut.start, cut.end])
    for document, *span in columns.T.tolist():
        trimmed_spans[document].append(ConsensusSpan(*span))
    return trimmed_spans


def _columns(coding: ConsensusSpan) -> tuple[int, int, int]:
    return coding.code_id, coding.start, coding.end
