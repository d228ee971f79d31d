"""What the grid's menus do with cases and attributes: made, changed, made one, deleted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.cases.actions import NewCase, add_cases, change_case, delete_cases, merge_cases
from app.cases.attribute_actions import (
    NewAttribute,
    TypeChange,
    Unfit,
    add_attributes,
    change_attribute,
    delete_attributes,
    move_attribute,
)
from app.cases.consequences import consequences_of_cases, values_of_attributes
from app.cases.queries import AttributeRow, CaseRow
from app.errors import UserError
from app.report.questions import Question
from app.translation import tr
from app.ui.cases.forms import AttributeForm, CaseForm
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.question import confirmed
from app.ui.session import ProjectSession


def ask_for_cases(parent: QWidget, session: ProjectSession) -> None:
    """Ask for names, and add the cases."""

    def store(new: list[NewCase]) -> None:
        session.do(tr("Add {count} case", "Add {count} cases", len(new)), add_cases, cases=new)

    open_and_forget(CaseForm(parent, store))


def ask_to_change_case(parent: QWidget, session: ProjectSession, case: CaseRow) -> None:
    """Ask what a case is called, what it is, and what to note."""
    seen = {"name": case.name, "kind": case.kind, "note": case.note}

    def store(new: list[NewCase]) -> None:
        fields = {"name": new[0].name, "kind": new[0].kind, "note": new[0].note}
        label = tr("Change case “{name}”", name=case.name)
        session.do(label, change_case, case_id=case.id, seen=seen, **fields)

    open_and_forget(CaseForm(parent, store, case))


def ask_to_delete_cases(parent: QWidget, session: ProjectSession, cases: Sequence[CaseRow]) -> None:
    """Ask, saying what goes along, and delete cases."""
    ids = [case.id for case in cases]
    with session.project.read() as reading:
        lost = consequences_of_cases(reading, ids)
    words = (
        tr("Delete the case “{name}”?", name=cases[0].name)
        if len(cases) == 1
        else tr("Delete {count} case?", "Delete {count} cases?", len(cases))
    )
    values = tr("{count} value goes with it.", "{count} values go with it.", lost.values)
    documents = tr(
        "{count} document belongs to it and stays.",
        "{count} documents belong to it and stay.",
        lost.documents,
    )
    question = Question(
        tr("Delete cases"),
        words,
        f"{values} {documents}",
        tr("Delete"),
        warns=bool(lost.values),
    )
    if confirmed(parent, question):
        label = tr("Delete {count} case", "Delete {count} cases", len(cases))
        session.do(label, delete_cases, case_ids=ids)


def ask_to_merge(parent: QWidget, session: ProjectSession, cases: Sequence[CaseRow]) -> None:
    """Ask, and make one case of several: the first of them stays."""
    if len(cases) < 2:
        raise UserError("Select cells of two cases or more: the first of them stays.")
    target, others = cases[0], cases[1:]
    names = ", ".join(f"“{case.name}”" for case in others)
    question = Question(
        tr("Make one case of several"),
        tr("Make {names} the same case as “{name}”?", names=names, name=target.name),
        tr(
            "All that belongs to them and is known of them goes to “{name}”. Where both had a value, its own "
            "stays in use, and the other one beside it.",
            name=target.name,
        ),
        tr("Make them one"),
        warns=False,
    )
    if confirmed(parent, question):
        label = tr("Make one case “{name}”", name=target.name)
        session.do(label, merge_cases, source_ids=[case.id for case in others], target_id=target.id)


def ask_for_attribute(parent: QWidget, session: ProjectSession) -> None:
    """Ask for an attribute, and add it."""

    def store(new: NewAttribute, _unfit: Unfit) -> None:
        session.do(tr("Add attribute “{name}”", name=new.name), add_attributes, attributes=[new])

    open_and_forget(AttributeForm(parent, store))


def ask_to_change_attribute(parent: QWidget, session: ProjectSession, attribute: AttributeRow) -> None:
    """Ask what an attribute is called and may hold."""
    seen = {"name": attribute.name, "unit": attribute.unit, "definition": attribute.definition}

    def store(new: NewAttribute, unfit: Unfit) -> None:
        is_same = (new.kind, tuple(new.options)) == (attribute.kind, attribute.options)
        change = TypeChange(new.kind, new.options, _renamed(attribute, new), unfit)
        session.do(
            tr("Change attribute “{name}”", name=attribute.name),
            change_attribute,
            attribute_id=attribute.id,
            name=new.name,
            unit=new.unit,
            definition=new.definition,
            type_change=None if is_same else change,
            seen=seen,
        )

    open_and_forget(AttributeForm(parent, store, attribute))


def _renamed(attribute: AttributeRow, new: NewAttribute) -> dict[str, str]:
    """A list of as many words, one of which is another, has that one under a new name."""
    words = [word.strip() for word in new.options if word.strip()]
    if len(words) != len(attribute.options):
        return {}
    pairs = zip(attribute.options, words, strict=True)
    differing = {old: word for old, word in pairs if old != word}
    return differing if set(differing.values()).isdisjoint(attribute.options) else {}


def ask_to_delete_attribute(parent: QWidget, session: ProjectSession, attribute: AttributeRow) -> None:
    """Ask, saying how many values go along, and delete an attribute."""
    with session.project.read() as reading:
        count = values_of_attributes(reading, [attribute.id])
    question = Question(
        tr("Delete attribute"),
        tr("Delete the attribute “{name}”?", name=attribute.name),
        tr("{count} value goes with it.", "{count} values go with it.", count),
        tr("Delete"),
        warns=bool(count),
    )
    if confirmed(parent, question):
        label = tr("Delete attribute “{name}”", name=attribute.name)
        session.do(label, delete_attributes, attribute_ids=[attribute.id])


def move(session: ProjectSession, attribute: AttributeRow, position: int) -> None:
    """Put an attribute at a place among the others, from 0."""
    label = tr("Move attribute “{name}”", name=attribute.name)
    session.do(label, move_attribute, attribute_id=attribute.id, position=max(0, position))
