"""Windows that show codings while a round is opened again: none of it is readable there any more."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.coders.queries import coders
from app.documents.queries import documents
from app.models import Coding
from app.rounds.actions import close_round, complete_document, create_round
from app.ui import jobs
from app.ui.agreement.reports.methods import MethodsDialog
from app.ui.agreement.reports.planner import PlannerDialog
from app.ui.codebook.revising.as_one_dialog import AsOneDialog
from app.ui.exchange.export_dialog import ExportDialog
from app.ui.exchange.workbook import export_workbook
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.reconcile.many.feedback_dialog import FeedbackDialog
from app.ui.reconcile.many.rules_dialog import RulesDialog
from app.ui.workspaces import Workspace
from tests.study import make_study

PATIENCE = 60_000


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> ProjectPage:
    """Ana and Murat have coded a text blind, differently; the round was closed in this window."""
    study = make_study(str(tmp_path / "study.intercoder"))
    both = [study.ana, study.murat]
    pilot = study.project.do(
        "Make", create_round, name="Pilot", document_ids=[study.baker], coder_ids=both, blind=True
    )
    study.code("They took the flour for themselves")
    study.code("We queued from four in the morning", coder_id=study.murat)
    for coder_id in both:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    study.project.close()
    window.open_location(study.project.location)
    page = window.project_page()
    page.session.coder_id = study.ana
    page.session.do("Close", close_round, round_id=pilot)
    return page


def shown(page: ProjectPage, kind: type[QDialog]) -> QDialog:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def compared(page: ProjectPage, qtbot: QtBot) -> None:
    page.show_workspace(Workspace.AGREEMENT)
    page.agreement.compute()
    qtbot.waitUntil(lambda: "code" in page.agreement._compared, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not jobs.running(page.window()), timeout=PATIENCE)


def is_closed(dialog: QDialog, qtbot: QtBot) -> bool:
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    hidden = not dialog.isVisible()
    qtbot.waitUntil(lambda: bool(gone))
    return hidden


@pytest.mark.parametrize(
    ("button", "kind"), [("methods", MethodsDialog), ("plan", PlannerDialog)], ids=["methods", "planner"]
)
def test_what_a_comparison_is_good_for_is_closed_with_a_sentence_when_its_round_is_open_again(
    page: ProjectPage, qtbot: QtBot, button: str, kind: type[QDialog]
) -> None:
    compared(page, qtbot)
    getattr(page.agreement.reports, button).click()
    dialog = shown(page, kind)
    page.session.undo()
    assert is_closed(dialog, qtbot)
    assert f"“{dialog_name(kind)}” was closed" in page.window().messages.text()


def dialog_name(kind: type[QDialog]) -> str:
    return {MethodsDialog: "Methods text", PlannerDialog: "Plan a sample"}[kind]


def test_what_if_codes_were_one_is_closed_when_its_round_is_open_again(
    page: ProjectPage, qtbot: QtBot
) -> None:
    dialog = AsOneDialog(page.window(), page.session)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._material is not None, timeout=PATIENCE)
    page.session.undo()
    assert is_closed(dialog, qtbot)


def test_rules_that_preview_passages_are_closed_when_the_round_is_open_again(
    page: ProjectPage, qtbot: QtBot
) -> None:
    page.show_workspace(Workspace.RECONCILE)
    qtbot.waitUntil(lambda: page.reconcile.loaded is not None, timeout=PATIENCE)
    page.reconcile.ask_rules()
    dialog = shown(page, RulesDialog)
    page.session.undo()
    assert is_closed(dialog, qtbot)


def test_feedback_is_emptied_when_its_text_is_coded_blind_again(page: ProjectPage, qtbot: QtBot) -> None:
    reconcile = page.reconcile
    page.show_workspace(Workspace.RECONCILE)
    reconcile.show_round(None)
    qtbot.waitUntil(lambda: reconcile.loaded is not None and reconcile.at_work(), timeout=PATIENCE)
    QTest.keyClick(reconcile.queue, Qt.Key.Key_N)
    reconcile.show_feedback()
    feedback = shown(page, FeedbackDialog)
    qtbot.waitUntil(lambda: feedback.lessons.topLevelItemCount() > 0, timeout=PATIENCE)
    assert feedback.figure.topLevelItemCount() > 0
    again = {"document_ids": [1], "coder_ids": [1, 2], "blind": True}
    page.session.do("Make", create_round, name="Again", **again)
    assert feedback.lessons.topLevelItemCount() == 0
    assert feedback.figure.topLevelItemCount() == 0
    qtbot.waitUntil(lambda: not jobs.running(feedback), timeout=PATIENCE)
    assert feedback.lessons.topLevelItemCount() == 0
    assert feedback.figure.topLevelItemCount() == 0


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_export_preview_is_emptied_when_the_round_is_open_again(page: ProjectPage, qtbot: QtBot) -> None:
    export = export_workbook(page.window(), page.session, page.window().messages)
    qtbot.waitUntil(lambda: not export.is_looking(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not jobs.running(page.window()), timeout=PATIENCE)
    assert isinstance(export, ExportDialog)
    assert export.preview.preview is not None
    page.session.undo()
    assert export.preview.preview is None
    qtbot.waitUntil(lambda: not export.is_looking(), timeout=PATIENCE)
    assert export.form.wanted().round_id is None
    export.reject()


def test_what_others_coded_leaves_text_tree_and_passages_as_soon_as_a_round_makes_it_blind(
    page: ProjectPage, qtbot: QtBot
) -> None:
    with page.session.project.read() as reading:
        (baker,) = (row.id for row in documents(reading))
        people = [row.id for row in coders(reading)]
        (others,) = reading.query(Coding).where(Coding.coder_id != page.session.coder_id)
        secret, code_id = others.id, others.code_id
    page.open_document(baker)
    page.code.shown.show_all()
    passages = page.analyse.passages

    def seen_in(page: ProjectPage) -> tuple[bool, bool, bool]:
        node = page.code.codebook.model.node(code_id)
        assert node is not None
        text = secret in page.code.text.codings
        page.show_workspace(Workspace.ANALYSE)
        qtbot.waitUntil(lambda: not jobs.running(page.window()), timeout=PATIENCE)
        listed = secret in passages.model.sought().ids
        page.show_workspace(Workspace.CODE)
        return text, node.everybody == 2, listed

    assert seen_in(page) == (True, True, True)
    again = {"name": "Two", "document_ids": [baker], "coder_ids": people, "blind": True}
    page.session.do("Make", create_round, **again)
    assert seen_in(page) == (False, False, False)
    page.session.undo()
    assert seen_in(page) == (True, True, True)
