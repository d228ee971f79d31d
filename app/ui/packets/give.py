"""Gives work out: for which round and whom, with what, and into which folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from app.coders.queries import coders
from app.errors import UserError
from app.packets.giving import GivenOut, give_out
from app.packets.shares import shares
from app.rounds.queries import rounds
from app.store.leading import GIVES_OUT
from app.store.sight import see_everything
from app.translation import tr
from app.ui import jobs
from app.ui.kit.checklist import Checklist, Entry
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, open_in_system
from app.ui.kit.form import Choosing, form_layout
from app.ui.kit.plain import Hint, Label
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession

MOST_NAMED = 6


class GiveOutDialog(Choosing):
    """Which round, which coders; says who gets how much."""

    def __init__(self, window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
        super().__init__(window, tr("Give out work"), tr("Choose a folder…"))
        self._window, self._session, self._messages = window, session, messages
        with session.project.read() as reading:
            self._people = [person for person in coders(reading) if person.role != "consensus"]
            opened = [row for row in rounds(reading) if row.closed_at is None]
        self.round = ChoiceBox()
        self.round.addItem(tr("all open rounds") if opened else tr("no round: all documents"), None)
        for row in opened:
            self.round.addItem(row.name, row.id)
        self.round.setCurrentIndex(self.round.count() - 1)
        self.coders = Checklist(tr("Coders"), field=True)
        entries = [Entry(person.id, person.name, person.colour) for person in self._people]
        self.coders.show_entries(entries, None)
        self.own = QCheckBox(tr("with what each of them has coded there already"))
        self.shares = Label(wordWrap=True)
        self.round.currentIndexChanged.connect(self._show)
        self.coders.changed.connect(self._show)
        form = form_layout()
        form.addRow(tr("&Round"), self.round)
        form.addRow(tr("&Coders"), self.coders)
        form.addRow("", self.own)
        form.addRow(
            Hint(
                tr(
                    "Each coder gets a project file with the own documents and the codebook, and nothing of "
                    "anybody else, and a note that says what to do with it. Send them both."
                )
            )
        )
        self.lay_out(form, 520, foot=self.shares)
        self._show()

    def field_of(self, name: str, /) -> QWidget | None:
        """The fields, as an action calls what they are about."""
        return {"coders": self.coders, "round": self.round}.get(name)

    def submit(self) -> None:
        """Ask for a folder, and write the packets into it."""
        with self._session.project.read() as reading:
            see_everything(reading)
            shares(reading, self.round.currentData(), self._chosen())
        name, _ = FileDialog.file_to_write(
            self,
            tr("Give out work (name of the new folder)"),
            last_folder(),
            tr("Folder ({pattern})", pattern="*"),
        )
        if not name:
            raise UserError(tr("Choose a folder for the packets, or cancel."))
        give_into(
            self._window,
            self._session,
            self._messages,
            Path(name),
            round_id=self.round.currentData(),
            coder_ids=self._chosen(),
            with_own=self.own.isChecked(),
        )

    def _chosen(self) -> tuple[int, ...] | None:
        return self.coders.list.chosen()

    def _show(self) -> None:
        chosen = self._chosen()
        named = [person.name for person in self._people if chosen and person.id in chosen]
        words = ", ".join(named) or tr("nobody")
        if chosen is None:
            words = tr("everybody who has something to code")
        self.coders.setText(f"{words}  ▾")
        with self._session.project.read() as reading:
            see_everything(reading)
            try:
                listed = shares(reading, self.round.currentData(), chosen)
            except UserError as refusal:
                self.shares.setText(str(refusal))
                return
        parts = [
            tr(
                "{coder}: {count} document",
                "{coder}: {count} documents",
                len(share.document_ids),
                coder=share.name,
            )
            for share in listed[:MOST_NAMED]
        ]
        if len(listed) > MOST_NAMED:
            more = len(listed) - MOST_NAMED
            parts.append(tr("and {count} more", "and {count} more", more))
        self.shares.setText(" · ".join(parts))


def ask_and_give_out(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask what is given out to whom."""
    session.refuse_all_but_leads(GIVES_OUT)
    open_and_forget(GiveOutDialog(window, session, messages))


def give_into(
    window: QWidget,
    session: ProjectSession,
    messages: MessageBar,
    folder: Path,
    *,
    round_id: int | None,
    coder_ids: tuple[int, ...] | None,
    with_own: bool,
) -> None:
    """Write packets into a folder in the background, and offer to open it."""

    def tell(packets: list[GivenOut]) -> None:
        session.look()
        show: Callable[[], object] = partial(open_in_system, folder)
        words = tr(
            "{count} packet lies in {folder}. Send it to its coder, with its note.",
            "{count} packets lie in {folder}. Send each to its coder, with its note.",
            len(packets),
            folder=folder,
        )
        if any(packet.codebook_differs for packet in packets):
            words += " " + tr("The codebook in it is as it was published last.")
        messages.show_news(words, (tr("Open the folder"), show))

    jobs.run(
        window,
        tr("Giving out work"),
        lambda job: give_out(
            session.project, folder, round_id=round_id, coder_ids=coder_ids, with_own=with_own, job=job
        ),
        tell,
    )
