"""Decisions from a workbook are shown before they are imported."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.exchange.decisions_back import plan_decisions_import
from app.reconcile.queries import queue
from app.ui.exchange.decisions import DecisionsDialog, plan_import
from app.ui.main_window import MainWindow
from tests.exchange.conftest import differing as _differing
from tests.exchange.test_decisions_back import Cells, edit, write
from tests.study import Study

differing = _differing
PATIENCE = 60_000  # milliseconds; a busy machine may take long


def test_the_dialog_lists_what_changes_and_what_is_set_aside_and_imports(
    window: MainWindow, qtbot: QtBot, differing: Study, tmp_path: Path
) -> None:
    location = differing.project.location
    if location.startswith("postgresql"):
        return  # the window itself is the same
    path = tmp_path / "out.xlsx"
    write(differing, path)

    def change(rows: list[Cells]) -> None:
        rows[0]["decision"] = "both"
        rows[1]["decision"] = "perhaps"

    edit(path, change)
    window.open_location(location)
    session = window.project_page().session
    session.coder_id = differing.ana
    plan_import(window, session, window.messages, path)
    qtbot.waitUntil(lambda: bool(window.findChildren(DecisionsDialog)), timeout=PATIENCE)
    (dialog,) = window.findChildren(DecisionsDialog)
    decided, aside = dialog.tree.topLevelItem(0), dialog.tree.topLevelItem(1)
    assert decided.child(0).text(0).startswith("Row 2: Baker, ")
    assert (decided.child(0).text(1), decided.child(0).text(2)) == ("", "both · Corruption; Hard life")
    assert "“perhaps” is not a decision" in aside.child(0).text(2)
    dialog.ok.click()
    qtbot.waitUntil(lambda: "Decisions imported" in window.messages.text(), timeout=PATIENCE)
    assert "Decisions imported from “out.xlsx”: 1." in window.messages.text()
    with session.project.read() as reading:
        assert [row.status for row in queue(reading)] == ["settled", "open", "open"]
    assert len(plan_decisions_import(session.project, path).wishes) == 0


def test_what_was_changed_while_the_preview_was_open_is_shown_anew(
    window: MainWindow, qtbot: QtBot, differing: Study, tmp_path: Path
) -> None:
    location = differing.project.location
    if location.startswith("postgresql"):
        return  # the window itself is the same
    path = tmp_path / "out.xlsx"
    write(differing, path)
    edit(path, lambda rows: rows[0].update({"decision": "both"}))
    window.open_location(location)
    session = window.project_page().session
    session.coder_id = differing.ana
    plan_import(window, session, window.messages, path)
    qtbot.waitUntil(lambda: bool(window.findChildren(DecisionsDialog)), timeout=PATIENCE)
    (first,) = window.findChildren(DecisionsDialog)
    differing.code("the flour", code_id=differing.hard_life)
    first.ok.click()

    def second() -> list[DecisionsDialog]:
        return [one for one in window.findChildren(DecisionsDialog) if one is not first and one.isVisible()]

    qtbot.waitUntil(lambda: bool(second()), timeout=PATIENCE)
    assert "The project was changed while you looked" in second()[0].words.text()
    assert not second()[0].ok.isEnabled()
    assert "codings that have changed" in second()[0].tree.topLevelItem(1).child(0).text(2)
    with session.project.read() as reading:
        assert {row.status for row in queue(reading)} == {"open"}
