"""Answers of several coders to one question about one case or document, as they are settled at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.variables import VariableRow
from app.models import Case, Document, Round
from app.rounds.sheet_material import SheetMaterial, sheet_material
from app.sheets.queries import SheetSubject
from app.sheets.values import Given


@dataclass(frozen=True)
class CoderAnswer:
    """What one coder answered, and whether the coder was sure."""

    given: Given
    sure: bool = True


@dataclass(frozen=True)
class ValueItem:
    """What coders answered to a variable about one case or document: settled at once, agreed or not.

    key      64 hexadecimal digits: the fingerprint of these answers
    name     that of the case or document
    answers  by coder id, of everybody who answered on a completed sheet, two at least
    """

    key: str
    round_id: int | None
    subject: SheetSubject
    name: str
    variable: VariableRow = field(hash=False)
    answers: Mapping[int, CoderAnswer] = field(hash=False)

    @property
    def agreed(self) -> bool:
        """Whether all coders say the same."""
        return len({answer.given for answer in self.answers.values()}) == 1

    @property
    def unsure(self) -> bool:
        """Whether somebody isn't sure."""
        return not all(answer.sure for answer in self.answers.values())


def value_items(session: Session, round_id: int | None = None) -> list[ValueItem]:
    """All items of a round, or of all sheets as they are now, by case or document and then by variable."""
    return list(_items(session, sheet_material(session, round_id), round_id))


def _items(session: Session, material: SheetMaterial, round_id: int | None) -> Iterator[ValueItem]:
    of_round = (
        "" if round_id is None else session.scalar(select(Round.guid).where(Round.id == round_id)) or ""
    )
    guids = {
        "case": {row[0]: row[1] for row in session.execute(select(Case.id, Case.guid))},
        "document": {row[0]: row[1] for row in session.execute(select(Document.id, Document.guid))},
    }
    for about in ("case", "document"):
        asked = [variable for variable in material.variables if variable.about == about]
        for row, (subject, name) in enumerate(material.subjects[about]):
            for variable in asked:
                answers = {
                    coder.id: CoderAnswer(material.given[place], place not in material.unsure)
                    for at, coder in enumerate(material.coders)
                    if (place := (variable.id, row, at)) in material.given
                }
                if len(answers) < 2:
                    continue
                signs = [
                    (coder.guid, *answers[coder.id].given) for coder in material.coders if coder.id in answers
                ]
                subject_guid = guids[about].get(subject.id, "")
                key = fingerprint_of_values(of_round, subject_guid, variable.guid, signs)
                yield ValueItem(key, round_id, subject, name, variable, answers)


def fingerprint_of_values(
    round_guid: str, subject_guid: str, variable_guid: str, answers: Iterable[tuple[str, str, str]]
) -> str:
    """What tells an item from all others: (coder guid, state, value) of its answers."""
    parts = ["values", round_guid, subject_guid, variable_guid, *map(str, sorted(answers))]
    return sha256("\n".join(parts).encode()).hexdigest()
