"""Withdraws documents for good: says what goes, what quotes them and who else has them, then asks how."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from app.isolation import in_order
from app.jobs import Job
from app.report.withdrawal import certificate, told
from app.store.backup_rule import backup_rule
from app.store.places import write_private
from app.translation import tr
from app.ui import jobs
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.form import FormDialog
from app.ui.kit.lines import below
from app.ui.kit.plain import Label
from app.ui.session import ProjectSession
from app.withdrawal.erasing import withdraw_documents
from app.withdrawal.touched import WithdrawalReach, touched


@dataclass(frozen=True)
class WithdrawalWanted:
    """How documents are to go."""

    keep_numbers: bool
    remove_quotes: bool
    certificate: Path | None


class WithdrawDialog(FormDialog):
    """Holds how documents are to be withdrawn."""

    def __init__(self, parent: QWidget | None, reach: WithdrawalReach) -> None:
        super().__init__(parent, tr("Withdraw for good"), tr("Withdraw for good"))
        self._reach = reach
        self.keep = QRadioButton(
            tr("Closed rounds &keep their numbers: a shape without words stays for them")
        )
        self.recompute = QRadioButton(tr("Closed rounds are computed &without: their numbers change"))
        self.keep.setChecked(True)
        in_rounds = any(lost.closed_rounds for _, lost in reach.documents)
        self.keep.setVisible(in_rounds)
        self.recompute.setVisible(in_rounds)
        self.quotes = QCheckBox(tr("Also take its words out of definitions, memos and notes that &quote it"))
        self.quotes.setVisible(bool(reach.quoted))
        self.paper = QCheckBox(tr("Save a &certificate, without a word or name of it"))
        self.words = Label(wordWrap=True)
        self._tell()
        self.quotes.toggled.connect(self._tell)
        self.recompute.toggled.connect(self._tell)
        column = below(self.words, self.keep, self.recompute, self.quotes, self.paper, spacing=10)
        self.lay_out(column, 620)
        self.buttons.button(self.buttons.StandardButton.Cancel).setDefault(True)
        self.ok.setDefault(False)

    def submit(self) -> None:
        """Nothing is done here: whoever opened it reads what was chosen."""

    def is_touched(self) -> bool:
        """Choices are left without a question."""
        return False

    def _tell(self, _: object = None) -> None:
        lines = told(
            self._reach, keep_numbers=not self.recompute.isChecked(), remove_quotes=self.quotes.isChecked()
        )
        self.words.setText(in_order("\n\n".join(lines)))


def withdraw(window: QWidget, session: ProjectSession, ids: Sequence[int]) -> None:
    """Ask how documents are to go, and let them go."""
    session.refuse_all_but_leads("withdraw an interview")
    with session.project.read() as reading:
        reach = touched(reading, session.project.location, backup_rule(), document_ids=ids, case_ids=())
    dialog = WithdrawDialog(window, reach)
    dialog.accepted.connect(lambda: _begin(window, session, reach, dialog))
    open_and_forget(dialog)


def _begin(window: QWidget, session: ProjectSession, reach: WithdrawalReach, dialog: WithdrawDialog) -> None:
    paper = _place_of_certificate(window, session) if dialog.paper.isChecked() else None
    if dialog.paper.isChecked() and paper is None:
        return
    wanted = WithdrawalWanted(dialog.keep.isChecked(), dialog.quotes.isChecked(), paper)
    session.leaving.emit()

    def work(_: Job) -> None:
        erased = session.project.begin(
            "Withdraw",
            withdraw_documents,
            document_ids=reach.document_ids,
            keep_numbers=wanted.keep_numbers,
            remove_quotes=wanted.remove_quotes,
        )
        session.project.purge()
        if wanted.certificate is not None:
            with session.project.read() as reading:
                words = certificate(reading, reach, erased)
            write_private(wanted.certificate, words)

    jobs.run(window, tr("Withdrawing"), work, lambda _: session.look())


def _place_of_certificate(window: QWidget, session: ProjectSession) -> Path | None:
    path = Path(session.project.location)
    name, _ = FileDialog.file_to_write(
        window,
        tr("Save the certificate"),
        str(path.with_name(tr("{name} withdrawal.txt", name=path.stem))),
        tr("Texts ({pattern})", pattern="*.txt"),
        asks_to_overwrite=False,  # nothing is overwritten
    )
    return Path(name) if name else None
