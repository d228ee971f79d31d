"""The main window: the start page, or one open project, with a place for messages at its foot.

What needs a project is imported when one is opened, so that the window is there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QStackedWidget, QWidget

from app import settings
from app.errors import Locked, StoreError, UserError
from app.recent_projects import FOLDER_KEY, called, is_address, remember
from app.remembered import forget_names
from app.translation import tr
from app.ui import copy_of_project, jobs
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.theme import window_icon
from app.ui.menus.claims import action_on_any_layout, is_of_the_field
from app.ui.menus.main_menu import MainMenu
from app.ui.message_bar import Holds, MessageBar, Offer
from app.ui.palette.choices import choices
from app.ui.palette.palette import CommandPalette
from app.ui.start.new_project import NewProjectDialog
from app.ui.start.page import StartPage
from app.ui.window_place import restore_splitter, restore_window, store_splitter, store_window

if TYPE_CHECKING:
    from app.store import Project
    from app.ui.project_page import ProjectPage
    from app.ui.session import ProjectSession

CHANGED_MARK = "[*]"  # stands in a title of Qt for “changed since it was saved”; doubled it is read as it is


class MainWindow(QMainWindow):
    """Opens and closes projects; everything inside one is the project page's."""

    closing = Signal()
    files_dropped = Signal(list)
    key_meant = Signal(object)  # an action

    def __init__(self, look_changed: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.session: ProjectSession | None = None
        self.page: ProjectPage | None = None
        self._leaves_work = False  # what can't be saved is given up
        middle = QWidget()
        self.messages = MessageBar(middle)
        self.start = StartPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        below((self._stack, 1), self.messages.line, on=middle, margins=NO_MARGINS, spacing=0)
        self.setCentralWidget(middle)
        self.setWindowIcon(window_icon())
        self.setAcceptDrops(True)
        self.menu = MainMenu(self, look_changed)
        self.palette_over = CommandPalette(self, lambda: choices(self))
        self._connect()
        restore_window(self)
        forget_names()
        self._show_title()

    def _connect(self) -> None:
        self.start.new_wanted.connect(self.new_project)
        self.start.open_wanted.connect(self.open_project)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.recent_wanted.connect(self.open_recent)
        self.files_dropped.connect(self.take_files)
        self.key_meant.connect(lambda action: action.trigger())
        self.closing.connect(self._leave)

    # projects

    def new_project(self, *, then: Callable[[], None] = lambda: None) -> None:
        """Ask for a name, a place and the first coder, and make a project; `then` is done in it."""
        sessions: list[ProjectSession] = []

        def make(path: Path, coder_name: str, title: str, passphrase: str | None) -> None:
            from app.ui import opening

            sessions.append(opening.new_project(path, coder_name, title, passphrase))

        def enter() -> None:
            self.enter(sessions[0])
            self._tell_lead(dialog.coder_name())
            then()

        dialog = NewProjectDialog(self, make)
        dialog.accepted.connect(enter)
        open_and_forget(dialog)

    def _tell_lead(self, coder_name: str) -> None:
        words = tr(
            "{coder}, you are the lead of this project: you plan and close rounds and answer proposals.",
            coder=coder_name,
        )
        self.messages.show_news(words)

    def open_project(self) -> None:
        """Ask which project to open."""
        from app.store.project import SUFFIX

        name = FileDialog.file_to_open(
            self,
            tr("Open a project"),
            settings.read(FOLDER_KEY, ""),
            tr("Intercoder projects ({pattern})", pattern=f"*{SUFFIX}"),
        )
        if name:
            self.open_location(name)

    def open_location(self, location: str) -> None:
        """Open a project's file or server."""
        if self.session is not None and self.session.project.location == location:
            return
        from app.ui import opening
        from app.ui.safety.locking import ask_and_open

        try:
            session = opening.open_project(location)
        except Locked:
            ask_and_open(self, location)
        else:
            self.enter(session)

    def open_recent(self, location: str) -> None:
        """Open a project's file, or ask for the password of its server."""
        if is_address(location):
            self.open_server(location)
        else:
            self.open_location(location)

    def open_server(self, address: str = "") -> None:
        """Ask which project on a server to open, or to make there."""
        from app.ui.start.server import ServerDialog

        open_and_forget(ServerDialog(self, self._enter_server, address))

    def _enter_server(self, project: Project, coder_name: str) -> None:
        from app.ui import opening

        self.enter(opening.session_of(project))
        if coder_name:
            self._tell_lead(coder_name)

    def open_sample(self) -> None:
        """Open the sample study; on first use it is made."""
        from app.ui import opening

        jobs.run(self, tr("Making the sample study"), opening.sample_project, self._enter_sample)

    def _enter_sample(self, location: str) -> None:
        from app.ui.kit.folders import open_in_system

        self.open_location(location)
        folder = Path(location).parent
        words = tr("The sample study is yours to try things on. It is kept in {location}.", location=location)
        self.messages.show_news(words, (tr("Open the folder"), partial(open_in_system, folder)))

    def enter(self, session: ProjectSession) -> None:
        """Show a project that was opened, in place of the one before; ask who codes, on a new computer."""
        from app.ui.coders.who import ask_who
        from app.ui.project_page import ProjectPage

        self.messages.hide()
        self.close_project()
        self.session, self._leaves_work = session, False
        session.window = self
        self.page = ProjectPage(session)
        restore_splitter(self.page.code.splitter, "code")
        self.menu.enter(self.page)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        for gone_on in (session.coder_changed, session.acted, self.page.code.coding.document_shown):
            gone_on.connect(self.messages.go_on)
            gone_on.connect(self.page.code.passage.go_on)
        for looked in (session.changed, self.page.item_shown):
            looked.connect(self.messages.look_again)
        session.unseen.connect(self.messages.show_news)
        session.displaced.connect(partial(copy_of_project.tell_displaced, self))
        is_locked = session.project.is_locked
        remember(session.project.location, "" if is_locked else session.title(), is_locked=is_locked)
        copy_of_project.tell_how_it_was_opened(self, session)
        self.page.find_wanted.connect(self.find_anything)
        self._show_title()
        first = self.page.code.text if self.has_document() else self.page.code.hint_button
        first.setFocus()
        ask_who(self, session)

    def close_project(self) -> None:
        """Close the project and show the start page; everything is stored already."""
        if self.session is None or self.page is None:
            return
        from app.ui import opening

        jobs.cancel_all(self)
        self.page.code.keep_all_drafts()
        rescued = self._rescue(self.session)
        with suppress(StoreError):  # nobody is kept in a project that can't be read any more
            opening.remember_who(self.session)
        store_splitter(self.page.code.splitter, "code")
        self.messages.hide()
        session, page = self.session, self.page
        self.session = self.page = None
        self.menu.leave()
        self._stack.setCurrentWidget(self.start)
        self.start.new.setFocus()  # Enter asks there, and makes nothing
        self._stack.removeWidget(page)
        session.setParent(page)
        self.messages.always_offered = ()
        session.close()
        page.deleteLater()
        if rescued is not None:
            copy_of_project.tell_rescued(self, rescued)
        self.start.show_recent()
        self._show_title()

    def _rescue(self, session: ProjectSession) -> Path | None:
        """Save the work of a project whose file is gone; where that fails, closing waits once."""
        try:
            return None if self._leaves_work else session.project.rescue()
        except StoreError as error:
            self._leaves_work = True
            offer = tr("Save a copy elsewhere, or close once more to leave your work behind.")
            raise StoreError(f"{error} {offer}") from error

    def project_page(self) -> ProjectPage:
        """The open project, or a sentence that says to open one."""
        if self.page is None:
            raise UserError("No project is open. Open one or make a new one first.")
        return self.page

    def ways_out(self, error: BaseException) -> Sequence[Offer]:
        """What is offered beside an error: to look at what is in the way of a decision."""
        from app.reconcile.in_the_way import InTheWay

        page = self.page
        if page is None or not isinstance(error, InTheWay):
            return ()

        def show() -> None:
            self.messages.hide()
            page.show_in_the_way(error)

        return ((tr("Show it"), show),)

    def holds(self, error: BaseException) -> Holds | None:
        """Asks whether an error is still about what is at hand: a refused decision, about its item."""
        from app.reconcile.in_the_way import Excluded

        if self.page is None or not isinstance(error, Excluded):
            return None
        reconcile = self.page.reconcile
        key = reconcile.key_at_hand()
        return lambda: reconcile.key_at_hand() == key

    def find_anything(self) -> None:
        """Open the command palette."""
        self.palette_over.open()

    def has_project(self) -> bool:
        """Whether a project is open."""
        return self.page is not None

    def may_change(self) -> bool:
        """Whether a project is open that can be changed, not only looked at."""
        return self.session is not None and not self.session.project.only_to_look

    def has_document(self) -> bool:
        """Whether a document is open."""
        return self.page is not None and bool(self.page.code.coding.document_id)

    def sees_document(self) -> bool:
        """Whether a document is open and in sight: what is done to it by keys is done where it is seen."""
        return self.page is not None and self.has_document() and self.page.code.isVisible()

    def take_files(self, files: list[Path]) -> None:
        """Open a dropped project, take in returns or another program's project, or import documents."""
        from app.exchange.foreign.kinds import DROPPED_PROJECTS
        from app.packets.returning import ENDING
        from app.store.project import SUFFIX
        from app.ui.documents.importing import import_files
        from app.ui.menus.file import take_other_program
        from app.ui.packets.take import plan_take_in

        projects = [path for path in files if path.suffix == SUFFIX]
        returns = [path for path in files if path.suffix.lower() == ENDING]
        foreign = [path for path in files if path.suffix.lower() in DROPPED_PROJECTS]
        if projects:
            self.open_location(str(projects[0]))
        elif returns:
            plan_take_in(self, self.project_page().session, self.messages, returns)
        elif foreign:
            take_other_program(self, foreign[0])
        else:
            page = self.project_page()
            import_files(self, page.session, self.messages, files, page.shows_document())

    # what Qt calls

    def event(self, event: QEvent) -> bool:
        """Keeps keys from the menus that are for who is typing, or that Qt would mistake on this keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            of_the_field = is_of_the_field(event, self.focusWidget())
            if of_the_field or action_on_any_layout(self.menu.menus, self, event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody took: Enter presses a button, others are of the menus, on whatever keyboard."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
            return
        of_the_field = is_of_the_field(event, self.focusWidget())
        action = None if of_the_field else action_on_any_layout(self.menu.menus, self, event)
        if action is None:
            super().keyPressEvent(event)
        else:
            self.key_meant.emit(action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(
            [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window closes."""
        self.closing.emit()
        event.setAccepted(self.session is None)

    def _leave(self) -> None:
        self.close_project()
        jobs.cancel_all(self)
        store_window(self)

    def _show_title(self) -> None:
        if self.session is None:
            self.setWindowTitle("Intercoder")
            return
        location = self.session.project.location
        name = called(self.session.title(), location).replace(CHANGED_MARK, 2 * CHANGED_MARK)
        shown = name if self.may_change() else tr("{name} (to look only)", name=name)
        self.setWindowTitle(f"Intercoder — {shown}")
        self.setWindowFilePath(location if Path(location).exists() else "")
