"""From a query to its passages: the one way for lists, tables, pictures and exports."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy.orm import Session

from app.jobs import Job
from app.retrieve import spans as sets
from app.retrieve.asked import (
    AnyCode,
    Asked,
    Both,
    CodeNamed,
    Either,
    Related,
    RetrieveQuery,
    Without,
    codes_found,
    codes_in,
)
from app.retrieve.bound import case_spans, code_ids, coder_ids, of_codings, of_passages
from app.retrieve.intake import CountedCodings, Line, ProjectReading
from app.retrieve.nearness import Nearness
from app.retrieve.spans import Bools, Ints, Spans

BY_PLACE: dict[str, Callable[[Spans, Spans], Bools]] = {
    "overlapping": sets.overlapping,
    "inside": sets.inside,
    "around": sets.around,
    "equal": sets.equal,
}


@dataclass(frozen=True, eq=False)
class Retrieved:
    """The passages of a query, each once, in the order of documents and then by start.

    document, start, end   int64 (n,): the id of the document, and the span in its text
    codings                ids of the codings that stand on them: those that count, of codes whose passages
                           are found (not of those that only stand beside them), by passage
    passages               int64, beside `codings`: the index of the passage that each stands on
    """

    query: RetrieveQuery
    document: Ints
    start: Ints
    end: Ints
    codings: Ints
    passages: Ints

    def __len__(self) -> int:
        return len(self.document)

    def by_document(self) -> dict[int, int]:
        """How many passages each document has, of those that have any."""
        ids, firsts, counts = np.unique(self.document, return_index=True, return_counts=True)
        order = np.argsort(firsts)
        return dict(zip(ids[order].tolist(), counts[order].tolist(), strict=True))

    def codings_of(self, index: int) -> list[int]:
        """The ids of the codings that stand on one passage."""
        first, last = np.searchsorted(self.passages, [index, index + 1])
        ids: list[int] = self.codings[first:last].tolist()
        return ids


def retrieve(session: Session, query: RetrieveQuery, job: Job | None = None) -> Retrieved:
    """Every passage that a query asks for, of what whoever looks may see.

    UserError names what the query names and the project hasn't. 100,000 codings take half a second.
    """
    intake = ProjectReading(session, job)
    evaluation = Evaluation(intake, query)
    passages = evaluation.spans(query.asked)
    for wanted in of_passages(intake, query.conditions):
        passages = passages.take(sets.overlapping(passages, wanted))
    standing = evaluation.standing()
    at, coding = sets.pairs(passages, Spans(standing.start, standing.end))
    return _retrieved(query, intake.line, passages, standing.id[coding], at)


def _retrieved(query: RetrieveQuery, line: Line, passages: Spans, codings: Ints, at: Ints) -> Retrieved:
    index = line.index_at(passages.start)
    base = line.bases[index] if len(passages) else index
    document = line.ids[index] if len(passages) else index
    return Retrieved(query, document, passages.start - base, passages.end - base, codings, at)


class Evaluation:
    """Evaluates a query from its codes outwards; codings are read once."""

    def __init__(self, intake: ProjectReading, query: RetrieveQuery) -> None:
        self._intake, self._query = intake, query
        self._nearness = Nearness(intake)
        self._ids = {code: code_ids(intake, code) for code in codes_in(query.asked)}
        listed = list(self._ids.values())
        every = (
            None if None in listed else frozenset[int]().union(*(ids for ids in listed if ids is not None))
        )
        self._codings = intake.codings(of_codings(intake, query.conditions), every)

    def spans(self, asked: Asked) -> Spans:
        """The passages of a part of the query."""
        if isinstance(asked, CodeNamed | AnyCode):
            return self.of_code(self._ids[asked])
        left, right = self.spans(asked.left), self.spans(asked.right)
        if isinstance(asked, Either):
            return sets.union([left, right])
        if isinstance(asked, Both):
            return sets.common(left, right)
        if isinstance(asked, Without):
            return left.take(~sets.overlapping(left, right))
        return left.take(self._related(asked, left, right) != asked.negated)

    def standing(self) -> CountedCodings:
        """The codings of codes whose passages are found."""
        listed = [self._ids[code] for code in codes_found(self._query.asked)]
        if None in listed:
            return self._codings
        return self._of_ids(frozenset[int]().union(*(ids for ids in listed if ids is not None)))

    def _of_ids(self, ids: frozenset[int] | None) -> CountedCodings:
        if ids is None:
            return self._codings
        return self._codings.of(np.isin(self._codings.code, np.array(sorted(ids), dtype=np.int64)))

    def used(self) -> set[int]:
        """The ids of the codes that count."""
        return set(np.unique(self._codings.code).tolist())

    def of_code(self, ids: frozenset[int] | None) -> Spans:
        """The passages of some codes together, None for all."""
        codings = self._of_ids(ids)
        if self._query.conditions.layer != "all":
            return codings.spans
        return self._of_all(codings)

    def _of_all(self, codings: CountedCodings) -> Spans:
        """The stretches that everybody coded: who was named, else who completed a text, two at least."""
        line, named = self._intake.line, self._query.conditions.coders
        every: Ints = np.arange(len(line.ids))
        if named:
            required = dict.fromkeys(coder_ids(self._intake, named), every)
            held = line.whole(every)
        else:
            required = self._required
            many = np.zeros(len(line.ids), dtype=np.int64)
            for numbers in required.values():
                many[numbers] += 1
            held = line.whole(np.flatnonzero(many >= 2))
        for coder_id, numbers in required.items():
            theirs = codings.of(codings.coder == coder_id).spans
            elsewhere = line.whole(np.setdiff1d(every, numbers))
            held = sets.common(held, sets.union([theirs, elsewhere]))
        return held

    @cached_property
    def _required(self) -> dict[int, Ints]:
        """The numbers of the documents that each coder completed."""
        people = {row.id for row in self._intake.coders if row.role != "consensus"}
        by_coder: dict[int, list[int]] = {}
        for document_id, coder_id in self._intake.completed:
            if coder_id in people:
                by_coder.setdefault(coder_id, []).append(document_id)
        numbers = {
            coder_id: self._intake.line.numbers(np.array(ids, dtype=np.int64))
            for coder_id, ids in by_coder.items()
        }
        return {coder_id: listed[listed >= 0] for coder_id, listed in numbers.items()}

    def _related(self, asked: Related, left: Spans, right: Spans) -> Bools:
        if asked.relation in BY_PLACE:
            return BY_PLACE[asked.relation](left, right)
        if asked.relation == "near":
            return self._nearness.near(left, right, asked.within or 0, asked.measure)
        if asked.relation == "followed":
            return self._nearness.followed(left, right, asked.within, asked.measure)
        if asked.measure == "turn":
            return self._nearness.near(left, right, 0, "turn")
        if asked.measure == "document":
            at = self._intake.line.index_at
            return np.isin(at(left.start), at(right.start))
        return self._of_same_case(left, right)

    def _of_same_case(self, left: Spans, right: Spans) -> Bools:
        belonging, case = self._cases
        _, of_right = sets.pairs(right, belonging)
        index, of_left = sets.pairs(left, belonging)
        shared = np.isin(case[of_left], case[of_right])
        same = np.zeros(len(left), dtype=np.bool_)
        same[index[shared]] = True
        return same

    @cached_property
    def _cases(self) -> tuple[Spans, Ints]:
        return case_spans(self._intake)
