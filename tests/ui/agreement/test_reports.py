"""The buttons above the table: methods text, planner, published examples."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.agreement.coefficients.values import NOT_USED
from app.agreement.planning.planner import FEW_PILOT_DOCUMENTS
from app.ui import jobs
from app.ui.agreement.reports.how_we_know import HowWeKnowDialog
from app.ui.agreement.reports.methods import MethodsDialog
from app.ui.agreement.reports.planner import PlannerDialog
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.session import ProjectSession
from tests.study import Study
from tests.ui.agreement.conftest import complete

DOCUMENTS = 3  # the planner's column


@pytest.fixture
def ready(
    workspace: AgreementWorkspace, session: ProjectSession, study: Study, qtbot: QtBot
) -> Iterator[AgreementWorkspace]:
    """Something can be compared; whatever opened is closed again."""
    complete(study, 1)
    complete(study, 2)
    session.look()
    yield workspace
    for dialog in workspace.window().findChildren(QDialog):
        jobs.cancel_all(dialog)
        dialog.close()
    QApplication.processEvents()


def compute(workspace: AgreementWorkspace, qtbot: QtBot, level: str) -> None:
    workspace.compute()
    qtbot.waitUntil(lambda: level in workspace._compared, timeout=20_000)


def opened(workspace: AgreementWorkspace, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: bool(workspace.findChildren(kind)), timeout=20_000)
    (dialog,) = workspace.findChildren(kind)
    return dialog


def test_the_methods_text_is_that_of_the_table_and_names_the_project(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    compute(ready, qtbot, "code")
    ready.reports.methods.click()
    dialog = opened(ready, MethodsDialog, qtbot)
    assert "Agreement in “Study” was computed between 2 coders" in dialog.page.toPlainText()
    assert "Corruption" in dialog.page.toPlainText()


def test_where_only_pairs_were_looked_at_codes_are_computed_for_the_text(
    ready: AgreementWorkspace, qtbot: QtBot
) -> None:
    ready.levels.setCurrentIndex(1)
    compute(ready, qtbot, "pair")
    ready.reports.methods.click()
    assert "Corruption" in opened(ready, MethodsDialog, qtbot).page.toPlainText()


def test_the_planner_takes_the_result_as_its_pilot(ready: AgreementWorkspace, qtbot: QtBot) -> None:
    compute(ready, qtbot, "code")
    ready.reports.plan.click()
    dialog = opened(ready, PlannerDialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.plans) == 3, timeout=20_000)
    assert dialog.sentence.text().startswith("No number of documents can be given. ")
    reasons = [dialog.model.index(row, DOCUMENTS).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert reasons[1:] == [FEW_PILOT_DOCUMENTS, NOT_USED]


def test_the_published_examples_are_one_click_away(ready: AgreementWorkspace, qtbot: QtBot) -> None:
    compute(ready, qtbot, "code")
    ready.reports.know.click()
    dialog = opened(ready, HowWeKnowDialog, qtbot)
    qtbot.waitUntil(lambda: bool(dialog.view.outcomes), timeout=30_000)


def test_an_open_dialog_says_when_what_it_says_is_out_of_date(
    ready: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    compute(ready, qtbot, "code")
    ready.reports.methods.click()
    dialog = opened(ready, MethodsDialog, qtbot)
    assert not dialog.out_of_date.isVisible()
    study.code("He stayed", code_id=study.hard_life)
    ready.session.look()
    assert dialog.out_of_date.isVisible()
    assert dialog.out_of_date.text().startswith("Out of date")


def test_a_dialog_that_opens_on_old_numbers_says_so_at_once(
    ready: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    compute(ready, qtbot, "code")
    study.code("He stayed", code_id=study.hard_life)
    ready.session.look()
    ready.reports.plan.click()
    assert opened(ready, PlannerDialog, qtbot).out_of_date.isVisible()
