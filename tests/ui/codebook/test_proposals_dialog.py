"""Proposals in the window: made with the selected passage, shown with it, accepted or declined."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.codebook.proposals import EvidencePassage, proposals, propose
from app.codebook.queries import codebook
from app.coders.actions import change_coder
from app.ui.codebook import CodebookPanel
from app.ui.codebook.editing.splitting import SplitDialog
from app.ui.codebook.revising.proposals_dialog import ProposalsDialog
from app.ui.codebook.revising.propose_dialog import ProposeDialog
from app.ui.session import ProjectSession
from tests.study import BAKER, Study

FLOUR = BAKER.index("the flour")


@pytest.fixture
def dialog(session: ProjectSession, qtbot: QtBot) -> Iterator[ProposalsDialog]:
    dialog = ProposalsDialog(None, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog


def made(session: ProjectSession, study: Study, kind: str = "exclusion", words: str = "Thieves.") -> int:
    return session.do(
        "Propose",
        propose,
        kind=kind,  # type: ignore[arg-type]  # one of its kinds
        code_id=study.corruption,
        text=words,
        document_id=study.baker,
        start=FLOUR,
        end=FLOUR + len("the flour"),
        coder_id=study.murat,
    )


def definition(session: ProjectSession, code_id: int, field: str) -> str:
    with session.project.read() as reading:
        found: str = next(getattr(code, field) for code in codebook(reading) if code.id == code_id)
    return found


def test_the_list_says_what_proposals_are_for_while_there_is_none(dialog: ProposalsDialog) -> None:
    assert "No proposals wait for an answer" in dialog.shown.toPlainText()
    assert dialog.accept_it.isHidden()


def test_a_proposal_is_shown_with_its_passage_in_context(
    dialog: ProposalsDialog, session: ProjectSession, study: Study
) -> None:
    made(session, study)
    words = dialog.shown.toPlainText()
    assert "proposed by Murat Kaya" in words
    assert "They took the flour for themselves" in words


def test_accepting_puts_the_words_into_the_codebook_and_undo_takes_them_out(
    dialog: ProposalsDialog, session: ProjectSession, study: Study
) -> None:
    made(session, study)
    dialog.text.setPlainText("Not for thieves.")
    dialog.answer.setText("Agreed")
    dialog.accept_it.click()
    assert definition(session, study.corruption, "do_not_use_when") == "Not for thieves."
    assert dialog.list.count() == 0
    dialog.answered.setChecked(True)
    assert "It becomes part of the next version." in dialog.shown.toPlainText()
    session.undo()
    assert definition(session, study.corruption, "do_not_use_when") == ""


def test_an_example_takes_the_words_of_the_passage_unless_others_are_typed(
    dialog: ProposalsDialog, session: ProjectSession, study: Study
) -> None:
    made(session, study, "example", "")
    assert dialog.text.toPlainText() == "“the flour”"
    dialog.accept_it.click()
    assert definition(session, study.corruption, "typical_example") == "“the flour”"


def test_declining_keeps_the_answer_for_whoever_proposed_it(
    dialog: ProposalsDialog, session: ProjectSession, study: Study
) -> None:
    made(session, study)
    dialog.answer.setText("Covered already")
    dialog.decline_it.click()
    with session.project.read() as reading:
        (one,) = proposals(reading)
    assert (one.state, one.answer) == ("declined", "Covered already")


def test_what_a_lead_types_survives_what_others_do_meanwhile(
    dialog: ProposalsDialog, session: ProjectSession, study: Study
) -> None:
    made(session, study)
    dialog.text.setPlainText("Half typed")
    dialog.text.document().setModified(True)
    dialog.answer.setText("Half answered")
    made(session, study, "other", "Meet.")
    assert (dialog.text.toPlainText(), dialog.answer.text()) == ("Half typed", "Half answered")


def test_whoever_is_no_lead_cannot_answer_where_there_is_one(
    dialog: ProposalsDialog, session: ProjectSession, study: Study
) -> None:
    session.do("Lead", change_coder, coder_id=study.murat, role="lead")
    made(session, study)
    assert not dialog.accept_it.isEnabled()
    assert "by a lead" in dialog.accept_it.toolTip()


def test_the_selected_passage_is_the_evidence_of_a_new_proposal(
    panel: CodebookPanel, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    place = EvidencePassage(study.baker, FLOUR, FLOUR + 9, "the flour")
    revising = panel.editing.revising
    revising.passage = lambda: place
    panel.tree.select(study.corruption)
    revising.propose.trigger()
    dialog = panel.window().findChild(ProposeDialog)
    dialog.save()
    assert "in words" in dialog.problem.text()
    dialog.text.setPlainText("Thieves.")
    dialog.save()
    with session.project.read() as reading:
        (one,) = proposals(reading)
    assert (one.kind, one.code, one.start) == ("exclusion", "Corruption", FLOUR)
    assert revising.proposals.text() == "P&roposals (1 open)…"
    assert session.project.undo_label() == "Propose for “Corruption”: Do not use when …"


def test_a_split_asks_for_names_and_says_what_is_wrong_with_one(
    panel: CodebookPanel, session: ProjectSession, study: Study
) -> None:
    panel.tree.select(study.corruption)
    panel.editing.revising.split.trigger()
    dialog = panel.window().findChild(SplitDialog)
    assert not dialog.ok.isEnabled()
    dialog.names.setPlainText("Faith\n")
    dialog.save()
    assert "already" in dialog.problem.text()
    dialog.names.setPlainText("Hunger\nLies")
    dialog.under.setChecked(True)
    dialog.save()
    with session.project.read() as reading:
        names = [code.path for code in codebook(reading)]
    assert "Corruption / Hunger" in names
    assert session.project.undo_label() == "Split “Corruption” into Hunger, Lies"
