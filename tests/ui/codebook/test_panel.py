"""The codebook panel, driven by keys and mouse."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, change_code
from app.ui.codebook import CodebookPanel
from app.ui.codebook.tree.model import NODE
from app.ui.session import ProjectSession
from app.ui.surface.carrying import CODE_MIME, PASSAGE_MIME
from tests.study import Study
from tests.ui.codebook.outline import choose, code_id, current, outline

ALL = ["Corruption", "- Bribes", "Hard life", "Joining", "- Money", "- Faith"]


def place_of(panel: CodebookPanel, name: str) -> QPoint:
    return panel.tree.visualRect(panel.model.index_of(code_id(panel, name))).center()


def test_the_tree_shows_all_codes_unfolded_in_their_order(panel: CodebookPanel) -> None:
    assert outline(panel) == ALL


def test_a_code_counts_the_codings_of_the_coder_at_work(
    panel: CodebookPanel, session: ProjectSession, study: Study
) -> None:
    node = panel.model.index_of(study.corruption).data(NODE)
    assert (node.own, node.everybody) == (2, 3)
    session.coder_id = study.murat
    node = panel.model.index_of(study.corruption).data(NODE)
    assert (node.own, node.everybody) == (1, 3)


def test_a_coding_of_anybody_renews_the_count_of_its_code(
    panel: CodebookPanel, session: ProjectSession, study: Study
) -> None:
    study.code("He stayed", code_id=code_id(panel, "Bribes"))
    session.look()
    assert panel.model.index_of(code_id(panel, "Bribes")).data(NODE).own == 1
    session.undo()
    assert panel.model.index_of(code_id(panel, "Bribes")).data(NODE).own == 0


def test_return_and_a_double_click_apply_the_code(panel: CodebookPanel, qtbot: QtBot) -> None:
    faith = choose(panel, "Faith")
    with qtbot.waitSignal(panel.code_activated) as pressed:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert pressed.args == [faith]
    place = place_of(panel, "Money")
    with qtbot.waitSignal(panel.code_activated) as clicked:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [code_id(panel, "Money")]


def test_a_click_shows_the_definition_of_the_code(panel: CodebookPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.code_selected):
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, "Money"))
    assert "Pay as a reason." in panel.card.toPlainText()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, "Bribes"))
    assert "Officers are paid." in panel.card.toPlainText()
    assert "Excludes the other codes of “Corruption”" in panel.card.toPlainText()


def test_a_search_keeps_the_groups_of_its_hits_and_looks_into_definitions(
    panel: CodebookPanel, qtbot: QtBot
) -> None:
    qtbot.keyClicks(panel.field, "fai")
    assert outline(panel) == ["Joining", "- Faith"]
    assert current(panel) == "Faith"
    panel.field.clear()
    qtbot.keyClicks(panel.field, "officers")
    assert outline(panel) == ["Corruption", "- Bribes"]
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    assert outline(panel) == ALL


def test_return_in_the_search_applies_the_best_hit(panel: CodebookPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.field, "money")
    with qtbot.waitSignal(panel.code_activated) as applied:
        qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert applied.args == [code_id(panel, "Money")]


def test_a_search_without_hits_says_so(panel: CodebookPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.field, "camel")
    assert outline(panel) == []
    assert panel.nothing.isVisible()
    assert "camel" in panel.nothing.text()
    with qtbot.assertNotEmitted(panel.code_activated):
        qtbot.keyClick(panel.field, Qt.Key.Key_Return)


def test_f2_renames_in_place_and_undo_takes_it_back(
    panel: CodebookPanel, session: ProjectSession, qtbot: QtBot
) -> None:
    choose(panel, "Faith")
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2)
    field = panel.tree.viewport().findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "Belief")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: outline(panel)[-1] == "- Belief")
    assert session.undo() == "Rename “Faith” to “Belief”"
    assert outline(panel)[-1] == "- Faith"
    assert current(panel) == "Faith"


def test_a_name_that_is_taken_is_refused_in_a_sentence(panel: CodebookPanel, qtbot: QtBot) -> None:
    with qtbot.capture_exceptions() as refused:
        panel.model.setData(panel.model.index_of(code_id(panel, "Faith")), ("money", "Faith"))
    assert "There is a code “money” already" in str(refused[0][1])
    assert outline(panel) == ALL


def test_a_name_that_was_refused_stays_in_its_field(panel: CodebookPanel, qtbot: QtBot) -> None:
    choose(panel, "Faith")
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2)
    field = panel.tree.viewport().findChild(QLineEdit)
    qtbot.keyClicks(field, "Money")
    with qtbot.capture_exceptions() as refused:
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(refused))
        qtbot.waitUntil(lambda: panel.tree.indexWidget(panel.tree.currentIndex()) is not None)
    assert "There is a code “Money” already" in str(refused[0][1])
    again = panel.tree.indexWidget(panel.tree.currentIndex())
    assert isinstance(again, QLineEdit)
    qtbot.waitUntil(again.hasFocus)
    assert again.text() == "Money"
    qtbot.keyClicks(again, " and pay")
    qtbot.keyClick(again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "- Money and pay" in outline(panel))


def test_alt_with_arrows_moves_a_code_among_and_between_groups(panel: CodebookPanel, qtbot: QtBot) -> None:
    choose(panel, "Faith")
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up, alt)
    assert outline(panel)[-3:] == ["Joining", "- Faith", "- Money"]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up, alt)
    assert outline(panel)[-3:] == ["Joining", "- Faith", "- Money"]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left, alt)
    assert outline(panel)[-3:] == ["Joining", "- Money", "Faith"]
    assert current(panel) == "Faith"
    qtbot.keyClick(panel.tree, Qt.Key.Key_Right, alt)
    assert outline(panel) == ALL


def dragged(panel: CodebookPanel, name: str) -> QMimeData:
    return panel.model.mimeData([panel.model.index_of(code_id(panel, name))])


def test_dropping_a_code_moves_it_into_before_and_behind(
    panel: CodebookPanel, session: ProjectSession
) -> None:
    move, root = Qt.DropAction.MoveAction, panel.model.index_of(0)
    joining = panel.model.index_of(code_id(panel, "Joining"))
    assert panel.model.dropMimeData(dragged(panel, "Hard life"), move, -1, 0, joining)
    assert outline(panel)[-3:] == ["- Money", "- Faith", "- Hard life"]
    joining = panel.model.index_of(code_id(panel, "Joining"))
    assert panel.model.dropMimeData(dragged(panel, "Money"), move, 2, 0, joining)
    assert outline(panel)[-3:] == ["- Faith", "- Money", "- Hard life"]
    assert panel.model.dropMimeData(dragged(panel, "Money"), move, 0, 0, root)
    assert outline(panel)[:2] == ["Money", "Corruption"]
    for _ in range(3):
        session.undo()
    assert outline(panel) == ALL


def test_a_code_cannot_be_dropped_into_itself(panel: CodebookPanel) -> None:
    move = Qt.DropAction.MoveAction
    for target in ("Joining", "Faith"):
        index = panel.model.index_of(code_id(panel, target))
        assert not panel.model.dropMimeData(dragged(panel, "Joining"), move, -1, 0, index)
    assert outline(panel) == ALL


def test_a_dragged_code_carries_its_id_in_digits(panel: CodebookPanel) -> None:
    faith = code_id(panel, "Faith")
    assert bytes(dragged(panel, "Faith").data(CODE_MIME).data()) == str(faith).encode()


def test_a_passage_dropped_onto_a_code_applies_it(panel: CodebookPanel, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData(PASSAGE_MIME, b"3,9")
    place = QPointF(place_of(panel, "Bribes"))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(panel.tree.viewport(), enter)
    over = QDragMoveEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(panel.tree.viewport(), over)
    assert over.isAccepted()
    with qtbot.waitSignal(panel.code_activated) as applied:
        QApplication.sendEvent(panel.tree.viewport(), QDropEvent(place, copy, data, left, none))
    assert applied.args == [code_id(panel, "Bribes")]


def test_folds_and_the_current_code_survive_changes_by_colleagues(
    panel: CodebookPanel, session: ProjectSession, study: Study
) -> None:
    panel.tree.collapse(panel.model.index_of(code_id(panel, "Joining")))
    choose(panel, "Hard life")
    study.project.do("Add", add_code, name="New", parent_id=study.corruption)
    study.project.do("Change", change_code, code_id=study.hard_life, name="Dull life")
    session.look()
    assert outline(panel) == ["Corruption", "- Bribes", "- New", "Dull life", "Joining"]
    assert current(panel) == "Dull life"


def test_folds_come_back_after_a_search(panel: CodebookPanel, qtbot: QtBot) -> None:
    panel.tree.collapse(panel.model.index_of(code_id(panel, "Joining")))
    qtbot.keyClicks(panel.field, "faith")
    assert outline(panel) == ["Joining", "- Faith"]
    panel.field.clear()
    assert outline(panel) == ["Corruption", "- Bribes", "Hard life", "Joining"]


def test_a_hidden_panel_catches_up_when_it_is_shown(
    panel: CodebookPanel, session: ProjectSession, study: Study
) -> None:
    panel.hide()
    study.project.do("Add", add_code, name="Late")
    session.look()
    assert "Late" not in outline(panel)
    panel.show()
    assert "Late" in outline(panel)


def test_the_search_is_reached_by_its_action(panel: CodebookPanel) -> None:
    panel.tree.setFocus()
    panel.find_code.trigger()
    assert panel.focusWidget() is panel.field


def test_every_action_has_a_name_and_no_key_twice(panel: CodebookPanel) -> None:
    actions = panel.actions_for_menu()
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert all(action.text() for action in actions)
    assert len(keys) == len(set(keys))
    assert all(len(key) > 1 for key in keys), "plain letters and digits are the codes’ own"
