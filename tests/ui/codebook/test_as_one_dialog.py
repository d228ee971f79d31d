"""“What if these codes were one?”: agreement as it is and as it would be, side by side."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.codebook.actions import merge_codes
from app.rounds.actions import close_round, complete_document, create_round
from app.ui import jobs
from app.ui.codebook import CodebookPanel
from app.ui.codebook.editing.merging import MergeDialog
from app.ui.codebook.revising.as_one_dialog import ALL_MERGES, AsOneDialog
from app.ui.session import ProjectSession
from tests.study import Study


@pytest.fixture
def confused(session: ProjectSession, study: Study) -> ProjectSession:
    """Ana and Murat gave the same words two codes."""
    study.code("We queued from four in the morning")
    study.code("We queued from four in the morning", coder_id=study.murat, code_id=study.hard_life)
    for coder_id in (study.ana, study.murat):
        session.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    return session


@pytest.fixture
def dialog(confused: ProjectSession, qtbot: QtBot) -> Iterator[AsOneDialog]:
    dialog = AsOneDialog(None, confused)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not jobs.running(dialog))
    yield dialog
    dialog.close()


def cells(dialog: AsOneDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_pairs_that_are_confused_most_are_offered_and_compared_with_a_click(
    dialog: AsOneDialog, qtbot: QtBot
) -> None:
    assert "Choose two codes" in dialog.sentence.text()
    assert [name in dialog.confused.item(0).text() for name in ("Corruption", "Hard life")] == [True, True]
    dialog.confused.itemClicked.emit(dialog.confused.item(0))
    qtbot.waitUntil(lambda: not jobs.running(dialog))
    alpha = cells(dialog)[2]
    assert alpha[:2] == ["Corruption", "Krippendorff’s alpha"]
    assert alpha[2].splitlines()[0].startswith("Corruption  ")
    assert "As one code, alpha of “Corruption” would be" in dialog.sentence.text()
    assert "Over all codes alpha would go from" in dialog.sentence.text()


def test_merges_that_are_made_in_what_is_compared_change_nothing_and_that_is_said(
    confused: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    confused.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    dialog = AsOneDialog(None, confused)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.what.setCurrentIndex(dialog.what.findData(ALL_MERGES))
    assert dialog.mapping() == {study.hard_life: study.corruption}
    qtbot.waitUntil(lambda: not jobs.running(dialog))
    assert "Those merges are made" in dialog.sentence.text()
    dialog.close()


def test_the_merge_dialog_leads_to_the_comparison_of_its_two_codes(
    confused: ProjectSession, panel: CodebookPanel, study: Study, qtbot: QtBot
) -> None:
    panel.tree.select(study.hard_life)
    panel.editing.merge_code.trigger()
    merging = panel.window().findChild(MergeDialog)
    assert not merging.compare.isEnabled()
    merging.chooser.choose(study.corruption)
    merging.compare.click()
    dialog = panel.window().findChild(AsOneDialog)
    assert dialog.mapping() == {study.corruption: study.hard_life}
    qtbot.waitUntil(lambda: not jobs.running(dialog))
    dialog.close()
    merging.close()


def test_a_closed_round_offers_codes_that_are_gone_and_is_computed_under_later_merges(
    confused: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    team = [study.ana, study.murat]
    round_id = confused.do(
        "Plan", create_round, name="Pilot", document_ids=[study.baker], coder_ids=team, blind=False
    )
    confused.do("Close", close_round, round_id=round_id)
    confused.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    dialog = AsOneDialog(None, confused)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.what.setCurrentIndex(dialog.what.findData(ALL_MERGES))
    assert dialog.where.itemText(1) == "Pilot, as it was closed"
    dialog.where.setCurrentIndex(1)
    dialog.where.activated.emit(1)
    qtbot.waitUntil(lambda: not jobs.running(dialog))
    assert "As one code, alpha of “Corruption” is" in dialog.sentence.text()
    assert dialog.first.findData(study.hard_life) > 0
    dialog.close()
