"""Versions of the codebook in the window: published, compared, and what they leave to be looked at again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.codebook.actions import change_code, merge_codes, split_code
from app.codebook.version_actions import publish_version
from app.coding.queries import coding
from app.ui.codebook.editing.choosing import ChooseCodeDialog
from app.ui.codebook.revising.versions_dialog import NOW, VersionsDialog
from app.ui.codebook.revising.worklist_dialog import WorklistDialog
from app.ui.session import ProjectSession
from tests.study import Study


def lines(dialog: VersionsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


@pytest.fixture
def dialog(session: ProjectSession, qtbot: QtBot) -> Iterator[VersionsDialog]:
    dialog = VersionsDialog(None, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog


def publish(session: ProjectSession, reason: str = "Pilot") -> int:
    return session.do("Publish", publish_version, reason=reason, coder_id=session.coder())


def test_the_first_version_is_published_with_a_reason_and_undone_again(
    dialog: VersionsDialog, session: ProjectSession
) -> None:
    assert lines(dialog) == ["Now\nnothing published yet"]
    assert "Corruption" in dialog.changes.toPlainText()
    assert not dialog.publish.isEnabled()
    dialog.reason.setText("As the pilot was coded")
    dialog.publish.click()
    assert lines(dialog)[0] == "Now\nas version 1"
    assert "Ana Yilmaz" in lines(dialog)[1]
    assert "As the pilot was coded" in lines(dialog)[1]
    assert dialog.heading.text() == "Version 1"
    assert session.project.undo_label() == "Publish version 1 of the codebook"
    session.undo()
    assert lines(dialog) == ["Now\nnothing published yet"]


def test_nothing_can_be_published_while_nothing_was_changed(
    dialog: VersionsDialog, session: ProjectSession, study: Study
) -> None:
    publish(session)
    dialog.show_version(NOW)
    dialog.reason.setText("Again")
    assert not dialog.publish.isEnabled()
    assert "Nothing differs" in dialog.changes.toPlainText()
    session.do("Edit", change_code, code_id=study.corruption, use_when="Officers are paid.")
    assert lines(dialog)[0] == "Now\nchanged since version 1"
    assert "Officers are paid." in dialog.changes.toPlainText()
    dialog.reason.setText("Clearer")
    assert dialog.publish.isEnabled()


def test_two_versions_are_compared_word_by_word_with_signs_beside_the_colours(
    dialog: VersionsDialog, session: ProjectSession, study: Study
) -> None:
    session.do("Edit", change_code, code_id=study.corruption, use_when="Leaders are paid.")
    publish(session)
    session.do("Edit", change_code, code_id=study.corruption, use_when="Officers are paid.")
    session.do("Split", split_code, code_id=study.hard_life, names=["Hunger"])
    dialog.show_version(publish(session, "Clearer"))
    assert dialog.against.currentText() == "version 1"
    html = dialog.changes.toHtml()
    assert "line-through" in html
    assert "underline" in html
    words = dialog.changes.toPlainText()
    assert "+  Hunger" in words
    assert "Split off “Hard life”." in words
    dialog.against.setCurrentIndex(dialog.against.count() - 1)
    dialog.against.activated.emit(1)
    assert "New." in dialog.changes.toPlainText()


def test_a_version_leads_to_what_it_leaves_to_be_looked_at(
    dialog: VersionsDialog, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    publish(session)
    assert dialog.look_again.isHidden()
    session.do("Edit", change_code, code_id=study.corruption, use_when="Officers are paid.")
    version_id = publish(session, "Clearer")
    dialog.show_version(version_id)
    assert dialog.look_again.text() == "Codings to look at again: 3"
    with qtbot.waitSignal(dialog.worklist_wanted) as asked:
        dialog.look_again.click()
    assert asked.args == [version_id]


@pytest.fixture
def worklist(session: ProjectSession, study: Study, qtbot: QtBot) -> Iterator[WorklistDialog]:
    """Two codings of Ana's wait: Corruption means something else, and Hunger was split off it."""
    publish(session)
    session.do("Edit", change_code, code_id=study.corruption, do_not_use_when="Mere rumours.")
    session.do("Split", split_code, code_id=study.corruption, names=["Hunger"])
    publish(session, "Narrower")
    dialog = WorklistDialog(None, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog


def test_codings_are_kept_one_by_one_with_a_key_and_undo_brings_them_back(
    worklist: WorklistDialog, session: ProjectSession, qtbot: QtBot
) -> None:
    assert worklist.sentence.text() == "0 of 2 looked at"
    assert worklist.version.currentText() == "Version 2: 2 left"
    assert "They took the flour" in worklist.passage.toPlainText()
    assert "Mere rumours." in worklist.why.toPlainText()
    qtbot.keyClick(worklist, Qt.Key.Key_K)
    assert worklist.sentence.text() == "1 of 2 looked at"
    assert worklist.list.currentIndex().row() == 1
    assert worklist.list.hasFocus()
    assert session.project.undo_label() == "Keep a coding of “Corruption” under the new version"
    qtbot.keyClick(worklist.list, Qt.Key.Key_K)
    assert "All of your codings" in worklist.passage.toPlainText()
    session.undo()
    assert worklist.sentence.text() == "1 of 2 looked at"


def test_all_codings_of_a_code_are_kept_at_once(worklist: WorklistDialog, qtbot: QtBot) -> None:
    assert worklist.keep_all.text() == "All 2 of this code are still right (Shift+K)"
    qtbot.keyClick(worklist, Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert worklist.sentence.text() == "2 of 2 looked at"


def test_a_number_gives_a_coding_the_code_that_was_split_off(
    worklist: WorklistDialog, session: ProjectSession, qtbot: QtBot
) -> None:
    entry = worklist.model.row(0)
    qtbot.keyClick(worklist, Qt.Key.Key_1)
    with session.project.read() as reading:
        row = coding(reading, entry.coding_id)
    assert row is not None
    assert row.code_name == "Hunger"
    assert worklist.sentence.text() == "1 of 2 looked at"
    session.undo()
    assert worklist.sentence.text() == "0 of 2 looked at"


def test_any_other_code_can_be_given_instead(
    worklist: WorklistDialog, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    entry = worklist.model.row(0)
    qtbot.keyClick(worklist, Qt.Key.Key_R)
    dialog = worklist.findChild(ChooseCodeDialog)
    qtbot.keyClicks(dialog.chooser.field, "hard")
    qtbot.keyClick(dialog.chooser.field, Qt.Key.Key_Return)
    with session.project.read() as reading:
        row = coding(reading, entry.coding_id)
    assert row is not None
    assert row.code_id == study.hard_life


def test_a_passage_opens_in_its_text(worklist: WorklistDialog, study: Study, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worklist.passage_opened) as opened:
        qtbot.keyClick(worklist, Qt.Key.Key_O)
    assert opened.args[0] == study.baker


def test_the_worklist_says_what_would_bring_codings_into_it(session: ProjectSession, qtbot: QtBot) -> None:
    dialog = WorklistDialog(None, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "When a second version of the codebook is published" in dialog.passage.toPlainText()
    assert not dialog.keep.isEnabled()


def test_a_merge_is_told_in_the_worklist(session: ProjectSession, study: Study, qtbot: QtBot) -> None:
    publish(session)
    session.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    publish(session, "One code less")
    dialog = WorklistDialog(None, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Version 2 merged into this code: Hard life." in dialog.why.toPlainText()
