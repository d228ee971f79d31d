"""What the consensus can take: a preview and the decision itself try choices on the same ground."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.succession import merged_into
from app.documents.alignment import Alignment
from app.models import Code, Document
from app.reconcile.consensus import consensus_codings, domains_of, made_alone
from app.reconcile.outcomes import ConsensusSpan, clashes
from app.rounds.texts import to_today

NAMED_IN_SQL = 500
STRETCH = 2000  # characters: of most documents a screen or two


class Obstacle(NamedTuple):
    """Why the consensus can't take codings: the document or a code is gone, the words are not in the text,
    or two codes that exclude each other would meet on them (`pair`)."""

    kind: Literal["document", "code", "place", "clash"]
    pair: tuple[ConsensusSpan, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What choices are tried on; the ground of no project takes everything but clashes.

    `domains` gives the exclusive parent of each code that has one, `consensus` what the consensus has by
    document id, `codes` the ids of today's codes, `into` those that others were merged into, `lengths` the
    characters of each document. `made` are the codings that go when another decision follows one, by its id,
    `alignments` the texts of closed rounds beside today's, by round and document, where these are others.
    """

    domains: Mapping[int, int] = field(default_factory=dict)
    consensus: Mapping[int, Sequence[ConsensusSpan]] = field(default_factory=dict)
    codes: Collection[int] | None = None
    into: Mapping[int, int] = field(default_factory=dict)
    lengths: Mapping[int, int] | None = None
    made: Mapping[int, Collection[ConsensusSpan]] = field(default_factory=dict)
    alignments: Mapping[tuple[int, int], Alignment] = field(default_factory=dict)

    def today(self, codings: Sequence[ConsensusSpan]) -> tuple[ConsensusSpan, ...]:
        """Codings in the codes that merged ones are in now, each once, in their order."""
        into = self.into
        codings_now = [
            ConsensusSpan(into.get(coding.code_id, coding.code_id), coding.start, coding.end)
            for coding in codings
        ]
        return tuple(dict.fromkeys(codings_now))

    def placed(
        self, round_id: int | None, document_id: int, codings: Sequence[ConsensusSpan]
    ) -> tuple[ConsensusSpan, ...]:
        """Codings of a round's passage where their words stand in today's text; lost ones are empty."""
        alignment = self.alignments.get((round_id or 0, document_id))
        if alignment is None:
            return tuple(codings)
        moved = [(coding.code_id, alignment.moved(coding.start, coding.end)) for coding in codings]
        return tuple(
            ConsensusSpan(code_id, place.start, place.start if place.outcome == "lost" else place.end)
            for code_id, place in moved
        )

    def refused(self, document_id: int, codings: Sequence[ConsensusSpan]) -> Obstacle | None:
        """What stands against codings (in today's codes) whatever the consensus has; None where nothing."""
        if self.lengths is not None and document_id not in self.lengths:
            return Obstacle("document")
        if self.codes is not None and any(coding.code_id not in self.codes for coding in codings):
            return Obstacle("code")
        length = None if self.lengths is None else self.lengths[document_id]
        if length is not None and any(not 0 <= coding.start < coding.end <= length for coding in codings):
            return Obstacle("place")
        return None


class Trial:
    """Tries choices one after the other: what one of them takes stands in the way of the next."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._standing: dict[int, _Standing] = {}

    def take(
        self, document_id: int, codings: Sequence[ConsensusSpan], follows_id: int | None = None
    ) -> Obstacle | None:
        """What stands against codings (in today's codes); where nothing does, the consensus has them now."""
        obstacle = self.ground.refused(document_id, codings)
        if obstacle is not None:
            return obstacle
        domains = self.ground.domains
        if not domains:
            return None
        standing = self._of(document_id)
        new = {coding for coding in codings if coding.code_id in domains}
        going = set(self.ground.made.get(follows_id or 0, ()))
        if new:
            start, end = min(span.start for span in new), max(span.end for span in new)
            for pair in clashes({*new, *(standing.near(start, end) - going)}, domains):
                if new & set(pair):
                    return Obstacle("clash", pair)
        standing.remove(going)
        standing.add(new)
        return None

    def _of(self, document_id: int) -> "_Standing":
        """Only codes that exclude others can be in anybody's way."""
        if document_id not in self._standing:
            codings = self.ground.consensus.get(document_id, ())
            standing = _Standing()
            standing.add(coding for coding in codings if coding.code_id in self.ground.domains)
            self._standing[document_id] = standing
        return self._standing[document_id]


class _Standing:
    """What the consensus of a document has, by stretches of it: a choice looks only at what is near."""

    def __init__(self) -> None:
        self._by_stretch: defaultdict[int, set[ConsensusSpan]] = defaultdict(set)

    def near(self, start: int, end: int) -> set[ConsensusSpan]:
        """What overlaps [start, end)."""
        stretches = range(start // STRETCH, -(-end // STRETCH))
        spans = set[ConsensusSpan]().union(*(self._by_stretch.get(stretch, ()) for stretch in stretches))
        return {span for span in spans if span.start < end and start < span.end}

    def add(self, codings: Iterable[ConsensusSpan]) -> None:
        """Codings are there now."""
        for coding in codings:
            for stretch in _stretches(coding):
                self._by_stretch[stretch].add(coding)

    def remove(self, codings: Iterable[ConsensusSpan]) -> None:
        """Codings are gone now, where they were there."""
        for coding in codings:
            for stretch in _stretches(coding):
                self._by_stretch[stretch].discard(coding)


def _stretches(coding: ConsensusSpan) -> range:
    return range(coding.start // STRETCH, -(-coding.end // STRETCH))


def ground(
    session: Session, document_ids: Collection[int] | None = None, follows: Collection[int] = ()
) -> Ground:
    """The project as choices meet it now; of some documents, where only these matter.

    `follows` are the ids of decisions that may be followed by others; those that opened an item made nothing.
    """
    named_ids = None if document_ids is None or len(document_ids) > NAMED_IN_SQL else document_ids
    lengths = select(Document.id, Document.length)
    if named_ids is not None:
        lengths = lengths.where(Document.id.in_(named_ids))
    domains = domains_of(session)
    return Ground(
        domains=domains,
        consensus=consensus_codings(session, named_ids),
        codes=frozenset(session.scalars(select(Code.id))),
        into=merged_into(session),
        lengths={row[0]: row[1] for row in session.execute(lengths)},
        made=made_alone(session, sorted(follows)) if domains else {},
        alignments=to_today(session, named_ids),
    )
