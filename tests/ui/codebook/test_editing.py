"""Adding, editing, merging and deleting codes through their dialogs."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.actions import delete_code
from app.ui.codebook import CodebookPanel
from app.ui.codebook.editing.adding import NewCodeDialog
from app.ui.codebook.editing.colours import ColourGrid
from app.ui.codebook.editing.dialog import CodeDialog
from app.ui.codebook.editing.merging import MergeDialog
from app.ui.codebook.tree.model import NODE
from app.ui.session import ProjectSession
from tests.study import Study
from tests.ui.codebook.outline import choose, code_id, current, outline

W = TypeVar("W", bound=QWidget)
RETURN = Qt.Key.Key_Return


def opened(panel: CodebookPanel, kind: type[W]) -> W:
    """The dialog of a kind that was just opened."""
    found = [widget for widget in panel.findChildren(kind) if widget.isVisible()]
    assert len(found) == 1
    return found[0]


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Press the buttons with these words in one question after the other; returns the consequences told."""
    told, left = [], list(answers)

    def press(box: QMessageBox) -> int:
        told.append(box.informativeText())
        words = left.pop(0)
        next(button for button in box.buttons() if button.text().replace("&", "") == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return told


def test_a_code_is_added_by_its_name_and_return(
    panel: CodebookPanel, session: ProjectSession, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    dialog = opened(panel, CodeDialog)
    assert not dialog.ok.isEnabled()
    qtbot.keyClicks(dialog.name, "Boredom")
    qtbot.keyClick(dialog.name, RETURN)
    assert outline(panel)[-1] == "Boredom"
    assert current(panel) == "Boredom"
    assert session.undo() == "Add code “Boredom”"
    assert "Boredom" not in outline(panel)


def test_a_code_is_added_under_another_with_its_definition(panel: CodebookPanel, qtbot: QtBot) -> None:
    joining = choose(panel, "Joining")
    panel.editing.add_under.trigger()
    dialog = opened(panel, CodeDialog)
    qtbot.keyClicks(dialog.name, "Pressure")
    qtbot.keyClicks(dialog.shortcut, "P")
    dialog.texts["use_when"].setFocus()
    qtbot.keyClicks(dialog.texts["use_when"], "Somebody threatens.")
    dialog.save()
    code = panel.model.rows()[-1]
    assert (code.name, code.parent_id, code.shortcut) == ("Pressure", joining, "p")
    assert code.use_when == "Somebody threatens."


def test_the_next_code_goes_under_one_that_was_just_added(panel: CodebookPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    dialog = opened(panel, NewCodeDialog)
    qtbot.keyClicks(dialog.name, "Reasons")
    dialog.next.click()
    dialog.place.setCurrentIndex(dialog.place.findText("Reasons"))
    qtbot.keyClicks(dialog.name, "Hunger")
    dialog.next.click()
    assert dialog.place.currentText() == "Reasons"  # the place is kept
    parent, code = panel.model.rows()[-2:]
    assert (parent.name, code.name, code.parent_id) == ("Reasons", "Hunger", parent.id)


def test_tab_goes_from_a_new_code_s_name_to_its_place(panel: CodebookPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    dialog = opened(panel, NewCodeDialog)
    assert dialog.name.nextInFocusChain() is dialog.place


def test_add_and_next_adds_one_after_the_other_into_the_same_place(
    panel: CodebookPanel, session: ProjectSession, qtbot: QtBot
) -> None:
    joining = choose(panel, "Joining")
    panel.editing.add_code.trigger()
    dialog = opened(panel, NewCodeDialog)
    assert not dialog.next.isEnabled()
    dialog.place.setCurrentIndex(dialog.place.findData(joining))
    qtbot.keyClicks(dialog.name, "Pressure")
    qtbot.keyClicks(dialog.shortcut, "P")
    qtbot.keyClicks(dialog.texts["use_when"], "Somebody threatens.")
    dialog.exclusive.setChecked(True)
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert "“Pressure” was added" in dialog.problem.text()
    assert (dialog.name.text(), dialog.shortcut.text(), dialog.under()) == ("", "", joining)
    assert dialog.texts["use_when"].toPlainText() == ""
    assert not dialog.exclusive.isChecked()
    assert not dialog.next.isEnabled()
    qtbot.keyClicks(dialog.name, "money")
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert "There is a code “" in dialog.problem.text()
    assert dialog.name.text() == "money"
    qtbot.keyClicks(dialog.name, " and pay")
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert "“money and pay” was added" in dialog.problem.text()
    qtbot.keyClicks(dialog.name, "Friends")
    assert not dialog.problem.isVisible()
    qtbot.keyClick(dialog.name, RETURN)
    assert not dialog.isVisible()
    assert outline(panel)[-3:] == ["- Pressure", "- money and pay", "- Friends"]
    (pressure,) = [row for row in panel.model.rows() if row.name == "Pressure"]
    assert (pressure.use_when, pressure.exclusive) == ("Somebody threatens.", True)
    (friends,) = [row for row in panel.model.rows() if row.name == "Friends"]
    assert (friends.use_when, friends.exclusive, friends.shortcut) == ("", False, "")
    assert session.undo() == "Add code “Friends”"
    assert session.undo() == "Add code “money and pay”"


def test_leaving_after_add_and_next_asks_nothing_where_nothing_was_typed_since(
    panel: CodebookPanel, qtbot: QtBot
) -> None:
    panel.editing.add_code.trigger()
    dialog = opened(panel, NewCodeDialog)
    qtbot.keyClicks(dialog.name, "Pressure")
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert outline(panel)[-1] == "Pressure"


def test_what_is_refused_is_said_in_the_dialog_and_nothing_typed_is_lost(
    panel: CodebookPanel, qtbot: QtBot
) -> None:
    choose(panel, "Faith")
    dialog = panel.editing.edit()
    dialog.shortcut.setText("1")
    dialog.save()
    assert dialog.isVisible()
    assert "The key “1” belongs to “Money” already" in dialog.problem.text()
    assert dialog.problem.isVisible()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.shortcut.hasFocus)
    qtbot.keyClicks(dialog.shortcut, "2")
    assert not dialog.problem.isVisible()
    dialog.save()
    assert not dialog.isVisible()
    assert panel.model.index_of(code_id(panel, "Faith")).data(NODE).code.shortcut == "2"


def test_only_what_was_changed_is_stored(panel: CodebookPanel, session: ProjectSession) -> None:
    choose(panel, "Money")
    dialog = panel.editing.edit()
    assert dialog.changed() == {}
    dialog.exclusive.setChecked(True)
    assert dialog.changed() == {"exclusive": True}
    before = session.project.latest_action()
    dialog.exclusive.setChecked(False)
    dialog.save()
    assert session.project.latest_action() == before


def test_tab_goes_through_the_dialog_in_the_order_of_its_fields(panel: CodebookPanel, qtbot: QtBot) -> None:
    choose(panel, "Money")
    dialog = panel.editing.edit()
    order = [dialog.name, dialog.colour, dialog.shortcut, *dialog.texts.values(), dialog.exclusive, dialog.ok]
    dialog.name.setFocus()
    visited = []
    for _ in order:
        visited.append(dialog.focusWidget())
        qtbot.keyClick(visited[-1], Qt.Key.Key_Tab)
    assert visited == order
    dialog.reject()


def test_a_colour_of_the_palette_is_chosen_with_a_click(
    panel: CodebookPanel, session: ProjectSession, qtbot: QtBot
) -> None:
    faith = choose(panel, "Faith")
    menu = panel.editing.menu()
    grid = menu.findChild(ColourGrid)
    assert grid is not None
    qtbot.mouseClick(grid.buttons["#228833"], Qt.MouseButton.LeftButton)
    menu.close()
    assert panel.model.index_of(faith).data(NODE).code.colour == "#228833"
    assert session.undo() == "Recolour “Faith”"


def test_deleting_says_first_what_goes_with_the_code(
    panel: CodebookPanel, session: ProjectSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(monkeypatch, "Delete")
    choose(panel, "Corruption")
    qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert "1 code under it" in told[0]
    assert "Codings that are removed: 3 (coders: 2, documents: 1)" in told[0]
    assert outline(panel) == ["Hard life", "Joining", "- Money", "- Faith"]
    assert current(panel) == "Hard life"
    assert session.undo() == "Delete “Corruption”"
    assert panel.model.index_of(code_id(panel, "Corruption")).data(NODE).everybody == 3


def test_merging_is_offered_instead_of_deleting_a_code_that_is_used(
    panel: CodebookPanel, session: ProjectSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "Merge into another code…")
    choose(panel, "Corruption")
    before = session.project.latest_action()
    panel.editing.delete_code.trigger()
    opened(panel, MergeDialog).reject()
    assert session.project.latest_action() == before


def test_a_deletion_that_is_called_off_changes_nothing(
    panel: CodebookPanel, session: ProjectSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "Cancel")
    choose(panel, "Corruption")
    before = session.project.latest_action()
    panel.editing.delete_code.trigger()
    assert session.project.latest_action() == before


def test_merging_moves_codings_and_children_to_the_code_that_was_found(
    panel: CodebookPanel, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    choose(panel, "Corruption")
    panel.editing.merge_code.trigger()
    dialog = opened(panel, MergeDialog)
    assert not dialog.ok.isEnabled()
    assert "Bribes" not in [dialog.list.item(row).text() for row in range(dialog.list.count())]
    qtbot.keyClicks(dialog.field, "hard")
    assert "3 codings, of all coders, become “Hard life”" in dialog.words.text()
    assert "1 code under “Corruption” moves under “Hard life”" in dialog.words.text()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert outline(panel) == ["Hard life", "- Bribes", "Joining", "- Money", "- Faith"]
    assert current(panel) == "Hard life"
    assert panel.model.index_of(study.hard_life).data(NODE).everybody == 3
    assert session.undo() == "Merge “Corruption” into “Hard life”"
    assert outline(panel)[:3] == ["Corruption", "- Bribes", "Hard life"]


def test_an_empty_codebook_says_what_to_do_first(
    panel: CodebookPanel, session: ProjectSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, *["Delete"] * 3)
    for name in ("Corruption", "Hard life", "Joining"):
        choose(panel, name)
        panel.editing.delete_code.trigger()
    shown = [button for button in panel.findChildren(QPushButton) if button.isVisible()]
    assert "Add a code…" in [button.text() for button in shown]
    assert not panel.card.isVisible()


def test_a_new_code_s_name_can_be_typed_at_once_and_control_enter_adds_it(
    panel: CodebookPanel, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    dialog = opened(panel, CodeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.name
    qtbot.keyClicks(dialog.name, "Boredom")
    dialog.texts["use_when"].setFocus()
    qtbot.keyClick(dialog.texts["use_when"], RETURN, Qt.KeyboardModifier.ControlModifier)
    assert current(panel) == "Boredom"


def test_escape_asks_before_it_loses_what_was_filled_in(
    panel: CodebookPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "Cancel", "Discard")
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    dialog = opened(panel, CodeDialog)
    qtbot.keyClicks(dialog.name, "Boredom")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert "Boredom" not in outline(panel)


def test_a_merge_that_is_refused_says_why_and_leaves_the_choice_as_it_was(
    panel: CodebookPanel, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    choose(panel, "Corruption")
    panel.editing.merge_code.trigger()
    dialog = opened(panel, MergeDialog)
    qtbot.keyClicks(dialog.field, "hard")
    session.project.do("Delete", delete_code, code_id=study.hard_life)  # a colleague, just before
    qtbot.keyClick(dialog.field, RETURN)
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert "no longer" in dialog.problem.text()
    assert dialog.field.text() == "hard"
    dialog.reject()
    assert not dialog.isVisible()
