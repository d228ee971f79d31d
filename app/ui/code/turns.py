"""Who speaks in a document and its turns, in a window where both can be put right; each is one action."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.documents.queries import document
from app.documents.roles import give_roles, speaker_roles
from app.documents.turn_actions import (
    forget_speakers,
    give_turns,
    join_turns,
    rename_speaker,
    set_codable,
    split_turn,
    time_turn,
)
from app.errors import UserError
from app.report.tables import ReportTable
from app.report.turns import (
    DoubtfulRow,
    SpeakerRow,
    TurnRow,
    doubtful_columns,
    doubtful_told,
    speaker_columns,
    speakers_told,
    turn_columns,
    turns_told,
)
from app.store import Changes
from app.translation import tr
from app.ui.code.turn_dialogs import RoleDialog, TimeDialog
from app.ui.kit.dialog import Dialog, open_and_forget
from app.ui.kit.lines import NO_MARGINS, below, beside
from app.ui.kit.naming import NamingDialog
from app.ui.kit.plain import Heading, Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.session import ProjectSession

SPEAKERS_HIGH, DOUBTFUL_HIGH = 150, 110  # pixels


class TurnsDialog(Dialog):
    """Speakers above, turns below; what is chosen in either is what the buttons beside it act on."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, document_id: int) -> None:
        super().__init__(parent)
        self._session, self._document_id = session, document_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.speakers = TableModel(ReportTable(speaker_columns()))
        self.turns = TableModel(ReportTable(turn_columns()))
        self.speaker_table = TableView(tr("Speakers"), self.speakers, (220, 70, 150), stretched=3)
        self.turn_table = TableView(tr("Turns"), self.turns, (60, 90, 200, 130), stretched=4)
        self.doubtful = TableModel(ReportTable(doubtful_columns()))
        self.doubtful_table = TableView(tr("Lines to look at"), self.doubtful, (70, 200), stretched=2)
        self.none = Hint(
            tr(
                "No speakers were recognised. Choose paragraphs below and say who speaks, or put the caret "
                "into the text and begin a turn there."
            )
        )
        self._lay_out()
        session.changed.connect(self._follow)
        self.resize(880, 620)
        self._reload()
        self.turn_table.setFocus()

    def _lay_out(self) -> None:
        column = below(
            Hint(
                tr(
                    "The text stays as it is, and so do all codings. Agreement by turn counts the turns as "
                    "they stand here; closed rounds keep those that they were coded with."
                )
            ),
            on=self,
        )
        self.speaker_table.setMaximumHeight(SPEAKERS_HIGH)
        self.speaker_buttons = self._row(
            (tr("Rename or merge…"), self.rename),
            (tr("Role…"), self.give_role),
            (tr("Speaker not to be coded"), lambda: self._set_codable(self._spoken(), codable=False)),
            (tr("Speaker to be coded"), lambda: self._set_codable(self._spoken(), codable=True)),
            (tr("No speakers here"), self.forget),
        )
        self.turn_buttons = self._row(
            (tr("Speaker…"), self.give),
            (tr("Time…"), self.give_time),
            (tr("Join with the one before"), self.join_before),
            (tr("Turns not to be coded"), lambda: self._set_codable(self._chosen(), codable=False)),
            (tr("Turns to be coded"), lambda: self._set_codable(self._chosen(), codable=True)),
        )
        self._lay_out_doubts()
        for widget in (
            Heading(tr("Speakers")),
            self.none,
            self.speaker_table,
            self.speaker_buttons,
            self.doubts,
            Heading(tr("Turns")),
            self.turn_table,
            self.turn_buttons,
        ):
            column.addWidget(widget, 1 if widget is self.turn_table else 0)
        self.speaker_table.doubleClicked.connect(lambda _: self.rename())
        self.turn_table.doubleClicked.connect(lambda _: self.give())

    def _lay_out_doubts(self) -> None:
        self.doubtful_buttons = self._row((tr("It is a turn of this speaker"), self.take_doubtful))
        self.doubts = QWidget()
        doubts = below(on=self.doubts, margins=NO_MARGINS)
        for widget in (
            Heading(tr("Lines that look like a speaker’s")),
            self.doubtful_table,
            self.doubtful_buttons,
        ):
            doubts.addWidget(widget)
        self.doubtful_table.setMaximumHeight(DOUBTFUL_HIGH)
        self.doubtful_table.doubleClicked.connect(lambda _: self.take_doubtful())

    def _row(self, *buttons: tuple[str, Callable[[], object]]) -> QWidget:
        row = QWidget()
        line = beside(on=row, margins=NO_MARGINS)
        for words, do in buttons:
            button = QPushButton(words, autoDefault=False)
            button.clicked.connect(lambda _=False, do=do: do())
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _follow(self, changes: Changes) -> None:
        if changes.touch("document", "setting") or (
            changes.touch("region") and changes.touch_document(self._document_id)
        ):
            self._reload()

    def _reload(self) -> None:
        try:
            with self._session.project.read() as reading:
                self.setWindowTitle(
                    tr("Speakers and turns of “{name}”", name=document(reading, self._document_id).name)
                )
                rows = turns_told(reading, self._document_id)
                roles = speaker_roles(reading)
                doubtful = doubtful_told(reading, self._document_id, rows)
        except UserError:  # the document was removed meanwhile
            self.reject()
            return
        line, speaker = self.turn_table.currentIndex().row(), self._speaker()
        speakers = speakers_told(rows, roles)
        self.turns.show_rows(rows)
        self.speakers.show_rows(speakers)
        self.doubtful.show_rows(doubtful)
        self.doubts.setVisible(bool(doubtful))
        self.doubtful_table.selectRow(0)
        self.speaker_table.setVisible(bool(speakers))
        self.speaker_buttons.setVisible(bool(speakers))
        self.none.setVisible(not speakers)
        same = self.speakers.line_of(lambda row: speaker is not None and row.name == speaker.name)
        self.speaker_table.selectRow(max(0, same))
        self.turn_table.selectRow(max(0, min(line, len(rows) - 1)))

    # what is chosen

    def _chosen(self) -> Sequence[TurnRow]:
        return [self.turns.row(index.row()) for index in self.turn_table.selectionModel().selectedRows()]

    def _speaker(self) -> SpeakerRow | None:
        rows = self.speaker_table.selectionModel().selectedRows()
        return self.speakers.row(rows[0].row()) if rows else None

    def _spoken(self) -> Sequence[TurnRow]:
        speaker = self._speaker()
        return speaker.turns if speaker is not None else ()

    # what is done

    def rename(self) -> None:
        """Ask for another name of a speaker; that of another one makes them one."""
        speaker = self._speaker()
        if speaker is None:
            return
        label = tr("Rename a speaker")
        self._ask(
            tr("Rename or merge a speaker"),
            tr("The name of another speaker makes the two one."),
            speaker.name,
            lambda name: self._do_rename(label, speaker, name),
        )

    def _do_rename(self, label: str, speaker: SpeakerRow, name: str) -> None:
        if speaker.name:
            self._session.do(
                label, rename_speaker, document_ids=[self._document_id], speaker=speaker.name, name=name
            )
        else:
            self._do(label, give_turns, starts=[turn.start for turn in speaker.turns], speaker=name)

    def give_role(self) -> None:
        """Ask which part the speaker has in the conversation, in all documents."""
        speaker = self._speaker()
        if speaker is not None and speaker.name:
            open_and_forget(RoleDialog(self, speaker, self._store_role))

    def _store_role(self, name: str, role: str) -> None:
        self._session.do(tr("Give a speaker a role"), give_roles, roles={name: role})

    def give(self) -> None:
        """Ask who speaks in the chosen turns."""
        turns = self._chosen()
        if turns:
            label = tr("Say who speaks in a turn", "Say who speaks in {count} turns", len(turns))
            starts = [turn.start for turn in turns]
            self._ask(
                tr("Who speaks?"),
                tr("Leave it empty where nobody is named."),
                turns[0].speaker,
                lambda name: self._do(label, give_turns, starts=starts, speaker=name),
            )

    def give_time(self) -> None:
        """Ask when the first of the chosen turns begins."""
        turns = self._chosen()
        if turns:
            open_and_forget(TimeDialog(self, turns[0].time, partial(self._store_time, turns[0].start)))

    def _store_time(self, start: int, time: str) -> None:
        self._do(tr("Time a turn"), time_turn, start=start, time=time)

    def join_before(self) -> None:
        """Let each of the chosen turns go on in the one before it, the last one first."""
        turns = sorted(self._chosen(), key=lambda turn: turn.start)
        if turns:
            self._do(
                tr("Join a turn with the one before", "Join {count} turns with those before", len(turns)),
                join_turns,
                starts=[turn.start for turn in turns],
            )

    def take_doubtful(self) -> None:
        """Let the chosen line begin a turn of whom it looks like; ask of whom, where it names nobody."""
        rows = self.doubtful_table.selectionModel().selectedRows()
        if not rows:
            return
        row = self.doubtful.row(rows[0].row())
        if row.like:
            self._begin_doubtful(row, row.like)
        else:
            hint = tr("Leave it empty where nobody is named.")
            self._ask(tr("Who speaks?"), hint, "", partial(self._begin_doubtful, row))

    def _begin_doubtful(self, row: DoubtfulRow, speaker: str) -> None:
        if row.begins:
            self._do(tr("Say who speaks in a turn"), give_turns, starts=[row.start], speaker=speaker)
        else:
            self._do(tr("Begin a turn"), split_turn, at=row.start, speaker=speaker)

    def forget(self) -> None:
        """Take the text as one in which nobody is named."""
        self._do(tr("No speakers here"), forget_speakers)

    def _set_codable(self, turns: Sequence[TurnRow], *, codable: bool) -> None:
        if turns:
            label = (
                tr("One turn to be coded", "{count} turns to be coded", len(turns))
                if codable
                else tr("One turn not to be coded", "{count} turns not to be coded", len(turns))
            )
            self._do(label, set_codable, starts=[turn.start for turn in turns], codable=codable)

    def _do(self, label: str, action: Callable[..., object], **given: object) -> None:
        self._session.do(label, action, document_id=self._document_id, **given)

    def _ask(self, title: str, hint: str, now: str, store: Callable[[str], object]) -> None:
        names = [row.name for row in self.speakers.rows() if row.name]
        open_and_forget(NamingDialog(self, title, hint, names, now, store))


def begin_turn(parent: QWidget, session: ProjectSession, document_id: int, at: int) -> None:
    """Ask who speaks from a place on, and begin a turn there."""
    with session.project.read() as reading:
        rows = turns_told(reading, document_id)
    names = [row.name for row in speakers_told(rows) if row.name]
    before = next((row.speaker for row in reversed(rows) if row.start <= at), "")
    others = [name for name in names if name != before]

    def store(name: str) -> None:
        session.do(
            tr("Begin a turn"),
            split_turn,
            document_id=document_id,
            at=at,
            speaker=name,
        )

    dialog = NamingDialog(
        parent,
        tr("Who speaks from here on?"),
        tr("Leave it empty where nobody is named."),
        names,
        others[0] if others else before,
        store,
    )
    open_and_forget(dialog)


def join_at(session: ProjectSession, document_id: int, at: int) -> None:
    """Join the turn at a place with the one before it."""
    with session.project.read() as reading:
        rows = turns_told(reading, document_id)
    here = next((row for row in reversed(rows) if row.start <= at), None)
    if here is None:
        raise UserError(tr("There is no turn at this place. Put the caret into what somebody says."))
    label = tr("Join a turn with the one before", "Join {count} turns with those before", 1)
    session.do(label, join_turns, document_id=document_id, starts=[here.start])
