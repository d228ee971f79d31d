"""What is compared of sheets: completed ones as they are now, or as a closed round left them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.variables import VariableRow, variables
from app.coders.queries import CoderRow, coders
from app.models import AnswerPassage, CodingSheet, SheetAnswer
from app.rounds.frozen_sheets import FrozenSheets, frozen_sheets
from app.sheets.queries import AnswerEvidence, SheetSubject, subjects
from app.sheets.values import Given
from app.store.sight import unseen_sheets

Place = tuple[int, int, int]  # variable id, index of the case or document, index of the coder


@dataclass(frozen=True)
class SheetMaterial:
    """Completed sheets: whose, about what, and what each says.

    subjects    by `case` and `document`, those with a completed sheet, with their names
    completed   (index of the case or document, index of the coder) of completed sheets, likewise
    given       answers by variable id and the same
    passages    where some of them are shown, likewise
    unsure      answers whose coders aren't sure of them
    withheld    how many sheets are left out because they are answered blind
    """

    variables: tuple[VariableRow, ...]
    coders: tuple[CoderRow, ...]
    subjects: Mapping[str, tuple[tuple[SheetSubject, str], ...]]
    completed: Mapping[str, frozenset[tuple[int, int]]]
    given: Mapping[Place, Given]
    passages: Mapping[Place, tuple[AnswerEvidence, ...]] = field(default_factory=dict)
    unsure: frozenset[Place] = frozenset()
    withheld: int = 0


def sheet_material(
    session: Session,
    round_id: int | None = None,
    *,
    coder_ids: Sequence[int] | None = None,
    variable_ids: Sequence[int] | None = None,
) -> SheetMaterial:
    """What the coders of all completed sheets answered, or of a round's; consensus layers are no coders."""
    closed = None if round_id is None else frozen_sheets(session, round_id)
    if closed is not None:
        return _of_closed(closed, coder_ids, variable_ids)
    return _of_now(session, round_id, coder_ids, variable_ids)


def _of_now(
    session: Session,
    round_id: int | None,
    coder_ids: Sequence[int] | None,
    variable_ids: Sequence[int] | None,
) -> SheetMaterial:
    columns = CodingSheet.id, CodingSheet.case_id, CodingSheet.document_id, CodingSheet.coder_id
    statement = select(*columns).where(CodingSheet.completed_at.is_not(None))
    if round_id is not None:
        statement = statement.where(CodingSheet.round_id == round_id)
    rows = session.execute(statement).all()
    hidden = unseen_sheets(session)
    sheets = {row[0]: (SheetSubject.of(row[1], row[2]), row[3]) for row in rows if row[0] not in hidden}
    people = _people(coders(session), {coder_id for _, coder_id in sheets.values()}, coder_ids)
    asked = _wanted(variables(session), variable_ids)
    named = {about: subjects(session, about) for about in ("case", "document")}
    places = _Places(people, named, sheets.values())
    at = {
        sheet_id: place
        for sheet_id, (subject, coder_id) in sheets.items()
        if (place := places.of(subject, coder_id)) is not None
    }
    return _answered(
        session,
        at,
        SheetMaterial(
            variables=asked,
            coders=people,
            subjects=places.subjects,
            completed=places.completed,
            given={},
            withheld=len(rows) - len(sheets),
        ),
    )


def _answered(session: Session, at: Mapping[int, tuple[int, int]], material: SheetMaterial) -> SheetMaterial:
    """The material with what its sheets say, which stand at places by their ids."""
    wanted = {variable.id for variable in material.variables}
    columns = (
        *(SheetAnswer.id, SheetAnswer.sheet_id, SheetAnswer.variable_id),
        *(SheetAnswer.state, SheetAnswer.value, SheetAnswer.sure),
    )
    given: dict[Place, Given] = {}
    answers: dict[int, Place] = {}
    unsure: set[Place] = set()
    plain: dict[tuple[str, str], Given] = {}
    for answer_id, sheet_id, variable_id, state, value, sure in session.execute(select(*columns)):
        place = at.get(sheet_id)
        if place is not None and variable_id in wanted:
            shared = plain.get((state, value))
            if shared is None:  # most answers say the same as others
                shared = plain.setdefault((state, value), Given(state, value))
            whole = (variable_id, *place)
            given[whole] = shared
            answers[answer_id] = whole
            if not sure:
                unsure.add(whole)
    return replace(material, given=given, passages=_passages(session, answers), unsure=frozenset(unsure))


def _passages(session: Session, answers: Mapping[int, Place]) -> dict[Place, tuple[AnswerEvidence, ...]]:
    columns = AnswerPassage.answer_id, AnswerPassage.document_id, AnswerPassage.start, AnswerPassage.end
    passages: dict[Place, tuple[AnswerEvidence, ...]] = {}
    for row in session.execute(select(*columns).order_by(AnswerPassage.id)):
        if row[0] in answers:
            place = answers[row[0]]
            passages[place] = (*passages.get(place, ()), AnswerEvidence(row[1], row[2], row[3]))
    return passages


def _of_closed(
    closed: FrozenSheets, coder_ids: Sequence[int] | None, variable_ids: Sequence[int] | None
) -> SheetMaterial:
    sheets = [
        (subject, coder_id)
        for subject, stored in closed.sheets.items()
        for coder_id, state in stored.states.items()
        if state == "completed"
    ]
    people = _people(closed.coders, {coder_id for _, coder_id in sheets}, coder_ids)
    asked = _wanted(closed.variables, variable_ids)
    named = {
        about: [(subject, stored.name) for subject, stored in closed.sheets.items() if subject.about == about]
        for about in ("case", "document")
    }
    places = _Places(people, named, sheets)
    material = SheetMaterial(
        variables=asked,
        coders=people,
        subjects=places.subjects,
        completed=places.completed,
        given={},
        withheld=closed.withheld,
    )
    return _answered_then(closed, places, material)


def _answered_then(closed: FrozenSheets, places: "_Places", material: SheetMaterial) -> SheetMaterial:
    """The material with what its sheets said when the round was closed."""
    wanted = {variable.id for variable in material.variables}
    given: dict[Place, Given] = {}
    passages: dict[Place, tuple[AnswerEvidence, ...]] = {}
    unsure: set[Place] = set()
    for subject, stored in closed.sheets.items():
        for answer in stored.answers:
            at = places.of(subject, answer.coder_id)
            if at is None or answer.variable_id not in wanted:
                continue
            place = (answer.variable_id, *at)
            given[place] = Given(answer.state, answer.value)
            shown = tuple(AnswerEvidence(*passage[:1], *passage[2:]) for passage in answer.passages)
            passages |= {place: shown} if shown else {}
            unsure |= set() if answer.sure else {place}
    return replace(material, given=given, passages=passages, unsure=frozenset(unsure))


def _people(
    rows: Sequence[CoderRow], with_sheets: set[int], coder_ids: Sequence[int] | None
) -> tuple[CoderRow, ...]:
    return tuple(
        row
        for row in rows
        if row.id in with_sheets and row.role != "consensus" and (coder_ids is None or row.id in coder_ids)
    )


def _wanted(rows: Sequence[VariableRow], variable_ids: Sequence[int] | None) -> tuple[VariableRow, ...]:
    return tuple(row for row in rows if variable_ids is None or row.id in variable_ids)


class _Places:
    """Where each sheet stands in a table of cases or documents by coders."""

    def __init__(
        self,
        people: Sequence[CoderRow],
        named: Mapping[str, Sequence[tuple[SheetSubject, str]]],
        sheets: Iterable[tuple[SheetSubject, int]],
    ) -> None:
        self._coders = {row.id: index for index, row in enumerate(people)}
        pairs = [pair for pair in sheets if pair[1] in self._coders]
        with_sheets = {subject for subject, _ in pairs}
        self.subjects = {
            about: tuple(row for row in rows if row[0] in with_sheets) for about, rows in named.items()
        }
        self._rows = {
            subject: index for rows in self.subjects.values() for index, (subject, _) in enumerate(rows)
        }
        self.completed = {
            about: frozenset(
                (self._rows[subject], self._coders[coder_id])
                for subject, coder_id in pairs
                if subject.about == about and subject in self._rows
            )
            for about in named
        }

    def of(self, subject: SheetSubject, coder_id: int) -> tuple[int, int] | None:
        """The row and column of a sheet; None where it isn't compared."""
        if subject not in self._rows or coder_id not in self._coders:
            return None
        return self._rows[subject], self._coders[coder_id]
