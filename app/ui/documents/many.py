"""What is done to the documents that are chosen in the list, one or many at once: each is one action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.coders.queries import coders
from app.documents.actions import change_document, remove_documents
from app.documents.consequences import DocumentConsequences, consequences
from app.documents.groups import groups, put_in_group, take_out_of_group
from app.documents.order import move_documents, sort_documents
from app.documents.queries import DocumentRow, document, documents
from app.report.questions import is_needed, removing_documents
from app.rounds.actions import add_assignments, complete_document, reopen_document
from app.rounds.queries import rounds
from app.store.journal import WriteSession
from app.store.leading import ROUNDS, all_but_leads
from app.translation import tr
from app.ui.documents import dialogs
from app.ui.documents.withdrawing import withdraw
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.naming import NamingDialog
from app.ui.kit.plain import literal
from app.ui.kit.question import confirmed
from app.ui.session import ProjectSession


def fill(menu: QMenu, window: QWidget, session: ProjectSession, ids: Sequence[int]) -> None:
    """Add what can be done to one document, and what to many of them together."""
    if len(ids) > 1:
        menu.addAction(
            tr("Properties of all {number}…", number=len(ids)), partial(describe, window, session, ids)
        )
        menu.addAction(tr("Remove all {number}…", number=len(ids)), partial(remove, window, session, ids))
        menu.addSeparator()
    menu.addAction(tr("Mark as completed"), partial(complete, session, ids, completed=True))
    menu.addAction(tr("Mark as not completed"), partial(complete, session, ids, completed=False))
    _fill_groups(menu.addMenu(tr("Groups")), window, session, ids)
    _fill_rounds(menu.addMenu(tr("Assign in a round")), session, ids)
    menu.addSeparator()
    menu.addAction(tr("Withdraw for good…"), partial(withdraw, window, session, ids))
    menu.addAction(tr("Sort all documents by name"), partial(sort, session))


def _fill_groups(menu: QMenu, window: QWidget, session: ProjectSession, ids: Sequence[int]) -> None:
    with session.project.read() as reading:
        there = groups(reading)
    for name, members in there.items():
        inside = set(ids) <= set(members)
        entry = menu.addAction(literal(name), partial(group, session, ids, name, out=inside))
        entry.setCheckable(True)
        entry.setChecked(inside)
    menu.addSeparator()
    menu.addAction(tr("New group…"), partial(_ask_for_group, window, session, ids, list(there)))


def _ask_for_group(
    window: QWidget, session: ProjectSession, ids: Sequence[int], names: Sequence[str], _: bool = False
) -> None:
    hint = tr("A document may be in several groups. A group is there as long as a document is in it.")
    dialog = NamingDialog(
        window, tr("Put into a group"), hint, names, "", lambda name: group(session, ids, name), tr("&Group")
    )
    open_and_forget(dialog)


def group(
    session: ProjectSession, ids: Sequence[int], name: str, _: bool = False, *, out: bool = False
) -> None:
    """Put documents into a group, or take them out of it."""
    if out:
        label = tr("Take one document out of a group", "Take {count} documents out of a group", len(ids))
        session.do(label, take_out_of_group, document_ids=ids, group=name)
    else:
        label = tr("Put one document into a group", "Put {count} documents into a group", len(ids))
        session.do(label, put_in_group, document_ids=ids, group=name)


def _fill_rounds(menu: QMenu, session: ProjectSession, ids: Sequence[int]) -> None:
    with session.project.read() as reading:
        refusal = all_but_leads(reading, session.coder_id, ROUNDS)
        opened = [round_ for round_ in rounds(reading) if round_.closed_at is None]
        people = [coder for coder in coders(reading) if coder.role != "consensus"]
    for round_ in opened:
        of_round = menu.addMenu(literal(round_.name))
        for who in people:
            of_round.addAction(
                literal(who.name), partial(assign, session, ids, (round_.id, round_.name), who.id)
            )
    menu.setEnabled(bool(opened) and not refusal)


def assign(session: ProjectSession, ids: Sequence[int], of_round: tuple[int, str], coder_id: int) -> None:
    """Give documents to a coder in an open round, by its id and name."""
    label = tr(
        "Assign one document in “{round}”",
        "Assign {count} documents in “{round}”",
        len(ids),
        round=of_round[1],
    )
    session.do(
        label, add_assignments, round_id=of_round[0], pairs=[(document_id, coder_id) for document_id in ids]
    )


def complete(session: ProjectSession, ids: Sequence[int], *, completed: bool) -> None:
    """Mark documents as completed by the coder at work, or take the marks away."""
    label = (
        tr("Complete one document", "Complete {count} documents", len(ids))
        if completed
        else tr("Reopen one document", "Reopen {count} documents", len(ids))
    )
    mark = complete_document if completed else reopen_document
    session.leaving.emit()
    session.do(label, _mark_all, document_ids=ids, coder_id=session.coder(), mark=mark)


def sort(session: ProjectSession) -> None:
    """Put all documents in the order of their names."""
    session.do(tr("Sort documents by name"), sort_documents)


def move(session: ProjectSession, ids: Sequence[int], before_id: int | None) -> None:
    """Put documents before another one, or at the end."""
    label = tr("Move one document", "Move {count} documents", len(ids))
    session.do(label, move_documents, document_ids=ids, before_id=before_id)


def remove(window: QWidget, session: ProjectSession, ids: Sequence[int]) -> None:
    """Say what goes with documents, and remove them when the person wants that."""
    with session.project.read() as reading:
        lost = _together([consequences(reading, document_id) for document_id in ids])
        names = [document(reading, document_id).name for document_id in ids]
    if confirmed(window, removing_documents(names, lost)):
        label = tr("Remove “{name}”", name=names[0])
        if len(ids) > 1:
            label = tr("Remove one document", "Remove {count} documents", len(ids))
        session.do(label, remove_documents, document_ids=ids, anyway=is_needed(lost))


def describe(window: QWidget, session: ProjectSession, ids: Sequence[int]) -> None:
    """Ask for properties that many documents are to have."""
    chosen = set(ids)
    with session.project.read() as reading:
        rows = [row for row in documents(reading) if row.id in chosen]

    def store(changed: Mapping[str, str]) -> None:
        label = tr("Describe one document", "Describe {count} documents", len(ids))
        session.do(label, _change_all, document_ids=ids, changed=dict(changed))

    open_and_forget(ManyPropertiesDialog(window, rows, store))


class ManyPropertiesDialog(FormDialog):
    """Gives the fields that were written in to `store`; the others stay as each document has them."""

    def __init__(
        self,
        parent: QWidget | None,
        rows: Sequence[DocumentRow],
        store: Callable[[Mapping[str, str]], object],
    ) -> None:
        title = tr("Properties of one document", "Properties of {count} documents", len(rows))
        super().__init__(parent, title, tr("Save"))
        self._store = store
        self.fields: dict[str, QLineEdit] = {}
        form = form_layout()
        for name, words in dialogs.provenance():
            values = {getattr(row, name) for row in rows}
            field = QLineEdit(values.pop() if len(values) == 1 else "")
            if values:
                field.setPlaceholderText(tr("they differ; what you write here replaces all"))
            self.fields[name] = field
            form.addRow(words, field)
        self.lay_out(form, 560)

    def submit(self) -> None:
        """Store what was written."""
        changed = {name: field.text().strip() for name, field in self.fields.items() if field.isModified()}
        if changed:
            self._store(changed)

    def field_of(self, name: str, /) -> QWidget | None:
        """By the name that it has in the project."""
        return self.fields.get(name)


def _together(each: Sequence[DocumentConsequences]) -> DocumentConsequences:
    """What goes with all of them."""
    total: dict[str, Any] = {}
    for field in fields(DocumentConsequences):
        values = [getattr(lost, field.name) for lost in each]
        if isinstance(values[0], int):
            total[field.name] = sum(values)
        else:
            total[field.name] = type(values[0])(dict.fromkeys(name for names in values for name in names))
    return DocumentConsequences(**total)


def _mark_all(
    session: WriteSession, *, document_ids: Sequence[int], coder_id: int, mark: Callable[..., None]
) -> None:
    for document_id in document_ids:
        mark(session, document_id=document_id, coder_id=coder_id)


def _change_all(session: WriteSession, *, document_ids: Sequence[int], changed: dict[str, Any]) -> None:
    for document_id in document_ids:
        change_document(session, document_id=document_id, **changed)
