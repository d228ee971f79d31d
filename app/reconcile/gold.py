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
from app.documents.queries import text
from app.errors import UserError
from app.models import Coding
from app.models.names import key
from app.reconcile.items import Item
from app.reconcile.outcomes import Made
from app.reconcile.possible import Ground
from app.reconcile.queries import QueueRow
from app.reconcile.rules import Rule, preview

ORIGINS = ("exact", "one coder", "boundary", "added")
Spans = dict[int, list[Made]]  # by document id


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
        known = ", ".join(coder.name for coder in layers.values())
        raise UserError(
            f"There is no consensus layer “{name}” in this project. "
            + (f"Choose one of: {known}." if known else "It has none; import one as a coder called GOLD.")
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
    judged = _codings(session, layer_id)
    items = [row.item for row in rows if row.item.document_id in judged and row.item.coders]
    texts = {document_id: text(session, document_id) for document_id in judged}
    gold = _trimmed(judged, texts)
    seen = preview([QueueRow(item, "open", None) for item in items], rules, Ground(domains))
    verdicts: dict[str, Counter[str]] = {rule.text: Counter() for rule in rules}
    for choice in seen.choices:
        made = _trimmed({choice.item.document_id: list(choice.codings)}, texts)[choice.item.document_id]
        verdicts[choice.rule][_verdict(set(made), set(_here(choice.item, gold)))] += 1
    dropped = Counter(item.kind for item in items if not _here(item, gold))
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
    found: Spans = {}
    for document_id, *span in rows:
        found.setdefault(document_id, []).append(Made(*span))
    return found


def _verdict(made: set[Made], gold: set[Made]) -> str:
    if made == gold:
        return "same"
    same_codes = {one.code_id for one in made} == {one.code_id for one in gold}
    return "near" if made and same_codes else "otherwise"


def _here(item: Item, gold: Spans) -> list[Made]:
    """The layer's codings that overlap somebody's coding of the same code in an item."""
    own = {(one.code_id, one.start, one.end) for some in item.coders.values() for one in some}
    return [
        made
        for made in gold.get(item.document_id, ())
        if made.start < item.end and item.start < made.end
        if any(code == made.code_id and start < made.end and made.start < end for code, start, end in own)
    ]


def _origins(items: Sequence[Item], gold: Spans, texts: Mapping[int, str]) -> dict[str, int]:
    """Where each of the layer's codings comes from."""
    by_coder: dict[int, dict[int, list[Made]]] = {}
    for item in items:
        for coder_id, own in item.coders.items():
            known = by_coder.setdefault(item.document_id, {}).setdefault(coder_id, [])
            known += [Made(one.code_id, one.start, one.end) for one in own]
    counted: Counter[str] = Counter()
    for document_id, codings in gold.items():
        people = by_coder.get(document_id, {})
        alike = [set(_trimmed({document_id: own}, texts)[document_id]) for own in people.values()]
        everything = set().union(*alike)
        for made in codings:
            counted[_origin(made, alike, everything)] += 1
    return {origin: counted[origin] for origin in ORIGINS}


def _origin(made: Made, alike: Sequence[set[Made]], everything: set[Made]) -> str:
    having = sum(made in own for own in alike)
    if having:
        return "exact" if having == len(alike) else "one coder"
    touched = any(
        one.code_id == made.code_id and one.start < made.end and made.start < one.end for one in everything
    )
    return "boundary" if touched else "added"


def _trimmed(spans: Spans, texts: Mapping[int, str]) -> Spans:
    """The spans without white space and punctuation at their ends."""
    rows = [(document, 0, *_columns(made)) for document, some in spans.items() for made in some]
    numbers = np.unique([row[0] for row in rows])
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    codings = Codings(np.searchsorted(numbers, columns[0]), *columns[1:])
    cut = trimmed(codings, {place: texts[document] for place, document in enumerate(numbers.tolist())})
    found: Spans = {document: [] for document in spans}
    columns = np.array([columns[0], cut.code, cut.start, cut.end])
    for document, *span in columns.T.tolist():
        found[document].append(Made(*span))
    return found


def _columns(made: Made) -> tuple[int, int, int]:
    return made.code_id, made.start, made.end
