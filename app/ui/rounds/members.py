"""Lets an open round gain and lose coders and documents, and lock the codebook."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from app.coders.queries import coders
from app.documents.queries import documents
from app.errors import Cancelled
from app.report.questions import taking_out_begun
from app.rounds.actions import change_round
from app.rounds.membership import Members, begun_outside, change_members, members
from app.rounds.queries import RoundRow, assignments
from app.store import ReadSession
from app.store.journal import WriteSession
from app.store.leading import ROUNDS
from app.translation import tr
from app.ui.kit.checklist import Checklist, Entry
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.plain import Hint
from app.ui.kit.question import confirmed
from app.ui.session import ProjectSession


class MembersDialog(FormDialog):
    """Gives the coders, the documents and the lock that were chosen to `store`."""

    def __init__(
        self,
        parent: QWidget | None,
        reading: ReadSession,
        row: RoundRow,
        store: Callable[[Members, bool], object],
    ) -> None:
        super().__init__(parent, tr("Coders and documents of “{name}”", name=row.name), tr("Change"))
        self._store = store
        now = members(reading, row.id)
        people = [coder for coder in coders(reading) if coder.role != "consensus"]
        texts = documents(reading)
        assigned = {assignment.document_id for assignment in assignments(reading, row.id)}
        self._repeats = assigned - now.document_ids  # they look like any document of the round
        self.coders = Checklist(tr("Coders"), field=True)
        self.documents = Checklist(tr("Documents"), field=True)
        self._all = Members(frozenset(person.id for person in people), frozenset(text.id for text in texts))
        entries = [Entry(person.id, person.name) for person in people]
        self.coders.show_entries(entries, tuple(sorted(now.coder_ids)))
        entries = [Entry(text.id, text.name) for text in texts]
        self.documents.show_entries(entries, tuple(sorted(now.document_ids | self._repeats)))
        self.lock = QCheckBox(tr("&Lock the codebook: its coders propose new codes, the lead answers"))
        self.lock.setChecked(row.codebook_locked)
        about = Hint(
            tr(
                "A new coder codes all documents of the round, a new document is coded by all of its coders. "
                "Who codes what stays as it is otherwise."
            ),
        )
        form = form_layout()
        form.addRow(tr("Coders"), self.coders)
        form.addRow(tr("Documents"), self.documents)
        form.addRow("", self.lock)
        form.addRow(about)
        self.lay_out(form, 520)
        for checklist in (self.coders, self.documents):
            checklist.changed.connect(self._tell)
        self._tell()

    def wanted(self) -> Members:
        """Who is to code, and what."""
        people, texts = self.coders.chosen(), self.documents.chosen()
        return Members(
            self._all.coder_ids if people is None else frozenset(people),
            (self._all.document_ids if texts is None else frozenset(texts)) - self._repeats,
        )

    def submit(self) -> None:
        """Store what was chosen."""
        self._store(self.wanted(), self.lock.isChecked())

    def _tell(self) -> None:
        wanted = self.wanted()
        for checklist, ids in ((self.coders, wanted.coder_ids), (self.documents, wanted.document_ids)):
            checklist.setText(tr("{number} chosen", number=f"{len(ids):,}") + "  ▾")


def ask_and_change_members(window: QWidget, session: ProjectSession, row: RoundRow) -> None:
    """Ask who is to code in a round and what; ask again where work that was begun would leave it."""
    session.refuse_all_but_leads(ROUNDS)

    def store(wanted: Members, locked: bool) -> None:
        with session.project.read() as reading:
            before = members(reading, row.id)
            begun = begun_outside(reading, row.id, wanted.coder_ids, wanted.document_ids)
            label = _label(reading, row, before, wanted)
        if begun and not confirmed(window, taking_out_begun(row, begun)):
            raise Cancelled
        session.do(label, _change, round_id=row.id, wanted=wanted, locked=locked, before=before)

    with session.project.read() as reading:
        dialog = MembersDialog(window, reading, row, store)
    open_and_forget(dialog)


def _change(session: WriteSession, *, round_id: int, wanted: Members, locked: bool, before: Members) -> None:
    change_round(session, round_id=round_id, lock_codebook=locked)
    if wanted != before:
        change_members(
            session,
            round_id=round_id,
            coder_ids=wanted.coder_ids,
            document_ids=wanted.document_ids,
            anyway=True,
        )


def _label(session: ReadSession, row: RoundRow, before: Members, wanted: Members) -> str:
    """What the history says: who and what came in, and went."""
    names = {("coder", coder.id): coder.name for coder in coders(session)}
    names |= {("document", document.id): document.name for document in documents(session)}
    then = {("coder", id_) for id_ in before.coder_ids} | {("document", id_) for id_ in before.document_ids}
    now = {("coder", id_) for id_ in wanted.coder_ids} | {("document", id_) for id_ in wanted.document_ids}
    parts = [
        f"{sign} {', '.join(names.get(id_, '?') for id_ in sorted(ids))}"
        for sign, ids in (("+", now - then), ("–", then - now))
        if ids
    ]
    label = tr("Change round “{name}”", name=row.name)
    return f"{label}: {'; '.join(parts)}" if parts else label
