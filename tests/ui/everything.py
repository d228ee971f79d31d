"""Opens every dialog of the program over a project whose names a test chose, and hands each to who looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QToolButton, QWidget
from sqlalchemy import select

from app.codebook.actions import change_code
from app.codebook.proposals import propose
from app.codebook.queries import codebook
from app.codebook.version_actions import publish_version
from app.coders.actions import change_coder
from app.coders.queries import coders
from app.coding.actions import change_coding
from app.documents.actions import change_document
from app.documents.queries import documents
from app.exchange.codebook_table import CodebookPlan, FieldChange
from app.exchange.decisions_back import DecisionsPlan, Read, SetAside, Wish
from app.exchange.sample_study import fill_with_sample
from app.exchange.workbook.sheets.settling import Settled
from app.jobs import Job
from app.models import Coding
from app.reconcile.discussion import add_note
from app.reconcile.queries import queue
from app.reconcile.reasons import set_own_reasons
from app.rounds.actions import change_round, create_round
from app.rounds.queries import rounds
from app.store import Project
from app.ui import jobs
from app.ui.codebook.spreadsheets.plan_dialog import PlanDialog
from app.ui.documents import dialogs, many
from app.ui.exchange.decisions import DecisionsDialog
from app.ui.kit.file_dialog import FileDialog
from app.ui.main_window import MainWindow
from app.ui.rounds import steps
from app.ui.rounds.dialog import RoundsDialog
from app.ui.workspaces import Workspace

Name = Callable[[str], str]
Look = Callable[[str, QWidget], None]
SETTLE = 120  # milliseconds, for what a dialog reads when it is opened
BY_MENU = (
    "Add a code…",
    "Edit the definition…",
    "Merge into…",
    "Split…",
    "Delete…",
    "What if these codes were one?",
    "Versions…",
    "Codings to look at again…",
    "Propose a change…",
    "Proposals",
    "New project…",
    "Open on a server…",
    "Export workbook and tables…",
    "History…",
    "Bulk rules…",
    "Feedback…",
    "Rounds…",
    "Cases and attributes…",
    "Add a coder…",
    "Name, initials, colour…",
    "Remove the coder at work…",
    "Give out work…",
    "What is out and back…",
    "Manual",
    "Keyboard shortcuts",
    "How we know that the numbers are right",
    "About Intercoder",
)


def named_study(path: Path, name: Name) -> None:
    """The sample study in a new file, with every name and text that a person may give made by `name`."""
    with Project.create(str(path)) as project:
        fill_with_sample(project, Job())
        with project.read() as reading:
            found = documents(reading), codebook(reading), coders(reading), rounds(reading)
            items = queue(reading, found[3][0].id)[:4]
            codings = reading.execute(select(Coding.id, Coding.coder_id).limit(60)).all()
        for coder in found[2]:
            project.do(name("label"), change_coder, coder_id=coder.id, name=name(f"coder {coder.id}"))
        for document in found[0]:
            changed = {field: name(field) for field in ("note", "author", "place", "outlet", "licence")}
            project.do(
                name("label"),
                change_document,
                document_id=document.id,
                name=name(f"document {document.id}"),
                **changed,
            )
        for code in found[1]:
            texts = {field: name(field) for field in ("brief_definition", "full_definition", "use_when")}
            project.do(name("label"), change_code, code_id=code.id, name=name(f"code {code.id}"), **texts)
        for coding_id, coder_id in codings:
            project.do(
                name("label"), change_coding, coding_id=coding_id, coder_id=coder_id, memo=name("memo")
            )
        lead = next(one.id for one in found[2] if one.role != "consensus")
        project.do("Lead", change_coder, coder_id=lead, role="lead")
        for row in items:
            project.do(name("label"), add_note, item=row.item, text=name("said"), coder_id=lead)
        for one in found[3]:
            project.do(name("label"), change_round, round_id=one.id, name=name(f"round {one.id}"))
        people = [one.id for one in found[2] if one.role != "consensus"]
        _plan(project, name, people, found[0][0].id, found[1][3].id)


def _plan(project: Project, name: Name, people: list[int], document_id: int, code_id: int) -> None:
    """A version, proposals, own reasons and an open round; the first of the people leads."""
    lead, label = people[0], name("label")
    project.do(label, publish_version, reason=name("reason"), coder_id=lead)
    project.do(label, propose, kind="other", code_id=code_id, text=name("proposal"), coder_id=lead)
    project.do(label, propose, kind="exclusion", code_id=code_id, text=name("proposal"), coder_id=lead)
    project.do(label, set_own_reasons, reasons=[name("own reason")])
    project.do(
        label,
        create_round,
        name=name("open round"),
        document_ids=[document_id],
        coder_ids=people,
        blind=False,
        note=name("note of a round"),
        coder_id=lead,
    )


class Everything:
    """Walks through the window of an open project."""

    def __init__(self, window: MainWindow, name: Name, look: Look) -> None:
        self.window, self.name, self.look = window, name, look
        self.seen: list[str] = []

    def open(self, path: Path) -> None:
        """Open the project as its lead; leave the question who is coding once it was looked at."""
        self.see("Who is coding?", partial(self.window.open_location, str(path)))
        session = self.window.project_page().session
        with session.project.read() as reading:
            session.coder_id = next(one.id for one in coders(reading) if one.role == "lead")

    def see(self, what: str, act: Callable[[], object]) -> None:
        """Do something that opens a dialog, look at it, and let it go."""
        act()
        self._rest()
        for dialog in _dialogs():
            self.seen.append(f"{what}: {type(dialog).__name__}")
            self.look(what, dialog)
            dialog.done(0)
        QTest.qWait(1)

    def walk(self) -> None:
        """Through the workspaces and all dialogs."""
        page = self.window.project_page()
        page.code.codebook.select_code(3)
        self._workspaces()
        for words in BY_MENU:
            self.see(words, self._action(words).trigger)
        self._of_documents()
        self._of_rounds()
        self._of_imports()
        self._of_reconcile()
        self._of_agreement()
        self._menus()
        self.window.find_anything()
        self._rest()
        self.look("palette", self.window)

    def _workspaces(self) -> None:
        page = self.window.project_page()
        for workspace in Workspace:
            page.show_workspace(workspace)
            self._rest(20_000)
            self.look(f"workspace {workspace.name}", self.window)

    def _of_documents(self) -> None:
        session = self.window.project_page().session
        for act in (dialogs.rename, dialogs.describe):
            self.see(act.__name__, partial(act, self.window, session, 1))
        self.see("remove", partial(many.remove, self.window, session, [1]))

    def _of_rounds(self) -> None:
        session = self.window.project_page().session
        rounds_window = RoundsDialog(self.window, session)
        rounds_window.show()
        self._rest()
        with session.project.read() as reading:
            row = next(one for one in rounds(reading) if one.closed_at is None)
        for act in (steps.ask_and_rename, steps.ask_and_close, steps.ask_and_unblind):
            act(rounds_window, session, row)
            self._rest()
            self._look_over(rounds_window, act.__name__)
        rounds_window.new.click()
        self._rest()
        self._look_over(rounds_window, "new round")
        rounds_window.done(0)

    def _look_over(self, below: QDialog, what: str) -> None:
        for dialog in _dialogs():
            if dialog is not below:
                self.seen.append(f"{what}: {type(dialog).__name__}")
                self.look(what, dialog)
                dialog.done(0)

    def _of_imports(self) -> None:
        name = self.name
        change = FieldChange(name("changed code"), "use_when", name("before"), name("after"))
        plan = CodebookPlan(name("file"), (), (name("added"),), (change,), (name("same"),), (name("left"),))
        self.see("import a codebook", PlanDialog(self.window, plan, lambda: None).open)
        settled = Settled(name("decision"), name("final"), name("reason"), name("note"))
        wish = Wish(3, name("document"), 10, 20, settled, settled, None, None)
        read = Read((), {}, {})  # type: ignore[arg-type, call-arg]  # never looked at here
        decisions = DecisionsPlan(
            name("file"), "Disagreements", (wish,), (SetAside(4, name("why")),), 1, read
        )
        self.see("import decisions", DecisionsDialog(self.window, decisions, name("why")).open)

    def _of_reconcile(self) -> None:
        page = self.window.project_page()
        page.show_workspace(Workspace.RECONCILE)
        self._rest(20_000)
        for words in ("Apply to similar ones…", "Propose a codebook change…"):
            self.see(words, self._action(words).trigger)
        self.see("own reasons", page.reconcile.desk.bar.reason.own_wanted.emit)

    def _of_agreement(self) -> None:
        page = self.window.project_page()
        page.show_workspace(Workspace.AGREEMENT)
        page.agreement.scope.compute.click()
        self._rest(60_000)
        self.look("agreement computed", self.window)
        for button in (page.agreement.reports.methods, page.agreement.reports.plan):
            self.see(button.text(), button.click)

    def _menus(self) -> None:
        """What the menus that are made when they open would show."""
        for menu in self.window.findChildren(QMenu):
            menu.aboutToShow.emit()
        QApplication.processEvents()
        self.look("menus", self.window)

    def _action(self, words: str) -> QAction:
        return next(
            action
            for action in self.window.findChildren(QAction)
            if action.text().replace("&", "").startswith(words) and action.isEnabled()
        )

    def _rest(self, most: int = 10_000) -> None:
        QTest.qWait(SETTLE)
        for _ in range(0, most, SETTLE):
            if not jobs.running(self.window):
                break
            QTest.qWait(SETTLE)


def _dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


@contextmanager
def looked_at_boxes(monkeypatch: pytest.MonkeyPatch, look: Look) -> Iterator[None]:
    """A box that waits for an answer is looked at and left; no file is asked for."""

    def leave(box: QMessageBox) -> int:
        box.show()
        QTest.qWait(1)
        look("box", box)
        box.hide()
        return 0

    with monkeypatch.context() as patched:
        patched.setattr(QMessageBox, "exec", leave)
        for ask, nothing in (
            ("file_to_open", ""),
            ("files_to_open", []),
            ("file_to_write", ("", "")),
            ("folder_to_open", ""),
        ):
            patched.setattr(FileDialog, ask, lambda *_, nothing=nothing, **__: nothing)
        yield


def menus_of(widget: QWidget) -> Iterator[QMenu]:
    """The menus below a widget, and those of its buttons."""
    yield from widget.findChildren(QMenu)
    for button in widget.findChildren(QToolButton):
        if button.menu() is not None:
            yield button.menu()
