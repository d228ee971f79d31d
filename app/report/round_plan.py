"""Who codes what in a round: documents by coders, and how far each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from app.report.rounds import state
from app.report.tables import ReportTable, TableColumn
from app.rounds.assigned import Progress
from app.rounds.queries import AssignmentRow
from app.translation import tr


@dataclass(frozen=True)
class RoundCoder:
    """A coder of the round."""

    id: int
    name: str
    initials: str
    colour: str


@dataclass(frozen=True)
class PlannedDocument:
    """A document of a round, and the state of each coder to whom it is assigned."""

    id: int
    name: str
    states: Mapping[int, Progress]


@dataclass(frozen=True)
class RoundPlan:
    """A round's documents and coders."""

    documents: Sequence[PlannedDocument] = ()
    people: Sequence[RoundCoder] = ()


def plan_of(
    assigned: Sequence[AssignmentRow], names: Mapping[int, str], people: Mapping[int, RoundCoder]
) -> RoundPlan:
    """A plan of assignments; documents and coders that aren't there any more are left out."""
    states: dict[int, dict[int, Progress]] = {}
    for row in assigned:
        states.setdefault(row.document_id, {})[row.coder_id] = row.state
    coders = {row.coder_id for row in assigned}
    return RoundPlan(
        [PlannedDocument(id_, names[id_], by_coder) for id_, by_coder in states.items() if id_ in names],
        [person for person in people.values() if person.id in coders],
    )


def table(plan: RoundPlan) -> ReportTable[PlannedDocument]:
    """One row for each document, one column for each coder."""
    name = TableColumn[PlannedDocument](tr("Document"), lambda document: document.name)
    return ReportTable([name, *(_column(plan, person) for person in plan.people)], plan.documents)


def _column(plan: RoundPlan, person: RoundCoder) -> TableColumn[PlannedDocument]:
    states = [document.states[person.id] for document in plan.documents if person.id in document.states]
    done = f"{states.count('completed')}/{len(states)}"
    return TableColumn(
        f"{person.initials}  {done}",
        partial(_state, person=person),
        meaning=tr("{coder}: {done} completed", coder=person.name, done=done),
        tip=partial(_at_length, person=person),
        spoken=partial(_at_length, person=person),
        painted=lambda document: document.states.get(person.id),
        head_colour=person.colour,
    )


def _state(document: PlannedDocument, person: RoundCoder) -> str:
    progress = document.states.get(person.id)
    return state(progress) if progress else tr("not assigned")


def _at_length(document: PlannedDocument, person: RoundCoder) -> str:
    words = _state(document, person)
    if document.states.get(person.id) == "assigned":  # codings from before it may be there
        words = tr("not started in this round; what was coded before it was made doesn’t count")
    return f"{document.name}, {person.name}: {words}"
